"""Calendars in the iCalendar format (RFC 5545): duty by events, absences by whole days.

Who is on duty is said by an attendee or by the title, which may have words around the name.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final, NamedTuple

from govcheck.errors import GovcheckError
from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.extra import library
from govcheck.imports.ical_people import AFTER, names_of, person_of, title_of
from govcheck.imports.occurrences import YEARS, Series
from govcheck.imports.recurrence import MOST_SHIFTS, expand
from govcheck.imports.remark import Sentence, say
from govcheck.imports.shifts import HORIZON, DutyStretch
from govcheck.imports.tracks import take
from govcheck.load.nodes import Scalar
from govcheck.source import Source
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY

_ABSENT: Final = re.compile(
    r"\b(urlaub|ferien|krank\w*|abwesend|elternzeit|vacation|holidays?|ooo|out of office|absent|"
    r"away|leave|sick|pto)\b",
    re.IGNORECASE,
)
MOST_EVENTS: Final = 5000


class _Event(NamedTuple):
    at: Cursor
    uid: str
    component: Any


def read(batch: Batch, files: Sequence[Source]) -> None:
    """Take the calendars of some files, each as one or more rotas."""
    for source in files:
        try:
            _calendar(batch, source)
        except (GovcheckError, Unreadable):
            raise
        except Exception as error:  # noqa: BLE001 - the library says what it likes of broken values
            reason = f"{type(error).__name__}: {error}".splitlines()[0][:120]
            said = say("the calendar cannot be read: {reason}", reason=reason)
            batch.leave_out(_whole(source), rules.UNREADABLE, said)


def _whole(source: Source) -> Cursor:
    return Cursor(source, Scalar(source.text, 0, min(len(source.text), 15)))


def _calendar(batch: Batch, source: Source) -> None:
    whole = _whole(source)
    if "BEGIN:VCALENDAR" not in source.text[:1000]:
        batch.leave_out(whole, rules.UNREADABLE, say("the file is not an iCalendar file"))
        return
    icalendar: Any = library("icalendar")
    expander: Any = library("recurring_ical_events")
    calendar = icalendar.Calendar.from_ical(source.text)
    name = batch.wishes.name or str(calendar.get("X-WR-CALNAME", "")).strip() or _stem(source.path)
    zone = _zone(batch, whole, calendar)
    if zone is None:
        return
    events = [
        _Event(_place(source, one), str(one.get("UID", "")), one) for one in calendar.walk("VEVENT")
    ]
    if len(events) > MOST_EVENTS:
        said = say("the calendar has more than {count} events", count=MOST_EVENTS)
        batch.leave_out(whole, rules.UNREADABLE, said)
        return
    usable = [event for event in events if _is_usable(batch, event)]
    single = [event for event in usable if _is_single(event.component)]
    kept = [event.component for event in usable if not _is_single(event.component)]
    calendar.subcomponents = [
        one for one in calendar.subcomponents if one.name != "VEVENT" or one in kept
    ]
    duty = [event for event in usable if not _is_absence(event.component)]
    away = [event for event in usable if _is_absence(event.component)]
    begins = [_instant(event.component["DTSTART"].dt, zone) for event in duty]
    if not usable:
        batch.leave_out(whole, None, say("calendar `{name}` has no shifts", name=name))
        return
    every = [_instant(event.component["DTSTART"].dt, zone) for event in usable]
    until = max([batch.wishes.at, *begins]) + YEARS * 366 * DAY
    found = list(_expanded(expander, calendar, min(every), until)) if kept else []
    found += [event.component for event in single]
    if begins:
        notes: list[Sentence] = []
        series = list(_series(batch, duty, found, zone, until, notes))
        take(batch, whole, name, name, zone, series, until, notes)
    else:
        batch.leave_out(whole, None, say("calendar `{name}` has no shifts", name=name))
    absences = [one for one in found if _is_absence(one)]
    for uid, event in {event.uid: event for event in reversed(away)}.items():
        times = [one for one in absences if str(one.get("UID", "")) == uid]
        _absences(batch, event, times, zone)


def _zone(batch: Batch, at: Cursor, calendar: Any) -> str | None:
    from govcheck.imports.zones import iana

    stated = str(calendar.get("X-WR-TIMEZONE", "")).strip()
    names = [stated, *(str(one.get("TZID", "")) for one in calendar.walk("VTIMEZONE"))]
    found = next((zone for name in names if name and (zone := iana(name)) is not None), None)
    if found is None:
        found = batch.timezone
    if found is None:
        said = say("no time zone is known: say `--timezone Europe/Berlin`")
        batch.leave_out(at, rules.UNREADABLE, said)
    return found


def _stem(path: str) -> str:
    return re.sub(r"\.[^.]*$", "", path.rpartition("/")[2])


def _place(source: Source, component: Any) -> Cursor:
    """The line on which an event's UID stands."""
    uid = str(component.get("UID", ""))
    recurrence = component.get("RECURRENCE-ID")
    start = source.text.find(f"UID:{uid}")
    if recurrence is not None and start >= 0:
        later = source.text.find(f"UID:{uid}", start + 1)
        start = later if later >= 0 else start
    start = max(start, 0)
    line = source.text.find("\n", start)
    end = len(source.text) if line < 0 else line
    return Cursor(source, Scalar(uid, start, max(start + 1, end)))


