"""How far a long command has come, and how long it will still take, in a terminal."""

import os
import sys
import time
from collections.abc import Callable
from typing import Final

SHORTEST: Final = 2.0
"""Seconds before anything is said."""


def cores() -> int:
    """How many processes this machine runs at once for us."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def progress() -> Callable[[int, int], None]:
    """Says on standard error how many parts of how many are done; silent outside of a terminal."""
    if not sys.stderr.isatty():
        return lambda _done, _all: None
    begun = time.monotonic()
    first: list[int] = []

    def said(done: int, everything: int) -> None:
        first.append(done)  # parts that were counted in an earlier run took no time
        took = time.monotonic() - begun
        if done >= everything:
            sys.stderr.write("\r\x1b[K")
        elif took > SHORTEST and done > first[0]:
            left = took / (done - first[0]) * (everything - done)
            sys.stderr.write(f"\r\x1b[K{done} of {everything} parts, {_lasting(left)} left")
        sys.stderr.flush()

    return said


def _lasting(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min" if minutes > 2 else f"{60 * minutes + rest} s"
