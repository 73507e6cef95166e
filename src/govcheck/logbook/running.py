"""The decisions of an incident as they followed each other, and the escalations that they started.

Each escalation is told with how it went until another took its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from govcheck.engine.case import read_case
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Ruling
from govcheck.logbook.entry import Logbook, LogProblem
from govcheck.simulate.alarm import Alarm, Joining, alarm
from govcheck.simulate.escalation import LAST_RESORT
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.people import People
from govcheck.simulate.plan import Plan, plan
from govcheck.simulate.program import EscalationPlan, Program


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


def phases_of(
    program: Program,
    incident: PlayedIncident,
    facts: Mapping[str, object],
    book: Logbook,
    problems: list[LogProblem],
) -> Iterator[Phase]:
    """The decisions, made anew with every new fact; what is wrong with facts joins `problems`.

    `facts` are those that the incident's file states.
    """
    detected = incident.case.detected_at
    facts = dict(facts)
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
        stated = incident._replace(case=case)
        rulings = decide(program.ruleset, program.roster, case)
        yield Phase(start, stated, rulings, plan(program, stated, rulings))


_NONE: Final = "none"


class Running(NamedTuple):
    """An escalation that was started."""

    start: int
    todo: Plan
    alarm: Alarm
    ended: int | None
    """When a later escalation took its place."""


def running_of(
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


def with_joining(whole: EscalationPlan, plans: Sequence[tuple[int, Plan]]) -> tuple[Plan, Joining]:
    """An escalation with all the steps that ever apply, and from when on the later ones do.

    `whole` has all of its steps; `plans` are those that were made while it runs, each from an
    instant on, in order of time. What applied once stays.
    """
    start, begun = plans[0]
    since: dict[str, int] = {}
    undecided = set(begun.undecided)
    known = _steps(begun)
    for at, todo in plans[1:]:
        new = _steps(todo) - known
        known |= new
        since |= dict.fromkeys(new, at)
        undecided |= new & todo.undecided
    steps = tuple(step for step in whole.steps if step.id in known)
    severities = [(start, begun.severity), *((at, todo.severity) for at, todo in plans[1:])]
    made = begun._replace(escalation=whole._replace(steps=steps), undecided=frozenset(undecided))
    return made, Joining(since, tuple(severities))


def _steps(todo: Plan) -> set[str]:
    return set() if todo.escalation is None else {step.id for step in todo.escalation.steps}