def _is_slow(rule: Any) -> bool:
    """Whether a rule gives one event a day at most, so that the library can expand it."""
    if rule is None:
        return True
    if isinstance(rule, list):
        return False
    frequency = [str(one).upper() for one in rule.get("FREQ", [])]
    fine = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
    return set(frequency) <= fine and not {"BYHOUR", "BYMINUTE", "BYSECOND"} & set(rule)


def _is_single(component: Any) -> bool:
    """Whether an event happens once; the library would lose the offset of one that does."""
    return not any(component.get(name) is not None for name in ("RRULE", "RDATE", "RECURRENCE-ID"))


def _is_usable(batch: Batch, event: _Event) -> bool:
    start = event.component.get("DTSTART")
    if start is None or isinstance(start, list):
        batch.leave_out(event.at, rules.UNREADABLE, say("an event has no start"))
        return False
    for name, value in event.component.property_items(recursive=False):
        if type(value).__name__ == "vBroken":
            batch.leave_out(event.at, rules.UNREADABLE, say("`{name}` cannot be read", name=name))
            return False
    title = title_of(event.component)
    if not 1971 <= start.dt.year < 2190 or not _is_slow(event.component.get("RRULE")):
        said = say("`{name}` repeats more often than days, or lies too far away", name=title)
        batch.leave_out(event.at, rules.UNREADABLE, said)
        return False
    if str(event.component.get("STATUS", "")).upper() == "CANCELLED":
        batch.leave_out(event.at, None, say("`{name}` is cancelled", name=title))
        return False
    return True


def _is_absence(component: Any) -> bool:
    """A whole-day event that shows somebody as away, or says so."""
    whole = not isinstance(component["DTSTART"].dt, datetime)
    busy = str(component.get("X-MICROSOFT-CDO-BUSYSTATUS", "")).upper() == "OOF"
    return whole and (busy or bool(_ABSENT.search(title_of(component))))


def _instant(moment: date, zone: str) -> int:
    """The instant of a date, a time with a zone, or one by the clock of the calendar."""
    if isinstance(moment, datetime):
        if moment.tzinfo is not None:
            return int(moment.astimezone(UTC).timestamp())
        shown = moment.replace(tzinfo=UTC)
        return wall.first_instant(int(shown.timestamp()), zone)
    return wall.day_start(moment.toordinal(), zone)


def _end(component: Any, start: int, zone: str) -> int:
    """The instant at which an event ends: as it says, or after its duration."""
    if component.get("DTEND") is not None:
        return _instant(component["DTEND"].dt, zone)
    duration = component.get("DURATION")
    return start if duration is None else start + int(duration.dt.total_seconds())


def _expanded(expander: Any, calendar: Any, start: int, until: int) -> Iterator[Any]:
    first = datetime.fromtimestamp(start - DAY, UTC)
    last = datetime.fromtimestamp(until, UTC)
    for number, one in enumerate(expander.of(calendar, components=["VEVENT"]).between(first, last)):
        if number >= MOST_SHIFTS:
            raise ValueError(f"there are more than {MOST_SHIFTS} events")
        yield one


def _series(
    batch: Batch,
    events: Sequence[_Event],
    found: Sequence[Any],
    zone: str,
    until: int,
    notes: list[Sentence],
) -> Iterator[Series]:
    masters = {event.uid: event for event in events if event.component.get("RECURRENCE-ID") is None}
    exceptions = {
        event.uid: event for event in events if event.component.get("RECURRENCE-ID") is not None
    }
    actual: dict[str, list[DutyStretch]] = {}
    for one in found:
        uid = str(one.get("UID", ""))
        if (uid not in masters and uid not in exceptions) or _is_absence(one):
            continue
        at = (masters.get(uid) or exceptions[uid]).at
        if uid in exceptions and title_of(one) == title_of(exceptions[uid].component):
            at = exceptions[uid].at
        left = _instant(one["DTSTART"].dt, zone)
        right = _end(one, left, zone)
        person = person_of(batch, at, one, notes) if left < right else None
        if person is None:
            continue
        actual.setdefault(uid, []).append((left, right, person))
    for uid in sorted(set(masters) | set(exceptions)):
        event = masters.get(uid)
        stretches = tuple(sorted(actual.get(uid, ())))
        rule = None if event is None else event.component.get("RRULE")
        if event is None or rule is None:
            if stretches:
                yield Series(uid, stretches[0][2], (), stretches, False, False)
            continue
        person = person_of(batch, event.at, event.component, notes)
        if person is None:
            continue
        spans, endless = _regular(batch, event, rule, zone, until, notes)
        yield Series(uid, person, tuple(spans), stretches, endless, True)


