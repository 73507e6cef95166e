"""Shifts that repeat one by one, as in a calendar, said as rotas.

What goes on for ever is looked through for a pattern of days or weeks. Whatever the pattern has
otherwise than the calendar becomes an override, so that both are the same as far as is looked.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import gcd
from typing import Any, Final, NamedTuple

from govcheck.imports.directory import unused
from govcheck.imports.shifts import (
    NOBODY,
    WEEK,
    DutyStretch,
    SourceOverride,
    WeekSpan,
    differences,
    duty_of,
    joined,
    nobody_from,
    override,
    written_day,
)
from govcheck.imports.week_hours import clock_of, hours_of
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY

YEARS: Final = 2
MOST_PATCHES: Final = 150
MOST_TURNS: Final = 400


class Series(NamedTuple):
    """Somebody's shifts of one event of a calendar, in order of time.

    `regular` is what its rule gives, up to the end of what is looked at; `actual` has what was
    excluded or moved.
    """

    key: str
    person: str
    regular: tuple[tuple[int, int], ...]
    actual: tuple[DutyStretch, ...]
    endless: bool
    repeats: bool


class FittedRota(NamedTuple):
    """A rota's fields, and the end of what is listed one by one where there is no pattern."""

    fields: dict[str, Any]
    listed_until: int | None


def rota_of_series(
    name: str, zone: str, series: Sequence[Series], until: int, listed: int
) -> FittedRota | None:
    """A rota with these shifts: by a pattern where there is one, otherwise one by one.

    `until` is the end of what was looked at, `listed` the last instant of what is listed where
    nothing else is possible. None where there are no shifts.
    """
    actual = joined(sorted(one for each in series for one in each.actual))
    if not actual:
        return None
    start = actual[0][0]
    endless = any(each.endless for each in series)
    if any(each.repeats for each in series):
        turning = _patterned(zone, series, start, until)
        if turning is not None:
            fields = {"name": name, "timezone": zone, **turning}
            patches = differences(actual, duty_of(fields, start, until), start, until)
            if len(patches) <= MOST_PATCHES:
                return FittedRota(_with(fields, patches, zone), None)
    fields = {"name": name, "timezone": zone, **nobody_from(wall.reading(start, zone))}
    end = listed if endless else until
    told = [one for one in actual if one[0] < end]
    return FittedRota(_with(fields, told, zone), end if endless else None)


def _with(fields: dict[str, Any], patches: Iterable[DutyStretch], zone: str) -> dict[str, Any]:
    found = [override(SourceOverride(*one), zone) for one in patches]
    return {**fields, "overrides": found} if found else fields


def _patterned(
    zone: str, series: Sequence[Series], start: int, until: int
) -> dict[str, Any] | None:
    """Turns of whole days or weeks where all shifts are such; else a layer for each hours."""
    repeating = [each for each in series if each.repeats and each.regular]
    whole = _stretched(zone, repeating, until, _grid)
    if whole is not None and whole[-1][1] is None:
        base, *layers = (_layered(zone, begin, None, turning) for begin, _, turning in whole)
        del base["id"]
        return {**base, "layers": layers} if layers else base
    windows: dict[tuple[int, int], list[Series]] = {}
    for each in repeating:
        windows.setdefault(_window(zone, each), []).append(each)
    layers = []
    for group in windows.values():
        turning = _stretched(zone, group, until, _within_week)
        if turning is None:
            return None
        layers += [_layered(zone, *one) for one in turning]
    named: list[str] = []
    for layer in layers:
        layer["id"] = unused(layer["id"], named)
        named.append(layer["id"])
    return {**nobody_from(wall.reading(start, zone)), "layers": layers}


Turning = Callable[[Sequence[DutyStretch], int, int], dict[str, Any] | None]
"""The turns of some shifts, as readings with their lengths, up to an end and for ever or not."""


def _stretched(
    zone: str, repeating: Sequence[Series], until: int, turning: Turning
) -> list[tuple[int, int | None, dict[str, Any]]] | None:
    """The turns from one instant up to another, a new one where a rule ends (or begins)."""
    if not repeating:
        return None
    start = min(each.regular[0][0] for each in repeating)
    ends = {each.regular[-1][1] for each in repeating if not each.endless}
    begins = {each.regular[0][0] for each in repeating}
    endless = any(each.endless for each in repeating)
    for cuts in ({start, *ends}, {start, *ends, *begins}):
        edges: list[int | None] = [*sorted(cut for cut in cuts if cut < until)]
        if endless:
            edges.append(None)
        found = []
        for begin, end in pairwise(edges):
            assert begin is not None
            shown = _shown(zone, repeating, begin, end)
            stop = wall.reading(until if end is None else end, zone)
            turns = turning(shown, stop, int(end is not None)) if shown else None
            if turns is None:
                break
            found.append((begin, end, turns))
        else:
            return found or None
    return None


def _shown(
    zone: str, repeating: Sequence[Series], begin: int, end: int | None
) -> list[DutyStretch]:
    """Shifts as readings with their lengths, of those that begin from one instant up to another."""
    return sorted(
        (wall.reading(left, zone), _length(left, right, zone), each.person)
        for each in repeating
        for left, right in each.regular
        if left >= begin and (end is None or left < end)
    )


