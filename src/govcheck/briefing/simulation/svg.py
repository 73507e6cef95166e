"""Outcomes as one picture, an incident below the other."""

from collections.abc import Sequence

from govcheck.briefing.simulation.picture import picture, stacked
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.tongue import Tongue


def render(outcomes: Sequence[Outcome], program: Program, tongue: Tongue) -> str:
    """One SVG that stands alone; a file can hold only one."""
    if len(outcomes) == 1:
        return picture(outcomes[0], program, tongue, "incident")
    return stacked(outcomes, program, tongue)