def _regular(
    batch: Batch, event: _Event, rule: Any, zone: str, until: int, notes: list[Sentence]
) -> tuple[list[tuple[int, int]], bool]:
    """What the rule alone gives; says which excluded dates exclude nothing."""
    component = event.component
    start = component["DTSTART"].dt
    own = _own_zone(start, zone)
    left = _instant(start, own)
    right = _end(component, left, own)
    length = wall.reading(right, own) - wall.reading(left, own)
    text = rule.to_ical().decode()
    if "UNTIL=" in text and not re.search(r"UNTIL=\d{8}T\d{6}", text):
        text = re.sub(r"UNTIL=(\d{8})Z?", r"UNTIL=\1T235959", text)
    begins = expand(event.at, text, wall.reading(left, own), own, until)
    stated = component.get("EXDATE")
    for one in [] if stated is None else (stated if isinstance(stated, list) else [stated]):
        for moment in one.dts:
            if _instant(moment.dt, own) not in begins:
                said = say(
                    "`{name}`: the excluded date {day} hits no shift and excludes nothing",
                    name=title_of(component),
                    day=str(moment.dt)[:16],
                )
                notes.append(said)
                batch.leave_out(event.at, None, said)
    spans = [(at, wall.first_instant(wall.reading(at, own) + length, own)) for at in begins]
    return spans, not ("UNTIL=" in text or "COUNT=" in text)


def _own_zone(moment: date, zone: str) -> str:
    """The zone in which an event repeats: its own, or the calendar's."""
    from govcheck.time.clock import is_zone

    info = moment.tzinfo if isinstance(moment, datetime) else None
    key = str(getattr(info, "key", "") or "")
    if info is UTC or key == "UTC":
        return "UTC"
    return key if key and is_zone(key) else zone


def _absences(batch: Batch, event: _Event, times: Sequence[Any], zone: str) -> None:
    """Whole days on which somebody is away; the end of such an event is the day after.

    Those of one that repeats for ever are written down up to a day.
    """
    component = event.component
    title = AFTER.sub("", _ABSENT.sub("", title_of(component))).strip(" -\u2013\u2014:,")
    names = [*names_of(component), title]
    known = batch.people.find(*(name for name in names if name))
    if known is None:
        said = say("`{name}`: nobody in a list of people is meant", name=title_of(component))
        batch.leave_out(event.at, rules.ABSENCE, said)
        return
    rule = component.get("RRULE")
    if rule is not None and not {"UNTIL", "COUNT"} & set(rule):
        last = wall.reading(batch.wishes.at + HORIZON, zone) // DAY + wall.EPOCH_DAY
        times = [one for one in times if one["DTSTART"].dt.toordinal() < last]
        said = say(
            "`{name}` repeats for ever: absences are listed up to {day}",
            name=title_of(component),
            day=date.fromordinal(last).isoformat(),
        )
        batch.approximate(event.at, rules.LISTED_UNTIL, said)
    entries = sorted({_days_away(one) for one in times})
    for number, draft in enumerate(batch.drafts):
        if draft.name == f"person/{known.id}":
            fields = dict(draft.fields)
            more = [{"from": first, "to": to} for first, to in entries]
            fields["absences"] = [*fields.get("absences", ()), *more]  # type: ignore[misc]
            batch.drafts[number] = draft._replace(fields=fields)
            return
    for first, to in entries:
        entry = f"{{from: {first}, to: {to}}}"
        said = say(
            "`{name}` is away: add `{entry}` to their `absences`", name=known.id, entry=entry
        )
        batch.leave_out(event.at, rules.ABSENCE, said)


def _days_away(component: Any) -> tuple[str, str]:
    """The first and the last day of an absence."""
    first, end, duration = (component.get(name) for name in ("DTSTART", "DTEND", "DURATION"))
    days = timedelta(days=1) if duration is None else duration.dt
    last = (first.dt + days if end is None else end.dt) - timedelta(days=1)
    return first.dt.isoformat(), max(first.dt, last).isoformat()