def _layered(zone: str, begin: int, end: int | None, turning: dict[str, Any]) -> dict[str, Any]:
    shown = written_day(wall.reading(begin, zone))
    until = {} if end is None else {"until": written_day(wall.reading(end - 1, zone))}
    rest = {key: value for key, value in turning.items() if key != "starts"}
    return {"id": f"from-{shown}", "starts": turning["starts"], **until, **rest}


def _window(zone: str, series: Series) -> tuple[int, int]:
    """When a shift is: at a time of the day, or of the week where it is as long as a day."""
    left, right = series.regular[0]
    shown, length = wall.reading(left, zone), _length(left, right, zone)
    return (shown % DAY if length < DAY else (shown + 3 * DAY) % WEEK), length


def _grid(shown: Sequence[DutyStretch], stop: int, finite: int) -> dict[str, Any] | None:
    """Turns that follow each other in whole days."""
    base = shown[0][0]
    unit = gcd(*(length for _, length, _ in shown), *(left - base for left, _, _ in shown))
    if unit % DAY or base % 60:
        return None
    unit = WEEK if unit % WEEK == 0 else unit
    members = _period(_slots(shown, base, unit, stop), bool(finite))
    if members is None:
        return None
    shift: object = {DAY: "daily", WEEK: "weekly"}.get(unit) or {"days": unit // DAY}
    return {
        "starts": written_day(base),
        "handover": clock_of(base % DAY),
        "shift": shift,
        "members": members,
    }


def _within_week(shown: Sequence[DutyStretch], stop: int, finite: int) -> dict[str, Any] | None:
    """Turns that count only at some hours of the week."""
    left, length, _ = shown[0]
    same = all((at - left) % DAY == 0 and long == length for at, long, _ in shown)
    if left % 60 or length % 60 or not same or length >= WEEK:
        return None
    if length < DAY:
        return _within_days(shown, (left % DAY, length), stop, finite)
    weekly = all((at - left) % WEEK == 0 for at, _, _ in shown)
    weeks = {at: who for at, _, who in shown}
    members = _period([weeks.get(at, NOBODY) for at in range(left, stop, WEEK)], bool(finite))
    if members is None or not weekly:
        return None
    return {
        "starts": written_day(left),
        "handover": clock_of(left % DAY),
        "shift": "weekly",
        "members": members,
        "hours": hours_of([WeekSpan((left + 3 * DAY) % WEEK, length)]),
    }


def _within_days(
    shown: Sequence[DutyStretch], window: tuple[int, int], stop: int, finite: int
) -> dict[str, Any] | None:
    """Turns of days or of weeks that count only at the same hours of their days."""
    start, length = window
    base = shown[0][0]
    days = {left: who for left, _, who in shown}
    weekdays = sorted({_weekday(left) for left in days})
    spans = [WeekSpan(day * DAY + start, length) for day in weekdays]
    found = {"starts": written_day(base), "handover": clock_of(start)}
    weeks = range(base, stop, WEEK)
    by_week = [
        {
            days.get(week + day * DAY, NOBODY)
            for day in range(7)
            if _weekday(week + day * DAY) in weekdays
        }
        for week in weeks[:-1]
    ]
    if len(weekdays) > 1 and by_week and all(len(week) == 1 for week in by_week):
        members = _period([next(iter(week)) for week in by_week], bool(finite))
        if members is not None:
            return {**found, "shift": "weekly", "members": members, "hours": hours_of(spans)}
    turns = [days.get(at, NOBODY) for at in range(base, stop, DAY)]
    members = _period(turns, bool(finite))
    if members is None:
        return None
    if set(members) - {NOBODY} and len(set(turns) - {NOBODY}) == 1 and len(weekdays) < 7:
        only = next(iter(set(turns) - {NOBODY}))
        if all(
            (who == only) == (_weekday(base + n * DAY) in weekdays) for n, who in enumerate(turns)
        ):
            members = [only]
    return {**found, "shift": "daily", "members": members, "hours": hours_of(spans)}


def _weekday(shown: int) -> int:
    return (shown // DAY + 3) % 7


def _length(left: int, right: int, zone: str) -> int:
    return wall.reading(right, zone) - wall.reading(left, zone)


def _slots(shown: Sequence[DutyStretch], base: int, unit: int, stop: int) -> list[str]:
    found = [NOBODY] * max(0, (stop - base) // unit)
    for left, length, who in shown:
        for number in range((left - base) // unit, (left + length - base) // unit):
            if number < len(found):
                found[number] = who
    return found


def _period(turns: Sequence[str], finite: bool) -> list[str] | None:
    """The shortest list that repeats; all of the turns where they end and are few."""
    for length in range(1, min(len(turns) // 2, MOST_TURNS) + 1):
        if all(turns[at] == turns[at - length] for at in range(length, len(turns))):
            return list(turns[:length])
    return list(turns) if finite and 0 < len(turns) <= MOST_TURNS else None
