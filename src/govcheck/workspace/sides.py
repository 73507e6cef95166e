"""The two sides of a change, loaded with what they share parsed once."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from posixpath import normpath
from typing import Final, NamedTuple

from govcheck.change.compare import Change, compare
from govcheck.change.comparison import Accepted, ComparedPolicy
from govcheck.change.control import Changed
from govcheck.change.edits import edited_fields, edits
from govcheck.checks.catalogue import CHECKS
from govcheck.checks.globs import reaches
from govcheck.checks.pipelines import is_executed, runs
from govcheck.finding import Finding, Severity
from govcheck.gate.posts import media_of
from govcheck.load.comments import find_ignores
from govcheck.load.file import Loaded, load_file
from govcheck.load.repository import Repository, load_repository
from govcheck.load.tree import FOLDERS, Tree
from govcheck.model.change_control import ChangeControl
from govcheck.simulate.compile import compile_program
from govcheck.time.intervals import Interval
from govcheck.workspace.causes import told_once
from govcheck.workspace.examine import sort_findings

_LAYOUT: Final = re.compile(r"[\s\"']")
_WILD: Final = re.compile(r"[*?\[]")


class LoadedSide(NamedTuple):
    """One side as it was loaded; with blocking findings nothing can be said of what it does."""

    repository: Repository
    side: ComparedPolicy
    blocking: tuple[Finding, ...]


def load_sides(*trees: Tree) -> tuple[LoadedSide, ...]:
    """Load some trees; a file that several have is parsed once."""

    @cache
    def load(path: str, content: bytes) -> Loaded:
        return load_file(path, content)

    return tuple(_load(load_repository(tree, load=load)) for tree in trees)


def _load(repository: Repository) -> LoadedSide:
    program, violations = compile_program(repository.policy, repository.line)
    faults = [repository.finding(fault.rule, fault.problem) for fault in violations]
    graver = (one for one in (*repository.findings, *faults) if one.severity == Severity.ERROR)
    blocking = told_once(sort_findings(graver))
    accepted = tuple(one for file in repository.files.values() for one in _accepted(file))
    return LoadedSide(repository, ComparedPolicy(repository.policy, program, accepted), blocking)


def _accepted(file: Loaded) -> Iterator[Accepted]:
    """What the comments of a file accept; one that gives no reason accepts nothing."""
    source = file.source
    for ignore in find_ignores(source):
        number = ignore.span.line
        titles = [
            title
            for root, title in zip(file.roots, file.titles, strict=True)
            if title is not None and source.position(root.start)[0] <= number
        ]
        line = source.line(number)[: ignore.span.column - 1]
        for name in ignore.rules if ignore.reason else ():
            yield Accepted(
                titles[-1] if titles else source.path,
                _LAYOUT.sub("", line),
                _codes().get(name, name),
                source.path,
                number,
                ignore.reason,
            )


@cache
def _codes() -> dict[str, str]:
    return {check.rule.name: check.rule.code for check in CHECKS}


def compare_sides(base: LoadedSide, head: LoadedSide, at: int, horizon: Interval) -> Change:
    """Everything that a change does. Neither side may have blocking findings."""
    found = edits(base.repository.policy, head.repository.policy)
    return compare(base.side, head.side, found, at, horizon)


def changed_of(
    base: LoadedSide,
    head: LoadedSide,
    change: Change,
    paths: frozenset[str],
    links: frozenset[str] = frozenset(),
) -> Changed:
    """What change control sees of a change of these files, `links` among them."""
    documents = change.comparison.changed
    homes: dict[str, set[str]] = {}
    for one in (base, head):
        for document in one.repository.policy.documents:
            if document.place().path in paths:
                homes.setdefault(document.ref, set()).add(document.place().path)
    return Changed(
        documents,
        paths,
        {ref: frozenset(found) for ref, found in homes.items() if ref in documents},
        change.effects,
        governed(paths, base, head),
        links,
        frozenset(path for path in paths if is_executed(path)),
        edited_fields(change.comparison.edits),
    )


def governed(paths: frozenset[str], *sides: LoadedSide) -> frozenset[str]:
    """Those of some paths that belong to the policy of one of the sides, or that pipelines run."""
    templates = _templates(sides)
    return frozenset(
        path
        for path in paths
        if _is_home(path.partition("/")[0]) or path in templates or is_executed(path)
    )


def linked(
    paths: Iterable[str], controls: Iterable[ChangeControl], *sides: LoadedSide
) -> list[str]:
    """Those of some links and submodules behind which something governed would be out of sight.

    What is changed there later changes none of the paths that rules and actions name.
    """
    templates = _templates(sides)
    globs = {glob for one in controls for rule in one.rules for glob in rule.when.paths or ()}
    return [
        path
        for path in paths
        if _is_home(path.partition("/")[0])
        or any(f"{one}/".startswith(f"{path}/") for one in templates)
        or any(_hides(path, glob) for glob in globs)
        or runs(path)
    ]


def _is_home(folder: str) -> bool:
    """Whether documents stand in a folder, be it only where no file system tells cases apart."""
    return folder.casefold() in FOLDERS


def _hides(path: str, glob: str) -> bool:
    """Whether files that a glob names could be behind a link.

    A glob that begins with a wildcard names no place: a link that it reaches is approved like any
    file that it matches.
    """
    return bool(_WILD.split(glob, maxsplit=1)[0]) and reaches(glob, path)


def _templates(sides: Iterable[LoadedSide]) -> set[str]:
    """Every text that an action names, and all that goes out with a post, as git writes its path.

    `./a//b.md` is `a/b.md`.
    """
    policies = [one.repository.policy for one in sides]
    return {
        normpath(action.template).lstrip("/")
        for policy in policies
        for playbook in policy.playbooks
        for action in playbook.actions
        if action.template is not None
    } | {path for policy in policies for path in media_of(policy.posts)}


def controls_of(base: LoadedSide) -> tuple[ChangeControl, ...]:
    """The change control that counts: that of the base."""
    return base.repository.policy.change_controls
