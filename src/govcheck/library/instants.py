"""Instants and stretches of time as other programs state them, and the clock."""

import time
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
    if isinstance(instant, int):
        return instant
    try:
        return parse_instant(instant)
    except ValueError as error:
        raise GovcheckError("`{value}` {reason}", value=instant, reason=told(error)) from None


def length_of(stretch: Stretch) -> int:
    """The seconds of a stretch of time.

    Raises:
        GovcheckError: It is a text that is no duration.
    """
    if isinstance(stretch, timedelta):
        return int(stretch.total_seconds())
    if isinstance(stretch, int):
        return stretch
    try:
        return parse_duration(stretch)
    except ValueError as error:
        raise GovcheckError("`{value}` {reason}", value=stretch, reason=told(error)) from None
