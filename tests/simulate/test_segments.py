"""Attendance in segments says what `Attendance` says."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from govcheck.duty.roster import Roster
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.compile import compile_program
from govcheck.simulate.segments import STRETCH, SegmentedAttendance
from govcheck.time.clock import DAY

ROOT = Path(__file__).parents[2]
START = 1_795_000_000


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
