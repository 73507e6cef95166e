"""What names in a log are called by now: names that the policy no longer has, by git's history.

A name was changed where a commit took it away and brought another for what is otherwise the same.
"""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from govcheck.cache.store import Cache
from govcheck.errors import GovcheckError, RevisionError
from govcheck.load.ages import last_changes
from govcheck.load.git import GitTree
from govcheck.load.tree import POLICIES, Tree
from govcheck.logbook.entry import Entry, Logbook, LogProblem
from govcheck.logbook.lines import resolved
from govcheck.simulate.program import PlaybookPlan, Program
from govcheck.translation import said
from govcheck.workspace.answers import compiled

_MOST_RENAMES: Final = 8
"""So often may one thing have had another name."""


class _NewName(NamedTuple):
    name: str
    commit: str
    """Empty where it is not committed yet."""


def read_through(tree: Tree, program: Program, book: Logbook, cache: Cache) -> Logbook:
    """The log with what is called otherwise by now under its present name, and told so.

    For a log that is judged by the policy of a tree as it is.
    """
    names = _Names(tree, program, cache)
    problems: list[LogProblem] = []
    entries = []
    for line in book.entries:
        new = _renamed(line, names)
        for old, found in new.values():
            names_of = {"old": old, "new": found.name}
            problems.append(
                LogProblem(
                    line.line,
                    said(
                        "`{old}` is called `{new}` since {commit}, and is read so",
                        commit=found.commit[:12],
                        **names_of,
                    )
                    if found.commit
                    else said("`{old}` is called `{new}`, and is read so", **names_of),
                )
            )
        names_now: dict[str, Any] = {key: found.name for key, (_, found) in new.items()}
        entries.append(line._replace(**names_now))
    if not problems:
        return book
    return Logbook(tuple(entries), tuple(sorted((*book.problems, *problems))))


def _renamed(line: Entry, names: "_Names") -> dict[str, tuple[str, _NewName]]:
    """By field, the old name and the new one."""
    asked = {"by": "person", "person": "person", "to": "person",
             "action": "action", "approval": "approval"}  # fmt: skip
    found = {}
    for field, kind in asked.items():
        old = getattr(line, field)
        new = names.now(kind, old) if old else None
        if new is not None:
            found[field] = (old, new)
    return found


class _Names:
    """Names that the policy of a tree has, or had."""

    def __init__(self, tree: Tree, program: Program, cache: Cache) -> None:
        self._tree, self._program, self._cache = tree, program, cache
        self._known: dict[tuple[str, str], _NewName | None] = {}

    def now(self, kind: str, name: str) -> _NewName | None:
        """What something is called by now; None where it is called so, or nobody knows."""
        if name.startswith("tool:"):
            return None
        if (kind, name) not in self._known:
            self._known[kind, name] = self._look(kind, name)
        return self._known[kind, name]

    def _look(self, kind: str, name: str) -> _NewName | None:
        commit = ""
        for times in range(_MOST_RENAMES):
            if _has(self._program, kind, name):
                return _NewName(name, commit) if times else None
            try:
                step = self._step(kind, name)
            except GovcheckError:
                return None
            if step is None:
                return None
            name, commit = step
        return None

    def _step(self, kind: str, name: str) -> _NewName | None:
        """What took its place when it was taken away."""
        head = self._at(self._tree.revision or "HEAD")
        if head is not None and _has(head, kind, name):
            return _named(_successors(head, self._program, kind, name), "")
        for part in reversed(name.partition("#")[0].split("/")):
            pattern = rf"id: *{re.escape(part)}([^a-z0-9-]|$)"
            for commit in last_changes(self._tree.root, self._tree.revision, pattern, POLICIES):
                before, after = self._at(f"{commit}^"), self._at(commit)
                if before is None or after is None or not _has(before, kind, name):
                    continue
                found = _named(_successors(before, after, kind, name), commit)
                if found is not None and found.name != name:
                    return found
        return None

    def _at(self, revision: str) -> Program | None:
        try:
            found = compiled(GitTree(self._tree.root, revision), self._cache)
        except (RevisionError, OSError):
            return None
        return None if found.blocking else found.program


def _named(found: Iterator[str], commit: str) -> _NewName | None:
    """The only one of some names."""
    names = [*found]
    return _NewName(names[0], commit) if len(names) == 1 else None


def _has(program: Program, kind: str, name: str) -> bool:
    if kind == "person":
        return name in program.roster.people
    return resolved(program, name, approvals=kind == "approval") is not None


def _successors(before: Program, after: Program, kind: str, name: str) -> Iterator[str]:
    """What a later policy calls something that it no longer calls so."""
    if kind == "person":
        people, old = after.roster.people, before.roster.people[name]
        for new, one in people.items():
            if new not in before.roster.people and one.name == old.name:
                yield new
        return
    place = resolved(before, name, approvals=kind == "approval")
    if place is None:
        return
    mine = before.playbooks[place[0]]
    short, hash_, turn = place[1].partition("#")
    for book in _books(mine, before, after):
        for new in _parts(mine, book, kind, short):
            yield f"{book.id}/{new}{hash_}{turn}"


def _books(mine: PlaybookPlan, before: Program, after: Program) -> Iterator[PlaybookPlan]:
    """The same playbook later, under its name or a new one."""
    if mine.id in after.playbooks:
        yield after.playbooks[mine.id]
        return
    done = {action.do for action in mine.actions}
    for name, book in after.playbooks.items():
        if name not in before.playbooks and {action.do for action in book.actions} == done:
            yield book


def _parts(mine: PlaybookPlan, book: PlaybookPlan, kind: str, short: str) -> Iterator[str]:
    """The same action, or approval, of the playbook later."""
    if kind == "approval":
        if short in book.approvals:
            yield short
            return
        old = mine.approvals[short]
        for name, one in book.approvals.items():  # people in `by` may have new names as well
            alike = (one.within, one.calendar) == (old.within, old.calendar)
            if name not in mine.approvals and alike:
                yield name
        return
    known = {action.id: action.do for action in mine.actions}
    if any(action.id == short for action in book.actions):
        yield short
        return
    for action in book.actions:
        if action.id not in known and action.do == known[short]:
            yield action.id
