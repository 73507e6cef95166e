"""What an incident has come to by an instant: its facts, its decisions, what was owed and done.

The decisions are made anew whenever the log says a new fact. What a playbook made people owe stays
owed; what begins later counts from when it began. A higher escalation starts from its first step,
whoever answered before; a lower one lets the running round end.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Final, NamedTuple

from govcheck.engine.case import read_case
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Ruling
from govcheck.logbook.consent import Given, drafters_of, given
from govcheck.logbook.entry import Entry, Logbook, LogProblem
from govcheck.logbook.joined_steps import with_joining
from govcheck.nearest import did_you_mean
from govcheck.simulate.alarm import ACKNOWLEDGE, Alarm, alarm
from govcheck.simulate.conflicts import read_conflicts
from govcheck.simulate.escalation import LAST_RESORT
from govcheck.simulate.history import BegunPlaybook, History
from govcheck.simulate.outcome import ApprovalState, Event, Obligation, PlayedIncident
from govcheck.simulate.people import People, people
from govcheck.simulate.plan import Plan, PlannedPlaybook, plan
from govcheck.simulate.playbooks import work
from govcheck.simulate.program import ActionPlan, Program
from govcheck.simulate.untold import with_untold

_NONE: Final = "none"


class Phase(NamedTuple):
    """From an instant on, until the next one: the facts as known, and what is decided of them."""

    start: int
    stated: PlayedIncident
    rulings: tuple[Ruling, ...]
    todo: Plan

    @property
    def severity(self) -> str:
        """The severity that is acted on; empty where nothing decides it."""
        return self.todo.severity


class Running(NamedTuple):
    """An escalation that was started."""

    start: int
    todo: Plan
    alarm: Alarm
    ended: int | None
    """When a later escalation took its place."""


class LoggedObligation(NamedTuple):
    """An obligation with what the log says of it."""

    obligation: Obligation
    action: ActionPlan | None
    """None for what the escalation owes."""
    playbook: str = ""
    line: Entry | None = None
    """By which it was done."""
    skipped: Entry | None = None
    approvals: tuple[tuple[ApprovalState, Given], ...] = ()


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


class Stating(NamedTuple):
    """What the incident's file states."""

    incident: PlayedIncident
    facts: Mapping[str, object]
    published_at: int | None
    aware_at: int | None


def unfold(program: Program, stating: Stating, book: Logbook, at: int) -> Unfolding:
    """What an incident has come to by an instant, by the policy that it is judged by."""
    book = book.until(at)
    problems = list(book.problems)
    phases = tuple(_phases(program, stating, book, problems))
    called = {planned.playbook.id for phase in phases for planned in phase.todo.playbooks}
    problems += _contradictions(program, book, called)
    conflicts = read_conflicts(stating.incident.conflicts)
    there = people(program.roster, frozenset(), conflicts)
    running = tuple(_running(program, phases, book, there))
    events = [event for run in running for event in run.alarm.course.events]
    owed: list[LoggedObligation] = [
        LoggedObligation(one, None) for run in running for one in _promises(run, running)
    ]
    not_owed: list[tuple[str, str, str]] = []
    books: list[BegunPlaybook] = []
    for name, planned, begun in _begun(phases):
        mine = _of_playbook(name, book, program, called)
        first = min(begun.values(), default=phases[0].start)
        doers = people(program.roster, frozenset(), conflicts)
        consents = _consents(planned, mine, doers, at)
        history = History(
            at,
            begun,
            _done(planned, mine),
            {one: got.at for one, got in consents.items() if got.lines and (got.at or got.refused)},
            {one: got.asked for one, got in consents.items() if got.asked is not None},
        )
        here = BegunPlaybook(planned, first, history, stating.published_at, stating.aware_at)
        books.append(here)
        done = work(planned, here.stated(stating.incident), doers, history)
        obligations = (
            with_untold(planned, done.obligations, events, there) if running else done.obligations
        )
        if planned.possible:
            obligations = tuple(one._replace(possible=True) for one in obligations)
        owed += _with_lines(planned, obligations, done.approvals, mine, consents)
        not_owed += [
            (f"{name}/{action.id}", action.do, "its condition does not hold")
            for action in planned.playbook.actions
            if action.id not in planned.owed
        ]
        problems += [
            LogProblem(line.line, f"`{line.who}` may not give `{name}/{one}`")
            for one, got in consents.items()
            for line in got.intruders
        ]
    return Unfolding(
        at, book, phases, running, tuple(owed), tuple(not_owed), tuple(problems), there,
        tuple(books),
    )  # fmt: skip


