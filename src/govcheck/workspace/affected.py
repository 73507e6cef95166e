"""Which findings some files answer for: those in them, and those that they cause elsewhere."""

from collections.abc import Callable, Sequence

from govcheck.finding import Finding
from govcheck.load.names import names_in
from govcheck.load.tree import Tree
from govcheck.model.fields import declared_by
from govcheck.model.kinds import KINDS
from govcheck.workspace.overlay import without


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
    known = {_trace(finding) for finding in find(earlier or without(tree, paths))}
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
