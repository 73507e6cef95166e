"""What an incident states, read against the vocabulary."""

from typing import Any

import pytest

from govcheck.engine.case import FactProblem, parse_setting, read_case
from govcheck.errors import IncidentError
from govcheck.finding import Lack
from tests.engine.build import boolean, choice, decision, integer, number, ruleset, share, tags

POLICY = ruleset(
    [
        integer("followers", 0, 1000),
        number("rate"),
        tags("topics", "safety", "leak"),
        choice("mood", "good", "bad"),
        boolean("ours"),
        integer("angry"),
        integer("replies", 0, 50),
        share("anger", "angry", "replies"),
        choice("owner", "social")._replace(type="reference"),
    ],
    decision("severity", "highest", ("low", "top"), {}, "low"),
)


def test_stated_facts_become_values() -> None:
    stated = {
        "followers": 48,
        "rate": 2.5,
        "topics": ("safety", "safety"),
        "mood": "bad",
        "ours": False,
        "owner": None,
    }
    case, problems = read_case(POLICY, stated, 7)
    assert problems == []
    assert case.detected_at == 7
    assert case.facts == {
        "followers": 48,
        "rate": 2.5,
        "topics": frozenset({"safety"}),
        "mood": "bad",
        "ours": False,
    }


def test_a_whole_number_may_be_written_with_a_point() -> None:
    case, problems = read_case(POLICY, {"followers": 10.0}, 0)
    assert problems == []
    assert isinstance(case.facts["followers"], int)


def test_no_tags_are_not_the_same_as_unknown_tags() -> None:
    assert read_case(POLICY, {"topics": ()}, 0)[0].facts == {"topics": frozenset()}
    assert read_case(POLICY, {"topics": None}, 0)[0].facts == {}


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        (
            {"folowers": 3},
            (
                "folowers",
                "no vocabulary declares the fact `folowers`",
                "did you mean `followers`?",
                Lack("fact", "folowers"),
            ),
        ),
        (
            {"detected_at": 3},
            (
                "detected_at",
                "`detected_at` is not one of the facts",
                "it is a field of the incident itself",
            ),
        ),
        (
            {"anger": "half"},
            ("anger", "`anger` is computed, never stated", "state `angry` and `replies`"),
        ),
        (
            {"severity": "top"},
            ("severity", "`severity` is decided by the policy, never stated", "remove it"),
        ),
        (
            {"mood": "god"},
            (
                "mood",
                "`god` is not a value of `mood`",
                "did you mean `good`?",
                Lack("value/mood", "god"),
            ),
        ),
        (
            {"mood": True},
            ("mood", "`mood` is one of its values, not `true`", "known: `bad`, `good`"),
        ),
        (
            {"owner": "x"},
            ("owner", "`x` is not a value of `owner`", "known: `social`", Lack("value/owner", "x")),
        ),
        (
            {"topics": "safety"},
            ("topics", "`topics` is a list, not `safety`", "write `[safety]`"),
        ),
        (
            {"topics": ["safety", "leek"]},
            (
                "topics",
                "`leek` is not a value of `topics`",
                "did you mean `leak`?",
                Lack("value/topics", "leek"),
            ),
        ),
        ({"topics": [1]}, ("topics", "`topics` is a tag, not `1`", "known: `leak`, `safety`")),
        (
            {"followers": True},
            (
                "followers",
                "`followers` is a whole number, not `true`",
                "write it without quotes and units",
            ),
        ),
        ({"followers": 1.5}, ("followers", "`followers` is a whole number, not `1.5`", None)),
        (
            {"followers": "10k"},
            (
                "followers",
                "`followers` is a whole number, not `10k`",
                "write it without quotes and units",
            ),
        ),
        ({"followers": -1}, ("followers", "`followers` cannot be `-1`", "it is at least 0")),
        ({"followers": 1001}, ("followers", "`followers` cannot be `1001`", "it is at most 1000")),
        ({"rate": float("nan")}, ("rate", "`rate` is not a number that a fact can have", None)),
        ({"rate": float("inf")}, ("rate", "`rate` is not a number that a fact can have", None)),
        ({"rate": 10**5000}, ("rate", "`rate` is not a number that a fact can have", None)),
        ({"ours": 1}, ("ours", "`ours` is a yes or no, not `1`", "write `true` or `false`")),
        ({"ours": "yes"}, ("ours", "`ours` is a yes or no, not `yes`", "write `true` or `false`")),
        (
            {"angry": 5, "replies": 4},
            (
                "angry",
                "`angry` is `5`, more than `replies`, which is `4`",
                "a part never exceeds its whole",
            ),
        ),
        ({"angry": 51}, ("angry", "no numbers fit `angry`", "a part never exceeds its whole")),
    ],
)
def test_what_cannot_be_stated_is_named(facts: dict[str, object], problem: tuple[Any, ...]) -> None:
    case, problems = read_case(POLICY, facts, 0)
    assert problems == [FactProblem(*problem)]
    assert set(case.facts) <= {"angry", "replies"}


def test_every_wrong_fact_is_named_and_the_others_are_kept() -> None:
    case, problems = read_case(POLICY, {"mood": 1, "ours": True, "x": 2}, 0)
    assert [problem.fact for problem in problems] == ["mood", "x"]
    assert case.facts == {"ours": True}


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("followers=48000", ("followers", 48000)),
        ("followers=4.5", ("followers", 4.5)),
        ("followers=many", ("followers", "many")),
        ("followers = 3", ("followers", 3)),
        ("rate=1e2", ("rate", 100.0)),
        ("rate=.5", ("rate", 0.5)),
        ("topics=safety, leak", ("topics", ("safety", "leak"))),
        ("topics=[safety]", ("topics", ("safety",))),
        ("topics=[]", ("topics", ())),
        ("topics=", ("topics", None)),
        ("ours=true", ("ours", True)),
        ("ours=yes", ("ours", "yes")),
        ("mood=good", ("mood", "good")),
        ("mood=a=b", ("mood", "a=b")),
        ("unheard=x", ("unheard", "x")),
    ],
)
def test_a_setting_is_parsed_by_the_type_of_its_fact(
    text: str, setting: tuple[str, object]
) -> None:
    assert parse_setting(POLICY, text) == setting


@pytest.mark.parametrize("text", ["followers", "=3", ""])
def test_a_setting_needs_a_fact_and_an_equals_sign(text: str) -> None:
    with pytest.raises(IncidentError, match="is not a setting like `fact=value`"):
        parse_setting(POLICY, text)
