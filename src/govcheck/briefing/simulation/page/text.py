"""The page as text: 80 columns, complete without colour."""

from collections.abc import Iterator, Sequence
from typing import Literal

from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.view import OutcomeView, views_of
from govcheck.render.page.layout import WIDTH, lines_of
from govcheck.render.page.paint import Paint, painted
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue

Extent = Literal["brief", "page", "full"]
"""Who to call, what to do and what not to say; why, too; everything that there is to say."""


def render(
    outcomes: Sequence[Outcome],
    program: Program,
    stamp: PolicyStamp,
    tongue: Tongue,
    *,
    color: bool = False,
    extent: Extent = "page",
) -> str:
    """One page an incident, a ruler between them."""
    paint = painted(color)
    views = views_of(outcomes, program, tongue)
    pages = ("\n".join((*_lines(view, paint, extent), "")) for view in views)
    text = f"\n{'=' * WIDTH}\n".join(pages)
    if extent == "full":
        from govcheck.briefing.simulation import text as sheet  # which no page needs

        text += (
            f"\n{'=' * WIDTH}\n{sheet.render(outcomes, program, stamp, color=color, tongue=tongue)}"
        )
    return text


def _lines(view: OutcomeView, paint: Paint, extent: Extent) -> Iterator[str]:
    first = page(view)
    if extent == "brief":
        orders = tuple(part for part in first.parts if not part.runs_on)
        first = first._replace(parts=orders, foot="")
    return lines_of(first, paint)
