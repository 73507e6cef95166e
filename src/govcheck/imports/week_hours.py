"""The hours of a week as calendars and rotas write them: `mon-fri: [09:00-17:00]`."""

from collections.abc import Iterable

from govcheck.model.scalars import WEEKDAYS
from govcheck.time.clock import DAY, HOUR, MINUTE


def hours_of(spans: Iterable[tuple[int, int]]) -> dict[str, list[str]]:
    """Spans of the week as hours of its days, to the minute, equal days in a row as one key.

    A span begins so many seconds after Monday's midnight, and lasts so many.
    """
    pieces: list[list[tuple[int, int]]] = [[] for _ in WEEKDAYS]
    whole = [(_minute(start), _minute(start + min(length, 7 * DAY))) for start, length in spans]
    for start, end in whole:
        day, begin = divmod(start % (7 * 1440), 1440)
        length = end - start
        if begin + length > 1440 and length < 1440:
            pieces[day].append((begin, begin + length))
            continue
        while length > 0:
            piece = min(length, 1440 - begin)
            pieces[day % 7].append((begin, begin + piece))
            length, begin, day = length - piece, 0, day + 1
    texts = [tuple(_span(*one) for one in sorted(set(day))) for day in pieces]
    found: dict[str, list[str]] = {}
    first = 0
    while first < 7:
        last = first
        while last + 1 < 7 and texts[last + 1] == texts[first]:
            last += 1
        if texts[first]:
            key = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
            found[key] = list(texts[first])
        first = last + 1
    return found


def _minute(seconds: int) -> int:
    return (seconds + MINUTE // 2) // MINUTE


def _span(begin: int, end: int) -> str:
    shown = end if end <= 1440 else end - 1440
    return f"{clock_of(begin * MINUTE)}-{'24:00' if shown == 1440 else clock_of(shown * MINUTE)}"


def clock_of(seconds: int) -> str:
    """`09:00` of seconds since midnight."""
    return f"{seconds // HOUR % 24:02d}:{seconds % HOUR // MINUTE:02d}"
