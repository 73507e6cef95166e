"""The edits between two policies: what stands differently, wherever the files are."""

from collections.abc import Iterable, Iterator

from govcheck.change.edit import Edit
from govcheck.change.nodes import Items, Node, Record, meaning, node_of, plain
from govcheck.finding import Key, pointer
from govcheck.load.policy import Policy
from govcheck.model.base import Document

_Keys = tuple[Key, ...]


def edits(base: Policy, head: Policy) -> tuple[Edit, ...]:
    """Every edit that makes the head of the base, by kind and id, then by place.

    Samples in `incidents/` count; a document that only moved to another file does not.
    """
    ours, theirs = _named(base.documents), _named(head.documents)
    return tuple(edit for ref in sorted({*ours, *theirs}) for edit in _edits(ref, ours, theirs))


def _named(documents: Iterable[Document]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for document in documents:
        found.setdefault(document.ref, document)
    return found


def _edits(ref: str, ours: dict[str, Document], theirs: dict[str, Document]) -> Iterator[Edit]:
    before, after = ours.get(ref), theirs.get(ref)
    if before is after or (before is not None and before == after):
        return
    if before is None and after is not None:
        yield Edit("added", ref, "", None, plain(node_of(after)))
    elif before is not None and after is None:
        yield Edit("removed", ref, "", plain(node_of(before)), None)
    elif before is not None and after is not None:
        yield from _both(ref, (), (), node_of(before), node_of(after))


def _one(
    ref: str, here: _Keys, there: _Keys, before: Node | None, after: Node | None
) -> Iterator[Edit]:
    """What became of a node that stands `here` in the base and `there` in the head."""
    if before is None and after is not None:
        yield Edit("added", ref, pointer(there), None, plain(after))
    elif before is not None and after is None:
        yield Edit("removed", ref, pointer(here), plain(before), None)
    elif before is not None and after is not None:
        yield from _both(ref, here, there, before, after)


def _both(ref: str, here: _Keys, there: _Keys, before: Node, after: Node) -> Iterator[Edit]:
    if isinstance(before, Record) and isinstance(after, Record):
        ours, theirs = before.fields, after.fields
        for name in (*ours, *(name for name in theirs if name not in ours)):
            yield from _one(ref, (*here, name), (*there, name), ours.get(name), theirs.get(name))
    elif isinstance(before, Items) and isinstance(after, Items):
        yield from _items(ref, here, there, before, after)
    elif meaning(before) != meaning(after):
        yield Edit("changed", ref, pointer(here), plain(before), plain(after))


def _items(ref: str, here: _Keys, there: _Keys, before: Items, after: Items) -> Iterator[Edit]:
    theirs = {name: (position, node) for position, (name, node) in enumerate(after.items)}
    ours = [name for name, _ in before.items]
    for position, (name, node) in enumerate(before.items):
        place, other = theirs.get(name, (position, None))
        yield from _one(ref, (*here, position), (*there, place), node, other)
    for name, (position, node) in theirs.items():
        if name not in ours:
            yield from _one(ref, here, (*there, position), None, node)
    kept = [name for name in theirs if name in ours]
    stayed = [name for name in ours if name in theirs]
    if after.ordered and kept != stayed:
        yield Edit("moved", ref, pointer(here), stayed, kept)
