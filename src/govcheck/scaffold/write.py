"""Writing a new repository: all of it, or nothing."""

import os
import shutil
from collections.abc import Mapping
from typing import Final

from govcheck.errors import ScaffoldError

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
        reason = error.strerror or "cannot be written"
        raise ScaffoldError(f"`{folder}` cannot be written: {reason}") from None


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
        more = f" and {len(present) - 1} more" if len(present) > 1 else ""
        raise ScaffoldError(
            f"`{folder}` is not empty: it has `{present[0]}`{more}; name a new folder"
        )


def _first_missing(folder: str) -> str | None:
    """The uppermost folder that has to be made; None where there is nothing to make."""
    missing = None
    while not os.path.lexists(folder):
        missing, folder = folder, os.path.dirname(folder)
    return missing
