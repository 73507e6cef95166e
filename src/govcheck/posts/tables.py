"""The tables of data that stand beside the modules."""

import os


def table(name: str, comment: str) -> frozenset[str]:
    """The lines of a table but for those that begin as comments do."""
    path = os.path.join(os.path.dirname(__file__), "data", name)
    with open(path, encoding="utf-8") as file:
        return frozenset(line for line in file.read().splitlines() if not line.startswith(comment))
