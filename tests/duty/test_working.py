"""Deadlines for every instant against the calendar's own arithmetic."""

from random import Random

import pytest

from govcheck.duty.calendars import add_working_time, open_intervals
from govcheck.duty.working import working_time
from govcheck.time.clock import DAY, HOUR, MINUTE
from govcheck.time.limits import TooFar
from tests.prove.time import chance as drawn


@pytest.mark.parametrize("seed", range(40))
def test_every_instant_is_due_as_the_calendar_says(seed: int) -> None:
    chance = Random(seed)
    zone, start = drawn.stretch(chance)
    roster = drawn.roster(chance, zone, start)
    end = start + 60 * DAY
    for name in ("day", "late"):
        hours = open_intervals(roster, name, start, end)
        seconds = chance.choice((0, 1, 90 * MINUTE, 8 * HOUR, 31 * HOUR))
        timing = working_time(hours, seconds, start, end)
        edges = [edge for piece in timing.pieces for edge in piece[:2]]
        near = [edge + off for edge in edges for off in (-1, 0, 1)]
        for at in [*chance.sample(near, min(len(near), 80)), start]:
            if start <= at < start + 10 * DAY and any(roster.calendars[name].hours):
                assert timing(at) == add_working_time(roster, name, at, seconds)[0]


def test_real_time_always_counts() -> None:
    assert working_time(None, 90, 0, DAY)(17) == 107


def test_hours_that_do_not_suffice_are_not_guessed() -> None:
    timing = working_time([(10, 20), (30, 40)], 15, 0, 100)
    assert timing(0) == 35
    assert timing(15) == 40
    with pytest.raises(TooFar):
        timing(16)
