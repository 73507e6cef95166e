"""Incidents with their logs, judged by the policy of the revision that their log names."""

import functools
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from govcheck.cache.store import Cache
from govcheck.errors import GovcheckError, IncidentError, cannot_read, reason_of
from govcheck.finding import Finding, Place
from govcheck.load.git import GitTree, head_commit
from govcheck.load.git import head as head_of
from govcheck.load.tree import Tree, read_file
from govcheck.logbook.entry import SUFFIX, Logbook, LogProblem, log_path_of
from govcheck.logbook.read import MOST_BYTES, read_log
from govcheck.logbook.unfold import Unfolding, unfold
from govcheck.nearest import did_you_mean
from govcheck.simulate.program import Program
from govcheck.simulate.statement import IncidentStatement
from govcheck.source import Source
from govcheck.translation import said
from govcheck.workspace.answers import compiled
from govcheck.workspace.incident_file import read_incidents
from govcheck.workspace.renames import read_through

if TYPE_CHECKING:
    from govcheck.load.policy import Policy

FOLDER = "incidents"


class LoggedIncident(NamedTuple):
    """An incident's file, its log, and the policy that judges it."""

    path: str
    statement: IncidentStatement
    book: Logbook
    tree: Tree
    program: Program
    policy: str
    """The revision that judges it; empty where there is none."""

    def at(self, instant: int) -> Unfolding:
        """What it had come to by an instant."""
        return unfold(self.program, self.statement, self.book, instant)


class LoggedIncidents(NamedTuple):
    """The incidents that were asked for, and what is wrong with the others."""

    incidents: tuple[LoggedIncident, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    missing: tuple[str, ...]


def incident_path(root: str, name: str) -> str:
    """The file of an incident that is named by its path, its log's path, or its name.

    Raises IncidentError where there is none.
    """
    if name.endswith(SUFFIX):
        name = name.removesuffix(SUFFIX) + ".yaml"
    if os.path.isfile(name) or os.sep in name:
        return name
    folder = os.path.join(root, FOLDER)
    known = sorted(
        os.path.splitext(one)[0]
        for one in (os.listdir(folder) if os.path.isdir(folder) else ())
        if one.endswith((".yaml", ".yml"))
    )
    if name in known:
        for suffix in (".yaml", ".yml"):
            path = os.path.join(folder, name + suffix)
            if os.path.isfile(path):
                return os.path.relpath(path) if root == os.getcwd() else path
    raise IncidentError(
        "there is no incident `{name}`; {advice}",
        name=name,
        advice=did_you_mean(name, known) or said("name a file"),
    )


def open_ones(root: str) -> Iterator[str]:
    """The files of incidents whose log is opened and not closed."""
    folder = os.path.join(root, FOLDER)
    for one in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if one.endswith(SUFFIX) and read_book(os.path.join(folder, one)).is_open:
            path = os.path.join(folder, one.removesuffix(SUFFIX) + ".yaml")
            yield os.path.relpath(path) if root == os.getcwd() else path


def read_book(path: str) -> Logbook:
    """The log at a path; an empty one where there is none."""
    try:
        content = read_file(path, MOST_BYTES)
    except FileNotFoundError:
        return Logbook()
    except (OSError, ValueError) as error:
        return Logbook(
            (),
            (
                LogProblem(
                    1, said("the log cannot be read: {error}", error=reason_of(error)), lost=True
                ),
            ),
        )
    return read_log(content)


def open_logged(tree: Tree, program: Program, paths: list[str], cache: Cache) -> LoggedIncidents:
    """Open incidents with their logs; a bad one does not hide the others."""
    found: list[LoggedIncident] = []
    findings: list[Finding] = []
    sources: dict[str, Source] = {}
    missing: list[str] = []
    for path in paths:
        try:
            content = read_file(path, MOST_BYTES)
        except (OSError, ValueError) as error:
            missing.append(cannot_read(path, error))
            continue
        file = read_incidents(path, content, cache)
        findings += file.findings
        sources[path] = file.source
        for statement in file.reports:
            book = read_book(log_path_of(path))
            judge, revision, problems = _judge(tree, program, book, cache)
            book = book._replace(problems=(*book.problems, *problems))
            if judge[0] is tree:
                book = read_through(tree, program, book, cache)
            found.append(LoggedIncident(path, statement, book, *judge, revision))
    return LoggedIncidents(tuple(found), tuple(findings), sources, tuple(missing))


def _judge(
    tree: Tree, program: Program, book: Logbook, cache: Cache
) -> tuple[tuple[Tree, Program], str, list[LogProblem]]:
    """The policy that a log was opened with, or else the present one."""
    current = (head_commit(tree.root) if tree.revision is None else tree.revision) or ""
    if not book.policy:
        return (tree, program), current, []
    line, asked, present = book.of("opened")[0].line, book.policy[:12], (tree, program)
    problem = ""
    try:
        earlier = GitTree(tree.root, book.policy)
        if earlier.revision == current and (tree.revision is not None or not _is_dirty(tree)):
            return present, current, []
        judged = compiled(earlier, cache)
        if judged.blocking:
            problem = said(
                "the policy `{revision}` does not load: the present one is used", revision=asked
            )
    except (GovcheckError, OSError):
        problem = said(
            "the policy `{revision}` cannot be read: the present one is used", revision=asked
        )
    if problem:
        return present, current, [LogProblem(line, problem)]
    if judged.program != program:
        problem = said("the policy has changed since: the one of the beginning is used")
    changed = [LogProblem(line, problem)] if problem else []
    return (earlier, judged.program), earlier.revision or "", changed


def _is_dirty(tree: Tree) -> bool:
    present = head_of(tree.root)
    return present is None or present[1]


def obligations_in(tree: Tree) -> Callable[[str], tuple[str, int] | None]:
    """Path and line of the action, or of the council, that an obligation's id names."""
    from govcheck.load.repository import load_repository

    loaded = functools.cache(lambda: load_repository(tree))

    def where(obligation: str) -> tuple[str, int] | None:
        place = _place(loaded().policy, obligation)
        return None if place is None else (place.path, loaded().line(place))

    return where


def _place(policy: "Policy", obligation: str) -> Place | None:
    from govcheck.model.council import Council
    from govcheck.model.playbook import Playbook

    book, _, name = obligation.partition("#")[0].partition("/")
    if book == "council":
        council = policy.find(Council, name)
        return None if council is None else council.place("convene_within")
    playbook = policy.find(Playbook, book)
    if playbook is None:
        return None
    position = next((n for n, one in enumerate(playbook.actions) if one.id == name), None)
    return None if position is None else playbook.place("actions", position, "id")
