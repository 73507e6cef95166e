"""Escalations: each step of a round gets further, and each severity reaches a human in time."""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from govcheck.checks.check import check, program_check
from govcheck.checks.written import Written, written_rules
from govcheck.duty.calendars import open_intervals
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster
from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import ALWAYS
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.decision import NONE
from govcheck.regions.completion import Completion, any_completion
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.simulate.escalation import MOST_ROUNDS
from govcheck.simulate.program import Program, StepPlan
from govcheck.targets import read_target
from govcheck.time.clock import DAY, parse_instant, said_duration
from govcheck.time.intervals import merged
from govcheck.translation import said

MANY_ROUNDS: Final = 10
_MONDAY: Final = parse_instant("2026-03-09T00:00:00Z")
_WEEK: Final = 7 * DAY
"""An ordinary week: no daylight saving change, no public holiday in most countries."""


@program_check("ESC006", "asked-twice-in-a-row", severity=Severity.WARNING)
def asked_twice_in_a_row(policy: Policy, program: Program) -> Iterator[Problem]:
    """Each step asks somebody whom the step before it did not ask.

    Who did not answer a minute ago is unlikely to answer now; the round loses time. Looked at are
    steps that can reach only people whom the step before them tells for certain.
    """
    for escalation in policy.escalations:
        steps = program.escalations[escalation.id].steps
        for before, step in pairwise(steps):
            if before.when in (ALWAYS, step.when) and _adds_nobody(program.roster, before, step):
                note = said("they are asked here")
                message = said(
                    "step `{id}` asks only people whom step `{id2}` has just asked",
                    id=step.id,
                    id2=before.id,
                )
                see = escalation.item_place("steps", before.id, "notify", note=note)
                advice = said("ask somebody else, or leave the step out")
                at = escalation.item_place("steps", step.id, "notify")
                yield Problem(at, message, (see,), advice)


def _adds_nobody(roster: Roster, before: StepPlan, step: StepPlan) -> bool:
    """Whether a step tells somebody, and nobody whom the step before has not told for certain."""
    asked = [target for target in step.notify if everybody(roster, target)]
    if not asked or step.convene is not None:
        return False
    known = [(target, everybody(roster, target)) for target in before.notify]
    told = {who for target, people in known if _asks_everybody(target, people) for who in people}
    return all(
        target in before.notify or told.issuperset(everybody(roster, target)) for target in asked
    )


def _asks_everybody(target: str, people: tuple[str, ...]) -> bool:
    """Whether all who answer to a target are told at once; of a rota or a chain only one is."""
    return len(people) == 1 or not read_target(target).traits.one_at_a_time


@program_check("ESC007", "promise-broken-by-waiting")
def promise_broken_by_waiting(policy: Policy, program: Program) -> Iterator[Problem]:
    """The first round's waits up to the first person told are no longer than `acknowledge_within`.

    Time passes before anybody is told where a step finds nobody and `on_empty: wait` burns its
    wait. Counted are such steps up to the first one that finds somebody at any hour of an ordinary
    week.
    """
    for document in policy.escalations:
        escalation = program.escalations[document.id]
        promised = escalation.acknowledge_within
        if promised is None:
            continue
        idle = list(_idle(program.roster, escalation.steps))
        waited = sum(step.wait for step in idle)
        if waited > promised:
            message = said(
                "up to {waited} may pass before anybody is told", waited=said_duration(waited)
            )
            note = said("nobody may be told here")
            see = [document.item_place("steps", step.id, "wait", note=note) for step in idle]
            advice = said("let `on_empty` be `next` or `deputies`, or promise less")
            yield Problem(document.place("acknowledge_within"), message, tuple(see), advice)


def _idle(roster: Roster, steps: Iterable[StepPlan]) -> Iterator[StepPlan]:
    """The steps that burn their wait while nobody has been told, at the worst hour."""
    for step in steps:
        if step.when == ALWAYS and _is_certain(roster, step):
            return
        if step.on_empty == "wait" and step.wait and not _is_certain(roster, step):
            yield step


def _is_certain(roster: Roster, step: StepPlan) -> bool:
    """Whether the step finds somebody at any hour of an ordinary week."""
    calendars = [calendar for target in step.targets for calendar in _hours(roster, target)]
    if None in calendars:
        return True
    end = _MONDAY + _WEEK
    spans = (
        span
        for calendar in dict.fromkeys(calendars)
        if calendar is not None
        for span in open_intervals(roster, calendar, _MONDAY, end)
    )
    return merged(spans) == [(_MONDAY, end)]


