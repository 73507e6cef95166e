"""Rules that are said to be covered change nothing, whatever the incident."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.checks.conditions import covered_rule, duplicate_condition
from govcheck.engine.ruleset import Case, DecisionTable, Ruleset
from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.model.decision import Decision
from tests.checks.overlay import found, messages
from tests.engine.oracle import completions, holds, outcomes
from tests.engine.strategies import FACTS, decisions
from tests.simulate.build import program, roster

PLAIN = [fact for fact in FACTS if fact.type != "share"][:4]
CASE = Case(0, {})


def problems(decision: DecisionTable) -> list[Problem]:
    """What the two checks find in a compiled decision whose document has the same rules."""
    rules = [{"id": rule.id, "when": {}, "then": "x"} for rule in decision.rules]
    document = Decision.model_validate(
        {
            "kind": "decision",
            "id": decision.document,
            "decides": "x",
            "hit_policy": "first",
            "rules": rules,
        }
    )
    built = program(roster())
    ruleset = Ruleset({fact.name: fact for fact in PLAIN}, (decision,))
    policy = Policy([document])
    compiled = built._replace(ruleset=ruleset)
    return [
        problem
        for check in (duplicate_condition, covered_rule)
        for problem in check.look(policy, compiled)
    ]


@given(decisions("d", PLAIN), st.data())
@settings(max_examples=200)
def test_removing_a_reported_rule_changes_no_result(
    decision: DecisionTable, data: st.DataObject
) -> None:
    reported = [
        int(problem.at.keys[1])
        for problem in problems(decision)
        if problem.message.count("same condition") == 0
    ]
    if not reported or decision.hit_policy == "unique":
        return
    gone = data.draw(st.sampled_from(reported))
    ruleset = Ruleset({fact.name: fact for fact in PLAIN}, (decision,))
    for world in completions(ruleset, CASE):
        hits = [
            number
            for number, rule in enumerate(decision.rules)
            if holds(rule.when, world, ruleset, CASE)
        ]
        fewer = [number for number in hits if number != gone]
        assert outcomes(decision, hits) == outcomes(decision, fewer)


HEAD = """\
# without: scenario/unsafe-product, scenario/unsafe-product-spreading, scenario/question
kind: decision
id: severity
decides: severity
hit_policy: {policy}
otherwise: sev3
because: Routine
rules:
"""


def rules(policy: str, *pairs: tuple[str, str]) -> str:
    written = "".join(
        f"  - {{id: r{n}, when: {when}, then: {then}, because: So it is}}\n"
        for n, (when, then) in enumerate(pairs)
    )
    return HEAD.format(policy=policy) + written


def test_the_highest_result_covers_wherever_it_stands() -> None:
    wide, narrow = "{topics: [safety]}", "{topics: [safety], followers: 5}"
    assert messages("DEC018", rules("highest", (narrow, "sev2"), (wide, "sev2"))) == [
        "rule `r0` never decides: `r1` holds whenever it does, with no lower result"
    ]
    assert messages("DEC018", rules("highest", (narrow, "sev1"), (wide, "sev2"))) == []


def test_only_an_earlier_rule_covers_under_first() -> None:
    wide, narrow = "{}", "{followers: 5}"
    assert messages("DEC018", rules("first", (narrow, "sev2"), (wide, "sev1"))) == []
    assert len(messages("DEC018", rules("first", (wide, "sev1"), (narrow, "sev2")))) == 1


def test_two_rules_that_always_match_together_are_a_clash_under_unique() -> None:
    text = rules("unique", ("{followers: 5}", "sev2"), ("{followers: {at_least: 3}}", "sev1"))
    assert messages("DEC018", text) == ["rule `r0` never holds alone: `r1` holds whenever it does"]


def test_a_rule_within_one_of_several_alternatives_is_covered() -> None:
    text = rules(
        "first",
        ("{any: [{followers: {at_least: 10}}, {topics: [safety]}]}", "sev2"),
        ("{followers: {more_than: 50}}", "sev1"),
    )
    assert len(messages("DEC018", text)) == 1


def test_a_duplicate_is_reported_once_and_in_whatever_words() -> None:
    text = rules(
        "first",
        ("{followers: {at_least: 10}}", "sev2"),
        ("{not: {followers: {less_than: 10}}}", "sev1"),
        ("{followers: {more_than: 9}}", "sev1"),
    )
    assert len(found("DEC017", text)) == 2
    assert found("DEC018", text) == []


def test_rules_that_can_never_hold_are_left_to_another_check() -> None:
    impossible = "{followers: {less_than: 0}}"
    text = rules("first", (impossible, "sev2"), (impossible, "sev1"), ("{}", "sev2"))
    assert found("DEC017", text) == []
    assert found("DEC018", text) == []


def test_a_thousand_rules_are_compared_in_no_time() -> None:
    pairs = [(f"{{followers: {{at_least: {n}}}, topics: [safety]}}", "sev2") for n in range(1000)]
    assert len(found("DEC018", rules("highest", *pairs))) == 999


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ("first", "is never reached: they come first, and one of {} holds whenever it does"),
        ("highest", "never decides: one of {} holds whenever it does, with no lower result"),
        ("unique", "never holds alone: one of {} holds whenever it does"),
    ],
)
def test_several_rules_cover_one_between_them(policy: str, words: str) -> None:
    text = rules(
        policy,
        ("{followers: {at_most: 9}}", "sev2"),
        ("{followers: {at_least: 5}}", "sev2"),
        ("{topics: [safety]}", "sev2"),
    )
    assert messages("DEC018", text) == [f"rule `r2` {words.format('`r0` and `r1`')}"]


def test_a_share_counts_as_what_its_numbers_allow() -> None:
    text = (
        "kind: vocabulary\nid: parts\nfacts:\n  lost: {type: integer, minimum: 0}\n"
        "  held: {type: integer, minimum: 1}\n"
        "  share-lost: {share: {part: lost, whole: held}}\n---\n"
    ) + rules(
        "first",
        ("{share-lost: all}", "sev2"),
        ("{lost: {at_least: 7}, held: 7}", "sev1"),
    )
    assert len(messages("DEC018", text)) == 1
