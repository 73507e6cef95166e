"""Tests of rotas, against the clock walked minute by minute."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.duty.roster import Roster, Rotation, Stint, Substitution
from govcheck.duty.rotas import (
    following,
    gaps_meant,
    handover,
    next_shift,
    on_shift,
    participants,
    shift_number,
    shifts,
)
from govcheck.time.clock import DAY, HOUR, format_instant, parse_instant
from tests.duty import walk
from tests.duty.rosters import CHANGES, MONDAY, calendar, instant, roster, rota

WEEKS: tuple[dict[int, list[tuple[int, int]]], ...] = (
    {0: [(540, 1020)], 2: [(540, 1020)], 4: [(1320, 1560)]},
    {6: [(120, 180)]},
    {day: [(60, 90), (600, 900)] for day in range(5)},
)
PEOPLE = ("ana", "ben", "cem", "nobody")


@st.composite
def rotations(draw: st.DrawFn) -> tuple[Rotation, Roster, int]:
    """A rota with overrides, a calendar and an end, near a change of its zone's clock."""
    timezone, change = draw(st.sampled_from(CHANGES))
    middle = parse_instant(change)
    today = walk.shown(middle, timezone).toordinal()
    near = st.integers(-40, 40).map(lambda hours: middle + hours * HOUR)
    overrides = draw(
        st.lists(
            st.builds(Substitution, near, near, st.sampled_from(["dia", "eva", "nobody"])),
            max_size=3,
        )
    )
    night = calendar("night", timezone, {day: [(1320, 1530)] for day in range(7)})
    length = draw(st.integers(1, 8).map(lambda days: 24 * days) | st.integers(1, 40))
    turning = rota(
        *draw(st.lists(st.sampled_from(PEOPLE), max_size=3)),
        timezone=timezone,
        starts=today - draw(st.integers(-2, 40)),
        handover=draw(st.sampled_from([0, 60, 135, 150, 540, 1439])),
        days=length // 24,
        hours=length % 24,
        calendar=draw(st.sampled_from([None, "night"])),
        end=draw(st.none() | near),
        overrides=tuple(overrides),
    )
    week = calendar("week", timezone, draw(st.sampled_from(WEEKS)), (today, today + 3))
    turning = turning._replace(
        turns=draw(st.sampled_from([None, None, "night", "week"])),
        layers=tuple(
            turning._replace(
                members=tuple(draw(st.lists(st.sampled_from([*PEOPLE, "fay"]), max_size=3))),
                starts=today - draw(st.integers(-2, 20)),
                handover=draw(st.sampled_from([0, 135, 150, 1439])),
                days=0,
                hours=draw(st.sampled_from([1, 5, 24, 168])),
                end=draw(st.none() | near),
                within=draw(st.sampled_from([None, week, night])),
                turns=draw(st.sampled_from([None, "week"])),
                calendar=None,
                overrides=(),
            )
            for _ in range(draw(st.integers(0, 2)))
        ),
    )
    return turning, roster(night, week, turning), middle


def expected(turning: Rotation, staff: Roster, start: int, end: int) -> dict[int, str | None]:
    """Whose shift it is at each minute, by walking."""
    walked = {}
    for at, now in walk.latest(start, end, turning.timezone):
        turn = walk.whose(turning, staff, at, now)
        person = None if turn == "nobody" else turn
        for override in turning.overrides:
            if override.start <= at < override.end:
                person = None if override.person == "nobody" else override.person
        ended = turning.end is not None and at >= turning.end
        shut = turning.calendar and not walk.is_open(staff.calendars[turning.calendar], at)
        walked[at] = None if ended or shut else person
    return walked


def by_minute(stints: list[Stint]) -> dict[int, str]:
    return {at: stint.person for stint in stints for at in range(stint.start, stint.end, 60)}


@settings(max_examples=60, deadline=None)
@given(rotations())
def test_whose_shift_it_is_at_each_minute(rotation: tuple[Rotation, Roster, int]) -> None:
    turning, staff, middle = rotation
    start, end = middle - 36 * HOUR, middle + 36 * HOUR
    walked = expected(turning, staff, start, end)
    assert {at: on_shift(turning, staff, at) for at in walked} == walked
    found = shifts(turning, staff, start, end)
    assert by_minute(found) == {at: person for at, person in walked.items() if person}


@settings(max_examples=60, deadline=None)
@given(rotations())
def test_shifts_are_in_order_and_joined(rotation: tuple[Rotation, Roster, int]) -> None:
    turning, staff, middle = rotation
    found = shifts(turning, staff, middle - 3 * DAY, middle + 3 * DAY)
    assert all(shift.start < shift.end for shift in found)
    for before, after in itertools.pairwise(found):
        assert before.end < after.start or (
            before.end == after.start and before.person != after.person
        )


