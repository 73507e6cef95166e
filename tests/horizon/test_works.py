"""Playbooks for every instant at once, against the simulation walked through the same stretch."""

from random import Random

import pytest

from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import Works, WorkSetting
from govcheck.simulate.playbooks import work
from govcheck.time.clock import DAY, MINUTE
from govcheck.time.timings import Timing
from tests.prove.time import chance as drawn
from tests.simulate.build import planned, stated, there


@pytest.mark.parametrize("seed", range(60))
def test_every_minute_is_as_the_simulation_plays_it(seed: int) -> None:
    chance = Random(seed)
    zone, start = drawn.stretch(chance)
    roster = drawn.roster(chance, zone, start)
    book = drawn.playbook(chance)
    absent = frozenset(chance.sample(drawn.NAMES, chance.randint(0, 2)))
    horizon = (start, start + 2 * DAY)
    timeline = Timeline(roster, horizon, start + 150 * DAY).without(absent)
    works = Works(book)
    out = frozenset(name for name in ("a0", "?second") if chance.random() < 0.15)
    view = WorkSetting(timeline, out)
    done = {action.id: works.done(action, view) for action in book.actions}
    people = there(roster, *absent)
    names = {name.removeprefix("?") for name in out}
    for at in _instants(horizon, [one.at for one in done.values()], chance):
        played = work(planned(book, not_owed=names), stated(at), people)
        met = {owed.id: (owed.due, owed.done) for owed in played.obligations}
        found = {
            one.id: (one.due(at), one.done(at))
            for action in done.values()
            for one in action.occurrences
            if one.due(at) is not None
        }
        late = {name for name, (due, end) in met.items() if end is None or end > due}
        assert found == met
        assert {
            one.id
            for action in done.values()
            for one in action.occurrences
            if any(begin <= at < end for begin, end in one.missed)
        } == late
        given = {
            (name, asked.approval.id): (asked.requested(at), asked.given(at))
            for name, action in done.items()
            for asked in action.asked
        }
        assert given == {
            (state.action.partition("/")[2], state.id): (
                state.requested,
                state.ends if state.given else None,
            )
            for state in played.approvals
        }


def _instants(horizon: tuple[int, int], timings: list[Timing], chance: Random) -> list[int]:
    """Some minutes, and the seconds around every change."""
    start, end = horizon
    edges = {edge for timing in timings for piece in timing.pieces for edge in piece[:2]}
    near = [edge + off for edge in edges for off in (-1, 0, 1)]
    minutes = chance.sample(range(start, end, MINUTE), 60)
    near = chance.sample(near, min(len(near), 90))
    return sorted({at for at in (*minutes, *near) if start <= at < end})
