"""Boundaries against trying every other value."""

from hypothesis import assume, given, settings

from govcheck.counterfactuals.near_misses import boundaries
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Boundary, Case, Compare, Ruling, Value
from tests.engine import oracle
from tests.engine.build import (
    EMPTY,
    Rules,
    choice,
    decision,
    equals,
    integer,
    number,
    ruleset,
    share,
)
from tests.engine.strategies import Given, given_cases

SEVERITIES = ("sev3", "sev2", "sev1")


def nearest(sample: Given, verdict: Ruling, fact: str, *, upward: bool) -> Value | None:
    """The nearest value with another result, found by trying them one after the other."""
    values: list[Value] = oracle.values_of(sample.ruleset.facts[fact])
    at = values.index(sample.case.facts[fact])
    for value in values[at + 1 :] if upward else values[:at][::-1]:
        facts = oracle.changed(sample.case, fact, value)
        if not oracle.fits(facts):
            return None
        verdicts = decide(sample.ruleset, EMPTY, Case(0, facts))
        other = next(one for one in verdicts if one.decision.name == verdict.decision.name)
        if other.result != verdict.result:
            return value
    return None


@settings(max_examples=80, deadline=None)
@given(given_cases(most_unknown=1, most_decisions=3))
def test_boundaries_are_the_nearest_changes(sample: Given) -> None:
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    found = boundaries(sample.ruleset, EMPTY, sample.case, verdicts)
    shown = {(one.decision, one.fact, one.upward): one.value for one in found if not one.beyond}
    ordered = [one for one in verdicts if one.decision.ordered]
    assume(ordered)
    facts = [
        name
        for name in sample.case.facts
        if sample.ruleset.facts[name].type == "integer" or sample.ruleset.facts[name].ordered
        if name != "replies" or "bad" in sample.case.facts
    ]
    expected = {
        (verdict.decision.name, fact, upward): value
        for verdict in ordered
        for fact in facts
        for upward in (True, False)
        if (value := nearest(sample, verdict, fact, upward=upward)) is not None
    }
    whole = {key: value for key, value in shown.items() if key[1] in facts}
    assert whole == expected


def by_followers(**more: Value) -> list[Boundary]:
    """The boundaries of a severity by followers and rate."""
    rules: Rules = {
        "big": (Compare("followers", ">=", 10000), "sev2"),
        "huge": (Compare("followers", ">=", 50000), "sev1"),
        "fast": (Compare("rate", ">", 2.5), "sev2"),
        "bad": (equals("mood", "bad"), "sev1"),
    }
    severity = decision("severity", "highest", SEVERITIES, rules, "sev3")
    moods = choice("mood", "good", "flat", "bad", ordered=True)
    policy = ruleset([integer("followers"), number("rate"), moods], severity)
    stated: dict[str, Value] = {"followers": 31000, "rate": 1.0, "mood": "good", **more}
    case = Case(0, stated)
    return list(boundaries(policy, EMPTY, case, decide(policy, EMPTY, case)))


def test_the_nearest_boundary_stands_first() -> None:
    first, *others = by_followers()
    assert first == Boundary("severity", "followers", 31000, 50000, 19000, True, ("sev1",))
    assert [(one.fact, one.value, one.step) for one in others] == [
        ("mood", "bad", None),
        ("followers", 9999, 21001),
    ]


def test_a_result_may_begin_beyond_a_number() -> None:
    up = next(one for one in by_followers(followers=0) if one.fact == "rate")
    assert (up.fact, up.value, up.step, up.beyond) == ("rate", 2.5, 1.5, True)
    down = next(one for one in by_followers(followers=0, rate=4) if one.fact == "rate")
    assert (down.value, down.beyond, down.upward, down.result) == (2.5, False, False, ("sev3",))


def test_severity_is_explained_first() -> None:
    reach = decision(
        "reach", "highest", ("near", "far"), {"r": (Compare("n", ">", 5), "far")}, "near"
    )
    far = {"far": (equals("reach", "far"), "sev1")}
    severity = decision("severity", "highest", SEVERITIES, far, "sev3")
    policy = ruleset([integer("n")], reach, severity)
    case = Case(0, {"n": 1})
    found = boundaries(policy, EMPTY, case, decide(policy, EMPTY, case))
    assert [one.decision for one in found] == ["severity", "reach"]


def test_a_boundary_by_way_of_a_share() -> None:
    rules: Rules = {"most": (Compare("anger", ">=", 3), "sev1")}
    severity = decision("severity", "highest", SEVERITIES, rules, "sev3")
    facts = [integer("angry"), integer("replies"), share("anger", "angry", "replies")]
    policy = ruleset(facts, severity)
    case = Case(0, {"angry": 10, "replies": 100})
    found = boundaries(policy, EMPTY, case, decide(policy, EMPTY, case))
    assert [(one.fact, one.value, one.upward) for one in found] == [
        ("replies", 19, False),
        ("angry", 51, True),
    ]
