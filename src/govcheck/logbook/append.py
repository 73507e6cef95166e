"""Appending to a log: one line at a time, whole, whoever else writes."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress

from govcheck.errors import IncidentError, cannot_write


def append(path: str, line: Mapping[str, object]) -> None:
    """Write one line at the end of a log, and let it reach the disk.

    Two writers never mix: each has the file to itself, and writes its line in one piece. A last
    line that was torn is ended first, so that it stays alone.

    Raises:
        IncidentError: The path is no regular file, or cannot be written.
    """
    content = (json.dumps(line, ensure_ascii=False, separators=(", ", ": ")) + "\n").encode()
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        descriptor = os.open(path, flags, 0o644)
        try:
            _write(descriptor, path, content)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise IncidentError(cannot_write(path, error)) from None


def _write(descriptor: int, path: str, content: bytes) -> None:
    if not os.path.isfile(path):
        raise IncidentError("`{path}` is no regular file", path=path)
    _lock(descriptor)
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        content = b"\n" + content
    written, size = os.write(descriptor, content), len(content)
    if written != size:
        raise IncidentError(
            "`{path}` took only {written} of {size} bytes", path=path, written=written, size=size
        )
    os.fsync(descriptor)


def _lock(descriptor: int) -> None:
    """Wait for whoever else writes; without locks `O_APPEND` alone keeps lines whole."""
    with suppress(ImportError, OSError):
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
