"""The first call: whom an incident has rung first, whatever is still found out about it."""

from collections.abc import Iterable
from typing import NamedTuple

from govcheck.counterfactuals.hedges import hedged, is_certain
from govcheck.counterfactuals.what_if import asked_openly, stated_or_not
from govcheck.duty.resolve import resolve
from govcheck.engine.decide import decide
from govcheck.engine.evaluate import view_of
from govcheck.engine.possible import Completions
from govcheck.engine.ruleset import Case, Ruling
from govcheck.engine.search import Budget
from govcheck.simulate.program import Program


class FirstCall(NamedTuple):
    """Who is told first in every way in which the incident may still turn out."""

    people: tuple[str, ...]
    severity: Ruling | None
    """What the program acts on now."""
    certain: bool
    """Whether that is what it comes to, whatever is still found out."""


def first_call(program: Program, case: Case, left_out: Iterable[str] = ()) -> FirstCall | None:
    """The first call of an incident; None while that hangs on what is unknown.

    Whatever escalation may follow tells these people in its first step. `left_out` are people with
    a conflict of interest.
    """
    told = _told_in_any_case(program, case)
    if not told or not told.isdisjoint(left_out):
        return None
    verdicts = decide(program.ruleset, program.roster, case, matches=False)
    severity = next((one for one in verdicts if one.decision.name == "severity"), None)
    doubted = hedged(program.ruleset, program.roster, case, verdicts)
    certain = severity is not None and is_certain(severity, doubted)
    return FirstCall(tuple(one for one in program.roster.people if one in told), severity, certain)


def _told_in_any_case(program: Program, case: Case) -> set[str]:
    """Who is told first in each completion, whichever of the unknown facts come to be stated."""
    ruleset = stated_or_not(program.ruleset, case)
    escalation = next((one for one in ruleset.decisions if one.name == "escalation"), None)
    if escalation is None or escalation.hit_policy == "collect":
        return set()
    conditions = [step.when for plan in program.escalations.values() for step in plan.steps]
    view = view_of(ruleset, program.roster, case)
    possible = Completions(view, ruleset.decisions, {}, conditions, Budget())
    told: set[str] | None = None
    for result in escalation.results:
        such = possible.where(possible.yields(escalation, result))
        if such.some() is not None:
            first = _told_first(program, case, result, such)
            told = first if told is None else told & first
            if not told:
                return set()
    return told if told is not None and possible.exact else set()


def _told_first(program: Program, case: Case, escalation: str, such: Completions) -> set[str]:
    """Whom an escalation tells first in all such completions; nobody where they differ."""
    plan = program.escalations.get(escalation)
    for step in () if plan is None else plan.steps:
        when = asked_openly(step.when, case, program.ruleset)
        if such.some(such.formula(when)) is None:
            continue
        if such.some(such.formula(when, wanted=False)) is not None:
            return set()
        found = resolve(program.roster, step.notify, case.detected_at, on_empty=step.on_empty)
        if found.people or step.on_empty == "wait" or step.convene is not None:
            return {one.person for one in found.people}
    return set()
