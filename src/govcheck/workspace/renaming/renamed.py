"""The files that a new name changes: as values, as a tree, and written; and logs, which keep it.

Logs are only ever appended to. One that was opened with a revision of the policy is judged by that,
where the old name is right.
"""

import os
import re
from collections.abc import Mapping
from typing import NamedTuple

from govcheck.load.tree import INCIDENTS, Tree, TreeEntry
from govcheck.logbook.path import SUFFIX
from govcheck.logbook.read import read_log


class NamingLog(NamedTuple):
    """A log, and how many of its lines have a name as a text, or as a part of one like `a/b`."""

    path: str
    lines: int
    policy: str = ""
    """The revision that judges it, in which the old name is right; empty for the present policy."""


def logs_naming(tree: Tree, name: str) -> list[NamingLog]:
    """The logs that name something, and by which policy each is judged."""
    named = re.compile(rf'(?:"|/){re.escape(name)}(?:"|/|#)'.encode())
    found = []
    for entry in tree.entries():
        if not entry.path.startswith(f"{INCIDENTS}/") or not entry.path.endswith(SUFFIX):
            continue
        try:
            content = tree.read(entry.path)
        except OSError:
            continue
        lines = sum(named.search(line) is not None for line in content.splitlines())
        if lines:
            found.append(NamingLog(entry.path, lines, read_log(content).policy))
    return found


class Renamed(NamedTuple):
    """The files that change: what each was, what it is, and where it stands from now on."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    moved: Mapping[str, str]


class RenamedTree:
    """A tree as it will be."""

    revision: str | None = None

    def __init__(self, tree: Tree, renamed: Renamed) -> None:
        self.root = tree.root
        self._tree = tree
        self._renamed = renamed

    def entries(self) -> list[TreeEntry]:
        """Everything below the known folders, sorted by path."""
        moved, after = self._renamed.moved, self._renamed.after
        named = [
            entry._replace(path=moved.get(entry.path, entry.path)) for entry in self._tree.entries()
        ]
        return sorted(
            entry._replace(size=len(after[entry.path])) if entry.path in after else entry
            for entry in named
        )

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError where it cannot be read."""
        after = self._renamed.after
        return after[path] if path in after else self._tree.read(path)

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path."""
        gone = path in self._renamed.moved
        return path in self._renamed.after or (not gone and self._tree.exists(path))


def write_renamed(root: str, renamed: Renamed) -> None:
    """Write the files: each beside its place first, so that what cannot be written changes nothing.

    Raises OSError.
    """
    waiting: dict[str, str] = {}
    try:
        for path, content in renamed.after.items():
            target = os.path.join(root, *path.split("/"))
            temporary = f"{target}.{os.getpid()}.tmp"
            with open(temporary, "xb") as file:
                waiting[temporary] = target
                file.write(content)
            source = {to: at for at, to in renamed.moved.items()}.get(path, path)
            mode = os.stat(os.path.join(root, *source.split("/"))).st_mode
            os.chmod(temporary, mode & 0o7777)
        for temporary, target in list(waiting.items()):
            os.replace(temporary, target)
            del waiting[temporary]
        for path in renamed.moved:
            os.unlink(os.path.join(root, *path.split("/")))
    finally:
        for temporary in waiting:
            os.unlink(temporary)
