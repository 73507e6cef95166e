"""Each sentence of the contract about convening a council."""

from collections.abc import Sequence

from govcheck.duty.roster import Roster
from govcheck.simulate.conflicts import Conflicts, read_conflicts
from govcheck.simulate.outcome import Quorum
from govcheck.simulate.quorum import owed, quorum
from tests.simulate.build import OFFICE, T0, at, away, council, person, roster, there

HOUR, DAY = 3600, 86400
NO_CONFLICTS = Conflicts()


def convened(
    people: Roster,
    *,
    severity: str = "sev2",
    conflicts: Conflicts = NO_CONFLICTS,
    absent: Sequence[str] = (),
) -> Quorum:
    everybody = there(people, *absent, hard=conflicts.hard, soft=conflicts.soft)
    return quorum("board", T0, severity, everybody.voting, conflicts)


def test_it_is_reached_at_once_where_enough_are_available() -> None:
    board = council("board", ["ana", "ben", "cleo"], 2)
    found = convened(roster("ana", "ben", away("cleo"), councils=[board]))
    assert (found.needed, found.convened, found.reached, found.due) == (2, T0, T0, None)
    assert [(seat.holder, seat.by) for seat in found.seats] == [
        ("ana", "ana"),
        ("ben", "ben"),
        ("cleo", None),
    ]
    assert owed(found) is None, "no time is set"


def test_it_is_reached_once_enough_are_available_at_one_instant() -> None:
    ana = person("ana", absences=[(at("1h"), at("3h"))])
    ben = person("ben", absences=[(T0 - DAY, at("2h"))])
    found = convened(roster(ana, ben, councils=[council("board", ["ana", "ben"], 2)]))
    assert found.reached == at("3h")


def test_it_is_reached_at_the_opening_of_the_working_day() -> None:
    ana = person("ana", calendar=OFFICE)
    ben = person("ben", absences=[(T0 - DAY, at("6h"))])
    found = convened(roster(ana, ben, councils=[council("board", ["ana", "ben"], 2)]))
    assert found.reached == at("21h")
    assert [seat.by for seat in found.seats] == ["ana", "ben"]


def test_an_unavailable_holders_seat_falls_to_the_seats_deputy_then_to_their_own() -> None:
    board = council("board", [("ana", "dan"), ("ben", "dan")], 2)
    people = roster(away("ana", ["eva"]), away("ben", ["eva"]), "dan", "eva", councils=[board])
    assert [seat.by for seat in convened(people).seats] == ["dan", "eva"]
    assert [seat.by for seat in convened(people, absent=["dan"]).seats] == ["eva", None]


def test_it_is_due_by_the_councils_time_for_the_severity() -> None:
    board = council("board", ["ana"], 1, within={"sev2": HOUR})
    found = convened(roster(person("ana", absences=[(T0 - DAY, at("1h"))]), councils=[board]))
    promise = owed(found)
    assert promise is not None
    assert (promise.id, promise.due, promise.done, promise.met) == (
        "council/board",
        T0 + HOUR,
        T0 + HOUR,
        True,
    )
    assert promise.owed_by == ("person:ana",)
    assert convened(roster("ana", councils=[board]), severity="sev3").due is None


def test_it_is_missed_where_it_comes_too_late_or_never() -> None:
    board = council("board", ["ana"], 1, within={"sev2": HOUR})
    late = owed(convened(roster(person("ana", absences=[(T0 - 1, at("61m"))]), councils=[board])))
    assert late is not None
    assert (late.met, late.slack) == (False, -60)
    never = owed(convened(roster(away("ana", until="300d"), councils=[board])))
    assert never is not None
    assert (never.met, never.done, never.owed_by) == (False, None, ("council:board",))


def test_more_than_there_are_seats_is_never_reached() -> None:
    found = convened(roster("ana", councils=[council("board", ["ana"], 2)]))
    assert found.reached is None
    assert [seat.by for seat in found.seats] == ["ana"]


def test_a_hard_conflict_keeps_somebody_away_from_the_quorum() -> None:
    board = council("board", [("ana", "cleo"), "ben"], 2)
    people = roster("ana", "ben", "cleo", councils=[board])
    found = convened(people, conflicts=Conflicts(hard=frozenset({"ana"})))
    assert [tuple(seat) for seat in found.seats] == [("ana", "cleo", "hard"), ("ben", "ben", None)]
    alone = convened(people, conflicts=Conflicts(hard=frozenset({"ana"})), absent=["cleo"])
    assert alone.reached is None


def test_a_soft_conflict_counts_for_the_quorum() -> None:
    people = roster("ana", "ben", councils=[council("board", ["ana", "ben"], 2)])
    found = convened(people, conflicts=Conflicts(soft=frozenset({"ana"})))
    assert found.reached == T0
    assert found.seats[0].conflict == "soft"


def test_two_soft_conflicts_of_a_person_are_hard() -> None:
    assert read_conflicts([("ana", "soft"), ("ben", "soft"), ("ana", "soft")]) == Conflicts(
        frozenset({"ana"}), frozenset({"ben"})
    )
    assert read_conflicts([("ana", "soft"), ("ana", "hard")]) == Conflicts(
        frozenset({"ana"}), frozenset()
    )
