"""Each sentence of the contract about actions, their order and their deadlines."""

from collections.abc import Sequence

import pytest

from govcheck.duty.roster import OpeningHours, Roster
from govcheck.simulate.outcome import Obligation, PlayedIncident, Segment
from govcheck.simulate.playbooks import work
from govcheck.simulate.program import ApprovalPlan, PlaybookPlan
from govcheck.time.clock import parse_instant
from tests.simulate.build import (
    OFFICE,
    T0,
    action,
    at,
    away,
    person,
    planned,
    playbook,
    roster,
    stated,
    there,
)

MINUTE, HOUR, DAY = 60, 3600, 86400


def done(
    people: Roster,
    book: PlaybookPlan,
    incident: PlayedIncident | None = None,
    *,
    not_owed: Sequence[str] = (),
) -> dict[str, Obligation]:
    """The result of a playbook, its obligations by the id of the action."""
    result = work(planned(book, not_owed=not_owed), incident or stated(), there(people))
    return {owed.id.partition("/")[2]: owed for owed in result.obligations}


def test_an_action_is_done_as_soon_as_somebody_is_available() -> None:
    owed = done(roster("ana"), playbook(action("pause", within=5 * MINUTE)))["pause"]
    assert (owed.done, owed.due, owed.met, owed.slack) == (T0, T0 + 300, True, 300)
    assert owed.owed_by == ("person:ana",)
    assert owed.id == "leak/pause"
    assert owed.counted_from == T0


def test_an_action_waits_for_somebody_of_owed_by() -> None:
    people = roster(person("ana", absences=[(T0 - DAY, at("20m"))]))
    owed = done(people, playbook(action("pause", within=5 * MINUTE)))["pause"]
    assert (owed.done, owed.met, owed.slack) == (T0 + 1200, False, -900)


def test_where_nobody_ever_can_it_is_never_done() -> None:
    owed = done(roster(away("ana", until="90d")), playbook(action("pause", within=300)))["pause"]
    assert (owed.done, owed.met, owed.slack) == (None, False, None)
    assert owed.owed_by == ("person:ana",)


def test_the_target_itself_owes_what_nobody_can_do() -> None:
    owed = done(roster(), playbook(action("pause", "role:press", within=300)))["pause"]
    assert owed.owed_by == ("role:press",)


def test_a_deputy_acts_for_somebody_absent() -> None:
    people = roster(away("ana", ["ben"]), "ben")
    owed = done(people, playbook(action("pause", within=300)))["pause"]
    assert owed.owed_by == ("person:ben",)
    assert owed.met


@pytest.mark.parametrize(("back", "met"), [("5m", True), ("5m1s", False)])
def test_the_due_instant_itself_is_still_in_time(back: str, met: bool) -> None:
    people = roster(person("ana", absences=[(T0 - DAY, at(back))]))
    assert done(people, playbook(action("pause", within=300)))["pause"].met is met


def test_an_action_without_within_is_done_but_is_no_obligation() -> None:
    result = work(planned(playbook(action("pause"))), stated(), there(roster("ana")))
    assert result.obligations == ()
    (act,) = result.acts
    assert (act.at, act.event, act.obligation, act.met, act.slack) == (
        T0,
        "act",
        "leak/pause",
        None,
        None,
    )
    assert act.people[0].person == "ana"


def test_act_rows_carry_met_and_slack() -> None:
    result = work(planned(playbook(action("pause", within=300))), stated(), there(roster("ana")))
    assert [(act.met, act.slack) for act in result.acts] == [(True, 300)]


def test_all_of_after_are_done_first() -> None:
    people = roster(
        person("ana", absences=[(T0 - DAY, at("5m"))]),
        person("ben", absences=[(T0 - DAY, at("9m"))]),
        "cleo",
    )
    book = playbook(
        action("one", "person:ana"),
        action("two", "person:ben"),
        action("three", "person:cleo", within=HOUR, after=("one", "two")),
    )
    assert done(people, book)["three"].done == T0 + 540


def test_what_follows_something_never_done_is_never_done() -> None:
    book = playbook(action("one", "role:nobody"), action("two", within=HOUR, after=("one",)))
    owed = done(roster("ana"), book)["two"]
    assert (owed.done, owed.met) == (None, False)