@settings(max_examples=60, deadline=None)
@given(rotations(), st.integers(-DAY, DAY))
def test_the_next_shift_is_the_next_person_to_appear(
    rotation: tuple[Rotation, Roster, int], shift: int
) -> None:
    turning, staff, middle = rotation
    at = middle + shift // 60 * 60
    now = expected(turning, staff, at, at + 60)[at]
    for day in range(9):  # day by day, as most walks end on the first
        walked = expected(turning, staff, at + day * DAY, at + (day + 1) * DAY)
        others = [person for person in walked.values() if person not in (None, now)]
        if others:
            assert next_shift(turning, staff, at) == others[0]
            break


@settings(max_examples=60)
@given(
    st.sampled_from(CHANGES), st.integers(0, 1439), st.integers(1, 14), st.integers(0, 4 * 10**9)
)
def test_hand_overs_leave_no_hole_and_shift_numbers_find_them(
    change: tuple[str, str], minute: int, days: int, at: int
) -> None:
    turning = rota("ana", timezone=change[0], starts=719163, handover=minute, days=days)
    number = shift_number(turning, at)
    if number is None:
        assert at < handover(turning, 0)
    else:
        assert handover(turning, number) <= at < handover(turning, number + 1)


@pytest.mark.parametrize("timezone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_a_weekly_shift_leaves_no_hour_uncovered_over_a_year(timezone: str) -> None:
    turning = rota("ana", "ben", timezone=timezone, starts=MONDAY)
    start = handover(turning, 0)
    found = shifts(turning, roster(turning), start, start + 365 * DAY)
    assert all(one.end == two.start for one, two in itertools.pairwise(found))
    assert found[-1].end == start + 365 * DAY
    for shift in found[1:]:
        local = walk.shown(shift.start, timezone)
        assert (local.weekday(), local.hour, local.minute) == (0, 9, 0)


def test_the_week_of_the_autumn_change_is_an_hour_longer() -> None:
    turning = rota("ana", "ben", timezone="Europe/Berlin")
    number = shift_number(turning, instant("2026-10-24 12:00"))
    assert number is not None
    length = handover(turning, number + 1) - handover(turning, number)
    assert length == timedelta(days=7, hours=1).total_seconds()


def test_a_hand_over_in_a_gap_happens_at_its_end() -> None:
    turning = rota("ana", "ben", timezone="Europe/Berlin", starts=MONDAY + 26, handover=150, days=1)
    assert format_instant(handover(turning, 1)) == "2026-03-29T01:00:00Z"
    assert on_shift(turning, roster(turning), instant("2026-03-29 00:59")) == "ana"
    assert on_shift(turning, roster(turning), instant("2026-03-29 01:00")) == "ben"


def test_a_hand_over_in_a_fold_happens_at_its_first_occurrence() -> None:
    day = MONDAY + 236
    turning = rota("ana", "ben", timezone="Europe/Berlin", starts=day, handover=150, days=1)
    assert format_instant(handover(turning, 1)) == "2026-10-25T00:30:00Z"


def test_nobody_before_the_first_hand_over_and_from_the_end_on() -> None:
    turning = rota("ana", end=instant("2026-03-10 00:00"))
    staff = roster(turning)
    assert on_shift(turning, staff, instant("2026-03-02 08:59")) is None
    assert on_shift(turning, staff, instant("2026-03-02 09:00")) == "ana"
    assert on_shift(turning, staff, instant("2026-03-09 23:59")) == "ana"
    assert on_shift(turning, staff, instant("2026-03-10 00:00")) is None


def test_an_override_counts_before_the_start_but_not_after_the_end() -> None:
    always = Substitution(0, instant("2027-01-01 00:00"), "eva")
    turning = rota("ana", end=instant("2026-03-10 00:00"), overrides=(always,))
    staff = roster(turning)
    assert on_shift(turning, staff, instant("2026-03-01 00:00")) == "eva"
    assert on_shift(turning, staff, instant("2026-03-10 00:00")) is None
    assert [shift.person for shift in shifts(turning, staff, 0, 2 * 10**9)] == ["eva"]


def test_the_later_of_two_overrides_wins() -> None:
    start, end = instant("2026-03-03 00:00"), instant("2026-03-04 00:00")
    turning = rota(
        "ana", overrides=(Substitution(start, end, "ben"), Substitution(start, end, "cem"))
    )
    assert on_shift(turning, roster(turning), start) == "cem"


def test_the_calendar_shuts_overrides_too() -> None:
    start, end = instant("2026-03-03 00:00"), instant("2026-03-04 00:00")
    turning = rota("ana", calendar="office", overrides=(Substitution(start, end, "ben"),))
    staff = roster(turning, calendar())
    assert shifts(turning, staff, start, end) == [
        Stint(instant("2026-03-03 09:00"), instant("2026-03-03 17:00"), "ben", None)
    ]


def test_the_next_shift_outside_the_calendar_is_tomorrow_s() -> None:
    turning = rota("ana", "ben", calendar="office")
    staff = roster(turning, calendar())
    assert next_shift(turning, staff, instant("2026-03-03 20:00")) == "ana"
    assert next_shift(turning, staff, instant("2026-03-03 10:00")) == "ben"
    assert next_shift(turning, staff, instant("2026-03-07 10:00")) == "ben"


@pytest.mark.parametrize(
    "turning",
    [rota(), rota("ana"), rota("ana", calendar="office"), rota("ana", days=10**9)],
    ids=["no members", "one member", "never open", "endless shift"],
)
def test_there_may_be_no_next_shift(turning: Rotation) -> None:
    staff = roster(turning, calendar(hours={}))
    assert next_shift(turning, staff, instant("2026-03-03 10:00")) is None


@pytest.mark.parametrize(
    ("timezone", "day", "begins", "length"),
    [
        ("Europe/Berlin", "2026-10-24", "2026-10-24T18:00:00Z", 13),
        ("Europe/Berlin", "2027-03-27", "2027-03-27T19:00:00Z", 11),
        ("America/New_York", "2026-10-31", "2026-11-01T00:00:00Z", 13),
        ("America/New_York", "2027-03-13", "2027-03-14T01:00:00Z", 11),
    ],
)
def test_shifts_of_twelve_hours_keep_their_hours_when_clocks_change(
    timezone: str, day: str, begins: str, length: int
) -> None:
    starts = date.fromisoformat(day).toordinal()
    turning = rota("ana", "ben", "nobody", timezone=timezone, starts=starts, days=0, hours=12)
    turning = turning._replace(handover=8 * 60)
    at = parse_instant(begins)
    found = shifts(turning, roster(turning), at - 12 * HOUR, at + (length + 24) * HOUR)
    assert found == [
        Stint(at - 12 * HOUR, at, "ana", None),
        Stint(at, at + length * HOUR, "ben", None),
        Stint(at + (length + 12) * HOUR, at + (length + 24) * HOUR, "ana", None),
    ]


def test_an_override_fills_a_gap_that_is_meant_and_next_is_who_comes_after_it() -> None:
    start, end = instant("2026-03-09 12:00"), instant("2026-03-09 18:00")
    turning = rota("ana", "nobody", overrides=(Substitution(start, end, "eva"),))
    staff = roster(turning)
    assert on_shift(turning, staff, start) == "eva"
    assert on_shift(turning, staff, end) is None
    assert next_shift(turning, staff, end) == "ana"
    assert next_shift(turning, staff, instant("2026-03-03 09:00")) == "eva"


def test_an_override_by_nobody_is_a_gap_that_is_meant() -> None:
    start, end = instant("2026-03-09 12:00"), instant("2026-03-09 18:00")
    turning = rota("ana", overrides=(Substitution(start, end, "nobody"),))
    staff = roster(turning)
    assert on_shift(turning, staff, start) is None
    assert gaps_meant(turning, staff, start - DAY, end + DAY) == [(start, end)]
    assert participants(turning) == ("ana",)


def test_far_dates_need_no_walking() -> None:
    turning = rota("ana", "ben", starts=719163, days=1)
    assert on_shift(turning, roster(turning), instant("2198-12-31 12:00")) in ("ana", "ben")
    number = shift_number(turning, instant("2198-12-31 12:00"))
    assert number is not None
    assert number == instant("2198-12-31 12:00") // DAY


@settings(max_examples=20, deadline=None)
@given(rotations())
def test_who_follows_at_each_hour_is_the_next_shift(
    rotation: tuple[Rotation, Roster, int],
) -> None:
    turning, staff, middle = rotation
    start, end = middle - 12 * HOUR, middle + 12 * HOUR
    found = {
        at: one.person
        for one in following(turning, staff, start, end)
        for at in range(start, end, HOUR)
        if one.start <= at < one.end
    }
    at_once = {at: next_shift(turning, staff, at) for at in range(start, end, HOUR)}
    assert found == {at: person for at, person in at_once.items() if person is not None}
