"""Rotations as other tools have them, walked by their own rules, and said as a rota.

A source has layers, the weakest first. The turns of a layer are so many seconds of the clock on the
wall, counted from its anchor; a layer may count only within spans of the week. `walk` works out who
is on duty without the rota, so that both can be compared.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

from govcheck.duty.compile import rotation_of
from govcheck.duty.roster import Roster
from govcheck.duty.rotas import shifts
from govcheck.imports.week_hours import clock_of, hours_of
from govcheck.model.rota import Rota
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, MINUTE, format_instant
from govcheck.time.intervals import Interval, merged

NOBODY: Final = "nobody"
WEEK: Final = 7 * DAY
HORIZON: Final = 400 * DAY
"""How far ahead the rota and its source are compared, in seconds."""
_MONDAY: Final = -3 * DAY
"""A Monday, as a reading: 1970-01-01 was a Thursday."""

DutyStretch = tuple[int, int, str]
"""From one instant up to another, and who is on duty; nobody where there is none."""


class WeekSpan(NamedTuple):
    """A stretch of every week, from so many seconds after Monday's midnight on."""

    start: int
    length: int


class SourceLayer(NamedTuple):
    """A rotation of a source. `begin` and `end` are instants, `anchor` is a reading."""

    id: str
    name: str
    begin: int
    end: int | None
    anchor: int
    length: int
    members: tuple[str, ...]
    spans: tuple[WeekSpan, ...] | None = None


class SourceOverride(NamedTuple):
    """Somebody else, from one instant up to another; the last one counts."""

    start: int
    end: int
    person: str


class SourceRota(NamedTuple):
    """What a source has for one rota."""

    id: str
    name: str
    zone: str
    layers: tuple[SourceLayer, ...]
    overrides: tuple[SourceOverride, ...] = ()


def walk(source: SourceRota, start: int, end: int) -> list[DutyStretch]:
    """Who is on duty between two instants, by the source's rules."""
    found: list[DutyStretch] = []
    for layer in source.layers:
        found = overlaid(found, _of_layer(layer, source.zone, start, end))
    for one in source.overrides:
        begin, finish = max(start, one.start), min(end, one.end)
        if begin < finish:
            found = overlaid(found, [(begin, finish, one.person)])
    return joined(found)


def _of_layer(layer: SourceLayer, zone: str, start: int, end: int) -> list[DutyStretch]:
    begin = max(start, layer.begin)
    finish = end if layer.end is None else min(end, layer.end)
    if begin >= finish:
        return []
    spans = (
        [(begin, finish)] if layer.spans is None else _week_spans(layer.spans, zone, begin, finish)
    )
    found: list[DutyStretch] = []
    number = (wall.reading(begin, zone) - layer.anchor) // layer.length - 1
    at = wall.first_instant(layer.anchor + number * layer.length, zone)
    index = 0
    while at < finish:
        following = wall.first_instant(layer.anchor + (number + 1) * layer.length, zone)
        person = layer.members[number % len(layer.members)]
        while index < len(spans) and spans[index][1] <= at:
            index += 1
        place = index
        while place < len(spans) and spans[place][0] < following:
            left, right = max(at, spans[place][0]), min(following, spans[place][1])
            if left < right:
                found.append((left, right, person))
            place += 1
        number, at = number + 1, following
    return found


def _week_spans(spans: Sequence[WeekSpan], zone: str, begin: int, finish: int) -> list[Interval]:
    """The spans of the weeks between two instants, in order, without overlaps."""
    first = (wall.reading(begin, zone) - _MONDAY) // WEEK - 1
    last = (wall.reading(finish, zone) - _MONDAY) // WEEK + 1
    found = []
    for week in range(first, last + 1):
        for span in spans:
            shown = _MONDAY + week * WEEK + span.start
            left = max(begin, wall.first_instant(shown, zone))
            right = min(finish, wall.first_instant(shown + span.length, zone))
            if left < right:
                found.append((left, right))
    return merged(found)


def overlaid(under: Sequence[DutyStretch], over: Sequence[DutyStretch]) -> list[DutyStretch]:
    """The stronger stretches, and what is left of the weaker ones."""
    found = list(over)
    index = 0
    for left, right, person in under:
        while index < len(over) and over[index][1] <= left:
            index += 1
        at, place = left, index
        while place < len(over) and over[place][0] < right:
            if at < over[place][0]:
                found.append((at, over[place][0], person))
            at = max(at, over[place][1])
            place += 1
        if at < right:
            found.append((at, right, person))
    return sorted(found)


def joined(stretches: Iterable[DutyStretch]) -> list[DutyStretch]:
    """Stretches without those of nobody, one person's that meet joined."""
    found: list[DutyStretch] = []
    for left, right, person in stretches:
        if person == NOBODY or left >= right:
            continue
        meets = found and found[-1][1] == left and found[-1][2] == person
        found.append((found.pop()[0] if meets else left, right, person))
    return found


def differences(
    wanted: Sequence[DutyStretch], had: Sequence[DutyStretch], start: int, end: int
) -> list[DutyStretch]:
    """Where two lists have different people, with whom the first one has there."""
    edges = {start, end}
    for left, right, _ in (*wanted, *had):
        edges.update(edge for edge in (left, right) if start < edge < end)
    points = sorted(edges)
    found: list[DutyStretch] = []
    first = second = 0
    for left, right in pairwise(points):
        while first < len(wanted) and wanted[first][1] <= left:
            first += 1
        while second < len(had) and had[second][1] <= left:
            second += 1
        one = wanted[first][2] if first < len(wanted) and wanted[first][0] <= left else NOBODY
        other = had[second][2] if second < len(had) and had[second][0] <= left else NOBODY
        if one != other:
            meets = found and found[-1][1] == left and found[-1][2] == one
            found.append((found.pop()[0] if meets else left, right, one))
    return found


