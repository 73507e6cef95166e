"""`test --suggest`: scenarios for what those of a tree do not reach."""

from collections.abc import Callable
from typing import Final

from govcheck.finding import Severity
from govcheck.load.repository import load_repository
from govcheck.load.tree import Tree
from govcheck.prove.suggest import Suggestions, suggest
from govcheck.scenarios.compile import compile_scenarios
from govcheck.scenarios.run import run
from govcheck.simulate.compile import compile_program
from govcheck.time.clock import DAY

HORIZON: Final = 365 * DAY
"""How far ahead incidents are looked for, in seconds."""


def suggest_for(tree: Tree, at: int, taken: Callable[[str], bool]) -> Suggestions | None:
    """Incidents from an instant on for what no scenario reaches; None if the policy does not load.

    Ids of scenarios that there are, and those that are `taken`, are not given again.
    """
    repository = load_repository(tree)
    program, broken = compile_program(repository.policy, repository.line)
    scenarios, faulty = compile_scenarios(repository.policy)
    faults = [repository.finding(fault.rule, fault.problem) for fault in (*broken, *faulty)]
    if any(one.severity == Severity.ERROR for one in (*repository.findings, *faults)):
        return None
    ran = (run(program, scenario).outcome for scenario in scenarios)
    outcomes = [outcome for outcome in ran if outcome is not None]
    ids = {scenario.id for scenario in scenarios}
    return suggest(program, (at, at + HORIZON), outcomes, lambda one: one in ids or taken(one))
