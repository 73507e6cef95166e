"""PagerDuty's shift-based schedules: events that repeat, with members who take turns at them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import NOBODY, Batch, UnknownMember, schedule_left_out
from govcheck.imports.cursor import Cursor
from govcheck.imports.extra import library
from govcheck.imports.occurrences import YEARS, Series, rota_of_series, tracks
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import HORIZON
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY

MOST_SHIFTS: Final = 20_000
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock's reading has no zone


def schedule(batch: Batch, at: Cursor) -> None:
    """Take a schedule whose rotations are made of events."""
    key, name, zone = at.text("id"), at.text("name", "summary"), at.zone("time_zone")
    events = [event for rotation in at.items("rotations") for event in rotation.items("events")]
    notes: list[Sentence] = []
    begins = [event.get("start_time").instant("date_time") for event in events]
    until = max([batch.wishes.at, *begins]) + YEARS * 366 * DAY
    try:
        series = [one for event in events for one in _series(batch, event, zone, until, notes)]
    except UnknownMember as error:
        schedule_left_out(batch, error, name)
        return
    take(batch, at, key, name, zone, series, until, notes)


def take(
    batch: Batch,
    at: Cursor,
    key: str,
    name: str,
    zone: str,
    series: list[Series],
    until: int,
    notes: list[Sentence],
) -> None:
    """Take shifts as rotas: one for each who is on duty at the same time."""
    held = tracks(series)
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
    if len(held) > 1:
        batch.leave_out(
            at,
            None,
            say("several people of `{name}` are on duty at once: each is a rota", name=name),
        )


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
        each = strategy.number("shifts_per_member", least=1, most=1000)
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
