"""Which findings some files answer for: those in them, and those that they cause elsewhere."""

from collections.abc import Callable, Sequence

from govcheck.errors import RevisionError
from govcheck.finding import Finding
from govcheck.load.git import GitTree
from govcheck.load.names import names_in
from govcheck.load.tree import Tree, TreeEntry
from govcheck.model.fields import declared_by
from govcheck.model.kinds import KINDS


def affected(
    tree: Tree,
    findings: Sequence[Finding],
    paths: Sequence[str],
    earlier: Tree | None,
    find: Callable[[Tree], Sequence[Finding]],
) -> list[Finding]:
    """The findings of a tree for which some of its files answer; `find` finds those of another.

    Where the files differ from the last commit, they cause what was not found with them as
    committed, in the tree `earlier`. Where they do not, and it is None, they cause what would not
    be found without them, and they may lack each name that leads nowhere although they declare
    others of its kind.
    """
    if all(finding.span.path in paths for finding in findings):
        return list(findings)
    known = {_trace(finding) for finding in find(earlier or Replaced(tree, None, paths))}
    lacking = () if earlier is not None else _missing_names(tree, paths)
    return [
        finding
        for finding in findings
        if finding.span.path in paths
        or _trace(finding) not in known
        or (finding.lacks is not None and f"{finding.lacks.namespace}/".startswith(lacking))
    ]


def _trace(finding: Finding) -> tuple[str, str, str]:
    """What tells a finding from others although its line may have moved."""
    return finding.span.path, finding.code, finding.message


def _missing_names(tree: Tree, paths: Sequence[str]) -> tuple[str, ...]:
    """How that begins which is lacking where a name of a kind in these files is unknown."""
    kinds: set[str] = set()
    for path in paths:
        try:
            text = tree.read(path).decode("utf-8", "replace")
        except OSError:
            continue
        kinds |= {name.partition("/")[0] for name in names_in(text)}
    spaces = kinds.union(*(declared_by(KINDS[kind]) for kind in kinds if kind in KINDS))
    return tuple(f"{space}/" for space in sorted(spaces))


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
