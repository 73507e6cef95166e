"""What would have happened to the mentions of the past: as text, Markdown, HTML or JSON."""

from typing import Final, NamedTuple

from govcheck.render.stamp import PolicyStamp
from govcheck.replay.replay import Replayed
from govcheck.replay.staffing import Staffing
from govcheck.replay.tally import Bucket
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue

FORMATS: Final = ("text", "json", "markdown", "html")


class ReplayReport(NamedTuple):
    """A replay, the policy that decided, and the one that it is compared with."""

    replayed: Replayed
    program: Program
    stamp: PolicyStamp
    against: str | None
    """The revision that it is compared with."""
    tongue: Tongue
    by: Bucket = "week"
    """How long the stretches of the load are."""
    staffing: Staffing | None = None
    """What people at a desk would have made of it, where that is asked."""


def render(name: str, report: ReplayReport, *, color: bool = False) -> str:
    """The report in the format of that name, which is one of FORMATS."""
    if name == "json":
        from govcheck.papers.replay import json

        return json.render(report)
    if name == "markdown":
        from govcheck.papers.replay import markdown

        return markdown.render(report)
    if name == "html":
        from govcheck.papers.replay import html

        return html.render(report)
    from govcheck.papers.replay import text

    return text.render(report, color=color)
