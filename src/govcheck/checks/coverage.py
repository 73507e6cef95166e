"""Scenarios for every rule."""

from collections.abc import Iterator

from govcheck.checks.check import program_check
from govcheck.checks.written import has_every_rule, written_rules
from govcheck.engine.compile.places import child
from govcheck.engine.decide import decide
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.scenarios.compile import compile_scenarios
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.translation import said


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
                yield Problem(
                    child(one.place, "id"),
                    said("no scenario reaches the rule `{id}`", id=one.rule.id),
                    help=said("write a scenario for it"),
                )


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
