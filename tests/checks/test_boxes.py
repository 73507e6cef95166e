"""Conditions in boxes, against every completion one by one."""

from typing import Final

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.checks.boxes import MOST_BOXES, Space, Union, both, key, within
from govcheck.checks.containment import Containment
from govcheck.engine.ruleset import (
    ALWAYS,
    All,
    Any,
    Case,
    Condition,
    HasTag,
    Known,
    Not,
    Ruleset,
    Within,
)
from tests.engine.oracle import completions, holds
from tests.engine.strategies import FACTS, conditions

PLAIN: Final = [fact for fact in FACTS if fact.type != "share"]
RULESET: Final = Ruleset({fact.name: fact for fact in PLAIN}, ())
CASE: Final = Case(0, {"mood": "good", "count": 2})
"""What is stated; `known` depends on it, so the worlds differ in everything else."""
WORLDS: Final = list(completions(RULESET, CASE))[::7]
CONDITIONS: Final = conditions(PLAIN)


def held(condition: Condition) -> list[bool]:
    return [holds(condition, world, RULESET, CASE) for world in WORLDS]


def unions(*several: Condition) -> list[Union]:
    space = Space(RULESET.facts, several)
    return [space.union(one) for one in several]


@given(CONDITIONS, CONDITIONS)
@settings(max_examples=150)
def test_what_lies_within_another_condition_implies_it(one: Condition, other: Condition) -> None:
    inner, outer = unions(one, other)
    if within(inner, outer):
        assert all(not met or implied for met, implied in zip(held(one), held(other), strict=True))


@given(CONDITIONS)
@settings(max_examples=150)
def test_a_condition_without_boxes_never_holds_and_its_opposite_always_does(
    condition: Condition,
) -> None:
    for tried in (condition, Not(condition)):
        [union] = unions(tried)
        if not union:
            assert not any(held(tried))
        if union == ({},):
            assert all(held(tried))


COUNTS: Final = conditions([RULESET.facts["count"]])
"""Conditions on one whole number; nothing about them is missed."""


@given(COUNTS)
def test_of_one_number_everything_is_seen(condition: Condition) -> None:
    tested = All((condition, Not(Not(condition))))
    [union] = unions(tested)
    worlds = completions(Ruleset({"count": RULESET.facts["count"]}, ()), Case(0, {}))
    case = Case(0, {})
    outcomes = [holds(tested, world, RULESET, case) for world in worlds]
    if not any(isinstance(part, Known) for part in _leaves(condition)):
        assert bool(union) == any(outcomes)


@given(st.lists(CONDITIONS, min_size=2, max_size=6))
@settings(max_examples=150)
def test_containment_finds_what_comparing_every_pair_finds(several: list[Condition]) -> None:
    made = unions(*several)
    containment = Containment(made)
    for number, union in enumerate(made):
        expected = [
            other
            for other, outer in enumerate(made)
            if other != number and union and within(union, outer)
        ]
        assert list(containment.around(number)) == expected
        assert list(containment.around(number, 0b101)) == [n for n in expected if n in (0, 2)]


@given(CONDITIONS, CONDITIONS)
@settings(max_examples=150)
def test_keys_are_equal_where_each_lies_within_the_other(one: Condition, other: Condition) -> None:
    first, second = unions(one, All((Any((one, one)), ALWAYS)))
    assert key(first) == key(second)
    first, second = unions(one, other)
    assert (key(first) == key(second)) == (within(first, second) and within(second, first))


@given(CONDITIONS, CONDITIONS, st.lists(CONDITIONS, max_size=3))
@settings(max_examples=150)
def test_what_is_covered_holds_nowhere_else(
    one: Condition, other: Condition, more: list[Condition]
) -> None:
    space = Space(RULESET.facts, (one, other, *more))
    for parts in ((other, Not(other), *more), (other, *more)):
        outer = tuple(box for each in parts for box in space.union(each))
        if not space.outside(space.union(one), outer):
            covered = held(Any(parts))
            assert all(not met or among for met, among in zip(held(one), covered, strict=True))


@given(CONDITIONS)
@settings(max_examples=150)
def test_a_condition_and_its_opposite_cover_everything(condition: Condition) -> None:
    space = Space(RULESET.facts, (condition,))
    union = (*space.union(condition), *space.union(Not(condition)))
    assert not space.outside([{}], union)
    assert space.outside([{}], ())


@given(CONDITIONS, CONDITIONS)
@settings(max_examples=100)
def test_what_lies_in_both_is_what_meets_both(one: Condition, other: Condition) -> None:
    first, second = unions(one, other)
    if not both(first, second):
        assert not any(a and b for a, b in zip(held(one), held(other), strict=True))


def test_tests_of_different_kinds_with_the_same_words_are_different_axes() -> None:
    calendar, fact = unions(Within("office"), Known("office"))
    assert not within(calendar, fact)
    both_of, either = unions(*(join((HasTag("topics", "leak"),)) for join in (All, Any)))
    assert key(both_of) == key(either)


def test_what_would_take_too_many_boxes_is_taken_for_one_axis() -> None:
    pairs = [Any((HasTag("a", str(n)), HasTag("b", str(n)))) for n in range(40)]
    wide = All(tuple(pairs))
    union, opposite, narrow = unions(wide, Not(wide), All((wide, HasTag("c", "x"))))
    assert len(union) <= MOST_BOXES
    assert within(narrow, union)
    assert not within(union, opposite)


def _leaves(condition: Condition) -> list[Condition]:
    match condition:
        case All(parts) | Any(parts):
            return [leaf for part in parts for leaf in _leaves(part)]
        case Not(part):
            return _leaves(part)
    return [condition]
