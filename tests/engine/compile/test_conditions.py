"""Conditions get their types, and what does not fit is refused where it stands."""

import pytest

from govcheck.engine.compile import compile_condition, terms_of
from govcheck.engine.ruleset import (
    ALWAYS,
    All,
    Any,
    Compare,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Within,
)
from govcheck.finding import Place
from govcheck.model.condition import Condition as Written
from tests.engine.compile.policies import (
    FACTS,
    OFFICE,
    ORGANIZATION,
    TEAM,
    compiled,
    policy_of,
    saying,
    severity,
)


def when_of(text: str) -> Predicate:
    """The compiled condition of a rule that is right."""
    result = compiled(ORGANIZATION, FACTS, OFFICE, TEAM, severity(text))
    assert result.violations == ()
    return result.decision("severity").rules[0].when


SAFETY, LEAK = HasTag("topics", "safety"), HasTag("topics", "leak")


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("{}", ALWAYS),
        ("{author: customer}", In("author", frozenset({"customer"}))),
        ("{author: [customer, journalist]}", In("author", frozenset({"customer", "journalist"}))),
        ("{author: {not_in: [customer]}}", Not(In("author", frozenset({"customer"})))),
        ("{ours: true}", In("ours", frozenset({True}))),
        ("{owner: social}", In("owner", frozenset({"social"}))),
        ("{followers: 7}", In("followers", frozenset({7}))),
        ("{followers: {at_least: 1e4}}", Compare("followers", ">=", 10000)),
        ("{rate: {less_than: 2.5}}", Compare("rate", "<", 2.5)),
        ("{mood: {more_than: flat}}", Compare("mood", ">", 1)),
        ("{anger: {at_most: half}}", Compare("anger", "<=", 2)),
        ("{topics: safety}", SAFETY),
        ("{topics: [safety, leak]}", Any((SAFETY, LEAK))),
        ("{topics: {any_of: [safety, leak]}}", Any((SAFETY, LEAK))),
        ("{topics: {all_of: [safety, leak]}}", All((SAFETY, LEAK))),
        ("{topics: {none_of: [safety, leak]}}", Not(Any((SAFETY, LEAK)))),
        ("{topics: {not_in: [safety]}}", Not(Any((SAFETY,)))),
        ("{followers: {known: true}}", IsKnown("followers")),
        ("{followers: {known: false}}", Not(IsKnown("followers"))),
        ("{anger: {known: true}}", All((IsKnown("angry"), IsKnown("replies")))),
        ("{detected_at: {within: office}}", Within("office")),
        ("{detected_at: {outside: office}}", Not(Within("office"))),
        ("{detected_at: {known: true}}", ALWAYS),
        ("{not: {topics: leak}}", Not(LEAK)),
        ("{any: [{topics: leak}, {topics: safety}]}", Any((LEAK, SAFETY))),
        (
            "{followers: {at_least: 1, less_than: 5}}",
            All((Compare("followers", ">=", 1), Compare("followers", "<", 5))),
        ),
    ],
)
def test_a_condition_is_compiled(text: str, condition: Predicate) -> None:
    assert when_of(text) == condition


