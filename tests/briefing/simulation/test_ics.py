"""The calendar of `simulate`, read back by RFC 5545's own rules and by another library."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from govcheck.briefing.simulation.ics import folded, render
from govcheck.simulate.outcome import Outcome
from govcheck.tongue import tongue
from tests.briefing.simulation.hostile import infected
from tests.briefing.simulation.readers import Component, read_calendar
from tests.briefing.simulation.samples import DETECTED, OUTCOME, PAUSE, PROGRAM


def events(outcome: Outcome) -> list[Component]:
    return [part for part in read_calendar(render([outcome], PROGRAM))[2] if part[0] == "VEVENT"]


def at(minutes: int) -> datetime:
    return datetime.fromtimestamp(DETECTED + minutes * 60, UTC)


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
        "DESCRIPTION": r"Video says our child seat failed in a crash\nMina Sato\nEva Roth"
        r"\nTOO LATE by 10 min.\nNEVER: apologise / give numbers",
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


def test_the_calendar_of_one_reader_has_what_they_owe_and_are_asked_to_agree_to() -> None:
    calendar = Calendar.from_ical(render([OUTCOME], PROGRAM, person="mina"))
    owed, asked = calendar.walk("VEVENT")
    assert owed["SUMMARY"] == "MISSED: Publish the holding statement"
    assert owed.decoded("DTSTART") == at(30)
    assert asked["SUMMARY"] == "Agree or refuse: holding"
    assert asked.decoded("DTSTART") == at(40)
    assert "Silence never approves." in str(asked["DESCRIPTION"])
    alarms = [alarm for part in (owed, asked) for alarm in part.walk("VALARM")]
    assert [alarm.decoded("TRIGGER") for alarm in alarms] == [
        timedelta(minutes=-15),
        timedelta(minutes=-40),  # when she is asked
    ]


def test_whoever_owes_nothing_has_an_empty_calendar() -> None:
    calendar = Calendar.from_ical(render([OUTCOME], PROGRAM, person="max"))
    assert [part.name for part in calendar.subcomponents] == ["VJOURNAL"]


def test_whoever_drafts_for_others_has_an_event_when_it_must_be_read() -> None:
    book = PROGRAM.playbooks["product-safety"]
    holding = book.actions[0]._replace(id="holding", drafted_by="rota:community-duty")
    actions = (*book.actions, holding)
    program = PROGRAM._replace(playbooks={"product-safety": book._replace(actions=actions)})
    found = Calendar.from_ical(render([OUTCOME], program, person="ben")).walk("VEVENT")
    (draft,) = [one for one in found if one["SUMMARY"] == "Draft: Publish the holding statement"]
    assert draft.decoded("DTSTART") == at(40)  # when the first who must agree has to have read it
    assert "Mina Sato" in str(draft["DESCRIPTION"])
    (alarm,) = draft.walk("VALARM")
    assert alarm.decoded("TRIGGER") == timedelta(minutes=-40)  # when he is told
    others = Calendar.from_ical(render([OUTCOME], program, person="mina")).walk("VEVENT")
    assert [one["SUMMARY"] for one in others if "Draft:" in str(one["SUMMARY"])] == []


def test_numbers_stand_beside_people() -> None:
    people = PROGRAM.roster.people
    reached = people["eva"]._replace(contacts=(("phone", "+49 30 1"), ("email", "e@x.example")))
    roster = PROGRAM.roster._replace(people={**people, "eva": reached})
    calendar = Calendar.from_ical(render([OUTCOME], PROGRAM._replace(roster=roster), person="eva"))
    for event in calendar.walk("VEVENT"):
        assert "Eva Roth  +49 30 1\n" in str(event["DESCRIPTION"])


def test_a_calendar_in_german() -> None:
    calendar = Calendar.from_ical(render([OUTCOME], PROGRAM, tongue("de"), "mina"))
    shown = [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]
    assert shown == ["VERSÄUMT: Publish the holding statement", "Zustimmen oder ablehnen: holding"]


@given(infected())
def test_another_library_reads_what_is_hostile(infect: Callable[[Outcome], Outcome]) -> None:
    calendar = Calendar.from_ical(render([infect(OUTCOME)], PROGRAM))
    assert calendar.errors == []
    events = calendar.walk("VEVENT")
    assert len(events) == len(OUTCOME.obligations)
    assert all(event.errors == [] and len(event.walk("VALARM")) == 1 for event in events)


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
