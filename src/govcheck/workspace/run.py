"""`test`: the scenarios of a tree run, and suggested for what they do not reach."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from govcheck.finding import Place, Problem
from govcheck.load.repository import Repository, load_repository
from govcheck.load.tree import Tree
from govcheck.opening.findings import shown
from govcheck.opening.opened import opened
from govcheck.scenarios.causes import with_causes
from govcheck.scenarios.compare import ScenarioResult, run
from govcheck.scenarios.compile import compile_scenarios
from govcheck.scenarios.coverage import Item, coverage
from govcheck.scenarios.violations import SCENARIO_FAILS
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY
from govcheck.workspace.trial import Ran, Tested, Unreached

if TYPE_CHECKING:  # at run time only whoever asks for suggestions imports the prover
    from govcheck.suggest.suggest import Suggestions

HORIZON: Final = 365 * DAY
"""How far ahead incidents are looked for, in seconds."""


def run_scenarios(tree: Tree) -> Tested:
    """Run every scenario that can be read; what cannot be is in `blocking`."""
    repository = load_repository(tree)
    scenarios, faulty = compile_scenarios(repository.policy)
    found = opened(repository, faulty)
    program, blocking = found.program, found.blocking
    results = [run(program, scenario) for scenario in scenarios]
    ran = tuple(_ran(repository, program, result) for result in results)
    reached = coverage(program, (one.outcome for one in results if one.outcome is not None))
    spans = {item: repository.span(place) for item, place in _places(repository)}
    unreached = (Unreached(*item, spans[item]) for item in reached.missing)
    findings = (*blocking, *(difference for one in ran for difference in one.differences))
    return Tested(
        ran,
        blocking,
        dict(Counter(item.kind for item in reached.items)),
        tuple(unreached),
        shown(repository.sources, findings),
    )


def suggest_for(tree: Tree, at: int, taken: Callable[[str], bool]) -> "Suggestions":
    """Incidents from an instant on for what no scenario reaches.

    Ids of scenarios that there are, and those that are `taken`, are not given again. Raises
    InvalidPolicy where the policy or a scenario cannot be read.
    """
    from govcheck.suggest.suggest import suggest

    repository = load_repository(tree)
    scenarios, faulty = compile_scenarios(repository.policy)
    program = opened(repository, faulty).must_load().program
    ran = (run(program, scenario).outcome for scenario in scenarios)
    outcomes = [outcome for outcome in ran if outcome is not None]
    ids = {scenario.id for scenario in scenarios}
    return suggest(program, (at, at + HORIZON), outcomes, lambda one: one in ids or taken(one))


def _ran(repository: Repository, program: Program, result: ScenarioResult) -> Ran:
    place = result.scenario.place
    differences = (
        repository.finding(
            SCENARIO_FAILS,
            Problem(place._replace(keys=one.keys), one.message, help=one.help),
        )
        for one in result.differences
    )
    here = repository.span(place._replace(keys=("id",)))
    found, outcome = result.differences, result.outcome
    if not found:
        return Ran(result.scenario.id, here, ())
    facts = {} if outcome is None else outcome.stated.case.facts
    return Ran(
        result.scenario.id,
        here,
        tuple(differences),
        result.scenario.incident.title,
        facts,
        found if outcome is None else with_causes(found, outcome, program),
    )


def _places(repository: Repository) -> Iterable[tuple[Item, Place]]:
    policy = repository.policy
    for decision in policy.decisions:
        for position, rule in enumerate(decision.rules):
            place = decision.place("rules", position, "id")
            yield Item("rule", f"decision/{decision.id}/{rule.id}"), place
        yield Item("otherwise", f"decision/{decision.id}/otherwise"), decision.place("otherwise")
    for escalation in policy.escalations:
        for position, step in enumerate(escalation.steps):
            place = escalation.place("steps", position, "id")
            yield Item("step", f"escalation/{escalation.id}/{step.id}"), place
    for playbook in policy.playbooks:
        for position, approval in enumerate(playbook.approvals):
            place = playbook.place("approvals", position, "id")
            yield Item("approval", f"playbook/{playbook.id}/{approval.id}"), place
