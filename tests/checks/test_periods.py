"""Periods of days, against a walk through every day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from govcheck.checks.periods import ALWAYS, Period, during, excesses, overlap, shortfalls
from govcheck.finding import Place, Problem

START = date(2026, 1, 1)
DAYS = [START + timedelta(days=number) for number in range(12)]
ends = st.none() | st.sampled_from(DAYS[2:-2])
periods = st.builds(Period, ends, ends)


def runs(period: Period, day: date) -> bool:
    first, last = period
    return (first is None or first <= day) and (last is None or day <= last)


@given(st.lists(periods, max_size=5), st.integers(0, 3), periods)
def test_shortfalls_are_the_days_on_which_too_few_run(
    running: list[Period], enough: int, within: Period
) -> None:
    found = shortfalls(running, enough, within)
    for day in DAYS:
        short = sum(runs(period, day) for period in running) < enough and runs(within, day)
        assert sum(runs(period, day) for period in found) == short


@given(st.lists(periods, max_size=6), st.integers(1, 3))
def test_excesses_are_the_days_on_which_too_many_run(running: list[Period], limit: int) -> None:
    found = excesses(running, limit)
    for day in DAYS:
        excess = sum(runs(period, day) for period in running) > limit
        assert sum(runs(each.period, day) for each in found) == excess
    for each in found:
        first = each.period.first or DAYS[0]
        on_that_day = [number for number, period in enumerate(running) if runs(period, first)]
        assert each.numbers == tuple(on_that_day[: limit + 1])


@given(periods, periods)
def test_overlap_is_the_days_of_both(one: Period, other: Period) -> None:
    shared = overlap(one, other)
    for day in DAYS:
        assert (shared is not None and runs(shared, day)) == (runs(one, day) and runs(other, day))


@given(periods)
def test_a_problem_during_a_period_is_none_before_and_after(period: Period) -> None:
    problem = during(Problem(Place("x.yaml", 0), "is wrong"), period)
    for day in DAYS:
        due = problem.expires is None or problem.expires < day
        assert (due and (problem.heals is None or day < problem.heals)) == runs(period, day)


def test_the_longest_periods_are_found() -> None:
    touching = [Period(None, DAYS[3]), Period(DAYS[4], DAYS[5]), Period(DAYS[8], None)]
    assert shortfalls(touching) == [Period(DAYS[6], DAYS[7])]
    assert shortfalls([]) == [ALWAYS]
    assert shortfalls([ALWAYS]) == []
    assert [excess.period for excess in excesses([ALWAYS, *touching], 1)] == [
        Period(None, DAYS[5]),
        Period(DAYS[8], None),
    ]
