"""Outcomes as text, JSON, Markdown, Mermaid, a picture, a page or a calendar."""

from collections.abc import Sequence
from typing import Final

from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH, Tongue

FORMATS: Final = ("text", "json", "markdown", "html", "svg", "mermaid", "ics")
"""Each is a module of this package, imported only when it is asked for."""


def render(
    name: str,
    outcomes: Sequence[Outcome],
    program: Program,
    stamp: PolicyStamp,
    *,
    color: bool = False,
    brief: bool = False,
    full: bool = False,
    listed: bool = False,
    tongue: Tongue = ENGLISH,
    person: str | None = None,
) -> str:
    """The outcomes in the format of that name, which is one of FORMATS.

    Text takes `color` and `full`, text and Markdown `brief`; everything but JSON `tongue`; a
    calendar `person`, whose it is.
    `listed` says that several incidents were asked for, so that JSON is a list even where only one
    of them could be played.
    """
    match name:
        case "text":
            from govcheck.briefing.simulation.page import text

            extent: text.Extent = "brief" if brief else "full" if full else "page"
            return text.render(outcomes, program, stamp, tongue, color=color, extent=extent)
        case "json":
            from govcheck.briefing.simulation import json

            return json.render(outcomes, program, stamp, listed=listed)
        case "markdown":
            from govcheck.briefing.simulation import markdown

            return markdown.render(outcomes, program, stamp, tongue, brief=brief)
        case "svg":
            from govcheck.briefing.simulation import svg

            return svg.render(outcomes, program, tongue)
        case "html":
            from govcheck.briefing.simulation import html

            return html.render(outcomes, program, stamp, tongue)
        case "mermaid":
            from govcheck.briefing.simulation import mermaid

            return mermaid.render(outcomes, program, tongue)
        case "ics":
            from govcheck.briefing.simulation import ics

            return ics.render(outcomes, program, tongue, person)
        case _:
            raise ValueError(name)
