from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.time import clock

FIRST = datetime(1971, 1, 2)  # noqa: DTZ001 - the offset is drawn beside it
LAST = datetime(2198, 12, 30)  # noqa: DTZ001 - likewise


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90s", 90), ("15m", 900), ("2h30m", 9000), ("3d", 259200), ("0m", 0), ("1d2h3m4s", 93784)],
)
def test_a_duration_is_read_as_seconds(text: str, seconds: int) -> None:
    assert clock.parse_duration(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "15",
        "m",
        "1.5h",
        "-5m",
        "5m3h",
        "15 m",
        "15m\n",
        "PT5M",
        "\uff11\uff15m",
        "5M",
        "99999d",
        "1w",
    ],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is (not a duration|longer)"):
        clock.parse_duration(text)


@given(st.integers(0, clock.LONGEST_DURATION))
def test_a_duration_is_written_as_it_is_read(seconds: int) -> None:
    assert clock.parse_duration(clock.format_duration(seconds)) == seconds


@given(
    st.datetimes(FIRST, LAST),
    st.integers(-23 * 60 - 59, 23 * 60 + 59),
)
def test_an_instant_is_what_the_standard_library_reads(moment: datetime, minutes: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert clock.parse_instant(aware.isoformat()) == int(aware.timestamp())


@given(st.integers(31536000, 7226496000))
def test_an_instant_is_written_as_it_is_read(instant: int) -> None:
    assert clock.parse_instant(clock.format_instant(instant)) == instant
    assert clock.parse_instant(clock.format_instant(instant, "Australia/Lord_Howe")) == instant


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-03-14T22:40:00", "has no time offset"),
        ("2026-03-14 22:40", "has no time offset"),
        ("2026-02-30T00:00:00Z", "does not exist|that exists"),
        ("2026-03-14T24:00:00Z", "that exists"),
        ("2026-03-14T23:59:60Z", "that exists"),
        ("2026-03-14T22:40:00+25:00", "that exists"),
        ("1970-03-14T22:40:00Z", "outside the years 1971 to 2198"),
        ("2199-03-14T22:40:00Z", "outside the years 1971 to 2198"),
        ("2026-03-14", "is not an instant"),
        ("2026-03-14T22:40:00Z\n", "is not an instant"),
        ("yesterday", "is not an instant"),
    ],
)
def test_what_is_no_instant_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        clock.parse_instant(text)


def test_fractions_of_a_second_are_cut_off() -> None:
    whole = clock.parse_instant("2026-03-14T22:40:00Z")
    assert clock.parse_instant("2026-03-14t22:40:00.999999999z") == whole


def test_an_instant_is_shown_on_the_clock_of_a_zone() -> None:
    instant = clock.parse_instant("2026-10-25T00:30:00Z")
    assert clock.format_instant(instant, "Europe/Berlin") == "2026-10-25T02:30:00+02:00"
    assert clock.local(instant, "Europe/Berlin").fold == 0
    assert clock.local(instant + 3600, "Europe/Berlin").fold == 1


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-2-3", "20260203", "2026-02-03\n", "1969-01-01"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is "):
        clock.parse_date(text)


def test_a_date_is_read() -> None:
    assert clock.parse_date("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Europe",
        "Europe/Belrin",
        "../../etc/passwd",
        "Europe/Berlin\n",
        "/Europe/Berlin",
        "Europe/../Europe/Berlin",
        "zone.tab",
        "a" * 5000,
        "Europe//Berlin",
        "\x00",
        "europe/berlin",
    ],
)
def test_what_is_no_zone_is_refused(name: str) -> None:
    assert not clock.is_zone(name)
    with pytest.raises(ValueError, match="is not an IANA time zone"):
        clock.zone(name)


def test_every_zone_of_the_pinned_data_is_one() -> None:
    names = clock.zone_names()
    assert {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"} <= set(names)
    assert all(clock.is_zone(name) for name in names)


def test_zone_rules_are_those_of_the_pinned_data() -> None:
    moment = datetime(2026, 7, 1, tzinfo=UTC)
    pinned = moment.astimezone(clock.zone("America/New_York"))
    assert pinned.utcoffset() == moment.astimezone(ZoneInfo("America/New_York")).utcoffset()
    assert clock.tzdata_version()[:2] == "20"
