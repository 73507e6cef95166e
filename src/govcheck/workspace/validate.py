"""`validate`: the findings of a tree, from the cache where nothing has changed."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from govcheck.beside import beside
from govcheck.finding import Finding, Severity
from govcheck.load.tree import FOLDERS, Tree
from govcheck.workspace.affected import affected
from govcheck.workspace.before import as_committed
from govcheck.workspace.cache import Cache
from govcheck.workspace.examined import Examined
from govcheck.workspace.key import content_key
from govcheck.workspace.select import selected
from govcheck.workspace.snapshot import Snapshot

RANKS: Final = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Question(NamedTuple):
    """Which findings are asked for: as of when, in answer to which files, of which rules.

    Without `paths` all files are meant, without `wanted` all rules.
    """

    at: int
    warn_before: timedelta = timedelta(0)
    paths: Sequence[str] | None = None
    wanted: Sequence[str] = ()
    unwanted: Sequence[str] = ()


class Answer(NamedTuple):
    """The findings that were asked for, out of everything that examining yields."""

    findings: list[Finding]
    examined: Examined


def answer(tree: Tree, cache: Cache, question: Question) -> Answer:
    """Examine a tree and pick the findings that are asked for."""

    def judged(tree: Tree) -> list[Finding]:
        return validate(tree, cache).judged(question.at, question.warn_before)

    paths = question.paths
    earlier = None if paths is None else beside(lambda: as_committed(tree, paths))
    examined = validate(tree, cache)
    findings = examined.judged(question.at, question.warn_before)
    if paths is not None and earlier is not None:
        before = earlier()
        missing = [path for path, digest in examined.elsewhere.items() if not digest]
        if missing:
            before = as_committed(tree, paths, missing)
        findings = affected(tree, findings, paths, before, judged)
    return Answer(selected(findings, question.wanted, question.unwanted), examined)


def validate(tree: Tree, cache: Cache) -> Examined:
    """Everything that must be right before a policy merges."""
    snapshot = Snapshot(tree, FOLDERS)
    key = content_key("validate", snapshot.contents())
    stored = cache.recall(key, Examined._make)
    if stored is not None and _is_current(stored, snapshot):
        return stored
    from govcheck.workspace.examine import examine
    from govcheck.workspace.pack import Pack

    pack = Pack(cache, tree.root)
    examined = examine(snapshot, pack.load)._replace(elsewhere=snapshot.elsewhere())
    cache.remember(key, examined)
    pack.keep()
    return examined


def _is_current(examined: Examined, snapshot: Snapshot) -> bool:
    """Whether the files outside the policy's folders, such as templates, are as they were."""
    seen = examined.elsewhere.items()
    return all(snapshot.digest(path) == digest for path, digest in seen)


def fails(findings: Sequence[Finding], level: Severity) -> bool:
    """Whether a finding that is not waived is at or above a level."""
    return any(
        finding.waived is None and RANKS[finding.severity] >= RANKS[level] for finding in findings
    )
