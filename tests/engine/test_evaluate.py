"""Conditions on what is known, and on the instant of detection."""

import subprocess
import sys

import pytest

from govcheck.duty.roster import OpeningHours
from govcheck.engine.evaluate import truth, view_of
from govcheck.engine.ruleset import (
    ALWAYS,
    All,
    Any,
    Case,
    Compare,
    HasTag,
    IsKnown,
    Not,
    Predicate,
    Value,
    Within,
)
from govcheck.time.clock import parse_instant
from tests.engine.build import (
    EMPTY,
    boolean,
    choice,
    equals,
    integer,
    number,
    ruleset,
    share,
    tags,
)

RULESET = ruleset(
    [
        integer("angry"),
        integer("replies"),
        share("anger", "angry", "replies"),
        number("rate"),
        tags("topics", "safety"),
        choice("mood", "good", "bad", ordered=True),
        boolean("ours"),
    ]
)
WEEK = tuple(((9 * 60, 17 * 60),) if day < 5 else () for day in range(7))
OFFICE = EMPTY._replace(
    calendars={"office": OpeningHours("office", "Europe/Berlin", WEEK, frozenset(), None, None)}
)
YES, UNKNOWN, NO = equals("ours", True), equals("mood", "bad"), equals("ours", False)


def held(condition: Predicate, **facts: Value) -> bool | None:
    """Whether a condition holds for some stated facts."""
    return truth(condition, view_of(RULESET, EMPTY, Case(0, facts)))


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (ALWAYS, True),
        (Any(()), False),
        (All((YES, UNKNOWN)), None),
        (All((NO, UNKNOWN)), False),
        (Any((YES, UNKNOWN)), True),
        (Any((NO, UNKNOWN)), None),
        (Not(UNKNOWN), None),
        (Not(NO), True),
        (IsKnown("ours"), True),
        (IsKnown("mood"), False),
    ],
)
def test_unknown_facts_leave_a_condition_open_only_where_they_matter(
    condition: Predicate, expected: bool | None
) -> None:
    assert held(condition, ours=True) is expected


@pytest.mark.parametrize(
    ("op", "expected"), [(">=", True), (">", False), ("<=", True), ("<", False)]
)
def test_numbers_and_ordered_values_are_compared(op: str, expected: bool) -> None:
    assert held(Compare("rate", op, 2.5), rate=2.5) is expected  # type: ignore[arg-type]
    assert held(Compare("mood", op, 1), mood="bad") is expected  # type: ignore[arg-type]


def test_tags_are_looked_for_in_the_set() -> None:
    assert held(HasTag("topics", "safety"), topics=frozenset({"safety"})) is True
    assert held(HasTag("topics", "safety"), topics=frozenset()) is False
    assert held(HasTag("topics", "safety")) is None


def test_a_share_is_computed_from_part_and_whole() -> None:
    half = equals("anger", "half")
    assert held(half, angry=2, replies=4) is True
    assert held(half, angry=3, replies=4) is False
    assert held(half, angry=2) is None


@pytest.mark.parametrize(
    ("instant", "inside"),
    [
        ("2026-03-16T09:00:00+01:00", True),
        ("2026-03-16T17:00:00+01:00", False),
        ("2026-03-14T12:00:00+01:00", False),
    ],
)
def test_the_instant_of_detection_is_read_on_the_calendars_clock(
    instant: str, inside: bool
) -> None:
    view = view_of(RULESET, OFFICE, Case(parse_instant(instant), {}))
    assert truth(Within("office"), view) is inside
    assert truth(Not(Within("office")), view) is not inside


def test_a_compiled_policy_is_decided_without_the_models() -> None:
    code = (
        "import sys, govcheck.counterfactuals.questions, govcheck.engine.case;"
        "import govcheck.counterfactuals.near_misses, govcheck.counterfactuals.near_misses;"
        "heavy = {'pydantic', 'govcheck.model', 'click', 'json', 'dataclasses', 'subprocess'};"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    found = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")