def _phases(
    program: Program, stating: Stating, book: Logbook, problems: list[LogProblem]
) -> Iterator[Phase]:
    detected = stating.incident.case.detected_at
    facts = dict(stating.facts)
    lines = list(book.of("fact"))
    starts = sorted({detected, *(max(one.at, detected) for one in lines)})
    for start in starts:
        while lines and max(lines[0].at, detected) <= start:
            line = lines.pop(0)
            _, wrong = read_case(program.ruleset, line.facts, detected)
            problems += [LogProblem(line.line, one.message, one.help) for one in wrong]
            bad = {one.fact for one in wrong}
            facts |= {name: value for name, value in line.facts.items() if name not in bad}
        case, _ = read_case(program.ruleset, facts, detected)
        stated = stating.incident._replace(case=case)
        rulings = decide(program.ruleset, program.roster, case)
        yield Phase(start, stated, rulings, plan(program, stated, rulings))


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


def _running(
    program: Program, phases: tuple[Phase, ...], book: Logbook, there: People
) -> Iterator[Running]:
    """Each escalation that was started, with how it went."""
    chosen: list[tuple[Phase, int | None]] = []
    for phase in phases:
        if not chosen:
            chosen.append((phase, None))
            continue
        current = chosen[-1][0]
        if _name(phase) == _name(current):
            continue
        if _is_higher(program, phase, current):
            chosen[-1] = (current, phase.start)
            chosen.append((phase, None))
        elif chosen[-1][1] is None:
            chosen[-1] = (current, phase.start)
    for phase, until in chosen:
        if phase.todo.escalation is None:
            continue
        todo = phase.todo._replace(
            stated=phase.stated._replace(case=phase.stated.case._replace(detected_at=phase.start))
        )
        answers = book.answers(phase.start)
        aware = tuple(
            (one.person, one.at - phase.start) for one in book.of("told") if one.at >= phase.start
        )
        replaced = until is not None and any(later.start == until for later, _ in chosen)
        joining = None
        later = [
            (one.start, one.todo)
            for one in phases
            if one.start > phase.start
            and (until is None or one.start < until)
            and _name(one) == _name(phase)
        ]
        if later:
            whole = program.escalations[_name(phase)]
            todo, joining = with_joining(whole, [(phase.start, todo), *later])
        played = alarm(todo, there, answers, aware, joining)
        yield Running(phase.start, todo, _cut(played, until, now=replaced), until)


def _cut(played: Alarm, until: int | None, *, now: bool) -> Alarm:
    """What is left of an escalation where another takes its place: at once, or after the round."""
    if until is None:
        return played
    events = played.course.events
    round_ = max((one.round or 1 for one in events if one.at <= until), default=1)
    kept = tuple(
        one
        for one in events
        if one.at <= until
        or (
            not now
            and (one.round or 1) == round_
            and one.step != LAST_RESORT
            and one.event != "exhausted"
        )
    )
    return played._replace(course=played.course._replace(events=kept))


def _name(phase: Phase) -> str:
    return _NONE if phase.todo.escalation is None else phase.todo.escalation.id


def _is_higher(program: Program, one: Phase, other: Phase) -> bool:
    """Whether an escalation is higher than another: by severity, then by how soon it promises."""
    if one.todo.escalation is None or other.todo.escalation is None:
        return other.todo.escalation is None
    ranks = [level.id for level in program.severities]
    mine, theirs = (
        ranks.index(each.severity) if each.severity in ranks else -1 for each in (one, other)
    )
    if mine != theirs:
        return mine > theirs
    promises = [
        each.todo.escalation.acknowledge_within for each in (one, other) if each.todo.escalation
    ]
    return (promises[0] or 0) < (promises[1] or 0)


def _promises(run: Running, running: tuple[Running, ...]) -> Iterator[Obligation]:
    """What an escalation owes; a later one's promises have a number."""
    number = running.index(run)
    for one in run.alarm.obligations:
        yield one if not number else one._replace(id=f"{one.id}#{number + 1}")


def _of_playbook(
    name: str, book: Logbook, program: Program, among: Collection[str]
) -> Mapping[str, list[Entry]]:
    """The lines about each action (`action`, `action#2`) and approval (`?approval`)."""
    found: dict[str, list[Entry]] = {}
    for line in book.entries:
        for written, mark in ((line.action, ""), (line.approval, "?")):
            place = (
                resolved(program, written, approvals=mark == "?", among=among) if written else None
            )
            if place is not None and place[0] == name:
                found.setdefault(f"{mark}{place[1]}", []).append(line)
    return found


