"""Implication between the two sides of a change, against every incident with three facts."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.change.comparison import Conditions
from govcheck.engine.ruleset import (
    ALWAYS,
    All,
    Any,
    Compare,
    Fact,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Ruleset,
)
from tests.change.regions.pairs import compared

KNOWN = (False, True)
NUMBERS = (0, 1, 2, 3, 4)
COLOURS = ("red", "green", "blue")
TAGS = (frozenset[str](), frozenset({"a"}), frozenset({"a", "b"}), frozenset({"b"}))
Incident = tuple[bool, int, str, frozenset[str]]
INCIDENTS: tuple[Incident, ...] = tuple(product(KNOWN, NUMBERS, COLOURS, TAGS))
FACTS = (
    Fact("n", "integer", minimum=0, maximum=4),
    Fact("m", "integer", minimum=0),
    Fact("c", "choice", COLOURS),
    Fact("t", "tags", ("a", "b"), many=True),
)
RULESET = Ruleset({fact.name: fact for fact in FACTS}, ())
CONDITIONS = Conditions(compared(RULESET, RULESET))


def implies(one: Predicate, other: Predicate) -> bool:
    base, head = CONDITIONS.comparison[:2]
    return CONDITIONS.implies(base, one, head, other)


def holds(condition: Predicate, incident: Incident) -> bool:
    known, number, colour, tags = incident
    match condition:
        case All(parts):
            return all(holds(part, incident) for part in parts)
        case Any(parts):
            return any(holds(part, incident) for part in parts)
        case Not(part):
            return not holds(part, incident)
        case In(_, values):
            return colour in values
        case HasTag(_, tag):
            return tag in tags
        case IsKnown():
            return known
        case Compare(_, op, bound):
            compared_ = {
                ">=": number >= bound,
                ">": number > bound,
                "<=": number <= bound,
                "<": number < bound,
            }
            return compared_[op]
    raise AssertionError(condition)


tests: st.SearchStrategy[Predicate] = st.one_of(
    st.builds(Compare, st.just("n"), st.sampled_from((">=", ">", "<=", "<")), st.integers(0, 3)),
    st.frozensets(st.sampled_from(COLOURS), min_size=1).map(lambda values: In("c", values)),
    st.sampled_from(("a", "b")).map(lambda tag: HasTag("t", tag)),
    st.just(IsKnown("n")),
)
conditions: st.SearchStrategy[Predicate] = st.recursive(
    tests,
    lambda part: st.one_of(
        st.lists(part, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(part, max_size=3).map(lambda parts: Any(tuple(parts))),
        part.map(Not),
    ),
    max_leaves=5,
)


@given(conditions, conditions)
@settings(max_examples=200)
def test_one_implies_another_exactly_if_it_never_holds_alone(
    one: Predicate, other: Predicate
) -> None:
    alone = [each for each in INCIDENTS if holds(one, each) and not holds(other, each)]
    assert implies(one, other) is not bool(alone)
    alike = all(holds(one, each) is holds(other, each) for each in INCIDENTS)
    assert CONDITIONS.alike(one, other) is alike


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Compare("n", ">=", 2), Compare("n", ">=", 1), True),
        (Compare("n", ">=", 1), Compare("n", ">", 1), False),
        (Compare("n", ">", 1), Compare("n", ">=", 1), True),
        (Compare("n", "<", 1), Compare("n", "<=", 3), True),
        (Compare("n", "<", 1), Compare("n", ">=", 0), True),
        (Compare("n", ">=", 2), Compare("m", ">=", 1), False),
        (Not(In("c", frozenset({"red", "blue"}))), Not(In("c", frozenset({"red"}))), True),
        (ALWAYS, HasTag("t", "a"), False),
        (ALWAYS, In("c", frozenset(COLOURS)), True),
    ],
)
def test_what_is_implied(one: Predicate, other: Predicate, *, expected: bool) -> None:
    assert implies(one, other) is expected


def test_a_fact_of_another_sort_cannot_be_compared() -> None:
    other = Ruleset({"n": Fact("n", "choice", ("red",))}, ())
    there = Conditions(compared(RULESET, other))
    base, head = there.comparison[:2]
    one = In("n", frozenset({"red"}))
    assert not there.implies(base, one, head, one)
