"""Outcomes as one picture, an incident below the other."""

from collections.abc import Sequence

from govcheck.briefing.simulation.picture import picture, stacked
from govcheck.briefing.simulation.view import views_of
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue


def render(outcomes: Sequence[Outcome], program: Program, tongue: Tongue) -> str:
    """One SVG that stands alone; a file can hold only one."""
    views = views_of(outcomes, program, tongue)
    return picture(views[0], "incident") if len(views) == 1 else stacked(views)
