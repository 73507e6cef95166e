"""Instants and spans of time in words, the same on every machine whatever its locale."""

from govcheck.time.clock import format_duration, local

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def full(at: int, timezone: str) -> str:
    """Day and time in a zone: `Sat 14 Mar 2026 22:40`."""
    moment = local(at, timezone)
    day = f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} {time_of_day(at, timezone)}"


def short(at: int, timezone: str, since: int) -> str:
    """The time alone on the day of `since`, with the date on others: `22:40`, `15 Mar 08:00`.

    The year is there where it is another one.
    """
    moment, reference = local(at, timezone), local(since, timezone)
    if moment.date() == reference.date():
        return time_of_day(at, timezone)
    day = f"{moment.day} {MONTHS[moment.month - 1]}"
    year = "" if moment.year == reference.year else f" {moment.year}"
    return f"{day}{year} {time_of_day(at, timezone)}"


def time_of_day(at: int, timezone: str) -> str:
    """`22:40`, or `22:40:05` off the full minute."""
    moment = local(at, timezone)
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def elapsed(seconds: int) -> str:
    """Time since detection: `T+0`, `T+1h30m`, `T-35m`."""
    if seconds == 0:
        return "T+0"
    return f"T{'+' if seconds > 0 else ''}{format_duration(seconds)}"


def number(value: float) -> str:
    """A number with separators of thousands: `50,000`, `0.25`."""
    whole = isinstance(value, int) or value.is_integer()
    return f"{int(value):,}" if whole else f"{value:,}"
