"""The edits between two policies: what stands differently, wherever the files are."""

from collections.abc import Iterable, Iterator

from govcheck.change.edit import Edit
from govcheck.change.nodes import ComparedNode, Items, Leaf, Record, meaning, node_of, plain
from govcheck.finding import Key, pointer
from govcheck.load.policy import Policy
from govcheck.model.base import Document

_Keys = tuple[Key, ...]


def edits(base: Policy, head: Policy) -> tuple[Edit, ...]:
    """Every difference between two policies, ordered by kind and id, then by place.

    Applied to the base they give the head. Samples in `incidents/` count; a document that only
    moved to another file is no difference.
    """
    ours, theirs = _named(base.documents), _named(head.documents)
    return tuple(edit for ref in sorted({*ours, *theirs}) for edit in _edits(ref, ours, theirs))


def edited_fields(found: Iterable[Edit]) -> dict[str, frozenset[str]]:
    """Of each edited document the top-level fields that an edit is about.

    A document that comes or goes is an edit of everything that it states, and of its id.
    """
    fields: dict[str, set[str]] = {}
    for edit in found:
        named = fields.setdefault(edit.document, set())
        if edit.pointer:
            first = edit.pointer.split("/")[1]
            named.add(first.replace("~1", "/").replace("~0", "~"))
        else:
            whole = edit.before if edit.after is None else edit.after
            named |= {"id", *(whole if isinstance(whole, dict) else ())}
    return {document: frozenset(named) for document, named in fields.items()}


def _named(documents: Iterable[Document]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for document in documents:
        found.setdefault(document.ref, document)
    return found


def _edits(ref: str, ours: dict[str, Document], theirs: dict[str, Document]) -> Iterator[Edit]:
    before, after = ours.get(ref), theirs.get(ref)
    if before is not after:
        old, new = (None if one is None else node_of(one) for one in (before, after))
        yield from _one(ref, (), old, new)


def _one(
    ref: str, keys: _Keys, before: ComparedNode | None, after: ComparedNode | None
) -> Iterator[Edit]:
    """The edits of one node and of all below it; None is a node that a side has not."""
    if before is None and after is not None:
        yield Edit("added", ref, pointer(keys), None, plain(after))
    elif before is not None and after is None:
        yield Edit("removed", ref, pointer(keys), plain(before), None)
    elif isinstance(before, Record) and isinstance(after, Record):
        ours, theirs = before.fields, after.fields
        for name in {**ours, **theirs}:
            yield from _one(ref, (*keys, name), ours.get(name), theirs.get(name))
    elif isinstance(before, Items) and isinstance(after, Items):
        yield from _items(ref, keys, before, after)
    elif before is not None and after is not None and _differ(before, after):
        yield Edit("changed", ref, pointer(keys), plain(before), plain(after))


def _items(ref: str, keys: _Keys, before: Items, after: Items) -> Iterator[Edit]:
    ours, theirs = dict(before.items), dict(after.items)
    for position, (name, node) in enumerate(before.items):
        yield from _one(ref, (*keys, position), node, theirs.get(name))
    for position, (name, node) in enumerate(after.items):
        if name not in ours:
            yield from _one(ref, (*keys, position), None, node)
    stayed = [name for name in ours if name in theirs]
    kept = [name for name in theirs if name in ours]
    if after.ordered and kept != stayed:
        yield Edit("moved", ref, pointer(keys), stayed, kept)


def _differ(before: ComparedNode, after: ComparedNode) -> bool:
    """A list whose order begins or ceases to count differs only if it reads differently."""
    if type(before) is not type(after):
        before, after = Leaf(plain(before)), Leaf(plain(after))
    return meaning(before) != meaning(after)
