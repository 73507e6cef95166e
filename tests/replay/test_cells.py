"""Whoever would have been told is found in cells of instants, and is whom `play` tells."""

import os
import random
from pathlib import Path

import pytest

from govcheck.engine.ruleset import Case
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.replay.classes import Classes
from govcheck.replay.consequences import Forecast, night_of
from govcheck.simulate.compile import compile_program
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.time.linear import FAR, Linear, Room
from govcheck.time.wall_clocks import reading

from .test_replay import some_facts

ROOT = Path(__file__).parents[2]
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
    "Africa/Casablanca",
)
CHANGES = (1_774_746_000, 1_792_890_000)  # of the clocks in Berlin, in 2026
DAY = 86_400


@pytest.fixture(scope="module")
def program() -> Program:
    """Our own policy, with people on five clocks."""
    repository = load_repository(WorkTree(str(ROOT)), templates=False)
    compiled = compile_program(repository.policy, repository.line)[0]
    people = {
        name: person._replace(timezone=ZONES[number % len(ZONES)])
        for number, (name, person) in enumerate(sorted(compiled.roster.people.items()))
    }
    return compiled._replace(roster=compiled.roster._replace(people=people))


def as_played(program: Program, at: int, case: Case) -> tuple[dict[str, set[int]], int, int]:
    outcome = play(
        program, PlayedIncident("", "", case._replace(detected_at=at), at, at), explain=False
    )
    told: dict[str, set[int]] = {}
    for event in outcome.timeline:
        if event.event in ("notify", "convene"):
            for one in event.people:
                night = night_of(event.at, program.roster.people[one.person].timezone)
                told.setdefault(one.person, set()).update(() if night is None else (night,))
    return told, len(outcome.missed), len(outcome.untold)


def compare(program: Program, rows: int, seed: int) -> tuple[int, int]:
    """How many rows were played, and how many instants were compared."""
    chance = random.Random(seed)
    classes, forecast = Classes(program), Forecast(program)
    kinds = [some_facts(program, chance, 0.25) for _ in range(5)]
    compared = 0
    for number in range(rows):
        at = chance.choice(CHANGES) + chance.randrange(-2 * DAY, 2 * DAY)
        if number % 3:
            at -= at % 600 - chance.choice((-1, 0, 1))  # where things change
        mention = classes.of(at, chance.choice(kinds))
        before = forecast.plays
        found = forecast.of(mention, at)
        case = mention.case
        want = as_played(program, at, case)
        assert ({one.person: set(one.nights) for one in found.told}, found.late, found.untold) == (
            want
        )
        compared += 1
        if forecast.plays > before and number % 5 == 0:
            start, end = forecast.cell_at(mention, at)
            for edge in (start, end - 1):
                told, late, untold = as_played(program, edge, case)
                assert {one.person: set(one.nights) for one in found.told} == told
                assert (found.late, found.untold) == (late, untold)
                compared += 1
    return forecast.plays, compared


def test_a_cell_is_played_once_for_all_its_mentions(program: Program) -> None:
    rows = int(os.environ.get("REPLAY_ROWS", "150"))
    plays, compared = compare(program, rows, 1)
    assert plays < rows < compared


def test_a_linear_instant_answers_for_a_shift_what_a_number_answers() -> None:
    chance = random.Random(3)
    for _ in range(3000):
        value, other = chance.randrange(-50, 50), chance.randrange(-50, 50)

        def ask(at: int, other: int = other) -> tuple[object, ...]:
            slow, fast = at + 7, 20 - at  # one moves with it, the other against it
            return (
                at < other,
                slow <= other,
                fast > other,
                fast >= at,
                at == other,
                slow != other,
                slow // 9,
                divmod(fast, 5)[0],
                max(slow, other) == slow,
                sorted([at, other, 12]).index(12),
                bool(at),
                slow - at,
            )

        room = Room()
        found = ask(Linear(value, room))  # type: ignore[arg-type]
        assert found == ask(value)
        assert room.low <= 0 < room.high
        for shift in range(max(room.low, -60), min(room.high, 60)):
            assert ask(value + shift) == found


def test_what_has_no_linear_answer_is_refused() -> None:
    at = Linear(5, Room())
    with pytest.raises(TypeError):
        hash(at)
    with pytest.raises(TypeError):
        range(at)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        _ = at < "6"  # type: ignore[operator]
    with pytest.raises(TypeError):
        _ = at * 2  # type: ignore[operator]


@pytest.mark.parametrize("zone", ZONES)
def test_a_night_is_read_off_a_wall_clock(zone: str) -> None:
    for change in CHANGES:
        for at in range(change - DAY, change + DAY, 977):
            days, second = divmod(reading(at, zone), DAY)
            expected = days if second >= 22 * 3600 else days - 1 if second < 6 * 3600 else None
            found = night_of(at, zone)
            assert found == (None if expected is None else expected + 719163)
            room = Room()
            assert night_of(Linear(at, room), zone) == found  # type: ignore[arg-type]
            for shift in (max(room.low, -FAR), room.high - 1):
                assert night_of(at + shift, zone) == found
