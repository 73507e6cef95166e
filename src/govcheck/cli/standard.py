"""Standard input and output, either of which may be closed, and the latter full or unread."""

import os
import sys
from typing import BinaryIO

import click

from govcheck.errors import GovcheckError


class InputClosed(GovcheckError):
    """Standard input is asked for but closed."""


def standard_input() -> BinaryIO:
    """The bytes of standard input. Raises InputClosed where there is none."""
    if sys.stdin is None:
        raise InputClosed("standard input is closed")
    return sys.stdin.buffer


def is_terminal() -> bool:
    """Whether somebody looks at standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def write_output(content: bytes) -> None:
    """Write to standard output. Raises click.FileError where it is closed or full.

    Where nobody reads it to its end, the verdict is still what the exit code says.
    """
    if sys.stdout is None:
        raise click.FileError("<stdout>", "is closed")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        _forget_output()
        if not isinstance(error, BrokenPipeError):
            raise click.FileError("<stdout>", error.strerror or "cannot be written") from None


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
