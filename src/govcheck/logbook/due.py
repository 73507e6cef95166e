"""What is done, what is due now and by whom, what waits for whom, who is silent."""

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import NamedTuple

from govcheck.agreement.sufficiency import different
from govcheck.counterfactuals.hedges import Hedged, hedged, is_certain
from govcheck.duty.roster import RosterSeat
from govcheck.duty.seats import in_term, seat_deputies
from govcheck.logbook.consent import Given
from govcheck.logbook.entry import Entry, LogProblem
from govcheck.logbook.lines import LoggedObligation
from govcheck.logbook.running import Running
from govcheck.logbook.unfold import Unfolding
from govcheck.simulate.alarm import ACKNOWLEDGE
from govcheck.simulate.escalation import LAST_RESORT
from govcheck.simulate.outcome import ApprovalState, Approver, Obligation
from govcheck.simulate.program import Program
from govcheck.targets import read_target


class Wait(NamedTuple):
    """An approval that has to come first."""

    approval: str
    voices: tuple[Approver, ...]
    """Who can still give it, for which target."""
    agreed: tuple[Approver, ...]
    """Who has agreed; others must as well."""
    asked: int | None


class DueItem(NamedTuple):
    """Something that is owed and not done."""

    obligation: str
    do: str
    due: int
    seconds_left: int
    owed_by: tuple[str, ...]
    waits_for: tuple[Wait, ...]
    possible: bool
    untold: tuple[str, ...]
    in_doubt: bool
    """Whether it is owed only if what is not known turns out so."""


class DoneItem(NamedTuple):
    """Something that is done, with the line of the log that says so."""

    obligation: str
    do: str
    at: int
    by: str
    late_seconds: int
    log_line: int


class Silence(NamedTuple):
    """Somebody who was told or asked and has not answered; `next` is asked after them."""

    person: str
    since: int
    next: str | None
    waits: str
    """The approval, or the step that told them."""


class Relief(NamedTuple):
    """A shift that ended in the middle of the incident."""

    target: str
    leaves: str
    comes: str
    at: int


class IncidentDue(NamedTuple):
    """What an incident asks of people at an instant."""

    incident: str
    title: str
    at: int
    policy: str
    state: str
    """`open`, `closed`, or `planned` where nothing is logged."""
    severity: str
    certain: bool
    """Whether that is the severity whatever is still found out."""
    since: int
    was: tuple[str, ...]
    due: tuple[DueItem, ...]
    done: tuple[DoneItem, ...]
    silent: tuple[Silence, ...]
    reliefs: tuple[Relief, ...]
    lead: str
    problems: tuple[LogProblem, ...]


def due_of(program: Program, unfolded: Unfolding, policy: str) -> IncidentDue:
    """What an unfolded incident asks of people."""
    book, stated = unfolded.book, unfolded.now.stated
    severities = [(phase.severity, phase.start) for phase in unfolded.phases]
    since = severities[-1][1]
    for name, start in reversed(severities):
        if name != severities[-1][0]:
            break
        since = start
    was = tuple(dict.fromkeys(name for name, _ in severities if name != severities[-1][0]))
    pairs = [(owed, done_by(unfolded, owed)) for owed in unfolded.owed]
    now = unfolded.now
    doubted = hedged(program.ruleset, program.roster, now.stated.case, now.rulings)
    severity = [one for one in now.rulings if one.decision.name == "severity"]
    due = [
        _due(unfolded, owed, doubted)
        for owed, done in pairs
        if done is None and owed.skipped is None
    ]
    handed = book.of("handover")
    return IncidentDue(
        stated.id,
        stated.title,
        unfolded.at,
        policy,
        "closed" if book.of("closed") else "open" if book.entries else "planned",
        severities[-1][0],
        all(is_certain(one, doubted) for one in severity),
        since,
        was,
        tuple(sorted(due, key=lambda one: (one.due, one.obligation))),
        tuple(sorted((done for _, done in pairs if done is not None), key=lambda one: one.at)),
        tuple(_silent(program, unfolded)),
        tuple(_reliefs(unfolded)),
        handed[-1].to if handed else "",
        unfolded.problems,
    )


def done_by(unfolded: Unfolding, owed: LoggedObligation) -> DoneItem | None:
    """How the log says that something was done; None where it does not."""
    one = owed.obligation
    if owed.line is not None:
        return _done(one, owed.line)
    if owed.action is not None:
        return None
    if one.id.partition("#")[0] == ACKNOWLEDGE:
        return _told(unfolded, owed)
    return _together(unfolded, owed)


def _done(owed: Obligation, line: Entry) -> DoneItem:
    late = max(0, line.at - owed.due)
    return DoneItem(owed.id, owed.do, line.at, line.who, late, line.line)


def _told(unfolded: Unfolding, owed: LoggedObligation) -> DoneItem | None:
    """The first line that shows that somebody on duty had been told."""
    one = owed.obligation
    run = unfolded.running[int(one.id.partition("#")[2] or 1) - 1]
    for line in unfolded.book.of("told", "acknowledged"):
        if line.at >= run.start and _is_on_duty(unfolded, run, line):
            return _done(one, line)
    return None


