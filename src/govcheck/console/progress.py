"""How far a long command has come, and how long it will still take, in a terminal."""

import os
import sys
import time
from collections.abc import Callable
from typing import Final

from govcheck.console.output import reader_language

SHORTEST: Final = 2.0
"""Seconds before anything is said."""


def cores() -> int:
    """How many processes this machine runs at once for us."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def progress() -> Callable[[int, int, int], None]:
    """Says on standard error how many parts of how many are done, and how many rows a minute.

    Silent outside of a terminal.
    """
    if not sys.stderr.isatty():
        return lambda _done, _all, _rows: None
    from govcheck.tongue import tongue

    reader = tongue(reader_language())
    begun = time.monotonic()
    first: list[tuple[int, int]] = []

    def said(done: int, everything: int, rows: int) -> None:
        first.append((done, rows))  # parts that were counted in an earlier run took no time
        took = time.monotonic() - begun
        if done >= everything:
            sys.stderr.write("\r\x1b[K")
        elif took > SHORTEST and done > first[0][0]:
            left = took / (done - first[0][0]) * (everything - done)
            rate = round(60 * (rows - first[0][1]) / took)
            line = reader.say(
                "{done} of {everything} parts, {left} left, {rate} rows a minute",
                done=done,
                everything=everything,
                left=reader.duration(round(left)),
                rate=reader.number(rate),
            )
            sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    return said


def most_memory() -> int | None:
    """How many megabytes a process of this run had at most; None where the system does not say."""
    try:
        from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
    except ImportError:  # as on Windows
        return None
    most = max(getrusage(who).ru_maxrss for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return most // (1_000_000 if sys.platform == "darwin" else 1_000)
