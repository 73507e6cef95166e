"""Rotas: whose turn it is.

A shift is so many days and hours of the wall clock, not of real time, so that hand-overs stay at
their time of day across daylight saving. An override also counts before the first hand-over, because it says
by name who is on duty; nothing counts after the rota's end, nor outside the rota's calendar.
"""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from govcheck.duty.calendars import is_open, open_intervals
from govcheck.duty.roster import NOBODY, Roster, Rotation, Stint
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, MINUTE
from govcheck.time.intervals import Interval, merged

LONGEST_SEARCH: Final = 800 * DAY
"""How far ahead the next shift is looked for, in seconds, beyond one full turn of the rota."""

_FIRST_WINDOW: Final = 10 * DAY
_MINUTES_OF_A_DAY: Final = 24 * 60


def shift_length(rota: Rotation) -> int:
    """The length of a shift, in seconds of the wall clock."""
    return rota.days * DAY + rota.hours * HOUR


def handover(rota: Rotation, number: int) -> int:
    """The instant at which shift `number` begins; the first one is 0."""
    days, minute = divmod(
        rota.handover + number * (shift_length(rota) // MINUTE), _MINUTES_OF_A_DAY
    )
    return wall.instant_at(rota.starts + days, minute, rota.timezone)


def shift_number(rota: Rotation, at: int) -> int | None:
    """The number of the shift at an instant; None before the first one and from the end on."""
    if not rota.members or at < handover(rota, 0) or (rota.end is not None and at >= rota.end):
        return None
    first = (rota.starts - wall.EPOCH_DAY) * DAY + rota.handover * MINUTE
    number = (wall.reading(at, rota.timezone) - first) // shift_length(rota)
    while handover(rota, number) > at:
        number -= 1
    while handover(rota, number + 1) <= at:
        number += 1
    return number


def on_shift(rota: Rotation, roster: Roster, at: int) -> str | None:
    """Whose shift it is, absent or not: the last override that covers the instant, or the turn."""
    if rota.end is not None and at >= rota.end:
        return None
    if rota.calendar is not None and not is_open(roster, rota.calendar, at):
        return None
    for override in reversed(rota.overrides):
        if override.start <= at < override.end:
            return override.person
    number = shift_number(rota, at)
    if number is None:
        return None
    member = rota.members[number % len(rota.members)]
    return None if member == NOBODY else member


def participants(rota: Rotation) -> tuple[str, ...]:
    """Everybody who is on shift by turn or by an override, each once."""
    named = (*rota.members, *(override.person for override in rota.overrides))
    return tuple(person for person in dict.fromkeys(named) if person != NOBODY)


def shifts(rota: Rotation, roster: Roster, start: int, end: int) -> list[Stint]:
    """Whose shift it is between two instants, overrides and calendar applied, in order of time."""
    stop = end if rota.end is None else min(end, rota.end)
    if stop <= start:
        return []
    if rota.calendar is None:
        hours: list[Interval] = [(start, stop)]
    else:
        hours = open_intervals(roster, rota.calendar, start, stop)
        if not hours:
            return []
    found: list[Stint] = []
    first = 0
    for begin, finish, person in _turns(rota, start, stop):
        while first < len(hours) and hours[first][1] <= begin:
            first += 1
        index = first
        while index < len(hours) and hours[index][0] < finish:
            _append(found, max(begin, hours[index][0]), min(finish, hours[index][1]), person)
            index += 1
    return found


def gaps_meant(rota: Rotation, start: int, end: int) -> list[Interval]:
    """When `nobody` has the shift between two instants, calendar and overrides aside."""
    found = (turn for turn in regular(rota, start, end) if turn[2] == NOBODY)
    return merged((begin, finish) for begin, finish, _ in found)


def next_shift(rota: Rotation, roster: Roster, at: int) -> str | None:
    """Who comes on shift next: the first to be on shift after `at` who is not on shift then."""
    now = on_shift(rota, roster, at)
    coming = {override.person for override in rota.overrides if override.end > at}
    if not {*participants(rota._replace(overrides=())), *coming} - {now}:
        return None
    turn = shift_length(rota) * max(len(rota.members), 1)
    longest = LONGEST_SEARCH + min(turn, LONGEST_SEARCH)
    window = _FIRST_WINDOW
    while True:
        for shift in shifts(rota, roster, at, at + min(window, longest)):
            if shift.person != now:
                return shift.person
        if window >= longest:
            return None
        window *= 4


def _append(found: list[Stint], start: int, end: int, person: str) -> None:
    if start >= end or person == NOBODY:
        return
    if found and found[-1].end == start and found[-1].person == person:
        start = found.pop().start
    found.append(Stint(start, end, person, None))


def _turns(rota: Rotation, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Who has the shift, overrides applied and the calendar not, piece by piece."""
    turns = list(regular(rota, start, end))
    covering = sorted(
        (override.start, position)
        for position, override in enumerate(rota.overrides)
        if override.start < end and override.end > start
    )
    edges = {start, end}
    edges.update(edge for begin, finish, _ in turns for edge in (begin, finish))
    edges.update(
        edge
        for _, position in covering
        for edge in (rota.overrides[position].start, rota.overrides[position].end)
        if start < edge < end
    )
    points = sorted(edges)
    active: list[int] = []  # a heap of negated positions: the last override in the list on top
    turn = opened = 0
    for begin, finish in pairwise(points):
        while opened < len(covering) and covering[opened][0] <= begin:
            heappush(active, -covering[opened][1])
            opened += 1
        while active and rota.overrides[-active[0]].end <= begin:
            heappop(active)
        while turn < len(turns) and turns[turn][1] <= begin:
            turn += 1
        if active:
            yield begin, finish, rota.overrides[-active[0]].person
        elif turn < len(turns) and turns[turn][0] <= begin:
            yield begin, finish, turns[turn][2]


def regular(rota: Rotation, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The shifts by turn that overlap two instants, clipped to them, those of `NOBODY` too."""
    if not rota.members:
        return
    first = handover(rota, 0)
    number = 0 if start < first else shift_number(rota, start)
    while number is not None:
        begin, finish = handover(rota, number), handover(rota, number + 1)
        if begin >= end:
            return
        if finish > start and begin < finish:
            member = rota.members[number % len(rota.members)]
            yield max(begin, start), min(finish, end), member
        number += 1
