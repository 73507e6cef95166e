"""Times in words."""

import pytest

from govcheck.render.reading import elapsed, full, number, short
from govcheck.time.clock import parse_instant

EVENING = parse_instant("2026-03-14T22:40:00+01:00")


@pytest.mark.parametrize(
    ("instant", "words"),
    [
        ("2026-03-14T22:45:00+01:00", "22:45"),
        ("2026-03-14T22:45:07+01:00", "22:45:07"),
        ("2026-03-14T23:00:00Z", "15 Mar 00:00"),
        ("2026-03-29T01:30:00Z", "29 Mar 03:30"),
        ("2027-01-01T08:00:00+01:00", "1 Jan 2027 08:00"),
    ],
)
def test_other_days_show_their_date(instant: str, words: str) -> None:
    assert short(parse_instant(instant), "Europe/Berlin", EVENING) == words


def test_the_same_day_is_the_same_on_the_clock_of_the_zone() -> None:
    after_midnight = parse_instant("2026-03-15T00:10:00+01:00")
    assert short(after_midnight, "America/New_York", EVENING) == "19:10"


def test_a_full_reading_names_the_weekday() -> None:
    assert full(EVENING, "Asia/Tokyo") == "Sun 15 Mar 2026 06:40"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "T+0"), (5400, "T+1h30m"), (-2100, "T-35m"), (61, "T+1m1s")]
)
def test_time_since_detection(seconds: int, words: str) -> None:
    assert elapsed(seconds) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(50000, "50,000"), (50000.0, "50,000"), (0.25, "0.25"), (10**400, f"{10**400:,}")],
)
def test_numbers_have_separators(value: float, words: str) -> None:
    assert number(value) == words
