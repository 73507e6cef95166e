"""Rotas: whose turn it is.

A shift is so many days and hours of the wall clock, not of real time, so that hand-overs stay at
their time of day across daylight saving. Where only open days take turns, the last shift goes on
while the calendar is closed all day. A layer replaces those before it while it has a member on
shift, be it `nobody`. An override also counts before the first hand-over, because it says by name
who is on duty; nothing counts after the rota's end, nor outside the rota's calendar.
"""

from collections.abc import Iterable, Iterator
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from govcheck.duty.calendars import (
    OpenDays,
    is_open,
    is_within,
    open_days,
    open_intervals,
    spans_within,
)
from govcheck.duty.roster import NOBODY, Roster, Rotation, Stint
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, MINUTE
from govcheck.time.intervals import Interval, merged, without

LONGEST_SEARCH: Final = 800 * DAY
"""How far ahead the next shift is looked for, in seconds, beyond one full turn of the rota."""

Turn = tuple[int, int, str]
"""The shift of a member from one instant up to another."""

_FIRST_WINDOW: Final = 2 * DAY
_NEVER: Final = 1 << 40
_WEEK: Final = 7
_MINUTES_OF_A_DAY: Final = 24 * 60


def shift_length(rota: Rotation) -> int:
    """The length of a shift, in seconds of the wall clock."""
    return rota.days * DAY + rota.hours * HOUR


