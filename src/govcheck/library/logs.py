"""What is due of incidents that are logged, and what was kept of those that are over."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from govcheck.briefing.logbook.json import Where
from govcheck.library.instants import now
from govcheck.logbook.entry import SUFFIX
from govcheck.simulate.program import Program
from govcheck.workspace.logs import LoggedIncidents, incident_path, open_logged, open_ones

if TYPE_CHECKING:  # each answer imports what it needs
    from govcheck.briefing.logbook.json import DueJson, ReviewsJson
    from govcheck.finding import Finding
    from govcheck.library.loaded import LoadedPolicy
    from govcheck.logbook.due import IncidentDue
    from govcheck.logbook.entry import Logbook
    from govcheck.logbook.review import IncidentReview


@dataclass(frozen=True, slots=True)
class _OfLogs:
    opened: LoggedIncidents

    @property
    def unread(self) -> "tuple[Finding | str, ...]":
        """What is wrong with incidents that could not be read."""
        return (*self.opened.missing, *self.opened.findings)


@dataclass(frozen=True, slots=True)
class DueList(_OfLogs):
    """What is done, what is due, by whom and when, in each incident."""

    incidents: "tuple[tuple[IncidentDue, Program], ...]"
    """With the program of the revision that judges it."""

    def __iter__(self) -> "Iterator[IncidentDue]":
        return (one for one, _ in self.incidents)

    def __len__(self) -> int:
        return len(self.incidents)

    def to_json(self) -> "DueJson":
        """The object of `due --format json`."""
        from govcheck.briefing.logbook.json import due_json

        return due_json(self)


@dataclass(frozen=True, slots=True)
class Reviews(_OfLogs):
    """Of each obligation of some incidents, whether it was kept."""

    incidents: "tuple[tuple[IncidentReview, Program, Where], ...]"
    """With the program of the revision that judges it, and where that makes each obligation."""

    def __iter__(self) -> "Iterator[IncidentReview]":
        return (one for one, _, _ in self.incidents)

    def __len__(self) -> int:
        return len(self.incidents)

    @property
    def broken(self) -> tuple[str, ...]:
        """`INCIDENT: OBLIGATION` of everything that was not done at all."""
        return tuple(
            f"{one.incident}: {each.obligation}"
            for one in self
            for each in one.verdicts
            if each.verdict == "broken"
        )

    def to_json(self) -> "ReviewsJson":
        """The object of `review --format json`."""
        from govcheck.briefing.logbook.json import review_json

        return review_json((review, where) for review, _, where in self.incidents)


def due_in(policy: "LoadedPolicy", names: Sequence[str], at: int) -> DueList:
    """What is due at an instant in some incidents, or else in all whose log is open."""
    from govcheck.logbook.due import due_of

    root = policy.tree.root
    paths = [incident_path(root, one) for one in names] if names else list(open_ones(root))
    opened = open_logged(policy.tree, policy.program, paths, policy.cache)
    found = ((due_of(one.program, one.at(at), one.policy), one.program) for one in opened.incidents)
    return DueList(opened, tuple(found))


def logged_below(policy: "LoadedPolicy", names: Sequence[str]) -> LoggedIncidents:
    """The incidents that files, names, or folders with logs stand for."""
    paths = [path for one in names for path in _paths(policy.tree.root, one)]
    return open_logged(policy.tree, policy.program, paths, policy.cache)


def reviews_of(policy: "LoadedPolicy", names: Sequence[str], at: int | None) -> Reviews:
    """Judge some incidents as of an instant, or else of their end, or of now."""
    from govcheck.duty.seats import seated_ever
    from govcheck.logbook.review import review_of
    from govcheck.workspace.logs import obligations_in

    opened = logged_below(policy, names)
    seats = seated_ever(policy.program.roster)
    found = (
        (
            review_of(
                one.at(ends(one.book) if at is None else at),
                one.policy,
                (one.book if at is None else one.book.until(at)).of("reviewed"),
                seats,
            ),
            one.program,
            obligations_in(one.tree),
        )
        for one in opened.incidents
    )
    return Reviews(opened, tuple(found))


def ends(book: "Logbook") -> int:
    """When an incident was closed, or now."""
    ended = book.ended
    return now() if ended is None or not book.of("closed") else ended


def _paths(root: str, name: str) -> list[str]:
    if not os.path.isdir(name):
        return [incident_path(root, name)]
    return [
        os.path.join(folder, one.removesuffix(SUFFIX) + ".yaml")
        for folder, _, files in sorted(os.walk(name))
        for one in sorted(files)
        if one.endswith(SUFFIX)
    ]
