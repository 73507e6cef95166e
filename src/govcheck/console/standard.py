"""Standard input and output, either of which may be closed, and the latter full or unread."""

import os
import sys
from typing import BinaryIO

from govcheck.errors import GovcheckError, reason_of
from govcheck.translation import said


def file_error(path: str, reason: str) -> Exception:
    """The click.FileError for a file, or a stream, of which nothing can be written or read."""
    from click import FileError  # which only whoever fails needs

    return FileError(path, reason)


class InputClosed(GovcheckError):
    """Standard input is asked for but closed."""


def standard_input() -> BinaryIO:
    """The bytes of standard input. Raises InputClosed where there is none."""
    if sys.stdin is None:
        raise InputClosed("standard input is closed")
    return sys.stdin.buffer


def read_named(path: str, most: int) -> bytes:
    """The bytes of a file named by the user, at most so many. Raises OSError.

    A pipe may be one, as shells make them of a command; one that nobody writes to is empty.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        if hasattr(os, "set_blocking"):
            os.set_blocking(file.fileno(), True)
        return file.read(most)


def write_named(path: str, content: bytes) -> None:
    """Write to a file named by the user. Raises OSError, for a pipe that nobody reads as well."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    flags |= getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o666), "wb") as file:
        if hasattr(os, "set_blocking"):
            os.set_blocking(file.fileno(), True)
        file.write(content)


def write_text(path: str, text: str, *, new: bool = True) -> None:
    """Write a text to a file in a folder that is made if need be; a `new` one is not there yet.

    Raises click.FileError.
    """
    try:
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "x" if new else "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise file_error(path, reason_of(error)) from None


def is_terminal() -> bool:
    """Whether somebody looks at standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def write_output(content: bytes) -> None:
    """Write to standard output. Raises click.FileError where it is closed or full.

    Where nobody reads it to its end, the verdict is still what the exit code says.
    """
    if sys.stdout is None:
        raise file_error("<stdout>", said("is closed"))
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        _forget_output()
        if not isinstance(error, BrokenPipeError):
            raise file_error("<stdout>", reason_of(error)) from None


def flush_output() -> None:
    """Write what Python still keeps back, or forget it where that cannot be."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError:
        _forget_output()


def _forget_output() -> None:
    """Let nothing be written any more: Python would try, and complain, once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
