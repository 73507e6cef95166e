"""Edits carried out: the base with its edits is the head."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

from govcheck.change.edit import Edit, Plain
from govcheck.change.nodes import node_of, plain
from govcheck.load.policy import Policy

Documents = dict[str, Plain]
"""Documents as YAML has them, without `kind` and defaults, by `kind/id`."""


def plain_documents(policy: Policy) -> Documents:
    """The documents of a policy, in the form of which edits speak."""
    return {document.ref: plain(node_of(document)) for document in policy.documents}


def apply(base: Mapping[str, Plain], changes: Iterable[Edit]) -> Documents:
    """The head: what was added goes where the head has it, everything else stays where it was."""
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
    """Change values, then reorder, then remove from the end, then add from the start."""
    for edit in own:
        if edit.change == "changed":
            place, key = _find(document, edit.pointer)
            place[key] = deepcopy(edit.after)
    removals = [edit for edit in own if edit.change == "removed"]
    for edit in sorted(removals, key=lambda edit: _order(edit.pointer), reverse=True):
        place, key = _find(document, edit.pointer)
        del place[key]
    for edit in own:
        if edit.change == "moved":
            place, key = _find(document, edit.pointer)
            place[key] = [place[key][edit.before.index(name)] for name in edit.after]
    additions = [edit for edit in own if edit.change == "added"]
    for edit in sorted(additions, key=lambda edit: _order(edit.pointer)):
        place, key = _find(document, edit.pointer)
        if isinstance(place, list):
            place.insert(key, deepcopy(edit.after))
        else:
            place[key] = deepcopy(edit.after)


def _find(document: Plain, pointer: str) -> tuple[Any, Any]:
    """The mapping or list that holds what a pointer leads to, and the key in it."""
    *above, last = _keys(pointer)
    place = document
    for key in above:
        place = place[int(key) if isinstance(place, list) else key]
    return place, int(last) if isinstance(place, list) else last


def _keys(pointer: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]


def _order(pointer: str) -> list[tuple[int, str]]:
    return [(int(key) if key.isdigit() else -1, key) for key in _keys(pointer)]