def duty_of(fields: Mapping[str, Any], start: int, end: int) -> list[DutyStretch]:
    """Who is on duty by a rota's fields."""
    rota = Rota.model_validate({"kind": "rota", "id": "imported", **fields})
    people = {*rota.members, *(one.person for one in rota.overrides)}
    people |= {member for layer in rota.layers for member in layer.members}
    rotation = rotation_of(rota, people - {NOBODY}, {})
    return [(one.start, one.end, one.person) for one in shifts(rotation, _NO_ROSTER, start, end)]


_NO_ROSTER: Final = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)


class NoSuchShift(Exception):
    """A turn whose length is no whole number of hours, as seconds."""

    def __init__(self, layer: str, seconds: int) -> None:
        super().__init__(layer)
        self.layer = layer
        self.seconds = seconds


def rota_of(source: SourceRota, at: int) -> dict[str, Any]:
    """The fields of a rota that has on duty whom the source has on duty, as far as it can be said.

    Raises:
        NoSuchShift: A turn's length cannot be said.
    """
    live = [layer for layer in source.layers if layer.end is None or layer.end > at]
    base = live[0] if live and live[0].spans is None and live[0].end is None else None
    above = live[1:] if base is not None else live
    if base is None:
        first = min(
            (_boundary(layer, source.zone) for layer in live), default=wall.reading(at, source.zone)
        )
        turning = nobody_from(first)
    else:
        turning = _turning(base, source.zone)
    fields: dict[str, Any] = {"name": source.name, "timezone": source.zone, **turning}
    if above:
        fields["layers"] = [_layer(layer, source.zone) for layer in above]
    kept = [one for one in source.overrides if one.start < one.end]
    if kept:
        fields["overrides"] = [override(one, source.zone) for one in kept]
    return patched(fields, _edges(live, source.zone, at), source)


def nobody_from(shown: int) -> dict[str, Any]:
    """The turns of a rota that has nobody on duty, from the day of a reading on."""
    return {
        "starts": written_day(shown),
        "handover": "00:00",
        "shift": "daily",
        "members": [NOBODY],
    }


def override(one: SourceOverride, zone: str) -> dict[str, str]:
    """An override as a rota has it."""
    return {
        "from": format_instant(one.start, zone),
        "to": format_instant(one.end, zone),
        "person": one.person,
    }


def patched(
    fields: dict[str, Any], windows: Sequence[Interval], source: SourceRota
) -> dict[str, Any]:
    """The fields with overrides where, within some windows, the source has somebody else."""
    mended: list[SourceOverride] = []
    for start, end in windows:
        wanted, had = walk(source, start, end), duty_of(fields, start, end)
        mended += [SourceOverride(*one) for one in differences(wanted, had, start, end)]
    if not mended:
        return fields
    patches = [override(one, source.zone) for one in mended]
    return {**fields, "overrides": [*fields.get("overrides", ()), *patches]}


def _edges(layers: Sequence[SourceLayer], zone: str, at: int) -> list[Interval]:
    """Where a layer begins within a shift, or ends within a day, from an instant on."""
    found = []
    for layer in layers:
        boundary = wall.first_instant(_boundary(layer, zone), zone)
        if boundary < layer.begin and layer.begin > at:
            found.append((max(boundary, at), layer.begin))
        if layer.end is not None:
            day = wall.day_start(wall.day_of(layer.end - 1, zone) + 1, zone)
            if layer.end < day:
                found.append((max(layer.end, at), day))
    return merged(found)


def _boundary(layer: SourceLayer, zone: str) -> int:
    """The reading at which the shift begins in which the layer begins."""
    shown = wall.reading(layer.begin, zone)
    boundary = layer.anchor + (shown - layer.anchor) // layer.length * layer.length
    return boundary - boundary % MINUTE


def _turning(layer: SourceLayer, zone: str) -> dict[str, Any]:
    shown = _boundary(layer, zone)
    number = (wall.reading(layer.begin, zone) - layer.anchor) // layer.length
    turn = number % len(layer.members)
    members = [*layer.members[turn:], *layer.members[:turn]]
    return {
        "starts": written_day(shown),
        "handover": clock_of(shown % DAY),
        "shift": shift_of(layer),
        "members": members,
    }


def _layer(layer: SourceLayer, zone: str) -> dict[str, Any]:
    turning = _turning(layer, zone)
    found: dict[str, Any] = {"id": layer.id, "starts": turning.pop("starts")}
    if layer.end is not None:
        found["until"] = written_day(wall.reading(layer.end - 1, zone))
    found |= turning
    if layer.spans is not None:
        found["hours"] = hours_of(layer.spans)
    return found


def shift_of(layer: SourceLayer) -> str | dict[str, int]:
    """The length of a turn as a rota has it."""
    if layer.length <= 0 or layer.length % HOUR:
        raise NoSuchShift(layer.name, layer.length)
    days, rest = divmod(layer.length, DAY)
    if rest:
        return {"hours": layer.length // HOUR}
    return {1: "daily", 7: "weekly"}.get(days) or {"days": days}


def written_day(shown: int) -> str:
    """The day of a reading as a document has it."""
    from datetime import date

    return date.fromordinal(wall.EPOCH_DAY + shown // DAY).isoformat()
