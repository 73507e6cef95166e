"""Run a scenario: play its incident, compare what comes out with what is expected."""

from typing import NamedTuple

from govcheck.scenarios.compare import compare
from govcheck.scenarios.difference import Mismatch
from govcheck.scenarios.scenario import ScenarioCase
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as


class ScenarioResult(NamedTuple):
    """How a scenario went. `outcome` is None where its incident is not one the policy allows."""

    scenario: ScenarioCase
    differences: tuple[Mismatch, ...]
    outcome: Outcome | None

    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
        return not self.differences


def run(program: Program, scenario: ScenarioCase) -> ScenarioResult:
    """Play a scenario and compare."""
    stated, problems = state_as(program, scenario.incident)
    if problems:
        wrong = (Mismatch(("incident",), one.message, one.help) for one in problems)
        return ScenarioResult(scenario, tuple(wrong), None)
    outcome = play(
        program,
        stated,
        absent=scenario.absent,
        acknowledged=scenario.acknowledged,
        explain=False,
    )
    differences = compare(scenario.expect, outcome, program.roster, scenario.absent)
    return ScenarioResult(scenario, differences, outcome)