def _is_on_duty(unfolded: Unfolding, run: Running, line: Entry) -> bool:
    """Whether a step would tell whoever a line is about then, or had told one who has answered."""
    present, escalation = unfolded.people.present, run.todo.escalation
    answering = (
        one.person
        for phase in unfolded.phases
        if run.start <= phase.start <= line.at and escalation and phase.todo.escalation
        if phase.todo.escalation.id == escalation.id
        for step in phase.todo.escalation.steps
        for one in present.answers(step.targets, line.at, step.on_empty).people
    )
    told = (
        one.person
        for event in run.alarm.course.events
        if event.event in ("notify", "convene") and event.at <= line.at
        if event.step != LAST_RESORT and line.event == "acknowledged"
        for one in event.people
    )
    return line.who in {*answering, *told}


def _together(unfolded: Unfolding, owed: LoggedObligation) -> DoneItem | None:
    """The line by which as many seats of a council had an answer as its quorum takes.

    A seat has one, and a person takes one seat.
    """
    one = owed.obligation
    name = one.id.partition("/")[2].partition("#")[0]
    quorum = next(
        (each for run in unfolded.running for each in run.alarm.quorums if each.council == name),
        None,
    )
    if quorum is None:
        return None
    board = unfolded.people.roster.councils[name]
    seated: list[frozenset[str]] = [frozenset() for _ in board.seats]
    for line in unfolded.book.of("acknowledged"):
        if line.at < quorum.convened:
            continue
        seated = [
            who | {line.who} if _sits(unfolded, seat, line) else who
            for seat, who in zip(board.seats, seated, strict=True)
        ]
        if different(seated) >= quorum.needed:
            return _done(one, line)
    return None


def _sits(unfolded: Unfolding, seat: RosterSeat, line: Entry) -> bool:
    """Whether whoever wrote a line could take a seat: its holder, or a deputy of one away."""
    people, who = unfolded.people, line.who
    if not in_term(seat, line.at) or who in people.conflicts.hard:
        return False
    if who == seat.person:
        return True
    away = not people.voting.free(seat.person, line.at, line.at + 1)
    return away and who in seat_deputies(people.roster, seat)


def _due(unfolded: Unfolding, owed: LoggedObligation, doubted: Hedged) -> DueItem:
    one = owed.obligation
    waits = tuple(
        Wait(f"{owed.playbook}/{state.id}", *_voices(state, got), got.asked)
        for state, got in owed.approvals
        if got.at is None
    )
    return DueItem(
        one.id,
        one.do,
        one.due,
        one.due - unfolded.at,
        one.owed_by,
        waits,
        one.possible,
        one.untold,
        one.possible or ("playbooks", owed.playbook) in doubted,
    )


def _voices(state: ApprovalState, got: Given) -> tuple[tuple[Approver, ...], tuple[Approver, ...]]:
    """Who can still give an approval, and who has.

    For each target whoever is there, or else those who are off duty now.
    """
    agreed = tuple(one for one in state.approvers if one.person in got.by)
    left = [one for one in state.approvers if one.person not in got.by]
    there = {one.target for one in left if one.available}
    able = (
        one
        for one in left
        if one.available or (one.target not in there and one.why_not == "off duty")
    )
    return tuple(able), agreed


def _silent(program: Program, unfolded: Unfolding) -> Iterator[Silence]:
    """Those who were asked for an approval, or told, and have not answered."""
    seen: set[tuple[str, str]] = set()
    for owed in unfolded.owed:
        for state, got in owed.approvals:
            name = f"{owed.playbook}/{state.id}"
            if got.at is not None or got.asked is None or owed.line is not None:
                continue
            for one in state.approvers:
                answered = one.person in (*got.by, *got.refused)
                if not one.available or answered or (name, one.person) in seen:
                    continue
                seen.add((name, one.person))
                asked = {each.person for each in state.approvers if each.available}
                following = _deputy(program, unfolded, one.person, asked)
                yield Silence(one.person, got.asked, following, name)
    for run in unfolded.running[-1:]:
        yield from _unanswered(unfolded, run)


def _unanswered(unfolded: Unfolding, run: Running) -> Iterator[Silence]:
    answered = {line.who for line in unfolded.book.of("acknowledged") if line.at >= run.start}
    if answered or run.ended is not None or not unfolded.book.entries:
        return
    ahead = [
        event
        for event in run.alarm.course.events
        if event.event in ("notify", "convene") and event.at > unfolded.at
    ]
    following = ahead[0].people[0].person if ahead and ahead[0].people else None
    told = {
        line.person: line for line in reversed(unfolded.book.of("told")) if line.at >= run.start
    }
    for person, line in sorted(told.items(), key=lambda one: one[1].at):
        yield Silence(person, line.at, following, "told")


def _deputy(
    program: Program, unfolded: Unfolding, person: str, asked: Collection[str]
) -> str | None:
    """Whoever is asked once somebody's silence is over, and was not asked with them."""
    known = program.roster.people.get(person)
    for deputy in () if known is None else known.deputies:
        if deputy not in asked and unfolded.people.approving.free(
            deputy, unfolded.at, unfolded.at + 1
        ):
            return deputy
    return None


def _reliefs(unfolded: Unfolding) -> Iterator[Relief]:
    """The shifts of rotas that were told which have changed since, until it was closed."""
    seen: set[tuple[str, str]] = set()
    closed = (line.at for line in unfolded.book.of("closed"))
    until = min(unfolded.at, max(closed, default=unfolded.at))
    for event in unfolded.events:
        for one in event.people if event.at <= until else ():
            if read_target(one.target).kind != "rota" or (one.target, one.person) in seen:
                continue
            seen.add((one.target, one.person))
            stints = unfolded.people.present.stints(one.target, event.at, until + 1)
            for before, after in pairwise(stints):
                if before.person != after.person:
                    yield Relief(one.target, before.person, after.person, after.start)