def _hours(roster: Roster, target: str) -> Iterator[str | None]:
    """The calendars of those who can answer to a target; None is round the clock."""
    kind, name = read_target(target)
    people = everybody(roster, target)
    if kind == "next":
        yield from (None for _ in people[:1])
    elif kind == "rota":
        yield from (roster.rotas[name].calendar for _ in people[:1])
    else:
        yield from (roster.people[person].calendar for person in people)


@check("ESC008", "many-rounds", severity=Severity.WARNING)
def many_rounds(policy: Policy) -> Iterator[Problem]:
    """An escalation goes round at most ten times more before the last resort is told.

    Each round that nobody answers makes the next one less likely to help, and the last resort is
    told only after the last one.
    """
    for escalation in policy.escalations:
        if MANY_ROUNDS < escalation.repeat < MOST_ROUNDS:
            message = said(
                "`{id}` repeats {repeat} times before its last resort",
                id=escalation.id,
                repeat=escalation.repeat,
            )
            advice = said("repeat at most {MANY_ROUNDS} times", MANY_ROUNDS=MANY_ROUNDS)
            yield Problem(escalation.place("repeat"), message, help=advice)


SEVERITY = "severity"


@program_check("ESC004", "severity-reaches-nobody")
def severity_reaches_nobody(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every severity can lead to an escalation, and so to a human.

    A single kind of incident may be answered by nobody, on purpose; a whole severity of which
    nobody is ever told is a mistake.
    """
    root = policy.organization
    decision = next((one for one in program.ruleset.decisions if one.name == "escalation"), None)
    if root is None or decision is None:
        return
    rules = written_rules(policy, decision)
    completion = any_completion(program.ruleset, program.roster)
    document = next(one for one in policy.decisions if one.id == decision.document)
    otherwise = None if decision.otherwise != (NONE,) else document.place("otherwise")
    for position, level in enumerate(root.severities):
        try:
            silent = _silent(completion, rules, otherwise, level.id)
        except Unsolved:
            continue
        if silent is not None:
            yield Problem(
                root.place("severities", position, "id"),
                said("an incident of severity `{id}` is never escalated", id=level.id),
                (silent._replace(note=said("because of this")),),
                said("add a rule of `escalation` for it"),
            )


def _silent(
    completion: Completion, rules: Iterable[Written], otherwise: Place | None, severity: str
) -> Place | None:
    """What keeps a severity from being escalated; None where nothing does.

    `otherwise` is the place of an `otherwise` that notifies nobody.
    """
    solver, yields = completion.space.solver, completion.given(SEVERITY, severity)
    reason: Place | None = None
    left = TRUE
    for one in rules:
        matches = completion.literal(one.rule.when, yields)
        if not solver.solve([left, matches]):
            continue
        if one.rule.results != (NONE,):
            return None
        if reason is None:
            reason = child(one.place, "then")
        left = solver.both((left, -matches))
        if not solver.solve([left]):
            return reason  # these rules decide whatever else is true
    return None if otherwise is None else reason or otherwise


@check("ESC009", "convened-later-when-worse")
def convened_later_when_worse(policy: Policy) -> Iterator[Problem]:
    """A council is convened as fast for a higher severity as for a lower one, or faster.

    A time for one severity and none for a higher one means that the worse case has no deadline.
    """
    levels = list(policy.names(SEVERITY))
    for council in policy.councils:
        times = council.convene_within
        for rank, level in enumerate(levels):
            lower = [one for one in levels[:rank] if one in times]
            if not lower or times.get(level, math.inf) <= min(times[one] for one in lower):
                continue
            fastest = min(lower, key=times.__getitem__)
            stated = level in times
            own = said_duration(times[level]) if stated else said("no time")
            message = said(
                "`{id}` has {own} to convene for `{level}`, but {less} for "
                "`{fastest}`, which is less severe",
                id=council.id,
                own=own,
                level=level,
                less=said_duration(times[fastest]),
                fastest=fastest,
            )
            see = council.place("convene_within", fastest, note=said("it is sooner here"))
            advice = said("give the higher severity a time that is no longer")
            at = council.place("convene_within", *([level] if stated else []), of_key=not stated)
            yield Problem(at, message, (see,), advice)
