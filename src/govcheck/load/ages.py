"""Since when something stands in the files, or does no longer, by the history of git."""

from typing import Final

from govcheck.errors import RevisionError
from govcheck.load.git import run

_MOST_COMMITS: Final = 5


def last_changes(folder: str, revision: str | None, pattern: str, below: str) -> tuple[str, ...]:
    """The last commits that changed a line of a folder that matches a pattern, the newest first."""
    try:
        found = run(
            folder, "log", "--no-textconv", "--no-renames", "--extended-regexp",
            "-n", str(_MOST_COMMITS), "--format=%H", "-G", pattern, revision or "HEAD", "--", below,
        )  # fmt: skip
    except RevisionError:
        return ()
    return tuple(found.decode("ascii", "replace").split())


def first_written(folder: str, revision: str | None, text: str, below: str) -> int | None:
    """When a line of that text first came into a folder, in seconds since 1970 UTC.

    None where it was never committed, where the history is cut off before that, or without git.
    A file that is moved within the folder keeps its age.
    """
    if not text.strip() or "\n" in text:
        return None
    try:
        if run(folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
            return None
        found = run(
            folder, "log", "--no-textconv", "--no-renames", "--format=%ct", "-S", text,
            revision or "HEAD", "--", below,
        )  # fmt: skip
    except RevisionError:
        return None
    instants = found.split()
    return int(instants[-1]) if instants else None