def resolved(
    program: Program, written: str, *, approvals: bool = False, among: Collection[str] = ()
) -> tuple[str, str] | None:
    """The playbook and the action (or approval) that a line names.

    A bare id does where it is the only one, or the only one of the playbooks `among`.
    """
    book, slash, name = written.partition("/")
    number = name if slash else book
    action, hash_, turn = number.partition("#")
    books = [book] if slash else list(program.playbooks)
    found = [
        one
        for one in books
        if (playbook := program.playbooks.get(one)) is not None
        and action in (playbook.approvals if approvals else {each.id for each in playbook.actions})
    ]
    found = found if len(found) < 2 else [one for one in found if one in among]
    return (found[0], f"{action}{hash_}{turn}") if len(found) == 1 else None


def _done(planned: PlannedPlaybook, mine: Mapping[str, list[Entry]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    for action in planned.playbook.actions:
        lines = _done_lines(action, mine)
        if lines:
            found[action.id] = tuple(one.at for one in lines)
    return found


def _done_lines(action: ActionPlan, mine: Mapping[str, list[Entry]]) -> list[Entry]:
    """The lines by which an action was done, each time."""
    names = [action.id, *(f"{action.id}#{turn + 1}" for turn in range(action.times))]
    lines = [one for name in names for one in mine.get(name, ()) if one.event == "done"]
    return sorted(lines, key=lambda one: (one.at, one.line))


def _consents(
    planned: PlannedPlaybook, mine: Mapping[str, list[Entry]], there: People, at: int
) -> dict[str, Given]:
    found: dict[str, Given] = {}
    for name, asked in planned.playbook.approvals.items():
        lines = mine.get(f"?{name}", [])
        drafters = frozenset[str]()
        for action in planned.playbook.actions:
            if name in action.needs:
                since = min((one.at for one in lines), default=at)
                drafters |= drafters_of(action, there, since)
                if not action.drafted_by:
                    drafters |= {one.who for one in _done_lines(action, mine)}
        found[name] = given(asked, lines, there, drafters)
    return found


def _with_lines(
    planned: PlannedPlaybook,
    obligations: tuple[Obligation, ...],
    states: tuple[ApprovalState, ...],
    mine: Mapping[str, list[Entry]],
    consents: Mapping[str, Given],
) -> Iterator[LoggedObligation]:
    actions = {action.id: action for action in planned.playbook.actions}
    for one in obligations:
        name, _, turn = one.id.partition("/")[2].partition("#")
        action = actions[name]
        lines = _done_lines(action, mine)
        place = int(turn or 1) - 1
        skipped = [
            line
            for key in {name, one.id.partition("/")[2]}
            for line in mine.get(key, ())
            if line.event == "skipped"
        ]
        yield LoggedObligation(
            one,
            action,
            planned.playbook.id,
            lines[place] if place < len(lines) else None,
            skipped[-1] if skipped else None,
            tuple(
                (state, consents[state.id])
                for state in states
                if state.action == f"{planned.playbook.id}/{name}"
            ),
        )


def _contradictions(
    program: Program, book: Logbook, among: Collection[str]
) -> Iterator[LogProblem]:
    """Lines about what the policy does not have."""
    roster = program.roster.people
    for line in book.entries:
        for who in {line.by, line.person, line.to} - {""}:
            if who not in roster and not who.startswith("tool:"):
                yield LogProblem(
                    line.line, f"there is no person `{who}`", did_you_mean(who, roster)
                )
        for written, what in ((line.action, "action"), (line.approval, "approval")):
            approvals = what == "approval"
            if written and resolved(program, written, approvals=approvals, among=among) is None:
                known = [
                    f"{name}/{one}"
                    for name, book_ in program.playbooks.items()
                    for one in (
                        book_.approvals
                        if what == "approval"
                        else [each.id for each in book_.actions]
                    )
                ]
                said = f"no playbook has the {what} `{written}`"
                yield LogProblem(line.line, said, did_you_mean(written, known))


def is_acknowledge(obligation: Obligation) -> bool:
    """Whether it is the promise that somebody is told."""
    return obligation.id.partition("#")[0] == ACKNOWLEDGE
