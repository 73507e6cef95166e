"""Rules that test calendars, hour by hour."""

import pytest

from govcheck.change.regions.differ import decided_differently
from govcheck.change.regions.joint_space import JointSpace
from govcheck.duty.calendars import is_open
from govcheck.duty.roster import OpeningHours
from govcheck.engine.ruleset import Case, CompiledRule, DecisionTable, Not, Ruleset, Within
from govcheck.time.clock import HOUR
from tests.change.regions.pairs import compared, ruleset_of

HOURS = 7 * 24


def calendar(name: str, first: int, last: int) -> OpeningHours:
    """Open every day between two hours."""
    return OpeningHours(name, "UTC", (((first * 60, last * 60),),) * 7, frozenset(), None, None)


def rules(*whens: Within | Not) -> Ruleset:
    found = tuple(
        CompiledRule(f"r{number}", when, ("desk",), None, "d", "p", number)
        for number, when in enumerate(whens)
    )
    decision = DecisionTable(
        "route", "first", ("desk", "duty"), False, ("duty",), None, found, (), "d", "p", 1
    )
    return ruleset_of([], [decision])


OFFICE, SHOP = Within("office"), Within("shop")
CASES = {
    "later": (rules(OFFICE), rules(OFFICE), (9, 17), (10, 18)),
    "another calendar": (rules(OFFICE), rules(SHOP), (9, 17), (9, 17)),
    "outside": (rules(OFFICE), rules(Not(OFFICE)), (9, 17), (9, 17)),
    "both": (rules(OFFICE), rules(OFFICE, SHOP), (9, 17), (9, 17)),
}


@pytest.mark.parametrize("case", CASES)
def test_every_hour_that_is_decided_differently_is_in_a_region(case: str) -> None:
    base, head, before, after = CASES[case]
    calendars = [[calendar("office", *hours), calendar("shop", 8, 12)] for hours in (before, after)]
    comparison = compared(base, head, *calendars)
    joint = JointSpace(comparison)
    found = list(decided_differently(comparison))
    assert found
    for hour in range(HOURS):
        sample = Case(hour * HOUR, {})
        results = [joint.verdicts(side, sample)["route"].result for side in ("base", "head")]
        inside = [
            effect
            for effect in found
            if all(_holds(part, hour * HOUR, calendars) for part in str(effect.region).split(", "))
        ]
        assert bool(inside) == (results[0] != results[1]), hour
        for effect in inside:
            assert [(effect.before,), (effect.after,)] == results


def _holds(words: str, at: int, calendars: list[list[OpeningHours]]) -> bool:
    """Whether `outside office as the head has it` holds, by asking the calendar itself."""
    how, name, *whose = words.split()
    side = calendars[1 if "head" in whose else 0]
    comparison = compared(rules(), rules(), side, side)
    roster = comparison.base.program.roster
    return is_open(roster, name, at) is (how == "within")


def test_the_same_hours_under_another_name_are_no_difference() -> None:
    one, other = [calendar("office", 9, 17)], [calendar("shop", 9, 17)]
    found = list(decided_differently(compared(rules(OFFICE), rules(SHOP), one, [*one, *other])))
    assert found == []
