"""The tree without some files, or with them as they were committed."""

from collections.abc import Sequence

from govcheck.errors import RevisionError
from govcheck.load.git import GitTree
from govcheck.load.tree import Tree, TreeEntry


class Replaced:
    """A tree in which some files stand as they do in another one, or do not stand at all."""

    def __init__(self, now: Tree, other: Tree | None, paths: Sequence[str]) -> None:
        self.root = now.root
        self.revision = now.revision
        self._now = now
        self._other = other
        self._paths = frozenset(paths)
        kept = [entry for entry in now.entries() if entry.path not in self._paths]
        if other is not None:
            kept += [entry for entry in other.entries() if entry.path in self._paths]
        self._entries = sorted(kept, key=lambda entry: entry.path)

    def entries(self) -> list[TreeEntry]:
        """Everything below the known folders, sorted by path."""
        return self._entries

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError where it cannot be read."""
        tree = self._tree_of(path)
        if tree is None:
            raise FileNotFoundError(path)
        return tree.read(path)

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path."""
        tree = self._tree_of(path)
        return tree is not None and tree.exists(path)

    def _tree_of(self, path: str) -> Tree | None:
        return self._other if path in self._paths else self._now


def without(tree: Tree, paths: Sequence[str]) -> Tree:
    """The tree without some files."""
    return Replaced(tree, None, paths)


def as_committed(tree: Tree, paths: Sequence[str], missing: Sequence[str] = ()) -> Tree | None:
    """A work tree with some files as they were last committed; None where they are just so.

    Files that are gone since then count with them: nobody can name them any more. So do those
    `missing` ones that were there, such as templates.
    """
    if tree.revision is not None:
        return None
    try:
        head = GitTree(tree.root, "HEAD")
    except RevisionError:
        return None
    gone = [entry.path for entry in head.entries() if not tree.exists(entry.path)]
    gone += [path for path in missing if head.exists(path)]
    changed = [*gone, *(path for path in paths if _differs(tree, head, path))]
    return Replaced(tree, head, [*paths, *gone]) if changed else None


def _differs(tree: Tree, head: GitTree, path: str) -> bool:
    try:
        return not head.exists(path) or tree.read(path) != head.read(path)
    except OSError:
        return True
