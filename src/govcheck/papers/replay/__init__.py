"""What would have happened to the mentions of the past: as text, Markdown, HTML or JSON."""

from importlib import import_module
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
    color: bool = False


def render(name: str, report: ReplayReport) -> str:
    """The report in the format of that name, which is one of FORMATS."""
    return str(import_module(f"govcheck.papers.replay.{name}").render(report))
