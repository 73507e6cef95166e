"""PagerDuty's shift-based schedules: events that repeat, with members who take turns at them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch, UnknownMember, schedule_left_out
from govcheck.imports.cursor import Cursor
from govcheck.imports.directory import NOBODY
from govcheck.imports.extra import library
from govcheck.imports.occurrences import YEARS, Series, rota_of_series, tracks
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import HORIZON, DutyStretch, differences, duty_of, joined
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY

MOST_SHIFTS: Final = 20_000
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock's reading has no zone


def schedule(
    batch: Batch, at: Cursor, replaced: Sequence[Cursor], single: Sequence[Cursor]
) -> None:
    """Take a schedule whose rotations are made of events.

    Args:
        batch: What is imported.
        at: The schedule.
        replaced: Its overrides, each of one rotation or of one single shift.
        single: Its single shifts, which stand outside of its rotations.
    """
    key, name, zone = at.text("id"), at.text("name", "summary"), at.zone("time_zone")
    rotations = at.items("rotations")
    for rotation in rotations:
        if rotation.find("events") is None:
            batch.leave_out(
                rotation,
                rules.NO_COUNTERPART,
                say("schedule `{name}` comes without the events of its rotations", name=name),
                say("ask for them, too, and import them with it"),
            )
            return
    notes: list[Sentence] = []
    events = [event for rotation in rotations for event in rotation.items("events")]
    begins = [event.get("start_time").instant("date_time") for event in events]
    until = max([batch.wishes.at, *begins]) + YEARS * 366 * DAY
    series: list[Series] = []
    try:
        for rotation in rotations:
            own = [
                one
                for event in rotation.items("events")
                for one in _series(batch, event, zone, until, notes)
            ]
            series += _overridden(batch, own, _of(replaced, "rotation_id", rotation))
        for shift in single:
            held = _single_shift(batch, shift)
            series += _overridden(batch, held, _of(replaced, "custom_shift_id", shift))
        told = _told(batch, at)
    except UnknownMember as error:
        schedule_left_out(batch, error, name)
        return
    if not series:
        batch.leave_out(at, None, say("schedule `{name}` has no shifts", name=name))
        return
    taken = take(batch, at, key, name, zone, series, until, notes)
    _compare(batch, at, name, zone, taken, told)


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
            batch.leave_out(
                one,
                rules.NO_COUNTERPART,
                say("an override replaces somebody who is not on shift then"),
            )
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
        batch.approximate(
            at,
            rules.RENDERED,
            say("`{name}` has other people on duty than the export shows", name=name),
            sorted(other),
            zone,
        )


def take(
    batch: Batch,
    at: Cursor,
    key: str,
    name: str,
    zone: str,
    series: list[Series],
    until: int,
    notes: list[Sentence],
) -> list[dict[str, Any]]:
    """Take shifts as rotas, one for each who is on duty at the same time; their fields."""
    held = tracks(series)
    taken: list[dict[str, Any]] = []
    for number, together in enumerate(held, 1):
        several = len(held) > 1
        shown = f"{name} {number}" if several else name
        origin_key = f"{key}/{number}" if several else key
        listed = batch.wishes.at + HORIZON
        said = rota_of_series(shown, zone, together, until, listed)
        if said is None:
            continue
        if said.listed_until is not None:
            batch.approximate(
                at,
                rules.LISTED_UNTIL,
                say("`{name}` follows no pattern: its shifts are listed up to {day}", name=shown,
                    day=_shown(said.listed_until, zone)),
            )  # fmt: skip
        id_ = batch.id_for("rota", batch.origin("schedule", origin_key), shown, key)
        batch.take_rota(at, key, origin_key, id_, said.fields, tuple(notes))
        taken.append(said.fields)
    if len(held) > 1:
        batch.leave_out(
            at,
            None,
            say("several people of `{name}` are on duty at once: each is a rota", name=name),
        )
    return taken


def _shown(at: int, zone: str) -> str:
    from govcheck.time.clock import local

    return local(at, zone).date().isoformat()


def _series(
    batch: Batch, event: Cursor, zone: str, until: int, notes: list[Sentence]
) -> Iterator[Series]:
    key = event.text("id")
    start = event.get("start_time").instant("date_time")
    finish = event.get("end_time").instant("date_time")
    own = (
        event.get("start_time").zone("time_zone")
        if event.get("start_time").find("time_zone")
        else zone
    )
    if finish <= start:
        raise event.refuse(say("a shift ends before it starts"))
    length = wall.reading(finish, own) - wall.reading(start, own)
    ends = event.instant("effective_until") if event.find("effective_until") else None
    since = event.instant("effective_since") if event.find("effective_since") else start
    regular, excluded, finite = _repeated(event, start, own, min(until, ends or until))
    spans = [(at, wall.first_instant(wall.reading(at, own) + length, own)) for at in regular]
    strategy = event.get("assignment_strategy")
    members = [_member(batch, one) for one in strategy.items("members")]
    kind = strategy.text("type")
    if not members:
        batch.leave_out(event, None, say("`{name}` has no members", name=event.text("name", "id")))
        return
    if excluded:
        said = say("a date that is left out has nobody; the turns of others stay where they are")
        notes.append(said)
        batch.approximate(event.get("recurrence"), rules.EXCLUDED, said)
    endless = ends is None and not finite and event.find("recurrence") is not None
    if kind == "rotating_member_assignment_strategy":
        stated = strategy.find("shifts_per_member") is not None
        each = strategy.number("shifts_per_member", least=1, most=1000) if stated else 1
        turns = [members[number // each % len(members)] for number in range(len(spans))]
        groups = [turns]
    elif kind == "every_member_assignment_strategy":
        groups = [[member] * len(spans) for member in members]
    else:
        raise strategy.refuse(
            say("`{kind}` is not a way to assign shifts that is known", kind=kind)
        )
    repeats = event.find("recurrence") is not None
    for number, turns in enumerate(groups):
        by_person: dict[str, list[tuple[int, int]]] = {}
        for span, who in zip(spans, turns, strict=True):
            if span[0] >= since:
                by_person.setdefault(who, []).append(span)
        for who, held in by_person.items():
            if who == NOBODY:
                continue
            actual = [(left, right, who) for left, right in held if left not in excluded]
            yield Series(f"{key}/{number}/{who}", who, tuple(held), tuple(actual), endless, repeats)


def _member(batch: Batch, one: Cursor) -> str:
    if one.text("type") == "empty_member":
        return NOBODY
    return batch.member(one, one.text("user_id", "id"))


def _repeated(event: Cursor, start: int, zone: str, until: int) -> tuple[list[int], set[int], bool]:
    """When shifts begin, which of them are excluded, and whether the rule itself ends."""
    lines = event.items("recurrence")
    rule = next((one for one in lines if str(one.value).startswith("RRULE:")), None)
    if rule is None:
        return [start], set(), True
    excluded: set[int] = set()
    for one in lines:
        text = str(one.value)
        if text.startswith("EXDATE"):
            excluded |= {_moment(one, part, zone) for part in text.rpartition(":")[2].split(",")}
        elif one is not rule and not text.startswith("RRULE:"):
            raise one.refuse(say("`{line}` is not a rule that is known", line=text[:60]))
    text = str(rule.value).removeprefix("RRULE:")
    found = expand(rule, text, wall.reading(start, zone), zone, until)
    return found, excluded & set(found), "UNTIL=" in text or "COUNT=" in text


def expand(at: Cursor, text: str, shown: int, zone: str, until: int) -> list[int]:
    """The instants of a recurrence rule, by the clock on the wall, before an instant."""
    rrule: Any = library("dateutil.rrule")
    first = _EPOCH + timedelta(seconds=shown)
    parts = dict(part.partition("=")[::2] for part in text.split(";") if part)
    if parts.get("FREQ") not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY"):
        raise at.refuse(say("`{line}` is not a rule that is known", line=text[:60]))
    if parts.get("UNTIL", "").endswith("Z"):
        bound = _moment(at, parts["UNTIL"], zone)
        ending = _EPOCH + timedelta(seconds=wall.reading(bound, zone))
        parts["UNTIL"] = f"{ending:%Y%m%dT%H%M%S}"
    line = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        rule = rrule.rrulestr(line, dtstart=first)
    except (ValueError, TypeError, KeyError, IndexError):
        raise at.refuse(say("`{line}` is not a rule that is known", line=text[:60])) from None
    stop = _EPOCH + timedelta(seconds=wall.reading(until, zone))
    found: list[int] = []
    for moment in rule:
        if moment >= stop:
            break
        if len(found) >= MOST_SHIFTS:
            raise at.refuse(say("there are more than {count} shifts", count=MOST_SHIFTS))
        found.append(wall.first_instant(int((moment - _EPOCH).total_seconds()), zone))
    return found


def _moment(at: Cursor, text: str, zone: str) -> int:
    try:
        moment = datetime.strptime(text.strip().removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007
    except ValueError:
        raise at.refuse(say("`{line}` is not an instant that is known", line=text[:40])) from None
    seconds = int((moment - _EPOCH).total_seconds())
    return seconds if text.strip().endswith("Z") else wall.first_instant(seconds, zone)
