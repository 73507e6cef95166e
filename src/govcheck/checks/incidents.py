"""What incidents state, and scenarios expect, fits the policy; and every rule has a scenario."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import program_check
from govcheck.checks.written import has_every_rule, written_rules
from govcheck.engine.case import read_case
from govcheck.engine.compile.places import child
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Ruleset
from govcheck.finding import Key, Lack, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.incident import IncidentBody
from govcheck.model.scenario import Scenario
from govcheck.modelling.partial import PartialMapping, read_entries
from govcheck.modelling.unread import until_unread
from govcheck.nearest import did_you_mean
from govcheck.scenarios.compile import compile_scenarios
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.translation import said

_SOME_INSTANT: Final = 0
"""For an incident of which nobody can tell when it was: no fact is right or wrong for that."""


@program_check("INC001", "bad-fact")
def bad_fact(policy: Policy, program: Program) -> Iterator[Problem]:
    """An incident states only facts that a vocabulary declares, with values that they can have.

    Nothing is guessed: a misspelt fact would be unknown, and a rule that tests it would not fire.
    """
    facts = program.ruleset.facts
    known = Ruleset(dict(read_entries(facts)), ())
    doubtful = facts.others if isinstance(facts, PartialMapping) else frozenset()
    if policy.lacks("vocabulary"):
        doubtful = None
    documents: tuple[Document, ...] = (*policy.incidents, *policy.scenarios)
    for document in documents:
        incident: object = document.read_field("incident", document)
        if isinstance(incident, IncidentBody):
            keys: tuple[Key, ...] = ("incident",) * (document.kind_name == "scenario")
            found = until_unread(_problems(known, document, incident, keys))
            yield from (one for one in found if not _is_doubtful(one, doubtful))


def _is_doubtful(problem: Problem, doubtful: frozenset[str] | None) -> bool:
    """Whether a fact that is not known may be declared where nothing could be read."""
    return problem.at.of_key and (doubtful is None or problem.at.keys[-1] in doubtful)


def _problems(
    known: Ruleset, document: Document, incident: IncidentBody, keys: tuple[Key, ...]
) -> Iterator[Problem]:
    stated = dict(read_entries(incident.read_field("facts", {})))
    _, problems = read_case(known, stated, incident.read_field("detected_at", _SOME_INSTANT))
    for problem in problems:
        undeclared = problem.fact not in known.facts
        place = document.place(*keys, "facts", problem.fact, of_key=undeclared)
        yield Problem(place, problem.message, help=problem.help, lacks=problem.lacks)


@program_check("SCEN004", "expects-the-impossible")
def expects_the_impossible(policy: Policy, program: Program) -> Iterator[Problem]:
    """A scenario expects results and obligations that the policy has.

    An expectation of something that does not exist fails for ever, or, where nothing may be
    missed, holds for ever.
    """
    partial = any(name.split("/")[0] in ("decision", "playbook") for name in policy.unread)
    for scenario in policy.scenarios:
        if not partial:
            yield from _decisions(scenario, program)
            yield from _obligations(scenario, program)


def _decisions(scenario: Scenario, program: Program) -> Iterator[Problem]:
    results = {decision.name: decision.results for decision in program.ruleset.decisions}
    for name, stated in (scenario.expect.decisions or {}).items():
        if name not in results:
            at = scenario.place("expect", "decisions", name, of_key=True)
            advice = did_you_mean(name, results)
            lacks = Lack("fact", name)
            yield Problem(at, said("nothing decides `{name}`", name=name), help=advice, lacks=lacks)
            continue
        for position, result in enumerate((stated,) if isinstance(stated, str) else stated):
            if result not in results[name]:
                item = () if isinstance(stated, str) else (position,)
                at = scenario.place("expect", "decisions", name, *item)
                near, lacks = did_you_mean(result, results[name]), Lack(f"value/{name}", result)
                message = said("`{result}` is not a result of `{name}`", result=result, name=name)
                yield Problem(at, message, help=near, lacks=lacks)


def _obligations(scenario: Scenario, program: Program) -> Iterator[Problem]:
    known = {"acknowledge", *(f"council/{name}" for name in program.roster.councils)}
    for playbook in program.playbooks.values():
        for action in playbook.actions:
            known |= {action.id, f"{playbook.id}/{action.id}"}
    for field in ("met", "missed"):
        for position, name in enumerate(getattr(scenario.expect, field) or ()):
            if name.partition("#")[0] in known:  # `#2` is the second time of one that recurs
                continue
            at = scenario.place("expect", field, position)
            playbook, slash, _ = name.partition("/")
            if slash and playbook not in {"council", *program.playbooks}:
                message = said(
                    "there is no playbook `{playbook}` whose obligations could be met",
                    playbook=playbook,
                )
                near = did_you_mean(playbook, program.playbooks)
                yield Problem(at, message, help=near, lacks=Lack("playbook", playbook))
            else:
                message = said("`{name}` is not an obligation of the policy", name=name)
                advice = did_you_mean(name, known)
                yield Problem(at, message, help=advice, lacks=Lack("obligation", name))


@program_check("SCEN005", "rule-without-scenario", severity=Severity.NOTE, opinion=True)
def rule_without_scenario(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every rule matches in some scenario.

    A rule that no scenario reaches can be changed without any test noticing. Said only where there
    are scenarios; `govcheck test --coverage` lists steps and approvals, too.
    """
    if not policy.scenarios or any(name.startswith("scenario/") for name in policy.unread):
        return
    if not has_every_rule(policy, program.ruleset):  # then other incidents reach the others
        return
    reached = _reached(policy, program)
    for decision in program.ruleset.decisions:
        for one in written_rules(policy, decision):
            if (one.rule.document, one.rule.id) not in reached:
                message = said("no scenario reaches the rule `{id}`", id=one.rule.id)
                advice = said("write a scenario for it")
                yield Problem(child(one.place, "id"), message, help=advice)


def _reached(policy: Policy, program: Program) -> set[tuple[str, str]]:
    """Document and id of every rule that matches for certain in some scenario."""
    scenarios, _ = compile_scenarios(policy)
    reached: set[tuple[str, str]] = set()
    for scenario in scenarios:
        stated, _ = state_as(program, scenario.incident)
        for verdict in decide(program.ruleset, program.roster, stated.case):
            certain = (match.rule for match in verdict.matched if not match.possible)
            reached |= {(rule.document, rule.id) for rule in certain}
    return reached
