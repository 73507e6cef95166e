"""Tests of who answers to a target at an instant."""

from typing import Any

import pytest

from govcheck.duty.presence import Circumstances, is_present
from govcheck.duty.resolve import resolve
from govcheck.duty.roster import Resolution, Responder, Roster, RosterSeat, Substitution
from govcheck.duty.seats import seat_fillers
from tests.duty.rosters import calendar, council, instant, person, roster, rota

NOON = instant("2026-03-03 12:00")
NIGHT = instant("2026-03-03 23:00")
AWAY = ((0, 2 * 10**9),)


def who(found: Resolution) -> list[tuple[str, str | None]]:
    return [(answer.person, answer.stands_in_for) for answer in found.people]


def staff(**fields: Any) -> Roster:
    return roster(
        person("ana", deputies=("ben", "cem")),
        person("ben", calendar="office"),
        person("cem"),
        person("dia", calendar="office", deputies=("cem",)),
        calendar(),
        rota("ana", "cem"),
        council(
            RosterSeat("ana", "executive", None),
            RosterSeat("dia", "expert", "ben"),
            chain=("ana", "dia"),
        ),
        roles={"lead": ("ana", "dia"), "night": ("ben", "dia"), "nobody": ()},
        teams={"social": ("dia", "ana")},
        representatives={"support": ("dia",)},
    )._replace(**fields)


def change(base: Roster, name: str, **fields: Any) -> Roster:
    return base._replace(people=base.people | {name: base.people[name]._replace(**fields)})


@pytest.mark.parametrize(
    ("target", "at_noon", "at_night"),
    [
        ("person:ana", ["ana"], ["ana"]),
        ("person:dia", ["dia"], []),
        ("role:lead", ["ana", "dia"], ["ana"]),
        ("role:nobody", [], []),
        ("rota:duty", ["ana"], ["ana"]),
        ("team:social", ["dia", "ana"], ["ana"]),
        ("representative:support", ["dia"], []),
        ("chain:board", ["ana"], ["ana"]),
        ("council:board", ["ana", "dia"], ["ana", "cem"]),
        ("person:zed", [], []),
        ("rota:zed", [], []),
        ("council:zed", [], []),
        ("chain:zed", [], []),
        ("planet:mars", [], []),
    ],
)
def test_each_kind_of_target(target: str, at_noon: list[str], at_night: list[str]) -> None:
    for at, expected in ((NOON, at_noon), (NIGHT, at_night)):
        found = resolve(staff(), [target], at)
        assert [answer.person for answer in found.people] == expected
        assert found.empty == (() if expected else (target,))


@pytest.mark.parametrize(
    "target",
    ["person:ana", "role:lead", "rota:duty", "team:social", "chain:board", "council:board"],
)
def test_an_absent_person_is_replaced_by_the_first_deputy_within_their_hours(target: str) -> None:
    absent = frozenset({"ana"})
    assert ("ben", "ana") in who(resolve(staff(), [target], NOON, absent=absent))
    assert ("cem", "ana") in who(resolve(staff(), [target], NIGHT, absent=absent))


def test_absences_and_inactive_people_are_replaced_alike() -> None:
    for fields in ({"absences": AWAY}, {"active": (NIGHT, None)}, {"active": (None, NOON)}):
        assert who(resolve(change(staff(), "ana", **fields), ["person:ana"], NOON)) == [
            ("ben", "ana")
        ]


def test_the_hours_of_an_absent_person_do_not_count() -> None:
    absent = frozenset({"dia"})
    assert who(resolve(staff(), ["person:dia"], NIGHT, absent=absent)) == [("cem", "dia")]


def test_deputies_of_deputies_are_not_asked() -> None:
    ana = change(staff(), "ana", deputies=("dia",))
    found = resolve(ana, ["person:ana"], NOON, absent=frozenset({"ana", "dia"}))
    assert found == Resolution((), ("person:ana",))


def test_somebody_on_shift_answers_outside_their_own_hours() -> None:
    turning = staff(rotas={"duty": rota("dia")})
    assert who(resolve(turning, ["rota:duty"], NIGHT)) == [("dia", None)]


def test_an_override_of_an_absent_person_falls_to_their_deputy() -> None:
    turning = staff(rotas={"duty": rota("cem", overrides=(Substitution(0, 2 * 10**9, "ana"),))})
    found = resolve(turning, ["rota:duty"], NOON, absent=frozenset({"ana"}))
    assert who(found) == [("ben", "ana")]


def test_a_chain_asks_the_deputy_of_its_first_before_its_second() -> None:
    found = resolve(staff(), ["chain:board"], NOON, absent=frozenset({"ana"}))
    assert who(found) == [("ben", "ana")]
    found = resolve(staff(), ["chain:board"], NOON, absent=frozenset({"ana", "ben", "cem"}))
    assert who(found) == [("dia", None)]


def test_nobody_appears_twice_and_everybody_as_themselves_where_they_can() -> None:
    found = resolve(
        staff(), ["person:ana", "person:ben", "role:lead"], NOON, absent=frozenset({"ana"})
    )
    assert found.people == (
        Responder("ben", ("person:ana", "person:ben", "role:lead"), None),
        Responder("dia", ("role:lead",), None),
    )
    assert found.empty == ()