def handover(rota: Rotation, number: int, roster: Roster | None = None) -> int:
    """The instant at which shift `number` begins; the first one is 0.

    The roster is looked at where only open days take turns.
    """
    minutes = number * (shift_length(rota) // MINUTE)
    days = _open_days(rota, roster)
    if days is None:
        day, minute = divmod(rota.handover + minutes, _MINUTES_OF_A_DAY)
        return wall.instant_at(rota.starts + day, minute, rota.timezone)
    unit, minute = divmod(minutes, _unit(rota) * _MINUTES_OF_A_DAY)
    start = days.start(unit)
    if start is None:
        return _NEVER
    return wall.instant_at(start, rota.handover + minute, rota.timezone)


def shift_number(rota: Rotation, at: int, roster: Roster | None = None) -> int | None:
    """The number of the shift at an instant; None before the first one and from the end on."""
    if not rota.members or at < handover(rota, 0, roster):
        return None
    if rota.end is not None and at >= rota.end:
        return None
    shown = wall.reading(at, rota.timezone) - rota.handover * MINUTE
    number = _elapsed(rota, roster, shown) // shift_length(rota)
    while handover(rota, number, roster) > at:
        number -= 1
    while handover(rota, number + 1, roster) <= at:
        number += 1
    return number


def _elapsed(rota: Rotation, roster: Roster | None, shown: int) -> int:
    """How much of its turns a rota has had, in seconds; `shown` is counted from the hand-over."""
    days = _open_days(rota, roster)
    if days is None:
        return shown - (rota.starts - wall.EPOCH_DAY) * DAY
    today = wall.EPOCH_DAY + shown // DAY
    before = max(days.count(today) - 1, 0)
    start = days.start(before) or today
    whole = _unit(rota) * DAY
    return before * whole + min(max(shown - (start - wall.EPOCH_DAY) * DAY, 0), whole - 1)


def _open_days(rota: Rotation, roster: Roster | None) -> OpenDays | None:
    if rota.turns is None or roster is None:
        return None
    return open_days(roster, rota.turns, rota.starts, _unit(rota))


def _unit(rota: Rotation) -> int:
    """How many days take a turn or take none together: a week where shifts are whole weeks."""
    return 1 if shift_length(rota) % (_WEEK * DAY) else _WEEK


def on_shift(rota: Rotation, roster: Roster, at: int) -> str | None:
    """Whose shift it is, absent or not: the last override that covers the instant, or the turn."""
    if rota.end is not None and at >= rota.end:
        return None
    if rota.calendar is not None and not is_open(roster, rota.calendar, at):
        return None
    for override in reversed(rota.overrides):
        if override.start <= at < override.end:
            return None if override.person == NOBODY else override.person
    for layer in reversed((rota, *rota.layers)):
        if layer.within is not None and not is_within(roster, layer.within, at):
            continue
        number = shift_number(layer, at, roster)
        if number is not None:
            member = layer.members[number % len(layer.members)]
            return None if member == NOBODY else member
    return None


def participants(rota: Rotation) -> tuple[str, ...]:
    """Everybody who is on shift by turn, in a layer or by an override, each once."""
    layers = (member for layer in rota.layers for member in layer.members)
    named = (*rota.members, *layers, *(override.person for override in rota.overrides))
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
    for turn in _clipped(_turns(rota, roster, start, stop), hours):
        _append(found, *turn)
    return found


def gaps_meant(rota: Rotation, roster: Roster, start: int, end: int) -> list[Interval]:
    """When `nobody` has the shift between two instants, the calendar aside."""
    found = (turn for turn in _turns(rota, roster, start, end) if turn[2] == NOBODY)
    return merged((begin, finish) for begin, finish, _ in found)


def next_shift(rota: Rotation, roster: Roster, at: int) -> str | None:
    """Who comes on shift next: the first to be on shift after `at` who is not on shift then."""
    now = on_shift(rota, roster, at)
    coming = {override.person for override in rota.overrides if override.end > at}
    if not {*participants(rota._replace(overrides=())), *coming} - {now}:
        return None
    turn = sum(shift_length(one) * _WEEK * len(one.members) for one in (rota, *rota.layers))
    longest = LONGEST_SEARCH + min(turn, LONGEST_SEARCH)
    window = _FIRST_WINDOW
    while True:
        for shift in shifts(rota, roster, at, at + min(window, longest)):
            if shift.person != now:
                return shift.person
        if window >= longest:
            return None
        window *= 4


def following(rota: Rotation, roster: Roster, start: int, end: int) -> list[Stint]:
    """Who comes on shift next between two instants, as `next_shift` says, in order of time."""
    taken: list[tuple[Interval, str | None]] = [
        ((shift.start, shift.end), shift.person) for shift in shifts(rota, roster, start, end)
    ]
    free = without([(start, end)] if start < end else [], [span for span, _ in taken])
    taken += [(span, None) for span in free]
    found: list[Stint] = []
    later: list[str] = []
    """The last two different people whose shift comes later, the next one last."""
    beyond: dict[str | None, str | None] = {}
    """Who comes on shift after the end, by who has the shift until then."""
    for span, person in sorted(taken, key=lambda one: one[0], reverse=True):
        coming = next((one for one in reversed(later) if one != person), None)
        if coming is None:
            if person not in beyond:
                beyond[person] = next_shift(rota, roster, span[0])
            coming = beyond[person]
        if coming is not None:
            found.append(Stint(*span, coming, None))
        if person is not None and later[-1:] != [person]:
            later = [*later[-1:], person]
    joined: list[Stint] = []
    for one in reversed(found):
        _append(joined, one.start, one.end, one.person)
    return joined


def _append(found: list[Stint], start: int, end: int, person: str) -> None:
    if start >= end or person == NOBODY:
        return
    if found and found[-1].end == start and found[-1].person == person:
        start = found.pop().start
    found.append(Stint(start, end, person, None))


def _turns(rota: Rotation, roster: Roster, start: int, end: int) -> Iterator[Turn]:
    """Who has the shift, overrides applied and the calendar not, piece by piece."""
    turns = regular(rota, roster, start, end)
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


def regular(rota: Rotation, roster: Roster, start: int, end: int) -> list[Turn]:
    """The shifts by turn that overlap two instants, clipped to them, those of `NOBODY` too.

    Layers are applied; overrides, the calendar and the end of the rota are not.
    """
    found = _of_one(rota._replace(end=None), roster, start, end)
    for layer in rota.layers:
        over = _of_one(layer, roster, start, end)
        if layer.within is not None and over:
            over = [*_clipped(over, spans_within(roster, layer.within, start, end))]
        found = _overlaid(found, over)
    return found


def _of_one(rota: Rotation, roster: Roster, start: int, end: int) -> list[Turn]:
    """The turns of one rotation alone."""
    stop = end if rota.end is None else min(end, rota.end)
    if not rota.members or start >= stop:
        return []
    found: list[Turn] = []
    first = handover(rota, 0, roster)
    number = 0 if start < first else shift_number(rota, start, roster)
    while number is not None:
        begin, finish = handover(rota, number, roster), handover(rota, number + 1, roster)
        if begin >= stop:
            break
        if finish > start and begin < finish:
            member = rota.members[number % len(rota.members)]
            found.append((max(begin, start), min(finish, stop), member))
        number += 1
    return found


def _clipped(turns: Iterable[Turn], hours: list[Interval]) -> Iterator[Turn]:
    """The turns within some hours."""
    first = 0
    for begin, finish, member in turns:
        while first < len(hours) and hours[first][1] <= begin:
            first += 1
        index = first
        while index < len(hours) and hours[index][0] < finish:
            yield max(begin, hours[index][0]), min(finish, hours[index][1]), member
            index += 1


def _overlaid(under: list[Turn], over: list[Turn]) -> list[Turn]:
    """The turns of a stronger layer, and those below where it has none."""
    whole = [(under[0][0], under[-1][1])] if under else []
    free = without(whole, merged((begin, finish) for begin, finish, _ in over))
    return sorted([*over, *_clipped(under, free)])


TURNS: Final = {"rota": shifts, "next": following}
"""Who has the turn between two instants, by the kind of a target: the shift, or the next one."""
