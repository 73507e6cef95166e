"""PagerDuty's shift-based schedules: events that repeat, with members who take turns at them."""

from collections.abc import Iterator, Sequence
from typing import Any

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch, UnknownMember, schedule_left_out
from govcheck.imports.cursor import Cursor
from govcheck.imports.directory import NOBODY
from govcheck.imports.occurrences import YEARS, Series
from govcheck.imports.recurrence import Occurrences, occurrences
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import DutyStretch, differences, duty_of, joined
from govcheck.imports.tracks import take
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, format_instant


def schedule(
    batch: Batch,
    at: Cursor,
    more: Sequence[Cursor],
    replaced: Sequence[Cursor],
    single: Sequence[Cursor],
) -> None:
    """Take a schedule whose rotations are made of events.

    Args:
        batch: What is imported.
        at: The schedule.
        more: Rotations, or lists of events, that came in files of their own.
        replaced: Its overrides, each of one rotation or of one single shift.
        single: Its single shifts, which stand outside of its rotations.
    """
    key, name, zone = at.text("id"), at.text("name", "summary"), at.zone("time_zone")
    rotations = [(one, _events(one, at, more)) for one in at.items("rotations")]
    for rotation, events in rotations:
        if not events:
            said = say("schedule `{name}` comes without the events of its rotations", name=name)
            advice = say("ask for them, too, and import them with it")
            batch.leave_out(rotation, rules.NO_COUNTERPART, said, advice)
            return
    notes: list[Sentence] = []
    begins = [
        event.get("start_time").instant("date_time") for _, events in rotations for event in events
    ]
    until = max([batch.wishes.at, *begins]) + YEARS * 366 * DAY
    series: list[Series] = []
    try:
        told = _told(batch, at)
        for rotation, events in rotations:
            own = [
                one for event in events for one in _series(batch, event, zone, until, told, notes)
            ]
            series += _overridden(batch, own, _of(replaced, "rotation_id", rotation))
        for shift in single:
            held = _single_shift(batch, shift)
            series += _overridden(batch, held, _of(replaced, "custom_shift_id", shift))
    except UnknownMember as error:
        schedule_left_out(batch, error, name)
        return
    if not series:
        batch.leave_out(at, None, say("schedule `{name}` has no shifts", name=name))
        return
    taken = take(batch, at, key, name, zone, series, until, notes)
    _compare(batch, at, name, zone, taken, told)


def _events(rotation: Cursor, schedule: Cursor, more: Sequence[Cursor]) -> list[Cursor]:
    """The events of a rotation: its own, or those of a file beside it.

    A list of events does not say whose they are: they are those of a schedule's only rotation.
    """
    key = rotation.text("id", otherwise="")
    only = len(schedule.items("rotations")) == 1
    beside = (
        one
        for one in more
        if one.text("id", otherwise="") == key or (only and one.find("id") is None)
    )
    return next((found for one in (rotation, *beside) if (found := one.items("events"))), [])


def _of(replaced: Sequence[Cursor], field: str, thing: Cursor) -> list[Cursor]:
    key = thing.text("id")
    return [one for one in replaced if one.text(field, otherwise="") == key]


def _single_shift(batch: Batch, shift: Cursor) -> list[Series]:
    """A shift that does not repeat, for each who has it."""
    start, end = shift.instant("start_time"), shift.instant("end_time")
    if end <= start:
        raise shift.refuse(say("a shift ends before it starts"))
    people = [_member(batch, one.get("member")) for one in shift.items("assignments")]
    return [
        Series(
            f"{shift.text('id')}/{number}", who, ((start, end),), ((start, end, who),), False, False
        )
        for number, who in enumerate(people)
        if who != NOBODY
    ]


def _overridden(batch: Batch, series: list[Series], replaced: Sequence[Cursor]) -> list[Series]:
    """Shifts of which whoever is overridden has given some to somebody else, or to nobody."""
    found = series
    for one in replaced:
        start, end = one.instant("start_time"), one.instant("end_time")
        if end <= start:
            raise one.refuse(say("an override ends before it starts"))
        away = _member(batch, one.get("overridden_member"))
        there = _member(batch, one.get("overriding_member"))
        parts: list[tuple[int, int]] = []
        kept = []
        for each in found:
            if each.person == away:
                inside, outside = _cut(each.actual, start, end)
                parts += inside
                kept.append(each._replace(actual=tuple(outside)))
            else:
                kept.append(each)
        if not parts:
            said = say("an override replaces somebody who is not on shift then")
            batch.leave_out(one, rules.NO_COUNTERPART, said)
            continue
        found = kept
        if there != NOBODY:
            held = tuple((left, right, there) for left, right in parts)
            key = f"{one.text('id')}/{there}"
            found.append(Series(key, there, tuple(parts), held, False, False))
    return found


def _cut(
    shifts: Sequence[DutyStretch], start: int, end: int
) -> tuple[list[tuple[int, int]], list[DutyStretch]]:
    """What of some shifts lies between two instants, and the rest."""
    inside: list[tuple[int, int]] = []
    outside: list[DutyStretch] = []
    for left, right, who in shifts:
        if left < end and start < right:
            inside.append((max(left, start), min(right, end)))
        outside += [
            (begin, stop, who)
            for begin, stop in ((left, min(right, start)), (max(left, end), right))
            if begin < stop
        ]
    return inside, outside


def _told(batch: Batch, at: Cursor) -> list[DutyStretch]:
    """The shifts that the export shows; somebody whom no list has is known by their key."""
    final = at.find("final_schedule")
    found: list[DutyStretch] = []
    for one in [] if final is None else final.items("computed_shift_assignments"):
        member = one.get("member")
        if member.text("type") != "empty_member":
            key = member.text("user_id", "id")
            known = batch.people.find(key)
            who = key if known is None else known.id
            found.append((one.instant("start_time"), one.instant("end_time"), who))
    return found


