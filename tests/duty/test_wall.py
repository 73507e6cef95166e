"""Tests of wall clocks."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, format_instant, parse_instant, zone
from tests.duty.rosters import CHANGES

ZONES = sorted({name for name, _ in CHANGES} | {"UTC", "Asia/Kathmandu", "America/Boa_Vista"})
INSTANTS = st.integers(0, 7_000_000_000)


def at(day: str, time: str, timezone: str) -> str:
    hours, minutes = time.split(":")
    ordinal = date.fromisoformat(day).toordinal()
    return format_instant(wall.instant_at(ordinal, int(hours) * 60 + int(minutes), timezone))


@given(INSTANTS, st.sampled_from(ZONES))
def test_offset_is_that_of_the_zone(instant: int, timezone: str) -> None:
    expected = datetime.fromtimestamp(instant, zone(timezone)).utcoffset()
    assert expected is not None
    assert wall.offset(instant, timezone) == expected.total_seconds()


@pytest.mark.parametrize(("timezone", "change"), CHANGES)
def test_every_minute_around_a_change_reads_as_the_zone_says(timezone: str, change: str) -> None:
    middle = parse_instant(change)
    assert wall.offset(middle - 1, timezone) != wall.offset(middle, timezone)
    for instant in range(middle - 2 * DAY, middle + 2 * DAY, 60):
        expected = datetime.fromtimestamp(instant, zone(timezone)).utcoffset()
        assert expected is not None
        assert wall.offset(instant, timezone) == expected.total_seconds()


@pytest.mark.parametrize(("timezone", "change"), CHANGES)
def test_first_instant_is_the_first_one_that_shows_the_reading_or_later(
    timezone: str, change: str
) -> None:
    middle = parse_instant(change)
    start = middle - 30 * 3600
    instants = iter(range(start, middle + 30 * 3600, 60))
    instant = next(instants)
    low = wall.reading(start, timezone) + 60
    high = wall.reading(middle + 29 * 3600, timezone)
    for reading in range(low, high, 60):
        while wall.reading(instant, timezone) < reading:
            instant = next(instants)
        assert wall.first_instant(reading, timezone) == instant


@given(INSTANTS, st.integers(0, 100 * DAY), st.sampled_from(ZONES))
def test_a_later_reading_never_has_an_earlier_instant(
    reading: int, later: int, timezone: str
) -> None:
    first = wall.first_instant(reading, timezone)
    assert first <= wall.first_instant(reading + later, timezone)
    assert wall.reading(first, timezone) >= reading > wall.reading(first - 1, timezone) - DAY


def test_a_gap_leads_to_its_end() -> None:
    assert at("2026-03-29", "02:30", "Europe/Berlin") == "2026-03-29T01:00:00Z"
    assert at("2026-03-29", "03:00", "Europe/Berlin") == "2026-03-29T01:00:00Z"
    assert at("2026-10-04", "02:15", "Australia/Lord_Howe") == "2026-10-03T15:30:00Z"


def test_a_fold_leads_to_its_first_occurrence() -> None:
    assert at("2026-10-25", "02:30", "Europe/Berlin") == "2026-10-25T00:30:00Z"
    assert at("2026-10-25", "03:00", "Europe/Berlin") == "2026-10-25T02:00:00Z"


def test_a_day_that_was_skipped_begins_with_the_next_one() -> None:
    assert at("2011-12-30", "00:00", "Pacific/Apia") == "2011-12-30T10:00:00Z"
    assert at("2011-12-30", "09:00", "Pacific/Apia") == "2011-12-30T10:00:00Z"
    assert at("2011-12-31", "00:00", "Pacific/Apia") == "2011-12-30T10:00:00Z"


def test_minutes_beyond_a_day_lie_on_the_next_one() -> None:
    assert at("2026-03-28", "26:30", "Europe/Berlin") == at("2026-03-29", "02:30", "Europe/Berlin")
    assert at("2026-03-28", "24:00", "Europe/Berlin") == "2026-03-28T23:00:00Z"


@given(INSTANTS, st.integers(0, 900 * DAY), st.sampled_from(ZONES))
def test_stretches_cover_the_time_between_without_overlap(
    start: int, length: int, timezone: str
) -> None:
    pieces = list(wall.stretches(start, start + length, timezone))
    assert sum(end - begin for begin, end, _ in pieces) == length
    assert [begin for begin, _, _ in pieces[1:]] == [end for _, end, _ in pieces[:-1]]
    for begin, end, offset in pieces:
        assert wall.offset(begin, timezone) == offset == wall.offset(end - 1, timezone)


def test_days_beyond_every_calendar_are_still_in_order() -> None:
    far = wall.instant_at(10**9, 0, "Europe/Berlin")
    assert wall.instant_at(10**9, 1, "Europe/Berlin") == far + 60
