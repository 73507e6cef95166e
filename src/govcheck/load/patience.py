"""A limit on time for what somebody else's schema makes the program do.

A pattern or a web of references can be written to take for ever, and neither can be interrupted by
counting. Only the main thread of a Unix process can set an alarm; elsewhere there is no limit.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AGAIN: Final = 0.2
"""So many seconds after an alarm that nobody heard comes the next."""


class OutOfPatience(Exception):
    """It took too long."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Raise OutOfPatience within the block once that much time has passed."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    earlier = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, earlier)


def _stop(signum: int, frame: FrameType | None) -> None:
    if frame is not None and frame.f_code.co_name == "__del__":
        return  # where whatever is raised is swallowed; the alarm comes again
    raise OutOfPatience
