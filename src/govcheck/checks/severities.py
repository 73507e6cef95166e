"""Severities: each one reaches a human, and a higher one never takes longer."""

import math
from collections.abc import Iterable, Iterator

from govcheck.checks.check import check, program_check
from govcheck.checks.written import Written, written_rules
from govcheck.engine.compile.places import child
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.decision import NONE
from govcheck.regions.completion import Completion, any_completion
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.simulate.program import Program
from govcheck.time.clock import said_duration
from govcheck.translation import said

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
            yield Problem(
                council.place("convene_within", *([level] if stated else []), of_key=not stated),
                said(
                    "`{id}` has {own} to convene for `{level}`, but {less} for "
                    "`{fastest}`, which is less severe",
                    id=council.id,
                    own=own,
                    level=level,
                    less=said_duration(times[fastest]),
                    fastest=fastest,
                ),
                (council.place("convene_within", fastest, note=said("it is sooner here")),),
                said("give the higher severity a time that is no longer"),
            )