def test_an_action_that_is_not_owed_counts_as_done() -> None:
    book = playbook(
        action("one", "role:nobody", within=60), action("two", within=HOUR, after=("one",))
    )
    owed = done(roster("ana"), book, not_owed=["one"])
    assert set(owed) == {"two"}
    assert owed["two"].done == T0


def test_an_action_that_is_not_owed_keeps_the_order_of_the_others() -> None:
    people = roster("ana", person("ben", absences=[(T0 - DAY, at("9m"))]))
    book = playbook(
        action("one", "person:ben"),
        action("two", after=("one",)),
        action("three", within=HOUR, after=("two",)),
    )
    assert done(people, book, not_owed=["two"])["three"].done == T0 + 540


def test_actions_that_wait_for_each_other_are_never_done() -> None:
    book = playbook(
        action("one", within=60, after=("two",)), action("two", within=60, after=("one",))
    )
    owed = done(roster("ana"), book)
    assert (owed["one"].done, owed["two"].done) == (None, None)


@pytest.mark.parametrize(("clock", "base"), [("detected", 0), ("published", -600), ("aware", 120)])
def test_the_clock_counts_from_an_instant_of_the_incident(clock: str, base: int) -> None:
    incident = stated(published=T0 - 600, aware=T0 + 120)
    owed = done(roster("ana"), playbook(action("pause", within=HOUR, clock=clock)), incident)
    assert owed["pause"].due == T0 + base + HOUR
    assert owed["pause"].counted_from == T0 + base
    assert owed["pause"].done == T0


def test_nothing_is_done_before_the_detection_even_if_it_was_due_then() -> None:
    incident = stated(published=T0 - DAY)
    owed = done(roster("ana"), playbook(action("p", within=HOUR, clock="published")), incident)
    assert (owed["p"].done, owed["p"].met, owed["p"].slack) == (T0, False, HOUR - DAY)


def test_the_clock_counts_from_the_completion_of_an_action() -> None:
    people = roster("ana", person("ben", absences=[(T0 - DAY, at("9m"))]))
    book = playbook(
        action("assess", "person:ben", within=300),
        action("reply", within=600, clock="action:assess"),
    )
    assert done(people, book)["reply"].due == T0 + 540 + 600


def test_the_clock_counts_from_the_due_instant_of_what_is_never_done() -> None:
    book = playbook(
        action("assess", "role:nobody", within=300),
        action("reply", within=600, clock="action:assess"),
    )
    assert done(roster("ana"), book)["reply"].due == T0 + 900


def test_the_clock_counts_from_the_detection_where_there_is_nothing_else() -> None:
    book = playbook(
        action("assess", "role:nobody"), action("reply", within=600, clock="action:assess")
    )
    assert done(roster("ana"), book)["reply"].due == T0 + 600


def test_working_time_is_shown_segment_by_segment() -> None:
    book = playbook(action("reply", within=8 * HOUR, calendar=OFFICE))
    owed = done(roster("ana"), book)["reply"]
    monday, tuesday = T0, T0 + 21 * HOUR
    assert owed.segments == (
        Segment(monday, monday + 5 * HOUR),
        Segment(tuesday, tuesday + 3 * HOUR),
    )
    assert owed.due == tuesday + 3 * HOUR
    assert owed.calendar == OFFICE


def test_working_time_used_up_at_closing_is_due_at_closing() -> None:
    book = playbook(action("reply", within=5 * HOUR, calendar=OFFICE))
    assert done(roster("ana"), book)["reply"].due == T0 + 5 * HOUR


def test_working_time_over_the_change_of_the_clocks() -> None:
    """Berlin, 29 March 2026: the office of that Sunday is open for one hour less."""
    hours = ((0, 12 * 60),)
    night = OpeningHours("night", "Europe/Berlin", (hours,) * 7, frozenset(), None, None)
    start = parse_instant("2026-03-29T00:00:00+01:00")
    book = playbook(action("reply", within=11 * HOUR, calendar="night"))
    owed = done(roster("ana", calendars=[night]), book, stated(start))["reply"]
    assert owed.due == parse_instant("2026-03-29T12:00:00+02:00")


def test_real_time_does_not_care_about_the_change_of_the_clocks() -> None:
    start = parse_instant("2026-03-29T01:30:00+01:00")
    owed = done(roster("ana"), playbook(action("reply", within=2 * HOUR)), stated(start))["reply"]
    assert owed.due == parse_instant("2026-03-29T04:30:00+02:00")


