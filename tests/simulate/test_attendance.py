"""What is remembered from one question to the next changes no answer."""

import os
import random
from pathlib import Path

import pytest

from govcheck.duty.resolve import resolve
from govcheck.duty.seats import seat_fillers
from govcheck.engine.ruleset import Case
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.compile import compile_program
from govcheck.simulate.outcome import Outcome, PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY, parse_instant
from tests.replay.test_replay import some_facts

ROOT = Path(__file__).parents[2]
CHANGES = {
    "Europe/Berlin": "2026-10-25T03:00:00+01:00",
    "America/New_York": "2026-11-01T02:00:00-05:00",
    "Australia/Lord_Howe": "2026-10-04T02:30:00+11:00",
    "Europe/London": "2027-03-28T02:00:00+01:00",
    "Asia/Kolkata": "2026-12-24T18:00:00+05:30",
}
"""Zones, each with an instant at which its clocks have just been changed, if they ever are."""


@pytest.fixture(scope="module", params=CHANGES)
def zoned(request: pytest.FixtureRequest) -> tuple[Program, int]:
    repository = load_repository(WorkTree(str(ROOT)), templates=False)
    program, _ = compile_program(repository.policy, repository.line)
    roster = program.roster
    calendars = {
        name: one._replace(timezone=request.param) for name, one in roster.calendars.items()
    }
    rotas = {name: one._replace(timezone=request.param) for name, one in roster.rotas.items()}
    there = roster._replace(timezone=request.param, calendars=calendars, rotas=rotas)
    return program._replace(roster=there), parse_instant(CHANGES[request.param])


def test_answers_are_those_of_the_roster(zoned: tuple[Program, int]) -> None:
    (program, change), chance = zoned, random.Random(3)
    roster = program.roster
    absent = frozenset(chance.sample(sorted(roster.people), 3))
    attendance = Attendance(roster, absent)
    targets = [f"{kind}:{name}" for kind in ("role", "team", "rota", "council")
               for name in getattr(roster, f"{kind}s")]  # fmt: skip
    for at in (change - 3601, change - 1, change, change + 1800, change + 3599):
        for target in targets:
            for on_empty in ("next", "wait", "deputies"):
                expected = resolve(roster, (target,), at, absent=absent, on_empty=on_empty)
                assert attendance.answers((target,), at, on_empty) == expected
            whoever = resolve(roster, (target,), at, absent=absent).people
            assert attendance.answering(target, at) == {one.person for one in whoever}
        for council in roster.councils:
            assert attendance.fillers(council, at) == seat_fillers(roster, council, at, absent)


def test_without_explanations_a_play_says_the_same(zoned: tuple[Program, int]) -> None:
    (program, change), chance = zoned, random.Random(4)
    people = sorted(program.roster.people)
    for _ in range(8):
        at = change + chance.randrange(-DAY, DAY)
        facts = some_facts(program, chance, chance.choice((0.0, 0.2)))
        conflicts = [(who, "soft" if chance.random() < 0.5 else "hard") for who in
                     chance.sample(people, chance.choice((0, 2)))]  # fmt: skip
        stated = PlayedIncident("", "", Case(at, facts), at - 600, at, tuple(conflicts))  # type: ignore[arg-type]
        absent = frozenset(chance.sample(people, chance.choice((0, 2))))
        answers = [(who, chance.randrange(7200)) for who in chance.sample(people, 1)]
        explained = play(program, stated, absent=absent, acknowledged=answers)
        brief = play(program, stated, absent=absent, acknowledged=answers, explain=False)
        assert brief == explained._replace(
            single_points=(),
            boundaries=(),
            near_misses=(),
            assumed=(),
            ask_next=(),
            notes=brief.notes,
        )


def test_a_play_of_many_says_the_same(
    zoned: tuple[Program, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attendance cut into segments, and answers kept from one incident to the next."""
    (program, change), chance = zoned, random.Random(5)
    people = sorted(program.roster.people)
    asked = []
    for number in range(int(os.environ.get("PLAYS", "40"))):
        at = change + chance.randrange(-3 * DAY, 3 * DAY)
        at -= at % 600 if number % 2 else 0
        facts = some_facts(program, chance, chance.choice((0.0, 0.3)))
        conflicts = [(who, chance.choice(("soft", "hard"))) for who in
                     chance.sample(people, chance.choice((0, 0, 2)))]  # fmt: skip
        since = chance.choice((0, 600, DAY))
        stated = PlayedIncident("", "", Case(at, facts), at - since, at - since, tuple(conflicts))  # type: ignore[arg-type]
        absent = frozenset(chance.sample(people, chance.choice((0, 0, 3))))
        answers = [(who, chance.randrange(7200)) for who in chance.sample(people, 2)]
        asked.append((stated, absent, answers[: number % 3]))

    def played() -> list[Outcome]:
        return [
            play(program, stated, absent=absent, acknowledged=answers, explain=False)
            for stated, absent, answers in asked
        ]

    monkeypatch.setattr("govcheck.simulate.people.WORTH_CUTTING", 1 << 60)
    singly = played()
    monkeypatch.setattr("govcheck.simulate.people.WORTH_CUTTING", 0)
    assert played() == singly
    assert played() == singly
