"""Instants of whole columns: what clocks on walls show, and when calendars are open."""

from typing import Any, Final

import numpy as np
import pyarrow as pa

from govcheck.duty.calendars import spans_within
from govcheck.duty.roster import Roster
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, MINUTE

EARLIEST: Final = 31_622_400
LATEST: Final = 7_226_496_000
"""Instants beyond, a day from the first and the last that are read, are looked at one by one."""
CALENDARS_A_WORD: Final = 62
_STRETCH: Final = 64 * DAY
_MOST_MINUTES: Final = 1 << 22
"""Eight years."""


def openings(roster: Roster, calendar: str, first: int, last: int) -> Any:
    """When a calendar opens and closes, in turn."""
    spans = spans_within(
        roster, roster.calendars[calendar], first * _STRETCH, (last + 1) * _STRETCH
    )
    return np.array([edge for span in spans for edge in span], np.int64)


class Openings:
    """When some calendars are open."""

    def __init__(self, roster: Roster, calendars: tuple[str, ...]) -> None:
        self._roster = roster
        self._words = [
            calendars[start : start + CALENDARS_A_WORD]
            for start in range(0, len(calendars), CALENDARS_A_WORD)
        ]
        self._stretches = 0, -1
        self._minutes: list[Any] = []
        """For these stretches and each of the words which calendars are open in each minute."""

    def at(self, at: Any) -> Any:
        """Which calendars are open at each instant: as bits, a row of words for so many of them."""
        if not self._words:
            return np.empty((0, len(at)), np.int64)
        first, last = int(at.min()) // _STRETCH, int(at.max()) // _STRETCH
        if first < self._stretches[0] or last > self._stretches[1]:
            self._stretches = first, last
            self._minutes = [_by_minute(self._roster, one, first, last) for one in self._words]
        start = self._stretches[0] * _STRETCH // MINUTE
        words = zip(self._words, self._minutes, strict=True)
        return np.stack(
            [
                _open_at(self._roster, one, at, first, last)
                if minutes is None
                else minutes[at // MINUTE - start]
                for one, minutes in words
            ]
        )


def _open_at(roster: Roster, calendars: tuple[str, ...], at: Any, first: int, last: int) -> Any:
    found = np.zeros(len(at), np.int64)
    for number, calendar in enumerate(calendars):
        edges = openings(roster, calendar, first, last)
        found |= (np.searchsorted(edges, at, side="right") & 1) << number
    return found


def _by_minute(roster: Roster, calendars: tuple[str, ...], first: int, last: int) -> Any:
    """Which calendars are open in each minute; None where they open within one, or for too long."""
    start, end = first * _STRETCH // MINUTE, (last + 1) * _STRETCH // MINUTE
    if end - start > _MOST_MINUTES:
        return None
    found = np.zeros(end - start, np.int64)
    for number, calendar in enumerate(calendars):
        edges = openings(roster, calendar, first, last)
        if (edges % MINUTE).any():
            return None
        for opens, closes in (edges.reshape(-1, 2) // MINUTE - start).tolist():
            found[opens:closes] |= 1 << number
    return found


def offsets(at: Any, zone: str) -> Any:
    """How many seconds a zone's clock is ahead at each instant."""
    stretches = list(wall.stretches(int(at.min()), int(at.max()) + 1, zone))
    starts = np.array([start for start, _, _ in stretches], np.int64)
    ahead = np.array([one for _, _, one in stretches], np.int64)
    return ahead[np.searchsorted(starts, at, side="right") - 1]


def of_timestamps(cells: Any, zone: str) -> Any:
    """Instants; what is not known lies beyond the last one."""
    seconds = cells.cast(pa.timestamp("s", tz=cells.type.tz), safe=False).cast(pa.int64())
    shown = seconds.fill_null(LATEST + 1).to_numpy(zero_copy_only=False)
    near = (shown >= EARLIEST) & (shown <= LATEST)
    if cells.type.tz is not None or not near.any():
        return shown.copy()
    low, high = int(shown[near].min()), int(shown[near].max())
    stretches = list(wall.stretches(low - DAY, high + DAY + 1, zone))
    starts = np.array([start for start, _, _ in stretches], np.int64)
    ahead = np.array([one for _, _, one in stretches], np.int64)
    ends = np.array([end + one for _, end, one in stretches], np.int64)
    place = np.searchsorted(ends, shown[near], side="right")
    found = shown.copy()
    found[near] = np.maximum(starts[place], shown[near] - ahead[place])
    return found
