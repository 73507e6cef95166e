"""Exports of PagerDuty's REST interface: users, schedules of both versions, overrides, escalations.

A layer of a schedule hands over by the clock on the wall, turns are counted from
`rotation_virtual_start`, and layers are listed strongest first. The delay of an escalation rule
counts from the rule before, and `num_loops: 1` is two rounds.
"""

from collections.abc import Sequence
from typing import Final

from govcheck.imports import pagerduty_escalations, pagerduty_people
from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch, UnknownMember, override_left_out, schedule_left_out
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.directory import slug, unused
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import (
    DutyStretch,
    NoSuchShift,
    SourceLayer,
    SourceOverride,
    SourceRota,
    WeekSpan,
    differences,
    duty_of,
    joined,
    rota_of,
)
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, parse_instant

_LONGEST_TURN: Final = 366 * DAY
_THINGS: Final = {
    "user": "users", "schedule": "schedules", "override": "overrides",
    "custom_shift": "custom_shifts", "rotation": "rotations",
    "escalation_policy": "escalation_policies",
}  # fmt: skip
"""What a file may hold, one or several."""


def read(batch: Batch, files: Sequence[Cursor]) -> None:
    """Take what some files hold: people first, then schedules, then escalations."""
    for file in files:
        more = file.find("more")
        if more is not None and more.value is True:
            said = say("the export has more pages than this file: ask for all of them")
            batch.leave_out(more, rules.NO_COUNTERPART, said)
    held = {
        one: [each for file in files for each in _listed(batch, file, several, one)]
        for one, several in _THINGS.items()
    }
    batch.attempt(held["user"], lambda user: pagerduty_people.person(batch, user))
    schedules, extra = held["schedule"], held["custom_shift"]
    overrides = [one for one in held["override"] if one.find("overriding_member") is None]
    shifted = [one for one in held["override"] if one.find("overriding_member") is not None]
    rotations = [*held["rotation"], *(file for file in files if file.find("events") is not None)]
    older = [one for one in schedules if one.find("rotations") is None]
    alone = len(older) == 1
    for override in overrides if not alone else ():
        override_left_out(batch, override)
    batch.attempt(older, lambda one: _schedule(batch, one, overrides if alone else ()))
    newer = [one for one in schedules if one.find("rotations") is not None]
    if newer:
        from govcheck.imports import pagerduty_events

        single = extra if len(newer) == 1 else []
        batch.attempt(
            newer, lambda one: pagerduty_events.schedule(batch, one, rotations, shifted, single)
        )
    _unplaced(batch, newer, shifted, extra)
    policies = held["escalation_policy"]
    batch.attempt(policies, lambda one: pagerduty_escalations.escalation(batch, one))
    for file in files:
        if file.find(*_THINGS, *_THINGS.values(), "events") is None:
            said = say("the file has no users, schedules or escalations")
            batch.leave_out(file, rules.UNREADABLE, said)


def _unplaced(
    batch: Batch, schedules: Sequence[Cursor], shifted: Sequence[Cursor], extra: Sequence[Cursor]
) -> None:
    """Say which overrides and single shifts no schedule has taken."""
    known: set[str] = set()

    def learn(schedule: Cursor) -> None:
        known.update(one.text("id", otherwise="") for one in schedule.items("rotations"))

    def place(override: Cursor) -> None:
        if override.text("rotation_id", "custom_shift_id", otherwise="") not in known:
            override_left_out(batch, override)

    batch.attempt(extra, lambda one: known.add(one.text("id", otherwise="")))
    batch.attempt(schedules, learn)
    batch.attempt(shifted, place)
    for one in extra if len(schedules) != 1 else ():
        said = say("a single shift does not say to which of the schedules it belongs")
        advice = say("import each schedule with its own shifts")
        batch.leave_out(one, rules.NO_COUNTERPART, said, advice)


def _listed(batch: Batch, file: Cursor, several: str, one: str) -> list[Cursor]:
    found = file.find(one)
    single = [] if found is None else [found]
    try:
        return [*file.items(several), *single]
    except Unreadable as error:
        batch.fault(error)
        return single


def _schedule(batch: Batch, schedule: Cursor, overrides: Sequence[Cursor]) -> None:
    key, name = schedule.text("id"), schedule.text("name", "summary")
    zone = schedule.zone("time_zone")
    if schedule.find("schedule_layers") is None:
        said = say("schedule `{name}` comes without its layers", name=name)
        advice = say("a list of schedules has none: ask for each schedule by itself")
        batch.leave_out(schedule, rules.NO_COUNTERPART, said, advice)
        return
    notes: list[Sentence] = []
    try:
        layers = [
            (layer, one)
            for layer in reversed(schedule.items("schedule_layers"))
            if (one := _layer(batch, layer, zone, name, notes)) is not None
        ]
        replaced = [_override(batch, one) for one in overrides or _rendered_overrides(schedule)]
        rendered = _rendered(batch, schedule)
    except UnknownMember as error:
        schedule_left_out(batch, error, name)
        return
    if not layers and not replaced:
        batch.leave_out(schedule, None, say("schedule `{name}` has no shifts", name=name))
        return
    named: list[SourceLayer] = []
    for _, one in layers:
        named.append(one._replace(id=unused(one.id, [each.id for each in named])))
    id_ = batch.id_for("rota", batch.origin("schedule", key), name, key)
    source = SourceRota(id_, name, zone, tuple(named), tuple(replaced))
    source = _clock(batch, schedule, source, [layer for layer, _ in layers], rendered, notes)
    if batch.wishes.check_rendered and not rendered:
        said = say("schedule `{name}` shows no shifts to compare", name=name)
        batch.leave_out(schedule, rules.RENDERED, said)
    batch.rota(schedule, key, key, source, rendered, tuple(notes))


