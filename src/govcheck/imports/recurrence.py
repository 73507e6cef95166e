"""The occurrences of a recurrence rule (RFC 5545), by the clock on the wall."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from govcheck.imports.cursor import Cursor
from govcheck.imports.extra import library
from govcheck.imports.remark import say
from govcheck.time import wall_clocks as wall

MOST_SHIFTS: Final = 20_000
_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock's reading has no zone


class Occurrences(NamedTuple):
    """When something happens, as the lines of a recurrence say."""

    turns: dict[int, int]
    """The instants, each with how many of the rule were before it.

    One that was added has the number of the one before it: it takes nobody's turn."""
    excluded: frozenset[int]
    missed: frozenset[int]
    """What was to be excluded, but happens never."""
    added: frozenset[int]
    is_finite: bool
    """Whether the rule itself ends."""


def occurrences(lines: Sequence[Cursor], start: int, zone: str, until: int) -> Occurrences:
    """What happens from an instant until another, by lines like `RRULE:...` and `EXDATE:...`."""
    rule: Cursor | None = None
    dates: dict[str, set[int]] = {"EXDATE": set(), "RDATE": set()}
    for one in lines:
        text = str(one.value)
        name = text.partition(":")[0].partition(";")[0]
        if name in dates:
            stated = text.rpartition(":")[2].split(",")
            dates[name] |= {_moment(one, part, zone) for part in stated}
        elif rule is None and (name == "RRULE" or text.startswith("FREQ=")):
            rule = one
        else:
            raise one.refuse(say("`{line}` is not a rule that is known", line=text[:60]))
    text = "" if rule is None else str(rule.value).removeprefix("RRULE:")
    found = [start] if rule is None else expand(rule, text, wall.reading(start, zone), zone, until)
    turns = {at: number for number, at in enumerate(found)}
    added = frozenset(at for at in dates["RDATE"] if at < until) - {*found}
    turns |= {at: max(0, sum(one < at for one in found) - 1) for at in added}
    return Occurrences(
        dict(sorted(turns.items())),
        frozenset(dates["EXDATE"] & {*turns}),
        frozenset(dates["EXDATE"] - {*turns}),
        added,
        rule is None or "UNTIL=" in text or "COUNT=" in text,
    )


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
