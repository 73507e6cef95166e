"""What `validate` says of the hours of teams where archives say how many mentions to expect."""

import os
from collections.abc import Iterable, Iterator
from glob import glob
from typing import Final, NamedTuple

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.finding import Finding
from govcheck.load.tree import ARCHIVES, Tree
from govcheck.opening.findings import shown, sort_findings
from govcheck.source import Source
from govcheck.time.clock import DAY
from govcheck.workspace.examined import Examined
from govcheck.workspace.loading import Loading

CODE: Final = "TEAM009"


class ArchiveNames(NamedTuple):
    """The files that the archives of a tree name, as they are written there."""

    names: tuple[str, ...]


class WeeklyHours(NamedTuple):
    """What is found of the hours of teams, with the text that it is about."""

    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    faults: tuple[str, ...] = ()
    """Why files of archives could not be read."""


def with_archives(examined: Examined, loading: Loading, tree: Tree, at: int) -> Examined:
    """What was found, with the hours of teams by what archives say was to be answered before.

    Nothing changes without archives, in a revision, or where the policy cannot be read.
    """
    entries = loading.snapshot.entries()
    has_archives = any(entry.path.startswith(f"{ARCHIVES}/") for entry in entries)
    if tree.revision is not None or not has_archives:
        return examined
    cache, contents = loading.cache, [*loading.snapshot.contents()]
    memo = Memo(cache, content_key("archive-names", contents))
    named = memo.find(ArchiveNames, lambda: _names(loading))
    if not named.names:
        return examined
    end = (at // DAY + 1) * DAY
    state = _state(tree.root, named.names)
    found = Memo(cache, content_key("hours", contents, str(end), *state)).find(
        WeeklyHours, lambda: _hours(loading, tree, end)
    )
    others = (one for one in examined.findings if one.code != CODE)
    return examined._replace(
        findings=sort_findings((*others, *found.findings)),
        sources={**examined.sources, **found.sources},
        notes=found.faults,
    )


def _names(loading: Loading) -> ArchiveNames:
    """Nothing where the policy cannot be read: then nobody can tell what archives mean."""
    names = (name for archive in loading.repository.policy.archives for name in archive.files)
    return ArchiveNames(() if loading.opened.blocking else tuple(names))


def _state(root: str, names: Iterable[str]) -> Iterator[str]:
    """What tells that the files of archives are still the same."""
    for name in names:
        for path in sorted(glob(name, root_dir=root, recursive=True)):
            known = os.stat(os.path.join(root, path))
            yield f"{path} {known.st_size} {known.st_mtime_ns}"


def _hours(loading: Loading, tree: Tree, end: int) -> WeeklyHours:
    from govcheck.checks.levels import rule_of
    from govcheck.standards.workload import more_work_than_hours, overworked
    from govcheck.workspace.replay import past_mentions

    repository, program = loading.repository, loading.opened.program
    policy = repository.policy
    channels = frozenset(one.id for one in policy.channels)
    mentions = past_mentions(tree, loading.cache, program, channels, end)
    rule = rule_of(policy, more_work_than_hours)
    if rule is None:
        return WeeklyHours((), {}, mentions.unread)
    problems = overworked(policy, program.roster, mentions.censuses)
    found = tuple(repository.finding(rule, problem) for problem in problems)
    return WeeklyHours(found, shown(repository.sources, found), mentions.unread)
