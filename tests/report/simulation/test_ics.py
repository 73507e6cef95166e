"""The calendar of `simulate`, read back by RFC 5545's own rules."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.report.simulation.ics import folded, render
from govcheck.simulate.outcome import Outcome
from tests.report.simulation.hostile import infected
from tests.report.simulation.readers import Component, read_calendar
from tests.report.simulation.samples import DETECTED, OUTCOME, PAUSE, PROGRAM


def events(outcome: Outcome) -> list[Component]:
    return [part for part in read_calendar(render([outcome], PROGRAM))[2] if part[0] == "VEVENT"]


def test_a_calendar_with_an_event_for_each_obligation() -> None:
    name, properties, parts = read_calendar(render([OUTCOME], PROGRAM))
    assert name == "VCALENDAR"
    assert properties["VERSION"] == "2.0"
    assert [part[0] for part in parts] == ["VJOURNAL"] + ["VEVENT"] * len(OUTCOME.obligations)


def test_an_event() -> None:
    _, properties, (alarm,) = events(OUTCOME)[1]
    assert properties == {
        "UID": "airbag-video/product-safety/holding/20260314T214000Z@govcheck",
        "DTSTAMP": "20260314T214000Z",
        "DTSTART": "20260314T221000Z",
        "SUMMARY": "MISSED: Publish the holding statement",
        "DESCRIPTION": "Video says our child seat failed in a crash: product-safety/holding"
        r"\nowed by Mina Sato or Eva Roth\nMISSED\, 10m late\nwaits for legal-sign-off",
        "TRANSP": "TRANSPARENT",
    }
    assert alarm == (
        "VALARM",
        {
            "ACTION": "DISPLAY",
            "DESCRIPTION": "MISSED: Publish the holding statement",
            "TRIGGER": "-PT15M",
        },
        [],
    )


@pytest.mark.parametrize(("minutes", "trigger"), [(0, 0), (1, 0), (10, 5), (30, 15), (600, 15)])
def test_the_warning_comes_before_the_deadline(minutes: int, trigger: int) -> None:
    soon = PAUSE._replace(due=DETECTED + minutes * 60)
    ((_, _, (alarm,)),) = events(OUTCOME._replace(obligations=(soon,)))
    assert alarm[1]["TRIGGER"] == f"-PT{trigger}M"


def test_nothing_owed_is_still_a_calendar() -> None:
    _, _, parts = read_calendar(render([OUTCOME._replace(obligations=())], PROGRAM))
    assert [part[0] for part in parts] == ["VJOURNAL"]


def test_identifiers_are_unique() -> None:
    other = OUTCOME._replace(stated=OUTCOME.stated._replace(id="other"))
    parts = read_calendar(render([OUTCOME, other], PROGRAM))[2]
    assert len({part[1]["UID"] for part in parts}) == len(parts)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200))
def test_folding_breaks_after_75_octets_and_never_within_a_character(line: str) -> None:
    content = folded(line)
    assert all(len(part.encode()) <= 75 for part in content.split("\r\n"))
    assert content.replace("\r\n ", "") == line + "\r\n"


@given(infected())
def test_hostile_text_stays_within_its_property(infect: Callable[[Outcome], Outcome]) -> None:
    _, _, parts = read_calendar(render([infect(OUTCOME)], PROGRAM))
    assert len(parts) == 1 + len(OUTCOME.obligations)
