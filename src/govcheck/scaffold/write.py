"""Writing a new repository: all of it, or nothing."""

import os
import shutil
from collections.abc import Mapping
from typing import Final

from govcheck.errors import ScaffoldError, reason_of
from govcheck.translation import said

_ALLOWED: Final = frozenset((".git",))
"""What may already be in the folder."""


def write(folder: str, files: Mapping[str, str]) -> None:
    """Write files into a new or empty folder; one with nothing but `.git` counts as empty.

    They are written into a folder beside their place and moved from there, so that an error
    leaves nothing behind.

    Raises:
        ScaffoldError: The folder has something in it, or cannot be written.
    """
    folder = os.path.abspath(folder)
    made = _first_missing(folder)
    try:
        os.makedirs(folder, exist_ok=True)
        _refuse_unless_empty(folder)
        _write(folder, files)
    except OSError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        reason = reason_of(error)
        raise ScaffoldError(
            "`{folder}` cannot be written: {reason}", folder=folder, reason=reason
        ) from None


def read_text(path: str) -> str:
    """The text of a file, its line ends as they are."""
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def write_text(path: str, text: str) -> None:
    """Write a text with its line ends as they are."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)


def _write(folder: str, files: Mapping[str, str]) -> None:
    draft = os.path.join(folder, f".govcheck-init-{os.getpid()}")
    moved: list[str] = []
    try:
        for path, text in files.items():
            target = os.path.join(draft, *path.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for name in sorted(os.listdir(draft)):
            os.rename(os.path.join(draft, name), os.path.join(folder, name))
            moved.append(os.path.join(folder, name))
    except BaseException:
        for path in moved:
            shutil.rmtree(path) if os.path.isdir(path) else os.unlink(path)
        raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _refuse_unless_empty(folder: str) -> None:
    present = sorted(set(os.listdir(folder)) - _ALLOWED)
    if present:
        first, rest = f"`{present[0]}`", len(present) - 1
        known = said("{these} and {rest} more", these=first, rest=rest) if rest else first
        raise ScaffoldError(
            "`{folder}` is not empty: it has {files}; name a new folder", folder=folder, files=known
        )


def _first_missing(folder: str) -> str | None:
    """The uppermost folder that has to be made; None where there is nothing to make."""
    missing = None
    while not os.path.lexists(folder):
        missing, folder = folder, os.path.dirname(folder)
    return missing
