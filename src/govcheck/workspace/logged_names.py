"""Logs that name what is renamed. They are only ever appended to, so that they keep the old name.

A log that was opened with a revision of the policy is judged by that, where the old name is right.
"""

import re
from typing import NamedTuple

from govcheck.load.tree import INCIDENTS, Tree
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