def _compare(
    batch: Batch,
    at: Cursor,
    name: str,
    zone: str,
    taken: Sequence[dict[str, Any]],
    told: Sequence[DutyStretch],
) -> None:
    """Say where somebody is on duty otherwise than the export shows; several may be at once."""
    if not told:
        if batch.wishes.check_rendered:
            said = say("schedule `{name}` shows no shifts to compare", name=name)
            batch.leave_out(at, rules.RENDERED, said)
        return
    start, end = min(one[0] for one in told), max(one[1] for one in told)
    had = [one for fields in taken for one in duty_of(fields, start, end)]
    other: list[DutyStretch] = []
    for who in sorted({who for _, _, who in (*told, *had)}):
        shown = joined(sorted(one for one in told if one[2] == who))
        ours = joined(sorted(one for one in had if one[2] == who))
        other += differences(shown, ours, start, end)
    if other:
        said = say("`{name}` has other people on duty than the export shows", name=name)
        batch.approximate(at, rules.RENDERED, said, sorted(other), zone)


def _series(
    batch: Batch,
    event: Cursor,
    zone: str,
    until: int,
    told: Sequence[DutyStretch],
    notes: list[Sentence],
) -> Iterator[Series]:
    key = event.text("id")
    begin = event.get("start_time")
    start, finish = begin.instant("date_time"), event.get("end_time").instant("date_time")
    own = begin.zone("time_zone") if begin.find("time_zone") else zone
    if finish <= start:
        raise event.refuse(say("a shift ends before it starts"))
    length = wall.reading(finish, own) - wall.reading(start, own)
    ends = event.instant("effective_until") if event.find("effective_until") else None
    since = event.instant("effective_since") if event.find("effective_since") else start
    found = occurrences(event.items("recurrence"), start, own, min(until, ends or until))
    spans = [(at, wall.first_instant(wall.reading(at, own) + length, own)) for at in found.turns]
    strategy = event.get("assignment_strategy")
    members = [_member(batch, one) for one in strategy.items("members")]
    kind = strategy.text("type")
    if not members:
        batch.leave_out(event, None, say("`{name}` has no members", name=event.text("name", "id")))
        return
    _say_dates(batch, event, found, own, notes)
    endless = ends is None and not found.is_finite and event.find("recurrence") is not None
    if kind == "rotating_member_assignment_strategy":
        stated = strategy.find("shifts_per_member") is not None
        each = strategy.number("shifts_per_member", least=1, most=1000) if stated else 1
        first = _first_turn(batch, event, found, since, each, members, told)
        groups = [[members[(turn - first) // each % len(members)] for turn in found.turns.values()]]
    elif kind == "every_member_assignment_strategy":
        groups = [[member] * len(spans) for member in members]
    else:
        said = say("`{kind}` is not a way to assign shifts that is known", kind=kind)
        raise strategy.refuse(said)
    repeats = event.find("recurrence") is not None
    for number, turns in enumerate(groups):
        by_person: dict[str, list[tuple[int, int]]] = {}
        for span, who in zip(spans, turns, strict=True):
            if span[0] >= since:
                by_person.setdefault(who, []).append(span)
        for who, held in by_person.items():
            if who == NOBODY:
                continue
            actual = [(left, right, who) for left, right in held if left not in found.excluded]
            yield Series(f"{key}/{number}/{who}", who, tuple(held), tuple(actual), endless, repeats)


def _say_dates(
    batch: Batch, event: Cursor, found: Occurrences, zone: str, notes: list[Sentence]
) -> None:
    """Say which dates fall out of a rule, come into it, or were to fall out and never do."""
    out = say("a date that is left out has nobody; the turns of others stay where they are")
    added = say("a date that is added is whose turn it is; the turns of others stay where they are")
    for dates, said in ((found.excluded, out), (found.added, added)):
        if dates:
            notes.append(said)
            batch.approximate(event.get("recurrence"), rules.EXCLUDED, said)
    for at in sorted(found.missed):
        said = say(
            "`{name}`: the excluded date {day} hits no shift and excludes nothing",
            name=event.text("name", "id"),
            day=format_instant(at, zone)[:16].replace("T", " "),
        )
        notes.append(said)
        batch.leave_out(event.get("recurrence"), None, said)


def _first_turn(
    batch: Batch,
    event: Cursor,
    found: Occurrences,
    since: int,
    each: int,
    members: Sequence[str],
    told: Sequence[DutyStretch],
) -> int:
    """Which occurrence is the first member's: that of the event's start, or the first in effect.

    An event may take effect later than it starts; the shifts shown tell how that is counted.
    """
    late = sum(at < since for at in found.turns if at not in found.added)
    if late % (each * len(members)) == 0 or len({*members}) == 1:
        return 0
    shown = {(left, who) for left, _, who in told}

    def right(first: int) -> int:
        return sum(
            (at, members[(turn - first) // each % len(members)]) in shown
            for at, turn in found.turns.items()
        )

    if right(0) == right(late):
        said = say(
            "`{name}` takes effect after it starts: turns are counted from its start",
            name=event.text("name", "id"),
        )
        batch.approximate(event, rules.INEXACT, said)
    return late if right(late) > right(0) else 0


def _member(batch: Batch, one: Cursor) -> str:
    if one.text("type") == "empty_member":
        return NOBODY
    return batch.member(one, one.text("user_id", "id"))
