"""Instants and stretches of time as other programs state them, and the clock."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from govcheck.errors import GovcheckError
from govcheck.time.clock import parse_duration, parse_instant
from govcheck.translation import told

InstantInput = datetime | str | int
"""An aware datetime, an RFC 3339 text with an offset, or whole seconds since 1970 UTC."""

Stretch = timedelta | str | int
"""A timedelta, a duration such as `90d`, or whole seconds."""


def now() -> int:
    """The current instant, in seconds since 1970 UTC."""
    return int(time.time())


def seconds_of(instant: InstantInput) -> int:
    """An instant in seconds since 1970 UTC.

    Raises:
        GovcheckError: It is a text that is no instant, or a datetime without a zone.
    """
    if isinstance(instant, datetime):
        if instant.tzinfo is None:
            raise GovcheckError("`{value}` has no zone", value=instant.isoformat())
        return int(instant.timestamp())
    return instant if isinstance(instant, int) else _read(parse_instant, instant)


def length_of(stretch: Stretch) -> int:
    """The seconds of a stretch of time.

    Raises:
        GovcheckError: It is a text that is no duration.
    """
    if isinstance(stretch, timedelta):
        return int(stretch.total_seconds())
    return stretch if isinstance(stretch, int) else _read(parse_duration, stretch)


def _read(parse: Callable[[str], int], value: str) -> int:
    try:
        return parse(value)
    except ValueError as error:
        raise GovcheckError("`{value}` {reason}", value=value, reason=told(error)) from None
