"""Edits carried out: the base with its edits is the head."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from govcheck.change.edit import Edit, Plain
from govcheck.change.nodes import node_of, plain
from govcheck.load.policy import Policy

Documents = dict[str, Plain]
"""Documents as YAML has them, without `kind` and defaults, by `kind/id`."""


def plain_documents(policy: Policy) -> Documents:
    """The documents of a policy, in the form of which edits speak."""
    return {document.ref: plain(node_of(document)) for document in policy.documents}


def apply(base: Mapping[str, Plain], changes: Iterable[Edit]) -> Documents:
    """Carry out edits on the base, which gives the head.

    What an edit adds stands where it stands in the head; everything else stays where it was.
    """
    documents = deepcopy(dict(base))
    by_document: dict[str, list[Edit]] = {}
    for edit in changes:
        by_document.setdefault(edit.document, []).append(edit)
    for ref, own in by_document.items():
        if own[0].pointer:
            _carry_out(documents[ref], own)
        elif own[0].change == "added":
            documents[ref] = own[0].after
        else:
            del documents[ref]
    return documents


def _carry_out(document: Plain, own: list[Edit]) -> None:
    """Look up every edited place in a document, then change them one by one.

    All are looked up first, because pointers count positions as they are in the base.
    """
    lists: dict[int, _List] = {}
    for edit, place, key in [(edit, *_find(document, edit.pointer)) for edit in own]:
        if edit.change == "moved":
            lists.setdefault(id(place[key]), _List(place[key], [], [], [])).moved.append(edit)
        elif isinstance(place, list) and edit.change != "changed":
            found = lists.setdefault(id(place), _List(place, [], [], []))
            (found.added if edit.change == "added" else found.removed).append((key, edit.after))
        elif edit.change == "removed":
            del place[key]
        else:
            place[key] = deepcopy(edit.after)
    for found in lists.values():
        found.carry_out()


class _List(NamedTuple):
    """One list of a document with the edits of its items."""

    items: list[Plain]
    removed: list[tuple[int, Plain]]
    moved: list[Edit]
    added: list[tuple[int, Plain]]

    def carry_out(self) -> None:
        """Remove items from the end on, then reorder, then insert from the start on."""
        for position, _ in sorted(self.removed, reverse=True, key=_position):
            del self.items[position]
        for edit in self.moved:
            self.items[:] = [self.items[edit.before.index(name)] for name in edit.after]
        for position, item in sorted(self.added, key=_position):
            self.items.insert(position, deepcopy(item))


def _position(item: tuple[int, Plain]) -> int:
    return item[0]


def _find(document: Plain, pointer: str) -> tuple[Any, Any]:
    """The mapping or list that holds what a pointer leads to, and the key in it."""
    *above, last = _keys(pointer)
    place = document
    for key in above:
        place = place[int(key) if isinstance(place, list) else key]
    return place, int(last) if isinstance(place, list) else last


def _keys(pointer: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
