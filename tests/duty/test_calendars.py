"""Tests of calendars, against the clock walked minute by minute."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.duty.calendars import (
    add_working_days,
    add_working_time,
    is_open,
    next_opening,
    open_intervals,
    working_days,
)
from govcheck.duty.roster import OpeningHours
from govcheck.time.clock import DAY, HOUR, parse_instant
from tests.duty import walk
from tests.duty.rosters import CHANGES, calendar, instant, roster

MINUTES = st.integers(0, 95).map(lambda quarter: quarter * 15)
SPANS = st.tuples(MINUTES, MINUTES).map(
    lambda span: (span[0], span[1] if span[1] > span[0] else span[1] + 1440)
)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[OpeningHours, int]:
    """A calendar and an instant near a change of its zone's clock."""
    timezone, change = draw(st.sampled_from(CHANGES))
    middle = parse_instant(change)
    hours = {weekday: draw(st.lists(SPANS, max_size=3)) for weekday in range(7)}
    today = walk.shown(middle, timezone).toordinal()
    closed = draw(st.lists(st.integers(today - 2, today + 2), max_size=2))
    days = draw(st.lists(st.integers(today - 2, today + 2), max_size=2, unique=True))
    opened = tuple((day, tuple(draw(st.lists(SPANS, min_size=1, max_size=2)))) for day in days)
    return calendar("office", timezone, hours, tuple(closed), opened=opened), middle


@settings(max_examples=60, deadline=None)
@given(weeks())
def test_open_as_the_clock_reads_each_minute(week: tuple[OpeningHours, int]) -> None:
    office, middle = week
    start, end = middle - 36 * HOUR, middle + 36 * HOUR
    staff = roster(office)
    expected = {at for at in range(start, end, 60) if walk.is_open(office, at)}
    assert {at for at in range(start, end, 60) if is_open(staff, "office", at)} == expected
    assert walk.minutes(open_intervals(staff, "office", start, end)) == expected


@settings(max_examples=60)
@given(weeks(), st.integers(-DAY, DAY), st.integers(0, 3 * DAY))
def test_open_intervals_are_sorted_apart_and_within_the_question(
    week: tuple[OpeningHours, int], shift: int, length: int
) -> None:
    office, middle = week
    start, end = middle + shift, middle + shift + length
    found = open_intervals(roster(office), "office", start, end)
    assert all(start <= opens < closes <= end for opens, closes in found)
    assert all(one[1] < two[0] for one, two in itertools.pairwise(found))
    for opens, closes in found:
        assert is_open(roster(office), "office", opens)
        assert is_open(roster(office), "office", closes - 1)
        assert closes == end or not is_open(roster(office), "office", closes)


@settings(max_examples=60, deadline=None)
@given(weeks(), st.integers(-DAY, DAY), st.integers(1, 600))
def test_working_time_is_used_up_minute_by_minute(
    week: tuple[OpeningHours, int], shift: int, minutes: int
) -> None:
    office, middle = week
    start = middle + shift // 60 * 60
    due, segments = add_working_time(roster(office), "office", start, minutes * 60, 3 * DAY)
    open_minutes = [at for at in range(start, start + 3 * DAY, 60) if walk.is_open(office, at)]
    if len(open_minutes) < minutes:
        assert due is None
        assert walk.minutes(segments) == set(open_minutes)
    else:
        assert due == open_minutes[minutes - 1] + 60
        assert walk.minutes(segments) == set(open_minutes[:minutes])


def test_a_night_shift_belongs_to_the_day_on_which_it_starts() -> None:
    friday = date(2026, 3, 6).toordinal()
    nights = calendar(hours={4: [(1320, 1800)]})
    assert is_open(roster(nights), "office", instant("2026-03-07 05:59"))
    assert not is_open(roster(nights), "office", instant("2026-03-07 06:00"))
    assert not is_open(roster(nights), "office", instant("2026-03-06 05:00"))
    closed_friday = roster(nights._replace(closed=frozenset({friday})))
    assert not is_open(closed_friday, "office", instant("2026-03-07 05:59"))
    closed_saturday = roster(nights._replace(closed=frozenset({friday + 1})))
    assert is_open(closed_saturday, "office", instant("2026-03-07 05:59"))


def test_the_day_ends_at_24() -> None:
    evening = roster(calendar(hours={0: [(1080, 1440)]}))
    assert is_open(evening, "office", instant("2026-03-02 23:59"))
    assert not is_open(evening, "office", instant("2026-03-03 00:00"))


def test_both_passes_of_the_repeated_hour_count() -> None:
    early = roster(calendar(timezone="Europe/Berlin", hours={6: [(120, 180)]}))
    start = instant("2026-10-25 00:00")
    assert open_intervals(early, "office", start - DAY, start + DAY) == [(start, start + 2 * HOUR)]


def test_the_skipped_hour_never_comes() -> None:
    early = roster(calendar(timezone="Europe/Berlin", hours={6: [(120, 180)]}))
    sunday = instant("2026-03-29 00:00")
    assert open_intervals(early, "office", sunday - HOUR, sunday + DAY) == []