def _layer(
    batch: Batch, layer: Cursor, zone: str, schedule: str, notes: list[Sentence]
) -> SourceLayer | None:
    name = layer.text("name", otherwise="") or layer.text("id")
    end = layer.instant("end") if layer.find("end") is not None else None
    if end is not None and end <= batch.wishes.at:
        said = say("layer `{name}` has ended and is left out", name=name)
        batch.leave_out(layer, None, said)
        notes.append(said)
        return None
    members = []
    for user in layer.items("users"):
        one = user.get("user") if user.find("user") is not None else user
        members.append(batch.member(one, one.text("id"), one.text("summary", otherwise="")))
    if not members:
        batch.leave_out(layer, None, say("layer `{name}` has no users", name=name))
        return None
    begin, virtual = layer.instant("start"), layer.instant("rotation_virtual_start")
    length = layer.number("rotation_turn_length_seconds", least=1, most=_LONGEST_TURN)
    spans = tuple(span for one in layer.items("restrictions") for span in _restriction(one))
    return SourceLayer(
        slug(name) or slug(layer.text("id")) or "layer",
        name,
        max(begin, virtual),
        end,
        wall.reading(virtual, zone),
        length,
        tuple(members),
        spans or None,
    )


def _restriction(one: Cursor) -> list[WeekSpan]:
    """A stretch of every day, or one of every week, as stretches of the week."""
    start = _seconds(one.get("start_time_of_day"))
    length = one.number("duration_seconds", least=1, most=7 * DAY)
    kind = one.text("type")
    if kind == "daily_restriction":
        return [WeekSpan(day * DAY + start, min(length, DAY)) for day in range(7)]
    if kind == "weekly_restriction":
        day = one.number("start_day_of_week", least=1, most=7)
        return [WeekSpan((day - 1) * DAY + start, length)]
    raise one.refuse(say("`{kind}` is not a restriction that is known", kind=kind))


def _seconds(cursor: Cursor) -> int:
    parts = str(cursor.value).split(":")
    if len(parts) not in (2, 3) or not all(part.isdecimal() and len(part) == 2 for part in parts):
        raise cursor.refuse(say("a time of day is expected, like `09:00:00`"))
    hours, minutes, seconds = (*map(int, parts), 0)[:3]
    if hours > 23 or minutes > 59 or seconds > 59:
        raise cursor.refuse(say("a time of day is expected, like `09:00:00`"))
    return hours * 3600 + minutes * 60 + seconds


def _override(batch: Batch, one: Cursor) -> SourceOverride:
    user = one.get("user")
    person = batch.member(user, user.text("id"), user.text("summary", otherwise=""))
    start, end = one.instant("start"), one.instant("end")
    if end <= start:
        raise one.refuse(say("an override ends before it starts"))
    return SourceOverride(start, end, person)


def _rendered_overrides(schedule: Cursor) -> list[Cursor]:
    below = schedule.find("overrides_subschedule")
    return [] if below is None else below.items("rendered_schedule_entries")


def _rendered(batch: Batch, schedule: Cursor) -> list[DutyStretch]:
    """The shifts that the export shows; somebody whom no list has is known by their key."""
    final = schedule.find("final_schedule")
    found: list[DutyStretch] = []
    for entry in [] if final is None else final.items("rendered_schedule_entries"):
        user = entry.get("user")
        known = batch.people.find(user.text("id"), user.text("summary", otherwise=""))
        person = known.id if known else user.text("id")
        found.append((entry.instant("start"), entry.instant("end"), person))
    return found


def _clock(
    batch: Batch,
    schedule: Cursor,
    source: SourceRota,
    layers: Sequence[Cursor],
    rendered: Sequence[DutyStretch],
    notes: list[Sentence],
) -> SourceRota:
    """By whose clock restrictions are written: the schedule's, or that of whoever asked."""
    shifts = {_shift(layer, source.zone) for layer in layers if layer.items("restrictions")}
    shifts.discard(0)
    if not shifts:
        return source
    moved = source._replace(
        layers=tuple(
            layer
            if layer.spans is None
            else layer._replace(
                spans=tuple(
                    WeekSpan((span.start + _shift(at, source.zone)) % (7 * DAY), span.length)
                    for span in layer.spans
                )
            )
            for layer, at in zip(source.layers, layers, strict=True)
        )
    )
    if rendered:
        if _apart(batch, moved, rendered) < _apart(batch, source, rendered):
            told = say("times of day are by the clock of whoever asked; the shifts shown tell so")
            notes.append(told)
            return moved
        return source
    said = say(
        "`{name}` was asked for in another zone than `{zone}`, by which it is read",
        name=source.name, zone=source.zone,
    )  # fmt: skip
    batch.approximate(schedule, rules.OTHER_CLOCK, said)
    return source


def _shift(layer: Cursor, zone: str) -> int:
    """How far the schedule's clock is ahead of the one that an instant is written by."""
    written = layer.text("rotation_virtual_start")
    at = layer.instant("rotation_virtual_start")
    return wall.offset(at, zone) - (parse_instant(written[:19] + "Z") - at)


def _apart(batch: Batch, source: SourceRota, rendered: Sequence[DutyStretch]) -> int:
    start, end = min(one[0] for one in rendered), max(one[1] for one in rendered)
    try:
        had = duty_of(rota_of(source, batch.wishes.at), start, end)
    except NoSuchShift:
        return 0
    found = differences(joined(sorted(rendered)), had, start, end)
    return sum(right - left for left, right, _ in found)