def test_a_calendar_that_never_opens_makes_no_obligation_and_says_so() -> None:
    shut = OpeningHours("shut", "UTC", ((),) * 7, frozenset(), None, None)
    book = playbook(action("reply", within=60, calendar="shut"))
    result = work(planned(book), stated(), there(roster("ana", calendars=[shut])))
    assert result.obligations == ()
    assert [act.at for act in result.acts] == [T0]
    assert result.notes == ("`leak/reply` never falls due: `shut` is not open for long enough",)


def test_every_makes_an_obligation_that_recurs() -> None:
    book = playbook(action("update", every=2 * HOUR, times=12))
    owed = done(roster("ana"), book)
    assert list(owed) == [f"update#{turn}" for turn in range(1, 13)]
    assert [one.due - T0 for one in owed.values()] == [turn * 2 * HOUR for turn in range(1, 13)]
    assert [one.done for one in owed.values()] == [T0 + turn * 2 * HOUR for turn in range(12)]


def test_each_occurrence_is_due_within_so_long_of_its_turn() -> None:
    book = playbook(action("update", every=2 * HOUR, times=3, within=30 * MINUTE))
    dues = [one.due - T0 for one in done(roster("ana"), book).values()]
    assert dues == [1800, 9000, 16200]


def test_an_occurrence_that_nobody_can_do_in_time_lapses() -> None:
    people = roster(person("ana", absences=[(at("1h"), at("5h"))]))
    owed = done(people, playbook(action("update", every=HOUR, times=6)))
    assert [one.met for one in owed.values()] == [True, False, False, False, True, True]
    assert owed["update#2"].done is None
    assert owed["update#5"].done == at("5h"), "back at the very instant at which it is due"


def test_occurrences_wait_for_what_comes_first() -> None:
    people = roster("ana", person("ben", absences=[(T0 - DAY, at("90m"))]))
    book = playbook(
        action("assess", "person:ben"), action("update", every=HOUR, times=3, after=("assess",))
    )
    owed = done(people, book)
    assert [one.done and one.done - T0 for one in owed.values()] == [None, 5400, 7200]


def test_what_follows_a_recurring_action_follows_its_first_occurrence() -> None:
    book = playbook(
        action("update", every=HOUR, times=3), action("next", within=60, after=("update",))
    )
    assert done(roster("ana"), book)["next"].done == T0


def test_recurrences_count_in_working_time() -> None:
    book = playbook(action("update", every=4 * HOUR, times=3, calendar=OFFICE))
    dues = [one.due - T0 for one in done(roster("ana"), book).values()]
    assert dues == [4 * HOUR, 24 * HOUR, 28 * HOUR]


def test_an_obligation_keeps_what_a_report_shows() -> None:
    book = playbook(
        action("post", within=HOUR, publishes=True, template="t.md", needs=("ok",)),
        approvals=[ApprovalPlan("ok", "person:ben", 600)],
    )
    owed = done(roster("ana", "ben"), book)["post"]
    assert (owed.do, owed.publishes, owed.template) == ("Do post", True, "t.md")
    assert owed.waits_for == ("ok",)


def test_centuries_of_deadlines_do_not_run_out_of_years() -> None:
    decade = 3660 * DAY
    chain = [action("a0", "role:nobody", within=decade)]
    for number in range(1, 60):
        previous = f"action:a{number - 1}"
        chain.append(action(f"a{number}", "role:nobody", within=decade, clock=previous))
    owed = done(roster("ana"), playbook(*chain))
    assert all(one.due <= T0 + 112 * 366 * DAY for one in owed.values())


def test_thousands_of_occurrences_are_cut_off_and_noted() -> None:
    crowd = [action(f"a{number}", every=60, times=900) for number in range(50)]
    result = work(planned(playbook(*crowd)), stated(), there(roster("ana")))
    assert len(result.obligations) == 1000
    assert result.notes[0] == "`leak/a1` is not worked out more than 100 times"


def test_occurrences_that_never_fall_due_are_noted() -> None:
    shut = OpeningHours("shut", "UTC", ((),) * 7, frozenset(), None, None)
    book = playbook(action("update", every=60, times=3, calendar="shut"))
    result = work(planned(book), stated(), there(roster("ana", calendars=[shut])))
    assert (result.obligations, result.acts) == ((), ())
    assert result.notes == ("`leak/update` never falls due: `shut` is not open for long enough",)
