"""A tree read once: what the key of the cache is made from is what is loaded."""

from collections.abc import Iterable, Mapping

from govcheck.cache.digest import blake2b
from govcheck.load.tree import Tree, TreeEntry, WorkTree
from govcheck.load.yaml_limits import MOST_BYTES


class Snapshot:
    """The entries of a tree with the bytes of its files, all read at one time."""

    def __init__(self, tree: Tree, folders: Iterable[str]) -> None:
        self.root = tree.root
        self.revision = tree.revision
        self._tree = tree
        self._entries = _entries(tree, tuple(folders))
        self._contents: dict[str, bytes] = {}
        self._errors: dict[str, OSError] = {}
        self._asked: set[str] = set()
        for path, kind, size in self._entries:
            if kind == "file" and size <= MOST_BYTES:
                try:
                    self._contents[path] = tree.read(path)
                except OSError as error:
                    self._errors[path] = error

    def entries(self) -> list[TreeEntry]:
        """The entries of the chosen folders."""
        return self._entries

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError where it could not be read."""
        if path in self._errors:
            raise self._errors[path]
        if path not in self._contents:
            self._asked.add(path)
            return self._tree.read(path)
        return self._contents[path]

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path, in the known folders or elsewhere."""
        self._asked.add(path)
        return self._tree.exists(path)

    def elsewhere(self) -> dict[str, str]:
        """What has been asked for beyond the contents so far, each with its digest."""
        return {path: self.digest(path) for path in sorted(self._asked)}

    def has_still(self, elsewhere: Mapping[str, str]) -> bool:
        """Whether the files beyond the contents are as they were, by what `elsewhere` said then."""
        return all(self.digest(path) == digest for path, digest in elsewhere.items())

    def digest(self, path: str) -> str:
        """The digest of a file anywhere in the tree, or why there is none.

        A file over the limit is there, a missing one is not: one is not the other.
        """
        try:
            return blake2b(self._tree.read(path), digest_size=20).hexdigest()
        except OSError as error:
            return f"{self._tree.exists(path)} {error.errno}"

    def contents_of(self, path: str) -> bytes | None:
        """The bytes of a file that could be read and is not too large, or None."""
        return self._contents.get(path)

    def contents(self) -> Iterable[tuple[str, bytes]]:
        """Every entry with its bytes, or with what it is instead of a readable file."""
        for entry in self._entries:
            yield f"{entry.kind} {entry.path}", self._contents.get(entry.path, b"%d" % entry.size)


def _entries(tree: Tree, folders: tuple[str, ...]) -> list[TreeEntry]:
    """The entries of some folders, and those that are miscased."""
    if isinstance(tree, WorkTree):
        return tree.entries_of(folders)
    return [
        entry
        for entry in tree.entries()
        if entry.kind == "miscased" or entry.path.partition("/")[0] in folders
    ]
