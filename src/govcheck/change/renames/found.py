"""Documents that only have another id in the head: the base is compared as if it had them so.

What another name alone makes of a text changes nothing that is decided, told or owed. What differs
besides is a change, also where a name changes with it.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from govcheck.change.edit import Edit
from govcheck.change.nodes import ComparedNode, Items, Record, meaning, node_of, plain
from govcheck.change.renames.renamed_tree import RenamedTree, renamed_document
from govcheck.load.file import Loaded, load_file
from govcheck.load.policy import Policy
from govcheck.load.repository import Repository, load_repository
from govcheck.model.kinds import KINDS
from govcheck.opening.opened import Opened, opened

_MOST: Final = 40
"""So many documents at most are looked at as renamed; each takes a look at every file."""
_SEVERITY: Final = "severity"
_Named = Mapping[tuple[str, str], Record]
"""Documents, and severities, by kind and id; without the id."""


class Rename(NamedTuple):
    """What has another id and is otherwise the same."""

    kind: str
    """A kind of document, or `severity`."""
    before: str
    after: str


class Renames(NamedTuple):
    """What has another id, and every edit of the files, those that only follow it included."""

    names: tuple[Rename, ...] = ()
    edits: tuple[Edit, ...] = ()


NO_RENAMES: Final = Renames()


def in_names_of(base: Opened, head: Opened) -> tuple[Opened, tuple[Rename, ...]]:
    """The base with those ids as the head has them that are all that differs; and which these are.

    An id is taken for the other only where the documents are equal once all of these are changed
    wherever they are named, and where no other document could be meant.
    """
    ours, theirs = _named(base.policy), _named(head.policy)
    found = _alike(ours, theirs)
    while found and len(found) <= _MOST:
        repository = _renamed(base.repository, head.policy, found)
        named = _named(repository.policy)
        kept = [
            one
            for one in found
            if (new := named.get((one.kind, one.after))) is not None
            and meaning(new) == meaning(theirs[one.kind, one.after])
        ]
        if kept == found:
            renamed = opened(repository)
            return (base, ()) if renamed.blocking else (renamed, tuple(found))
        found = kept
    return base, ()


def _named(policy: Policy) -> _Named:
    found: dict[tuple[str, str], Record] = {}
    for document in policy.documents:
        if "id" in KINDS[document.kind_name].model_fields:
            node = node_of(document)
            found.setdefault((document.kind_name, document.name_in_kind), _without_id(node))
            severities = node.fields.get("severities")
            if document.kind_name == "organization" and isinstance(severities, Items):
                for name, one in severities.items:
                    found.setdefault((_SEVERITY, name), _without_id(one))
    return found


def _without_id(node: ComparedNode) -> Record:
    fields = node.fields if isinstance(node, Record) else {}
    return Record({name: field for name, field in fields.items() if name != "id"})


def _alike(ours: _Named, theirs: _Named) -> list[Rename]:
    """Pairs that say the same but for the ids that only one side has; whether they do is open."""
    gone, come = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
    kinds = {kind for kind, _ in gone} & {kind for kind, _ in come}
    if not kinds:
        return []
    names = sorted({name for _, name in gone | come}, key=len, reverse=True)
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")

    def by_words(keys: Iterable[tuple[str, str]], side: _Named) -> dict[object, list[str]]:
        found: dict[object, list[str]] = defaultdict(list)
        for kind, name in keys:
            if kind in kinds:
                text = named.sub("\0", json.dumps(plain(side[kind, name])))
                found[kind, *sorted(re.findall(r"[^\s\[\]{},]+", text))].append(name)
        return found

    before, after = by_words(gone, ours), by_words(come, theirs)
    return sorted(
        Rename(words[0], before[words][0], after[words][0])  # type: ignore[index]
        for words in before.keys() & after.keys()
        if len(before[words]) == len(after[words]) == 1
    )


def _renamed(repository: Repository, head: Policy, names: Iterable[Rename]) -> Repository:
    """A repository with other ids, in the files in which the head has them where these are free."""
    for one in names:
        moved = _moved(repository, head, one)
        changed = renamed_document(repository, one.kind, (one.before, one.after), moved)
        known = {path: file for path, file in repository.files.items() if path not in changed.after}

        def load(path: str, content: bytes, known: Mapping[str, Loaded] = known) -> Loaded:
            return known[path] if path in known else load_file(path, content)

        repository = load_repository(RenamedTree(repository.tree, changed), load=load)
    return repository


def _moved(repository: Repository, head: Policy, name: Rename) -> dict[str, str]:
    if name.kind == _SEVERITY:
        return {}
    path = repository.policy.names(name.kind)[name.before].path
    target = head.names(name.kind)[name.after].path
    alone = len(repository.files[path].roots) == 1
    return {path: target} if alone and not repository.tree.exists(target) else {}
