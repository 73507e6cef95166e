"""Instants, durations and zones: how they are written and read.

Inside govcheck an instant is an `int`: whole seconds since 1970-01-01T00:00:00Z. Fractions of a
second are cut off, which never moves an instant across a hand-over or an opening hour, because
those fall on whole minutes. Zone rules come from the pinned `tzdata` package, never from the
machine, so that two machines agree.
"""

import os
import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Final

from govcheck.translation import SaidValue, said

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MINUTE: Final = 60
HOUR: Final = 3600
DAY: Final = 86400

EARLIEST_YEAR: Final = 1970
LATEST_YEAR: Final = 2199
LONGEST_DURATION: Final = 3660 * DAY

DURATION_PATTERN: Final = r"^(?=\d)(\d{1,5}d)?(\d{1,6}h)?(\d{1,7}m)?(\d{1,9}s)?$"
INSTANT_PATTERN: Final = (
    r"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$"
)
DATE_PATTERN: Final = r"^\d{4}-\d{2}-\d{2}$"

_INSTANT = re.compile(INSTANT_PATTERN, re.ASCII)
_ZONE = re.compile(r"^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NoDuration(ValueError):
    """A text that is not written as a duration is."""


def parse_duration(text: str) -> int:
    """Seconds of `90s`, `15m`, `2h30m`, `3d`. Raises ValueError with what is wrong."""
    match = re.fullmatch(DURATION_PATTERN, text, re.ASCII)
    if match is None:
        raise NoDuration(said("is not a duration like `15m`, `2h30m` or `3d`"))
    days, hours, minutes, seconds = (int(part[:-1]) if part else 0 for part in match.groups())
    total = days * DAY + hours * HOUR + minutes * MINUTE + seconds
    if total > LONGEST_DURATION:
        raise ValueError(said("is longer than ten years"))
    return total


def format_duration(seconds: int) -> str:
    """The shortest way to write so many seconds as a duration: `2h30m`, `3d`, `0m`."""
    if seconds == 0:
        return "0m"
    sign, rest = ("-", -seconds) if seconds < 0 else ("", seconds)
    parts = []
    for size, unit in ((DAY, "d"), (HOUR, "h"), (MINUTE, "m"), (1, "s")):
        count, rest = divmod(rest, size)
        if count:
            parts.append(f"{count}{unit}")
    return sign + "".join(parts)


def said_duration(seconds: int) -> str:
    """The same, which a tongue writes in its own way: `2 h 30`, `2 Std. 30`."""
    return SaidValue(format_duration(seconds), "duration", seconds)


def parse_instant(text: str) -> int:
    """The instant of an RFC 3339 text with an offset. Raises ValueError with what is wrong."""
    if _INSTANT.fullmatch(text) is None:
        if re.match(r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$", text):
            raise ValueError(
                said("has no time offset; write one, like `2026-03-14T22:40:00+01:00`")
            )
        raise ValueError(said("is not an instant like `2026-03-14T22:40:00+01:00`"))
    try:
        moment = datetime.fromisoformat(text[:19].upper())
        offset = _offset(text)
    except ValueError:
        raise ValueError(said("is not a date and time that exists")) from None
    must_be_near(moment)
    return int((moment.replace(tzinfo=UTC) - _EPOCH).total_seconds()) - offset


def must_be_near(day: date) -> None:
    """Raise ValueError for a day in a year that is too far away to be meant."""
    if not EARLIEST_YEAR < day.year < LATEST_YEAR:
        first, last = str(EARLIEST_YEAR + 1), str(LATEST_YEAR - 1)  # years have no thousands
        raise ValueError(said("is outside the years {first} to {last}", first=first, last=last))


def _offset(text: str) -> int:
    if text[-1] in "Zz":
        return 0
    hours, minutes = int(text[-5:-3]), int(text[-2:])
    if hours > 23 or minutes > 59:
        raise ValueError(text)
    return (hours * HOUR + minutes * MINUTE) * (-1 if text[-6] == "-" else 1)


def parse_date(text: str) -> date:
    """The day of an ISO 8601 date. Raises ValueError with what is wrong."""
    if re.fullmatch(DATE_PATTERN, text, re.ASCII) is None:
        raise ValueError(said("is not a date like `2026-03-14`"))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(said("is not a date that exists")) from None
    must_be_near(day)
    return day


def format_instant(instant: int, timezone: str = "UTC") -> str:
    """RFC 3339 of an instant, in UTC with `Z` or with the offset of an IANA zone."""
    if timezone == "UTC":
        return (_EPOCH + timedelta(seconds=instant)).strftime("%Y-%m-%dT%H:%M:%SZ")
    return local(instant, timezone).isoformat()


def local(instant: int, timezone: str) -> datetime:
    """The wall-clock reading of an instant in an IANA zone."""
    return datetime.fromtimestamp(instant, zone(timezone))


def is_zone(name: str) -> bool:
    """Whether the pinned tzdata knows an IANA zone of that name."""
    try:
        zone(name)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=512)
def zone(name: str) -> "ZoneInfo":
    """The IANA zone of that name, read from the pinned tzdata. Raises ValueError if unknown."""
    from zoneinfo import ZoneInfo

    if _ZONE.fullmatch(name):
        try:
            with open(os.path.join(_tzdata_folder(), "zoneinfo", *name.split("/")), "rb") as data:
                if data.read(4) == b"TZif":
                    data.seek(0)
                    return ZoneInfo.from_file(data, key=name)
        except OSError:
            pass
    raise ValueError(said("`{name}` is not an IANA time zone", name=name))


def zone_names() -> list[str]:
    """Every zone name of the pinned tzdata, sorted."""
    with open(os.path.join(_tzdata_folder(), "zones"), encoding="ascii") as names:
        return sorted(names.read().split())


def tzdata_version() -> str:
    """The version of the pinned tzdata, as its package says it (`2026.6`)."""
    return str(import_module("tzdata").__version__)


def _tzdata_folder() -> str:
    return os.path.dirname(str(import_module("tzdata").__file__))
