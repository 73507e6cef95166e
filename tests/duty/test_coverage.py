"""Tests of coverage: the algebra on intervals agrees with `resolve` at every instant."""

import itertools
from bisect import bisect_right

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.duty.coverage import breakpoints, gaps, next_answer, stints
from govcheck.duty.resolve import OnEmpty, resolve
from govcheck.duty.roster import Roster, RosterSeat, Stint, Substitution
from govcheck.time.clock import DAY, HOUR
from tests.duty.rosters import MONDAY, calendar, council, instant, person, roster, rota

START = instant("2026-03-27 00:00")
END = START + 4 * DAY
NAMES = ("ana", "ben", "cem", "dia", "eva")
TARGETS = (
    "person:ana",
    "role:lead",
    "team:social",
    "representative:support",
    "rota:duty",
    "next:duty",
    "chain:board",
    "council:board",
    "person:zed",
)
INSTANTS = st.integers(-12, 108).map(lambda hours: START + hours * HOUR)
SOMEBODY = st.sampled_from(NAMES)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    """Five people with hours, absences and deputies, in everything that can be a target."""
    groups = st.lists(SOMEBODY, unique=True, max_size=5).map(tuple)
    people = [
        person(
            name,
            calendar=draw(st.sampled_from([None, "office", "night"])),
            deputies=draw(groups),
            absences=tuple(draw(st.lists(st.tuples(INSTANTS, INSTANTS), max_size=2))),
            active=(draw(st.none() | INSTANTS), draw(st.none() | INSTANTS)),
        )
        for name in NAMES
    ]
    seats = st.builds(
        RosterSeat,
        SOMEBODY,
        st.just("expert"),
        st.none() | SOMEBODY,
        st.tuples(st.none() | INSTANTS, st.none() | INSTANTS),
    )
    return roster(
        *people,
        calendar("office", "Europe/Berlin", {day: [(540, 1020)] for day in range(7)}),
        calendar("night", "America/New_York", {day: [(1320, 1800)] for day in range(7)}),
        rota(
            *draw(st.lists(SOMEBODY, max_size=3)),
            timezone="Europe/Berlin",
            starts=MONDAY + draw(st.integers(0, 27)),
            days=draw(st.integers(1, 3)),
            calendar=draw(st.sampled_from([None, "night"])),
            overrides=tuple(
                draw(st.lists(st.builds(Substitution, INSTANTS, INSTANTS, SOMEBODY), max_size=2))
            ),
        ),
        council(*draw(st.lists(seats, max_size=4)), chain=draw(groups)),
        roles={"lead": draw(groups)},
        teams={"social": draw(groups)},
        representatives={"support": draw(groups)},
    )


Absent = st.frozensets(SOMEBODY, max_size=2)
Asked = st.sampled_from(TARGETS)


def answering(found: list[Stint], at: int) -> set[tuple[str, str | None]]:
    return {(stint.person, stint.stands_in_for) for stint in found if stint.start <= at < stint.end}


def resolved(
    staff: Roster, target: str, at: int, absent: frozenset[str], on_empty: OnEmpty = "next"
) -> set[tuple[str, str | None]]:
    found = resolve(staff, [target], at, absent=absent, on_empty=on_empty)
    return {(answer.person, answer.stands_in_for) for answer in found.people}


@settings(max_examples=150, deadline=None)
@given(rosters(), Asked, Absent)
def test_stints_say_what_resolve_says(staff: Roster, target: str, absent: frozenset[str]) -> None:
    found = stints(staff, target, START, END, absent)
    missing = gaps(staff, target, START, END, absent)
    edges = {edge for stint in found for edge in (stint.start, stint.end - 1, stint.end)}
    for at in sorted({edge for edge in edges if edge < END} | set(range(START, END, HOUR))):
        assert answering(found, at) == resolved(staff, target, at, absent)
        assert any(start <= at < end for start, end in missing) == (not answering(found, at))


@settings(max_examples=100, deadline=None)
@given(rosters(), Asked, Absent)
def test_stints_are_in_order_joined_and_never_two_of_a_person(
    staff: Roster, target: str, absent: frozenset[str]
) -> None:
    found = stints(staff, target, START, END, absent)
    assert found == sorted(found, key=lambda stint: (stint.start, stint.person))
    for name in NAMES:
        mine = [stint for stint in found if stint.person == name]
        for before, after in itertools.pairwise(mine):
            assert before.end <= after.start
            assert before.end < after.start or before.stands_in_for != after.stands_in_for


@settings(max_examples=150, deadline=None)
@given(rosters(), Asked, Absent, st.sampled_from(["next", "deputies"]))
def test_nothing_changes_between_breakpoints(
    staff: Roster, target: str, absent: frozenset[str], on_empty: OnEmpty
) -> None:
    points = breakpoints(staff, target, START, END, absent)
    assert points[0] == START
    assert points == sorted(set(points))
    assert points[-1] < END
    before = {at: resolved(staff, target, at, absent, on_empty) for at in points}
    for at in range(START, END, HOUR // 2):
        last = points[bisect_right(points, at) - 1]
        assert resolved(staff, target, at, absent, on_empty) == before[last]


@settings(max_examples=150, deadline=None)
@given(rosters(), Asked, Absent, st.integers(0, 4 * DAY))
def test_the_next_answer_is_the_end_of_the_gap(
    staff: Roster, target: str, absent: frozenset[str], since: int
) -> None:
    at = START + since
    missing = gaps(staff, target, at, END, absent)
    expected: int | None = at
    if at == END:
        expected = None
    elif missing and missing[0][0] == at:
        expected = missing[0][1] if missing[0][1] < END else None
    assert next_answer(staff, target, at, END, absent) == expected


def test_an_empty_stretch_has_neither_stints_nor_gaps() -> None:
    staff = roster(person("ana"))
    assert stints(staff, "person:ana", START, START) == []
    assert gaps(staff, "person:ana", START, START) == []
    assert breakpoints(staff, "person:ana", START, START) == []
    assert next_answer(staff, "person:ana", START, START) is None


def test_a_target_that_nobody_has_is_one_gap() -> None:
    assert gaps(roster(), "role:ghost", START, END) == [(START, END)]
    assert next_answer(roster(), "role:ghost", START, END) is None


def test_a_deputy_who_holds_the_role_too_is_listed_as_themselves() -> None:
    staff = roster(
        person("ana", absences=((START, END),), deputies=("ben",)),
        person("ben"),
        roles={"lead": ("ana", "ben")},
    )
    assert stints(staff, "role:lead", START, END) == [Stint(START, END, "ben", None)]


def test_the_night_between_two_working_days_is_a_gap() -> None:
    staff = roster(person("ana", calendar="office"), calendar())
    monday = instant("2026-03-02 00:00")
    assert gaps(staff, "person:ana", monday, monday + 2 * DAY) == [
        (monday, monday + 9 * HOUR),
        (monday + 17 * HOUR, monday + 33 * HOUR),
        (monday + 41 * HOUR, monday + 48 * HOUR),
    ]


def test_the_next_answer_may_be_months_away() -> None:
    back = START + 300 * DAY
    staff = roster(person("ana", absences=((0, back),)))
    assert next_answer(staff, "person:ana", START, START + 400 * DAY) == back
    assert next_answer(staff, "person:ana", START, back) is None