def test_public_holidays_are_closed_whether_brought_along_or_not() -> None:
    noon = instant("2026-12-25 12:00")
    german = calendar(country="DE")
    assert not is_open(roster(german), "office", noon)
    working = roster(german, holidays={("DE", None, 2026): frozenset()})
    assert is_open(working, "office", noon)
    elsewhere = roster(calendar(country="Atlantis"))
    assert is_open(elsewhere, "office", noon)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-03-02 09:00", 8, "2026-03-02 17:00"),
        ("2026-03-02 16:00", 2, "2026-03-03 10:00"),
        ("2026-03-02 20:00", 1, "2026-03-03 10:00"),
        ("2026-03-06 17:00", 0, "2026-03-09 09:00"),
        ("2026-03-06 16:00", 0, "2026-03-06 16:00"),
        ("2026-03-06 16:00", 9, "2026-03-09 17:00"),
    ],
)
def test_working_time(start: str, hours: int, due: str) -> None:
    found, _ = add_working_time(roster(calendar()), "office", instant(start), hours * HOUR)
    assert found == instant(due)


def test_working_time_shows_its_segments() -> None:
    friday = instant("2026-03-06 16:00")
    monday = instant("2026-03-09 09:00")
    _, segments = add_working_time(roster(calendar()), "office", friday, 3 * HOUR)
    assert segments == [(friday, friday + HOUR), (monday, monday + 2 * HOUR)]


def test_a_calendar_that_never_opens_has_no_due_instant() -> None:
    never = roster(calendar(hours={}))
    assert add_working_time(never, "office", 0, 1) == (None, [])
    assert next_opening(never, "office", 0, 30 * DAY) is None


def test_the_next_opening_may_be_now_and_is_before_the_limit() -> None:
    friday, monday = instant("2026-03-06 17:00"), instant("2026-03-09 09:00")
    office = roster(calendar())
    assert next_opening(office, "office", monday, monday + 1) == monday
    assert next_opening(office, "office", friday, monday + 1) == monday
    assert next_opening(office, "office", friday, monday) is None


def test_the_hours_of_a_single_date_replace_its_weekday_s_also_on_a_closed_day() -> None:
    saturday = date(2026, 10, 24).toordinal()
    opened = ((saturday, ((1320, 1620),)), (saturday + 2, ((600, 660),)))
    office = calendar(timezone="Europe/Berlin", closed=(saturday + 2,), opened=opened)
    found = open_intervals(
        roster(office), "office", instant("2026-10-24 00:00"), instant("2026-10-27 00:00")
    )
    # 22:00 to 03:00 of the night in which 02:00 to 03:00 comes twice
    assert found == [
        (instant("2026-10-24 20:00"), instant("2026-10-25 02:00")),
        (instant("2026-10-26 09:00"), instant("2026-10-26 10:00")),
    ]


@settings(max_examples=20, deadline=None)
@given(weeks(), st.integers(-DAY, DAY), st.integers(1, 2))
def test_working_days_are_counted_day_by_day(
    week: tuple[OpeningHours, int], shift: int, count: int
) -> None:
    office, middle = week
    start = middle + shift // 60 * 60
    today = walk.shown(start, office.timezone).toordinal()
    closes: dict[int, int] = {}
    for at in range(start - DAY, start + 5 * DAY, 60):
        for day in walk.days_open(office, at):
            closes[day] = at + 60
    later = [closes[day] for day in sorted(closes) if today < day < today + 3]
    due, days = add_working_days(roster(office), "office", start, count)
    if len(later) >= count:
        assert due == later[count - 1] == days[-1][1]
    for (begin, end), value in working_days(roster(office), "office", count, start, start + DAY):
        for at in (begin, (begin + end) // 2, end - 1):
            assert add_working_days(roster(office), "office", at, count)[0] == value


@pytest.mark.parametrize(
    ("timezone", "start", "due"),
    [
        ("Europe/Berlin", "2026-10-23 10:00", "2026-10-27 16:00"),
        ("Europe/Berlin", "2026-10-24 23:00", "2026-10-27 16:00"),  # Sunday there
        ("Europe/Berlin", "2027-03-26 10:00", "2027-03-30 15:00"),
        ("America/New_York", "2026-10-30 10:00", "2026-11-03 22:00"),
        ("America/New_York", "2027-03-12 10:00", "2027-03-16 21:00"),
        ("America/New_York", "2027-03-16 03:59", "2027-03-17 21:00"),  # Monday there
    ],
)
def test_two_working_days_are_due_when_the_second_closes(
    timezone: str, start: str, due: str
) -> None:
    office = roster(calendar(timezone=timezone))
    assert add_working_days(office, "office", instant(start), 2)[0] == instant(due)


def test_too_few_working_days_are_never_up() -> None:
    opened = ((date(2026, 3, 7).toordinal(), ((600, 660),)),)
    once = roster(calendar(hours={}, opened=opened))
    friday = instant("2026-03-06 10:00")
    assert add_working_days(once, "office", friday, 1)[0] == instant("2026-03-07 11:00")
    assert add_working_days(once, "office", friday, 2)[0] is None
