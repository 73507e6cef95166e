"""A tree in which a document has another id wherever it is named."""

from codecs import BOM_UTF8
from collections.abc import Mapping
from typing import NamedTuple

from govcheck.change.renames.documents import rewritten, spans_of
from govcheck.load.repository import Repository
from govcheck.load.tree import Tree, TreeEntry


class Renamed(NamedTuple):
    """The files that change: what each was, what it is, and where it stands from now on."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    moved: Mapping[str, str]


def renamed_document(
    repository: Repository, kind: str, names: tuple[str, str], moved: Mapping[str, str]
) -> Renamed:
    """What changes where a document gets the second of two ids; `moved` are files that follow it.

    Whether that is possible the caller knows: every document can be read, and the id is free.
    """
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    for path, loaded in repository.files.items():
        spans = spans_of(repository, path, kind, names[0], moved)
        text = rewritten(loaded.source.text, spans, kind, names, moved)
        if text != loaded.source.text or path in moved:
            before[path] = repository.tree.read(path)
            after[moved.get(path, path)] = with_mark_of(before[path], text)
    for path in moved:
        if path not in before:
            before[path] = after[moved[path]] = repository.tree.read(path)
    return Renamed(before, after, moved)


def with_mark_of(content: bytes, text: str) -> bytes:
    """A text as bytes that begin with a byte order mark where those of a file do."""
    return (BOM_UTF8 if content.startswith(BOM_UTF8) else b"") + text.encode()


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
