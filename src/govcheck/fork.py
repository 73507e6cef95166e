"""Work in a process beside this one, so that a machine with two cores takes half the time.

What the work needs is there already, since the other process begins as a copy of this one. Only
the result travels, and it must be one that can be pickled.
"""

import os
import sys
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work in another process; what is returned waits for the result and yields it.

    The work has to be a function of what there is now, without a trace but for its result. Where
    no other process can be made, or none would be faster, or it ends without a result, the work is
    done here, once it is asked for.
    """
    if not _can_fork():
        return work
    reader, writer = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reader)
        os.close(writer)
        return work
    if child == 0:
        os.close(reader)
        _deliver(work, writer)
    os.close(writer)

    def result() -> T:
        import pickle

        with os.fdopen(reader, "rb") as pipe:
            content = pipe.read()
        _, status = os.waitpid(child, 0)
        if status != 0:
            return work()  # a bug in it shows here, where somebody sees it
        found: T = pickle.loads(content)  # noqa: S301 - a copy of this process wrote it
        return found

    return result


def _deliver(work: Callable[[], object], writer: int) -> None:
    """Write the result of the work and end the process, whatever happens."""
    import pickle

    try:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(work(), protocol=pickle.HIGHEST_PROTOCOL))
    except BaseException:  # noqa: BLE001 - the other process must not go on as if it were the first
        os._exit(1)
    os._exit(0)


def _can_fork() -> bool:
    """Whether there are two cores and one thread: a copy of a process has no other threads."""
    if not hasattr(os, "fork") or sys.platform == "darwin":  # whose libraries do not survive it
        return False
    threading = sys.modules.get("threading")
    alone = threading is None or threading.active_count() == 1
    return alone and len(os.sched_getaffinity(0)) > 1
