"""Attendance in segments says what `Attendance` says."""

import random
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest

from govcheck.duty.resolve import OnEmpty
from govcheck.duty.roster import NOBODY, Roster
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.compile import compile_program
from govcheck.simulate.segments import SegmentedAttendance
from govcheck.simulate.standing import STRETCH
from govcheck.time.clock import DAY
from tests.simulate import build

ROOT = Path(__file__).parents[2]
START = 1_795_000_000
ON_EMPTY: Final[tuple[OnEmpty, ...]] = ("next", "wait", "deputies")


@pytest.fixture(scope="module", params=["", "examples/gitlab-social-engagement"])
def roster(request: pytest.FixtureRequest) -> Roster:
    repository = load_repository(WorkTree(ROOT / request.param))
    return compile_program(repository.policy, repository.line)[0].roster


def targets(roster: Roster) -> list[str]:
    kinds: dict[str, Iterable[str]] = {
        "person": roster.people,
        "role": roster.roles,
        "team": roster.teams,
        "rota": roster.rotas,
        "next": roster.rotas,
        "council": roster.councils,
        "representative": roster.representatives,
    }
    return [f"{kind}:{name}" for kind, names in kinds.items() for name in names]


def instants(roster: Roster, chance: random.Random, target: str) -> list[int]:
    """Random instants, those at which something changes, and those where two stretches meet."""
    border = (START // STRETCH + 1) * STRETCH
    changes = Attendance(roster).changes(target, START, START + 40 * DAY)
    edges = [chance.choice(changes) + shift for shift in (-1, 0, 1)]
    return [chance.randrange(START, START + 2 * STRETCH), *edges, border - 1, border]


def test_every_answer_is_that_of_the_reference(roster: Roster) -> None:
    chance = random.Random(7)
    segmented, reference = SegmentedAttendance(roster), Attendance(roster)
    for target in targets(roster):
        for at in instants(roster, chance, target):
            for on_empty in ("next", "wait", "deputies"):
                expected = reference.answers((target,), at, on_empty)
                assert segmented.answers((target,), at, on_empty) == expected
            assert segmented.answering(target, at) == reference.answering(target, at)
            until = at + chance.choice((0, 3600, 2 * DAY, 90 * DAY))
            assert segmented.first(target, at, until) == reference.first(target, at, until)
            assert segmented.changes(target, at, until) == reference.changes(target, at, until)


def a_roster(chance: random.Random) -> Roster:
    """Rotas with hours and gaps, people who come, go and are absent, seats with terms."""
    names = [f"p{number}" for number in range(7)]

    def stretch() -> tuple[int, int]:
        since = START + chance.randrange(-20, 120) * DAY // 2
        return since, since + chance.choice((0, 1, 9, 60)) * DAY + chance.randrange(DAY)

    people = [
        build.person(
            name,
            calendar=chance.choice((None, build.OFFICE, "late")),
            deputies=chance.sample(names, chance.choice((0, 1, 2))),
            absences=[stretch() for _ in range(chance.choice((0, 0, 1, 3)))],
            active=chance.choice(((None, None), stretch(), (None, START + 70 * DAY))),
        )
        for name in names
    ]
    rotas = [
        build.rota(f"r{number}", *chance.choices([*names, NOBODY], k=4))._replace(
            calendar=chance.choice((None, build.OFFICE, "late")),
            days=chance.choice((1, 7)),
            end=chance.choice((None, START + 30 * DAY)),
        )
        for number in range(3)
    ]
    seats = build.council("board", list(zip(names[:4], names[3:], strict=True)), 2)
    seats = seats._replace(seats=tuple(one._replace(term=stretch()) for one in seats.seats))
    late = build.calendar("late", (20, 27), (0, 2, 5))
    roles = {"lead": chance.sample(names, 3)}
    return build.roster(*people, roles=roles, rotas=rotas, councils=[seats], calendars=[late])


@pytest.mark.parametrize("seed", range(8))
def test_rotas_with_hours_gaps_and_ends_are_answered_as_the_reference_does(seed: int) -> None:
    chance = random.Random(seed)
    known = a_roster(chance)
    segmented, reference = SegmentedAttendance(known), Attendance(known)
    for _ in range(600):
        asked = tuple(chance.sample(targets(known), chance.choice((1, 1, 1, 2))))
        at = chance.choice(instants(known, chance, asked[0]))
        on_empty = chance.choice(ON_EMPTY)
        assert segmented.answers(asked, at, on_empty) == reference.answers(asked, at, on_empty)
        found = segmented.answers(asked, at, ignore_calendars=True)
        assert found == reference.answers(asked, at, ignore_calendars=True)
        assert segmented.fillers("board", at) == reference.fillers("board", at)


def test_several_targets_are_answered_together(roster: Roster) -> None:
    chance = random.Random(8)
    segmented, reference = SegmentedAttendance(roster), Attendance(roster)
    known = targets(roster)
    for _ in range(150):
        asked = tuple(chance.sample(known, min(3, len(known))))
        at = chance.choice(instants(roster, chance, asked[0]))
        assert segmented.answers(asked, at, "deputies") == reference.answers(asked, at, "deputies")


def test_who_is_free_and_who_sits_where(roster: Roster) -> None:
    chance = random.Random(9)
    segmented, reference = SegmentedAttendance(roster), Attendance(roster)
    for person in roster.people:
        for at in instants(roster, chance, f"person:{person}"):
            end = at + chance.choice((0, 1, 3600, 5 * DAY, 80 * DAY))
            assert segmented.free(person, at, end) == reference.free(person, at, end)
    for council in roster.councils:
        for at in instants(roster, chance, f"council:{council}"):
            assert segmented.fillers(council, at) == reference.fillers(council, at)