def test_deputies_are_asked_only_where_nobody_of_all_targets_is_there() -> None:
    night = resolve(staff(), ["role:night"], NIGHT, on_empty="deputies")
    assert who(night) == [("cem", "dia")]
    both = resolve(staff(), ["role:night", "person:ana"], NIGHT, on_empty="deputies")
    assert who(both) == [("ana", None)]
    assert both.empty == ("role:night",)
    assert who(resolve(staff(), ["role:night"], NIGHT, on_empty="wait")) == []


def test_of_a_rota_the_next_on_shift_is_asked() -> None:
    absent = frozenset({"ana", "ben"})
    turning = staff(rotas={"duty": rota("ana", "dia")})
    alone = change(turning, "ana", deputies=("ben",))
    found = resolve(alone, ["rota:duty"], NIGHT, absent=absent, on_empty="deputies")
    assert who(found) == [("dia", "ana")]
    shut = staff(rotas={"duty": rota("ana", "dia", calendar="office")})
    assert who(resolve(shut, ["rota:duty"], NIGHT, on_empty="deputies")) == [("ana", None)]


def test_the_last_resort_is_told_whatever_the_calendar_says() -> None:
    shut = staff(rotas={"duty": rota("ana", "dia", calendar="office")})
    for target, told in (("person:dia", "dia"), ("rota:duty", "ana"), ("role:night", "ben")):
        found = resolve(shut, [target], NIGHT, ignore_calendars=True)
        assert found.people[0] == Responder(told, (target,), None)


def test_the_last_resort_has_deputies_and_is_empty_where_all_are_absent() -> None:
    found = resolve(
        staff(), ["person:ana"], NIGHT, absent=frozenset({"ana"}), ignore_calendars=True
    )
    assert who(found) == [("ben", "ana")]
    for target in ("person:dia", "role:night", "rota:duty", "chain:board", "council:board"):
        found = resolve(
            staff(),
            [target],
            NIGHT,
            absent=frozenset({"ana", "ben", "cem", "dia"}),
            ignore_calendars=True,
        )
        assert found == ((), (target,))


def test_a_rota_that_has_not_begun_tells_its_first_member_as_a_last_resort() -> None:
    found = resolve(staff(), ["rota:duty"], instant("2026-03-01 12:00"), ignore_calendars=True)
    assert who(found) == [("ana", None)]


def test_a_seat_falls_to_its_deputy_and_then_to_the_holder_s_own() -> None:
    assert seat_fillers(staff(), "board", NOON) == ("ana", "dia")
    assert seat_fillers(staff(), "board", NOON, frozenset({"dia"})) == ("ana", "ben")
    assert seat_fillers(staff(), "board", NIGHT) == ("ana", "cem")
    assert seat_fillers(staff(), "board", NIGHT, frozenset({"cem"})) == ("ana", None)


def test_one_seat_a_person_and_holders_first() -> None:
    seats = (RosterSeat("ana", "executive", "dia"), RosterSeat("dia", "expert", None))
    base = staff(councils={"board": council(*seats)})
    assert seat_fillers(base, "board", NOON, frozenset({"ana"})) == ("ben", "dia")
    shared = (RosterSeat("ana", "executive", "cem"), RosterSeat("dia", "expert", "cem"))
    base = staff(councils={"board": council(*shared)})
    assert seat_fillers(base, "board", NOON, frozenset({"ana", "dia"})) == ("cem", None)
    twice = (RosterSeat("ana", "executive", None), RosterSeat("ana", "expert", "dia"))
    base = staff(councils={"board": council(*twice)})
    assert seat_fillers(base, "board", NOON) == ("ana", "dia")


def test_a_seat_outside_its_term_is_vacant() -> None:
    seats = (RosterSeat("ana", "executive", "cem", (None, NOON)), RosterSeat("dia", "expert", None))
    base = staff(councils={"board": council(*seats)})
    assert seat_fillers(base, "board", NOON - 1) == ("ana", "dia")
    assert seat_fillers(base, "board", NOON) == (None, "dia")


def test_presence_is_being_there_and_availability_also_within_hours() -> None:
    base = staff()
    dia = base.people["dia"]
    assert is_present(dia, NIGHT, frozenset())
    assert not Circumstances(base, NIGHT, frozenset()).is_available(dia)
    assert Circumstances(base, NOON, frozenset()).is_available(dia)
    assert not Circumstances(base, NOON, frozenset({"dia"})).is_available(dia)
    holiday = dia._replace(absences=((NOON, NIGHT),))
    assert [is_present(holiday, at, frozenset()) for at in (NOON - 1, NOON, NIGHT - 1, NIGHT)] == [
        True,
        False,
        False,
        True,
    ]


def test_nobody_stands_in_for_themselves() -> None:
    narcissus = person("ana", deputies=("ana", "zed"))
    assert Circumstances(roster(narcissus), NOON, frozenset()).stand_in(narcissus) is None
