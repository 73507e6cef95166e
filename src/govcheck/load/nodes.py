"""The YAML tree with its places: what the parser yields before any meaning.

Positions are character indices into the file's text; `Source` turns them into lines.
"""

from collections.abc import Iterator

from govcheck.finding import Key
from govcheck.named_tuples import NamedTuple


class Scalar(NamedTuple):
    """A single value, resolved by the YAML 1.2 core rules."""

    value: object
    start: int
    end: int


class KeyValue(NamedTuple):
    """A key of a mapping with its value."""

    start: int
    end: int
    node: "Node"


class Mapping(NamedTuple):
    """Entries by key, in the order of the file."""

    entries: dict[str, KeyValue]
    start: int
    end: int


class Sequence(NamedTuple):
    """Items in the order of the file."""

    items: list["Node"]
    start: int
    end: int


Node = Scalar | Mapping | Sequence


def plain(node: Node) -> object:
    """The node as plain values: dicts, lists and scalars."""
    if isinstance(node, Mapping):
        return {key: plain(entry.node) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.value


def locate(root: Node, keys: tuple[Key, ...], *, of_key: bool = False) -> tuple[int, int]:
    """Start and end of the node that the keys lead to, or of the nearest existing one above.

    A value that takes no room, such as an empty one, is shown by its key.
    """
    node, span = root, (root.start, root.end)
    for position, key in enumerate(keys):
        last = position == len(keys) - 1
        if isinstance(node, Mapping) and key in node.entries:
            entry = node.entries[str(key)]
            node = entry.node
            whole = not (last and of_key) and node.end > node.start
            span = (node.start, node.end) if whole else (entry.start, entry.end)
        elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
            node = node.items[key]
            if node.end > node.start:
                span = (node.start, node.end)
        else:
            return _headline(node, span)
    return span if isinstance(node, Scalar) or of_key else _headline(node, span)


def _headline(node: Node, span: tuple[int, int]) -> tuple[int, int]:
    """A mapping is shown by what names it: its `id`, else its first entry; never by all of it."""
    if isinstance(node, Mapping) and node.entries and span == (node.start, node.end):
        for name in ("id", "kind"):
            entry = node.entries.get(name)
            if entry is not None and isinstance(entry.node, Scalar):
                return (entry.node.start, entry.node.end)
        first = next(iter(node.entries.values()))
        return (first.start, first.end)
    return span


def walk(node: Node, keys: tuple[Key, ...] = ()) -> Iterator[tuple[tuple[Key, ...], Node]]:
    """Every node below and including this one, with the keys that lead to it."""
    yield keys, node
    if isinstance(node, Mapping):
        for key, entry in node.entries.items():
            yield from walk(entry.node, (*keys, key))
    elif isinstance(node, Sequence):
        for position, item in enumerate(node.items):
            yield from walk(item, (*keys, position))