def test_an_integral_bound_is_a_whole_number() -> None:
    compare = when_of("{followers: {at_least: 10000.0}}")
    assert isinstance(compare, Compare)
    assert isinstance(compare.bound, int)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "{folowers: 3}",
            (
                "COND001",
                "folowers!",
                "no vocabulary declares the fact `folowers`",
                "did you mean `followers`?",
            ),
        ),
        (
            "{ours: 1}",
            ("COND002", "ours", "`1` does not fit `ours`, a yes or no", "write `true` or `false`"),
        ),
        (
            "{followers: true}",
            (
                "COND002",
                "followers",
                "`true` does not fit `followers`, a whole number",
                "write a number without quotes",
            ),
        ),
        (
            "{followers: {at_least: 1.5}}",
            (
                "COND002",
                "followers/at_least",
                "`1.5` does not fit `followers`, a whole number",
                "write a whole number",
            ),
        ),
        (
            "{followers: {at_least: '10'}}",
            (
                "COND002",
                "followers/at_least",
                "`10` does not fit `followers`, a whole number",
                "write a number without quotes",
            ),
        ),
        (
            "{author: 3}",
            (
                "COND002",
                "author",
                "`3` does not fit `author`, a choice without an order",
                "known: `customer`, `journalist`",
            ),
        ),
        (
            "{author: [customer, jurnalist]}",
            (
                "COND003",
                "author/1",
                "`jurnalist` is not a value of `author`",
                "did you mean `journalist`?",
            ),
        ),
        (
            "{topics: {all_of: [leak, saftey]}}",
            (
                "COND003",
                "topics/all_of/1",
                "`saftey` is not a value of `topics`",
                "did you mean `safety`?",
            ),
        ),
        (
            "{owner: socal}",
            ("COND003", "owner", "`socal` is not a value of `owner`", "did you mean `social`?"),
        ),
        (
            "{followers: {at_least: -1}}",
            (
                "COND004",
                "followers/at_least",
                "`-1` is below the minimum of `followers`",
                "it is at least 0",
            ),
        ),
        (
            "{followers: {less_than: 1000001}}",
            (
                "COND004",
                "followers/less_than",
                "`1000001` is above the maximum of `followers`",
                "it is at most 1000000",
            ),
        ),
        (
            "{rate: {at_least: 1e99}}",
            ("COND004", "rate/at_least", "no fact is as large as this number", None),
        ),
        (
            "{author: {at_least: customer}}",
            (
                "COND005",
                "author/at_least!",
                "`at_least` does not fit `author`, a choice without an order",
                "only numbers and ordered values can be compared",
            ),
        ),
        (
            "{topics: {at_least: leak}}",
            (
                "COND005",
                "topics/at_least!",
                "`at_least` does not fit `topics`, a set of tags",
                "only numbers and ordered values can be compared",
            ),
        ),
        (
            "{author: {any_of: [customer]}}",
            (
                "COND005",
                "author/any_of!",
                "`any_of` does not fit `author`, a choice without an order",
                "write a value or a list of values",
            ),
        ),
        (
            "{mood: {within: office}}",
            (
                "COND005",
                "mood/within!",
                "`within` does not fit `mood`, a choice in an order",
                "only `detected_at` falls within a calendar",
            ),
        ),
        (
            "{detected_at: {at_least: 3}}",
            (
                "COND005",
                "detected_at/at_least",
                "`detected_at` can only be tested against a calendar",
                "write `{within: CALENDAR}` or `{outside: CALENDAR}`",
            ),
        ),
        (
            "{detected_at: noon}",
            (
                "COND005",
                "detected_at",
                "`detected_at` can only be tested against a calendar",
                "write `{within: CALENDAR}` or `{outside: CALENDAR}`",
            ),
        ),
        (
            "{followers: {}}",
            ("COND006", "followers", "this test tests nothing", "write a value or a test"),
        ),
        (
            "{any: []}",
            ("COND006", "any", "`any` has no conditions", "list some or remove it"),
        ),
        (
            "{any: [{topics: leak}, {not: {all: [{ours: no}]}}]}",
            (
                "COND002",
                "any/1/not/all/0/ours",
                "`no` does not fit `ours`, a yes or no",
                "write `true` or `false`",
            ),
        ),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(
    text: str, said: tuple[str, str, str, str | None]
) -> None:
    assert saying(text) == [said]


def test_everything_wrong_is_said_at_once() -> None:
    places = [place for _, place, _, _ in saying("{ours: 1, author: x, topics: [leak, y, z]}")]
    assert places == ["ours", "author", "topics/1", "topics/2"]


def test_conditions_nest_fifty_levels() -> None:
    deep = "{not: " * 50 + "{ours: true}" + "}" * 50
    assert saying(deep) == []
    message = "nests more than 50 levels deep"
    place = "/".join(["not"] * 51)
    assert saying("{not: " + deep + "}") == [("COND007", place, message, None)]


def test_a_result_of_a_decision_is_a_fact() -> None:
    text = """
kind: decision
id: tone-rules
decides: tone
hit_policy: first
results: [warm, sober]
otherwise: warm
rules:
  - {id: grave, when: {severity: {at_least: sev2}}, then: sober}
"""
    result = compiled(ORGANIZATION, FACTS, severity("{ours: true}"), text)
    assert result.violations == ()
    assert result.decision("tone").rules[0].when == Compare("severity", ">=", 1)
    assert result.decision("tone").uses == ("severity",)


def test_a_decision_is_always_known() -> None:
    text = severity("{severity: {known: true}}")
    found = compiled(ORGANIZATION, FACTS, text).said()
    assert found == [
        (
            "COND005",
            "2.yaml:rules/0/when/severity/known!",
            "`known` does not fit `severity`, a decision in an order",
            "a decision always has a result",
        )
    ]


def test_a_missing_calendar_is_reported_elsewhere() -> None:
    result = compiled(ORGANIZATION, FACTS, severity("{detected_at: {within: nights}}"))
    assert result.violations == ()
    assert result.decision("severity").rules == ()


def test_names_are_not_called_unknown_where_a_vocabulary_could_not_be_read() -> None:
    text = severity("{weather: bad}")
    result = compiled(ORGANIZATION, FACTS, text, unread=("vocabulary/more",))
    assert result.violations == ()
    assert result.decision("severity").rules == ()


def test_conditions_outside_decisions_read_every_decision() -> None:
    policy = policy_of(ORGANIZATION, FACTS, severity("{ours: true}"))
    ruleset = compiled(ORGANIZATION, FACTS, severity("{ours: true}")).ruleset
    at = Place("steps.yaml", 0, ("steps", 1, "when"))
    written = Written.model_validate({"severity": "sev1", "ours": 2})
    condition, violations = compile_condition(written, at, terms_of(policy, ruleset))
    assert condition is None
    assert [violation.problem.at.keys for violation in violations] == [("steps", 1, "when", "ours")]
    right = Written.model_validate({"severity": "sev1"})
    assert compile_condition(right, at, terms_of(policy, ruleset)) == (
        In("severity", frozenset({"sev1"})),
        (),
    )
