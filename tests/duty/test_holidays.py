"""Tests of public holidays."""

from datetime import date
from importlib.metadata import version

import pytest
from holidays.version import __version__

from govcheck.duty.holidays import last_year, library_version, public_holidays, unsupported


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


@pytest.mark.parametrize(
    ("country", "part"),
    [("DE", None), ("DE", "BY"), ("DE", "Bayern"), ("IE", None), ("UK", "ENG"), ("DEU", "BE")],
)
def test_what_the_library_counts_days_for_is_supported(country: str, part: str | None) -> None:
    assert unsupported(country, part) is None
    assert any(public_holidays(country, part, [2026]).values())


@pytest.mark.parametrize(
    ("country", "part", "field", "meant"),
    [
        ("ZZ", None, "country", None),
        ("de", None, "country", "DE"),
        ("Germany", None, "country", "DE"),
        ("GERMANY", "BE", "country", "DE"),
        ("new zealand", None, "country", "NZ"),
        ("Atlantis-on-Sea", None, "country", None),
        ("DE ", None, "country", "DE"),
        ("DE", "by", "subdivision", "BY"),
        ("DE", "DE-BE", "subdivision", "BE"),
        ("DE", "de_be", "subdivision", "BE"),
        ("US", "california", "subdivision", "CA"),
        ("US", "US-California", "subdivision", "CA"),
        ("DE", "Mordor", "subdivision", None),
    ],
)
def test_what_is_unsupported_names_what_was_meant(
    country: str, part: str | None, field: str, meant: str | None
) -> None:
    found = unsupported(country, part)
    assert found is not None
    assert (found.field, found.meant) == (field, meant)


def test_a_country_without_parts() -> None:
    found = unsupported("IE", "Dublin")
    assert found is not None
    assert not found.has_parts


def test_the_last_year_that_is_known() -> None:
    assert last_year("DE") == 2100
    assert last_year("LK") < last_year("DE")


def test_the_version_is_the_library_s() -> None:
    assert library_version() == __version__ == version("holidays")
