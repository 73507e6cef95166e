"""What an incident has come to by an instant: its facts, its decisions, what was owed and done.

The decisions are made anew whenever the log says a new fact. What a playbook made people owe stays
owed; what begins later counts from when it began. A higher escalation starts from its first step,
whoever answered before; a lower one lets the running round end.
"""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.logbook.entry import Logbook, LogProblem
from govcheck.logbook.lines import (
    LoggedObligation,
    consents_of,
    contradictions,
    done_of,
    lines_of,
    with_lines,
)
from govcheck.logbook.questions import with_answers
from govcheck.logbook.running import Phase, Running, phases_of, running_of
from govcheck.simulate.conflicts import read_conflicts
from govcheck.simulate.history import BegunPlaybook, History
from govcheck.simulate.outcome import Event
from govcheck.simulate.people import People, people
from govcheck.simulate.plan import PlannedPlaybook
from govcheck.simulate.playbooks import work
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.simulate.untold import Notices, mark_untold
from govcheck.translation import said


class Unfolding(NamedTuple):
    """An incident as of an instant."""

    at: int
    book: Logbook
    phases: tuple[Phase, ...]
    running: tuple[Running, ...]
    owed: tuple[LoggedObligation, ...]
    not_owed: tuple[tuple[str, str, str], ...]
    """Actions of playbooks that apply, as `playbook/action`, what they are, and why not owed."""
    problems: tuple[LogProblem, ...]
    people: People
    begun: tuple[BegunPlaybook, ...] = ()
    """Every playbook that was called for, with what has happened of it."""

    @property
    def now(self) -> Phase:
        """The facts and decisions of the instant."""
        return self.phases[-1]

    @property
    def events(self) -> tuple[Event, ...]:
        """Who was to be told, of every escalation, by time."""
        found = [event for run in self.running for event in run.alarm.course.events]
        return tuple(sorted(found, key=lambda event: event.at))


def unfold(program: Program, report: IncidentStatement, book: Logbook, at: int) -> Unfolding:
    """What an incident has come to by an instant, by the policy that it is judged by."""
    book = book.until(at)
    incident, _ = state_as(program, report)
    problems = list(book.problems)
    phases = tuple(phases_of(program, incident, report.facts, book, problems))
    called = {planned.playbook.id for phase in phases for planned in phase.todo.playbooks}
    problems += contradictions(program, book, called)
    conflicts = read_conflicts(incident.conflicts)
    there = people(program.roster, frozenset(), conflicts)
    running = tuple(running_of(program, phases, book, there))
    events = [event for run in running for event in run.alarm.course.events]
    owed: list[LoggedObligation] = [
        LoggedObligation(one._replace(id=f"{one.id}#{turn}") if turn > 1 else one, None)
        for turn, run in enumerate(running, 1)
        for one in run.alarm.obligations  # a later escalation's promises have a number
    ]
    not_owed: list[tuple[str, str, str]] = []
    books: list[BegunPlaybook] = []
    for name, planned, begun in _begun(phases):
        mine = with_answers(program, phases, book, planned, lines_of(name, book, program, called))
        first = min(begun.values(), default=phases[0].start)
        doers = people(program.roster, frozenset(), conflicts)
        consents = consents_of(planned, mine, doers, at)
        history = History(
            at,
            begun,
            done_of(planned, mine),
            {one: got.at for one, got in consents.items() if got.lines and (got.at or got.refused)},
            {one: got.asked for one, got in consents.items() if got.asked is not None},
        )
        here = BegunPlaybook(planned, first, history, report.published_at, report.aware_at)
        books.append(here)
        done = work(planned, here.stated(incident), doers, history)
        obligations = done.obligations
        if running:
            obligations = mark_untold(planned, obligations, Notices(events, there))
        if planned.possible:
            obligations = tuple(one._replace(possible=True) for one in obligations)
        owed += with_lines(planned, obligations, done.approvals, mine, consents)
        not_owed += [
            (f"{name}/{action.id}", action.do, "its condition does not hold")
            for action in planned.playbook.actions
            if action.id not in planned.owed
        ]
        problems += [
            LogProblem(
                line.line,
                said("`{who}` may not give `{name}/{one}`", who=line.who, name=name, one=one),
            )
            for one, got in consents.items()
            for line in got.intruders
        ]
    return Unfolding(
        at, book, phases, running, tuple(owed), tuple(not_owed), tuple(problems), there,
        tuple(books),
    )  # fmt: skip


def _begun(
    phases: tuple[Phase, ...],
) -> Iterator[tuple[str, PlannedPlaybook, dict[str, int]]]:
    """Every playbook that was ever called for, with all that it ever made owed, and since when."""
    found: dict[str, tuple[PlannedPlaybook, dict[str, int]]] = {}
    for phase in phases:
        for planned in phase.todo.playbooks:
            name = planned.playbook.id
            if name not in found:
                found[name] = planned, dict.fromkeys(planned.owed, phase.start)
                continue
            before, begun = found[name]
            for action in planned.owed:
                begun.setdefault(action, phase.start)
            found[name] = (
                planned._replace(
                    owed=before.owed | planned.owed,
                    needed=before.needed | planned.needed,
                    possible=before.possible and planned.possible,
                ),
                begun,
            )
    for name, (planned, begun) in found.items():
        yield name, planned, begun


def begun_by(
    program: Program, report: IncidentStatement, book: Logbook
) -> tuple[BegunPlaybook, ...]:
    """What was begun by a log's last line; what was skipped is not owed."""
    _, problems = state_as(program, report)
    if problems or not book.entries:
        return ()
    unfolded = unfold(program, report, book, max(book.ended or 0, report.detected_at))
    skipped = {
        one.obligation.id.partition("#")[0]
        for one in unfolded.owed
        if one.skipped is not None and one.line is None
    }
    return tuple(_without(one, skipped) for one in unfolded.begun)


def _without(one: BegunPlaybook, skipped: set[str]) -> BegunPlaybook:
    name = one.planned.playbook.id
    gone = {action for action in one.planned.owed if f"{name}/{action}" in skipped}
    return one._replace(planned=one.planned._replace(owed=one.planned.owed - gone), skipped=gone)
