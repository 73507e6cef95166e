"""Calendars and ends of stretches, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person


def calendar(holidays: str = "", hours: str = '{mon-fri: ["09:00-17:00"]}') -> str:
    stated = f"holidays: {holidays}\n" if holidays else ""
    return f"kind: calendar\nid: shop\ntimezone: UTC\nhours: {hours}\n{stated}---\n"


@pytest.mark.parametrize(
    ("holidays", "underlined"),
    [
        ("{country: DE}", []),
        ("{country: DE, subdivision: BE}", []),
        ("{country: US, subdivision: California}", []),
        ("{country: ZZ}", ["ZZ"]),
        ("{country: de}", ["de"]),
        ("{country: Germany}", ["Germany"]),
        ("{country: ZZ, subdivision: BE}", ["ZZ"]),
        ("{country: DE, subdivision: DE-BE}", ["DE-BE"]),
        ("{country: DE, subdivision: be}", ["be"]),
        ("{country: US, subdivision: california}", ["california"]),
        ("{country: IE, subdivision: Dublin}", ["Dublin"]),
    ],
)
def test_holidays_are_those_of_a_country_that_is_known(
    holidays: str, underlined: list[str]
) -> None:
    assert found("CAL001", calendar(holidays)) == underlined


def test_an_unknown_country_is_told_once() -> None:
    assert messages("CAL001", calendar("{country: ZZ, subdivision: XX}")) == [
        "`ZZ` is not a country whose holidays are known"
    ]
    assert messages("CAL003", calendar("{country: ZZ}"), date(2090, 1, 1)) == []


def test_holidays_that_are_proclaimed_each_year_run_out() -> None:
    assert messages("CAL003", calendar("{country: LK}"), date(2020, 1, 1)) == []
    assert len(messages("CAL003", calendar("{country: LK}"), date(2098, 1, 1))) == 1
    assert messages("CAL003", calendar("{country: DE}"), date(2098, 1, 1)) == []


@pytest.mark.parametrize(
    ("hours", "underlined"),
    [
        ('{mon: ["00:00-24:00"]}', []),
        ('{mon: ["00:00-23:58", "22:00-00:00"]}', []),
        ('{mon: ["09:00-12:00", "22:00-23:59"], tue: ["23:59-24:00"]}', ["22:00-23:59"]),
    ],
)
def test_hours_end_at_midnight(hours: str, underlined: list[str]) -> None:
    assert [each.strip('"') for each in found("CAL002", calendar(hours=hours))] == underlined


@pytest.mark.parametrize(
    ("end", "told"),
    [
        ("2026-12-26T23:59:00+01:00", True),
        ("2026-12-26T22:59:59Z", True),
        ("2026-12-26T23:58:00+01:00", False),
        ("2026-12-27T00:00:00+01:00", False),
        ("2026-12-26T23:59:00Z", False),
        ("2026-12-26", False),
    ],
)
def test_an_absence_ends_at_midnight_of_its_owner(end: str, told: bool) -> None:
    berlin = person(
        "gus", "timezone: Europe/Berlin", f'absences: [{{from: 2026-12-24, to: "{end}"}}]'
    )
    assert (found("CAL002", berlin) != []) is told


def test_an_end_that_is_over_is_told_no_more() -> None:
    gus = person("gus", "absences: [{from: 2026-12-24, to: '2026-12-26T23:59:00Z'}]")
    assert len(found("CAL002", gus, date(2026, 12, 26))) == 1
    assert found("CAL002", gus, date(2026, 12, 27)) == []
