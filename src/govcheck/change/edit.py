"""Edits: what stands differently in two policies, as typed values."""

from typing import Any, Literal, NamedTuple

Plain = Any
"""A value as YAML and JSON have it: text, number, boolean, null, list or mapping."""


class Edit(NamedTuple):
    """One difference between two documents of the same kind and id.

    `pointer` is a JSON pointer into the document; empty where a whole document comes or goes. It
    counts positions as in the base; only an added item's own position is that in the head. A file's
    name and layout, and the order of what has no order, are no edits. `moved` names the items that
    are on both sides, as they stood and as they stand.
    """

    change: Literal["added", "removed", "changed", "moved"]
    document: str
    """`kind/id`."""
    pointer: str
    before: Plain
    after: Plain
