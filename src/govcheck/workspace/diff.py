"""`diff`: what a change does, with the places of everything and the approvals that it needs."""

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from govcheck.agreement.wording import in_words
from govcheck.cache.store import Cache
from govcheck.change.compare import Change
from govcheck.change.effect import Effect
from govcheck.change.incidents import Redecided, redecided
from govcheck.errors import PolicyNotFound, RevisionError
from govcheck.finding import Finding
from govcheck.gate.approval import asking
from govcheck.gate.governed import changed_of, media_of, requirements_of
from govcheck.gate.judge import Gate
from govcheck.gate.sides import change_between, open_sides
from govcheck.gate.sitting import Sitting
from govcheck.load.git import GitTree, committed_at
from govcheck.load.tree import FOLDERS, POLICIES, Tree, WorkTree, is_below
from govcheck.opening.opened import Opened
from govcheck.prove.verdict import Verdict
from govcheck.simulate.statement import statement_of
from govcheck.source import Source, Span
from govcheck.time.intervals import Interval
from govcheck.workspace.examine import documents_faults
from govcheck.workspace.incident_file import read_incidents


class Needed(NamedTuple):
    """An approval that the change needs, in words."""

    rule: str
    requires: str
    because: tuple[str, ...]


class Diff(NamedTuple):
    """Everything that is said of a change."""

    base: str
    head: str
    change: Change
    needed: tuple[Needed, ...] = ()
    spans: tuple[Span | None, ...] = ()
    """Where each effect comes from."""
    breaks: tuple[Verdict, ...] = ()
    """What the base is proved to keep and the head is not; these are the first effects, too."""
    incidents: tuple[Redecided, ...] = ()
    unread: tuple[Finding, ...] = ()
    """What is wrong with the incidents that were asked about."""
    sources: Mapping[str, Source] = MappingProxyType({})
    holidays: str | None = None
    controlled: bool = True
    """Whether the base has change control."""
    gate: Gate | None = None
    """Which approvals have been given, where reviews were read."""
    faults: tuple[Finding, ...] = ()
    """For what of its documents `validate` refuses the head, each cause once."""
    asking: Gate | None = None
    """Whom to ask, before anybody has approved."""


def open_side(name: str, folder: str) -> Tree:
    """The tree that a name means: a revision of the repository of a folder, or a directory.

    A name that is both is a revision; `./name` is the directory.

    Raises:
        RevisionError: It is neither.
        PolicyNotFound: There is no `policies/` in it.
    """
    is_folder = os.path.isdir(name)
    if is_folder and (os.path.isabs(name) or name.startswith(".")):
        return _folder(name)
    try:
        tree = GitTree(folder, name)
    except RevisionError:
        if is_folder:
            return _folder(name)
        raise
    if not any(is_below(entry.path, POLICIES) for entry in tree.entries()):
        raise PolicyNotFound("`{name}` holds no `policies/`", name=name)
    return tree


def starts_at(*trees: Tree) -> int | None:
    """Where a comparison starts: at the newest commit of some trees; None without any.

    So the same change says the same, whenever it is asked.
    """
    found = []
    for tree in trees:
        try:
            found.append(committed_at(tree.root, tree.revision or "HEAD"))
        except RevisionError:
            continue
    return max(found, default=None)


def _folder(name: str) -> Tree:
    root = os.path.abspath(name)
    if not os.path.isdir(os.path.join(root, POLICIES)):
        raise PolicyNotFound("`{name}` holds no `policies/`", name=name)
    return WorkTree(root)


def diff_trees(base: Tree, head: Tree, names: tuple[str, str], at: int, horizon: Interval) -> Diff:
    """What the head makes of the base. `names` are those that the sides are called by.

    Raises InvalidPolicy where one of them does not load.
    """
    before, after = open_sides(base, head)
    for name, side in zip(names, (before, after), strict=True):
        side.must_load(f"`{name}`")
    called = tuple(
        name if tree.revision is None else tree.revision
        for name, tree in zip(names, (base, head), strict=True)
    )
    change, breaks = change_between(before, after, at, horizon)
    changed = changed_of(before, after, change, _paths(base, head, before, after))
    sitting = Sitting(before.program.roster, at)
    controls = before.policy.change_controls
    needs = requirements_of(before, after, changed, at)
    return Diff(
        called[0],
        called[1],
        change,
        breaks=breaks,
        needed=tuple(
            Needed(one.rule, in_words(one.requires, sitting), one.because) for one in needs
        ),
        spans=tuple(_span(effect, before, after) for effect in change.effects),
        holidays=after.program.roster.holidays_version,
        controlled=bool(controls),
        faults=documents_faults(after.repository, at) if change.edits else (),
        asking=asking(before, after, needs, change.effects, at) if controls else None,
    )


def with_incidents(diff: Diff, files: Iterable[tuple[str, bytes]], cache: Cache) -> Diff:
    """The same with known incidents; what cannot be read of them is among the findings."""
    found: list[Redecided] = []
    findings: list[Finding] = []
    sources = dict(diff.sources)
    for path, content in files:
        file = read_incidents(path, content, cache)
        sources[path] = file.source
        findings += file.findings
        found += redecided(diff.change.comparison, file.reports)
    return diff._replace(incidents=tuple(found), unread=tuple(findings), sources=sources)


def with_own_incidents(diff: Diff) -> Diff:
    """The same with the incidents of the head, where the change has any effect on them."""
    if not diff.change.effects:
        return diff
    known = map(statement_of, diff.change.comparison.head.policy.incidents)
    return diff._replace(incidents=tuple(redecided(diff.change.comparison, known)))


def _span(effect: Effect, before: Opened, after: Opened) -> Span | None:
    if effect.place is None:
        return None
    side = after if effect.place.path in after.repository.files else before
    known = effect.place.path in side.repository.files
    return side.repository.span(effect.place) if known else None


def _paths(base: Tree, head: Tree, before: Opened, after: Opened) -> frozenset[str]:
    """The files of the policy that are not the same in both trees."""
    templates = {
        action.template
        for side in (before, after)
        for playbook in side.policy.playbooks
        for action in playbook.actions
        if action.template is not None
    }
    templates |= {*media_of(post for side in (before, after) for post in side.policy.posts)}
    ours, theirs = (
        {entry.path: entry for entry in tree.entries() if entry.path.partition("/")[0] in FOLDERS}
        for tree in (base, head)
    )
    found = set(ours.keys() ^ theirs.keys())
    for path in (ours.keys() & theirs.keys()) | templates:
        if _content(base, path) != _content(head, path):
            found.add(path)
    return frozenset(found)


def _content(tree: Tree, path: str) -> bytes | None:
    try:
        return tree.read(path)
    except OSError:
        return None
