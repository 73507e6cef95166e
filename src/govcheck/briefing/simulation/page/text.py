"""The page as text: 80 columns, complete without colour."""

from collections.abc import Iterator, Sequence
from typing import Literal

from govcheck.briefing.simulation.page.page import page
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
    pages = (
        "\n".join((*_lines(outcome, program, tongue, paint, extent), "")) for outcome in outcomes
    )
    text = f"\n{'=' * WIDTH}\n".join(pages)
    if extent == "full":
        from govcheck.briefing.simulation import text as sheet  # which no page needs

        text += (
            f"\n{'=' * WIDTH}\n{sheet.render(outcomes, program, stamp, color=color, tongue=tongue)}"
        )
    return text


def _lines(
    outcome: Outcome, program: Program, tongue: Tongue, paint: Paint, extent: Extent
) -> Iterator[str]:
    first = page(outcome, program, tongue)
    if extent == "brief":
        orders = tuple(part for part in first.parts if not part.runs_on)
        first = first._replace(parts=orders, foot="")
    return lines_of(first, paint)
