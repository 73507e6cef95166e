"""Wall clocks: from what a clock on the wall shows to the instant, and back.

A *reading* is what the clock shows, in seconds since 1970-01-01T00:00 on that clock. In the hour
that autumn repeats two instants have the same reading; the hour that spring skips has no instant.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from govcheck.time import clock
from govcheck.time.clock import DAY, MINUTE

EPOCH_DAY: Final = 719163
"""The ordinal of 1970-01-01."""

_BLOCK: Final = 400 * DAY
# No zone changes its offset twice within 6.9 days since 1970 (Gaza and Brazil come closest).
_STRIDE: Final = 5 * DAY
# Zones are known from 1970 to 2299; before and after, the offset at that end goes on.
_LATEST: Final = 10_413_792_000 - DAY


def offset(at: int, timezone: str) -> int:
    """Seconds that the zone's clock is ahead of UTC at an instant."""
    found = 0
    for start, value in _changes(timezone, at // _BLOCK):
        if start > at:
            break
        found = value
    return found


def reading(at: int, timezone: str) -> int:
    """What the zone's clock shows at an instant."""
    return at + offset(at, timezone)


def day_of(at: int, timezone: str) -> int:
    """The ordinal of the day on the zone's clock at an instant."""
    return EPOCH_DAY + reading(at, timezone) // DAY


def stretches(start: int, end: int, timezone: str) -> Iterator[tuple[int, int, int]]:
    """The stretches with one offset between two instants: start, end, offset."""
    for block in range(start // _BLOCK, -(-end // _BLOCK)):
        changes = _changes(timezone, block)
        ends = [change[0] for change in changes[1:]] + [(block + 1) * _BLOCK]
        for (begin, value), finish in zip(changes, ends, strict=True):
            if begin < end and finish > start:
                yield max(begin, start), min(finish, end), value


def first_instant(shown: int, timezone: str) -> int:
    """The first instant at which the zone's clock shows `shown` or later.

    This is the first occurrence of a reading that comes twice, and the end of the gap for one
    that never comes; so a later reading never has an earlier instant.
    """
    for start, end, value in stretches(shown - DAY, shown + DAY + 1, timezone):
        instant = max(start, shown - value)
        if instant < end:
            return instant
    raise AssertionError("no zone is a day away from UTC")


@lru_cache(maxsize=65536)
def instant_at(day: int, minute: int, timezone: str) -> int:
    """The instant of a minute of a day, an ordinal; minutes from 1440 on lie on later days."""
    return first_instant((day - EPOCH_DAY) * DAY + minute * MINUTE, timezone)


def start_of(bound: date | int, timezone: str) -> int:
    """The instant of an instant, or of the start of a day."""
    return bound if isinstance(bound, int) else day_start(bound.toordinal(), timezone)


def end_of(bound: date | int, timezone: str) -> int:
    """The instant of an instant, or of the end of a day."""
    return bound if isinstance(bound, int) else day_start(bound.toordinal() + 1, timezone)


def day_start(day: int, timezone: str) -> int:
    """The instant at which a day, an ordinal, begins."""
    return instant_at(day, 0, timezone)


@lru_cache(maxsize=4096)
def _changes(timezone: str, block: int) -> tuple[tuple[int, int], ...]:
    """The offsets within a block of 400 days, each with the instant from which it holds."""
    start = block * _BLOCK
    if timezone == "UTC":
        return ((start, 0),)
    before = _offset(start, timezone)
    changes = [(start, before)]
    for low in range(start, start + _BLOCK, _STRIDE):
        after = _offset(low + _STRIDE, timezone)
        if after != before:
            change = _change(low, low + _STRIDE, timezone)
            if change < start + _BLOCK:
                changes.append((change, after))
        before = after
    return tuple(changes)


def _change(low: int, high: int, timezone: str) -> int:
    """The instant of the change of offset after `low` and not after `high`."""
    before = _offset(low, timezone)
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(middle, timezone) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(at: int, timezone: str) -> int:
    moment = datetime.fromtimestamp(min(max(at, 0), _LATEST), clock.zone(timezone))
    ahead = moment.utcoffset()
    return 0 if ahead is None else ahead.days * DAY + ahead.seconds
