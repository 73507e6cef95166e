"""Instants as other tools write them: ISO 8601 with or without an offset, or in a format."""

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from govcheck.lazy_pattern import lazy_pattern
from govcheck.time.clock import must_be_near
from govcheck.time.wall_clocks import first_instant
from govcheck.translation import said

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SAMPLE: Final = datetime(2026, 11, 29, 22, 40, tzinfo=UTC)
_ISO: Final = lazy_pattern(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(:\d{2})?([.,]\d{1,9})?"
    r" ?([Zz]|[+-]\d{2}(?::?\d{2})?|UTC)?",
    re.ASCII,
)


def read_instant(text: str, format_: str | None, timezone: str) -> int:
    """The instant of a text; one without an offset is a reading of the zone's clock.

    A reading that comes twice is its first occurrence, one that is skipped the end of the gap.

    Raises:
        ValueError: What is wrong with it.
    """
    if format_ is None:
        return instant_of(_iso(text), timezone)
    try:
        moment = datetime.strptime(text, format_)  # noqa: DTZ007 - a reading of the zone's clock
    except ValueError:
        raise ValueError(said("is not a time like `{format}`", format=format_)) from None
    return instant_of(moment, timezone)


def instant_of(moment: datetime, timezone: str) -> int:
    """The instant of a moment, with or without an offset. Raises ValueError for a far one."""
    must_be_near(moment)
    if moment.tzinfo is not None:
        return (moment - _EPOCH) // timedelta(seconds=1)
    return first_instant((moment.replace(tzinfo=UTC) - _EPOCH) // timedelta(seconds=1), timezone)


def format_problem(format_: str) -> str | None:
    """What keeps a format from saying a date and a time; None where it does."""
    try:
        read = datetime.strptime(_SAMPLE.strftime(format_), format_)  # noqa: DTZ007 - likewise
    except (ValueError, re.error):
        return said("is not a format of dates and times")
    if read.replace(tzinfo=None, minute=40) != _SAMPLE.replace(tzinfo=None):
        return said("does not say the year, the month, the day and the hour")
    return None


def _iso(text: str) -> datetime:
    match = _ISO.fullmatch(text)
    if match is None:
        raise ValueError(said("is not a date and time like `2026-03-14 22:40`"))
    day, time, seconds, _, offset = match.groups()
    ahead = "" if offset is None else "+00:00" if offset in ("Z", "z", "UTC") else offset
    if len(ahead) == 3:
        ahead += ":00"
    try:
        return datetime.fromisoformat(f"{day}T{time}{seconds or ':00'}{ahead}")
    except ValueError:
        raise ValueError(said("is not a date and time that exists")) from None
