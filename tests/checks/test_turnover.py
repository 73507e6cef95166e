"""Turnover, against a walk through every day."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from govcheck.checks.periods import unmet
from govcheck.load.policy import Policy
from govcheck.model.person import Person

DAYS = [date(2026, 1, 1) + timedelta(days=number) for number in range(12)]
BOUND = st.none() | st.sampled_from(DAYS[2:-2])


def someone(name: str, first: date | None, last: date | None) -> Person:
    bounds = {"from": first, "until": last}
    active = {key: str(day) for key, day in bounds.items() if day is not None}
    document = {"kind": "person", "id": name, "name": name, "active": active}
    return Person.model_validate(document)


@given(st.lists(st.tuples(BOUND, BOUND), max_size=4), st.integers(1, 3))
def test_every_day_on_which_too_few_are_there(
    bounds: list[tuple[date | None, date | None]], needed: int
) -> None:
    people = [someone(f"p{number}", *each) for number, each in enumerate(bounds)]
    periods = unmet(Policy(people), [one.id for one in people], lambda there: len(there) >= needed)
    for day in DAYS:
        there = sum(
            (first is None or first <= day) and (last is None or day <= last)
            for first, last in bounds
        )
        inside = [
            period
            for period in periods
            if (period.first is None or period.first <= day)
            and (period.last is None or day <= period.last)
        ]
        assert len(inside) == (there < needed)
    for before, after in pairwise(periods):
        assert before.last is not None
        assert after.first is not None
        assert after.first - before.last > timedelta(days=1)


def test_people_who_do_not_exist_are_never_there() -> None:
    assert len(unmet(Policy([]), ["nobody"], bool)) == 1
