"""What `validate` says of the rules of a decision, `prove` says as well."""

from hypothesis import given, settings

from govcheck.engine.ruleset import DecisionTable, Ruleset
from govcheck.prove.meanings import RULE003
from govcheck.prove.rules.doubled import doubled
from govcheck.prove.rules.idle import redundant, shadowed
from tests.checks.test_covered_rules import PLAIN, problems
from tests.engine.strategies import decisions
from tests.prove.rules.build import study


@given(decisions("d", PLAIN))
@settings(max_examples=150, deadline=None)
def test_a_rule_that_validate_finds_idle_is_not_proved_to_matter(decision: DecisionTable) -> None:
    covered: set[int] = set()
    twins: set[int] = set()
    for problem in problems(decision):
        found = twins if "same condition" in problem.message else covered
        found.add(int(problem.at.keys[1]))
    made = study(Ruleset({fact.name: fact for fact in PLAIN}, (decision,)))
    if decision.hit_policy == "unique":
        if covered or twins:
            assert {one.verdict for one in doubled(made)} == {"refuted"}
        return
    never, idle = (
        {one.subject: one.message for one in verdicts if one.verdict == "refuted"}
        for verdicts in (shadowed(made), redundant(made))
    )
    subjects = [made.about_rule(RULE003, rule).subject for rule in decision.rules]
    assert {subjects[number] for number in covered} <= {*never, *idle}
    if decision.hit_policy == "first":
        beaten = {subject for subject, message in never.items() if "never decides" in message}
        assert {subjects[number] for number in covered | twins} == beaten
