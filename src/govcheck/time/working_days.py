"""Working days: deadlines that are counted in days with opening hours."""

import re
from typing import Final

from govcheck.named_tuples import NamedTuple
from govcheck.time.clock import DAY, DURATION_PATTERN, NoDuration, format_duration, parse_duration
from govcheck.translation import said

DEADLINE_PATTERN: Final = DURATION_PATTERN.replace("(?=\\d)", "(?=\\d)(").replace(
    "$", r"|[1-9]\d{0,2}wd)$"
)

_WORKING_DAYS: Final = r"[1-9]\d{0,2}wd"


class WorkingDays(NamedTuple):
    """So many days with opening hours after the day on which a clock starts."""

    days: int


Allowed = int | WorkingDays
"""How long somebody has: seconds, or working days of a calendar."""


def parse_deadline(text: str) -> Allowed:
    """What `90s`, `2h30m` or `2wd` allows. Raises ValueError with what is wrong."""
    if re.fullmatch(_WORKING_DAYS, text, re.ASCII):
        return WorkingDays(int(text.removesuffix("wd")))
    try:
        return parse_duration(text)
    except NoDuration:
        raise ValueError(
            said("is not a duration like `15m` or `3d`, or working days like `2wd`")
        ) from None


def format_deadline(allowed: Allowed) -> str:
    """The shortest way to write it: `2h30m`, `2wd`."""
    return f"{allowed.days}wd" if isinstance(allowed, WorkingDays) else format_duration(allowed)


def real_time(allowed: Allowed) -> int:
    """The same in seconds, a working day for a day."""
    return allowed.days * DAY if isinstance(allowed, WorkingDays) else allowed
