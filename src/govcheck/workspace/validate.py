"""`validate`: the findings of a tree, from the cache where nothing has changed."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from govcheck.acceptance.selection import selected
from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.store import Cache
from govcheck.finding import Finding, Severity
from govcheck.load.tree import Tree
from govcheck.opening.findings import told_once
from govcheck.source import Source
from govcheck.workspace.examined import IN_ORDER, Examined
from govcheck.workspace.hours import with_archives
from govcheck.workspace.loading import Loading

if TYPE_CHECKING:
    from govcheck.workspace.proven import Refutations

RANKS: Final = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class FindingsRequest(NamedTuple):
    """Which findings are asked for: as of when, in answer to which files, of which rules.

    Without `paths` all files are meant, without `wanted` all rules.
    """

    at: int
    warn_before: timedelta = timedelta(0)
    paths: Sequence[str] | None = None
    wanted: Sequence[str] = ()
    unwanted: Sequence[str] = ()
    prove: bool = True
    """Whether what `prove` refutes with nobody missing is among them."""


class FindingsAnswer(NamedTuple):
    """The findings that were asked for, and the text of the files that they are about."""

    findings: list[Finding]
    documents: int
    sources: Mapping[str, Source]
    notes: tuple[str, ...] = ()
    """What could not be looked at."""


def answer(tree: Tree, cache: Cache, question: FindingsRequest) -> FindingsAnswer:
    """Examine a tree, prove its policy, and pick the findings that are asked for."""
    from govcheck.workspace import proven

    proves = question.prove and proven.is_asked(question.wanted, question.unwanted)

    def look(tree: Tree) -> "tuple[Examined, Refutations | None]":
        loading = Loading(tree, cache)
        pending = proven.refutations(loading, question.at) if proves else None
        examined = with_archives(examine_loading(loading), loading, tree, question.at)
        return examined, None if pending is None else pending()

    def found(examined: Examined, refuted: "Refutations | None") -> list[Finding]:
        judged = examined.judged(question.at, question.warn_before)
        return judged if refuted is None else [*judged, *refuted.judged(question.at)]

    examined, refuted = look(tree)
    findings = found(examined, refuted)
    if question.paths is not None:
        from govcheck.workspace.affected import affected, as_committed

        earlier = as_committed(tree, question.paths)
        missing = [path for path in examined.elsewhere if not tree.exists(path)]
        if missing:
            earlier = as_committed(tree, question.paths, missing)
        findings = affected(
            tree, findings, question.paths, earlier, lambda other: found(*look(other))
        )
    chosen = selected(findings, question.wanted, question.unwanted)
    return FindingsAnswer(
        sorted(told_once(chosen), key=IN_ORDER),
        examined.documents,
        examined.sources if refuted is None else {**examined.sources, **refuted.sources},
        examined.notes,
    )


def validate(tree: Tree, cache: Cache) -> Examined:
    """Everything that must be right before a policy merges, but for what is proved."""
    return examine_loading(Loading(tree, cache))


def examine_loading(loading: Loading) -> Examined:
    """The same of a tree that others may have loaded, or may load after this."""
    snapshot = loading.snapshot
    memo = Memo(loading.cache, content_key("validate", snapshot.contents()))
    stored = memo.recall(Examined)
    if stored is not None and snapshot.has_still(stored.elsewhere):
        return stored
    from govcheck.workspace.examine import examine_repository

    examined = examine_repository(loading.repository)._replace(elsewhere=snapshot.elsewhere())
    memo.keep(examined)
    loading.keep()
    return examined


def fails(findings: Sequence[Finding], level: Severity) -> bool:
    """Whether a finding that is not waived is at or above a level."""
    return any(
        finding.waived is None and RANKS[finding.severity] >= RANKS[level] for finding in findings
    )
