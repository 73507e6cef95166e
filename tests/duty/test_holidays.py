"""Tests of public holidays."""

from datetime import date

import pytest
from holidays.version import __version__

from govcheck.duty.holidays import library_version, public_holidays, supported


def test_the_days_of_each_year_asked_for() -> None:
    found = public_holidays("DE", "BY", range(2025, 2027))
    assert sorted(found) == [2025, 2026]
    assert date(2026, 1, 6).toordinal() in found[2026]
    assert all(date.fromordinal(day).year == 2025 for day in found[2025])
    assert date(2026, 1, 6).toordinal() not in public_holidays("DE", "BE", [2026])[2026]


def test_a_holiday_observed_in_the_year_before_counts_there() -> None:
    assert date(2021, 12, 31).toordinal() in public_holidays("US", None, [2021])[2021]


@pytest.mark.parametrize(("country", "part"), [("Atlantis", None), ("DE", "Mordor"), ("", "")])
def test_an_unknown_country_has_none(country: str, part: str | None) -> None:
    assert public_holidays(country, part, [2026]) == {2026: frozenset()}


def test_supported_says_why_not() -> None:
    assert supported("DE", "BY") is None
    assert supported("IE", None) is None
    assert supported("de", None) == (
        "`de` is not a country whose holidays are known; did you mean `DE`?"
    )
    assert supported("DE", "by") == "`by` is not a part of `DE`; did you mean `BY`?"
    assert supported("Atlantis-on-Sea", None) == (
        "`Atlantis-on-Sea` is not a country whose holidays are known"
    )


def test_the_version_is_the_library_s() -> None:
    assert library_version() == __version__
