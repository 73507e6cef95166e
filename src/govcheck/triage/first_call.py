"""The first call: whom an incident has rung first, whatever is still found out about it."""

from collections.abc import Iterable, Iterator
from itertools import chain
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
    via: tuple[str, ...]
    """The ways on which they may have to be reached; empty where all of their own count."""
    severity: Ruling | None
    """What the program acts on now."""
    certain: bool
    """Whether that is what it comes to, whatever is still found out."""


def first_call(program: Program, case: Case, left_out: Iterable[str] = ()) -> FirstCall | None:
    """The first call of an incident; None while that hangs on what is unknown.

    Whatever escalation may follow tells these people first, by whichever of its steps and ways.
    `left_out` are people with a conflict of interest.
    """
    notices = _first_notices(program, case)
    told = frozenset.intersection(*(people for people, _ in notices)) if notices else frozenset()
    if not told or not told.isdisjoint(left_out):
        return None
    ways = [via for _, via in notices]
    via = tuple(dict.fromkeys(chain.from_iterable(ways))) if all(ways) else ()
    verdicts = decide(program.ruleset, program.roster, case, matches=False)
    severity = next((one for one in verdicts if one.decision.name == "severity"), None)
    doubted = hedged(program.ruleset, program.roster, case, verdicts)
    certain = severity is not None and is_certain(severity, doubted)
    people = tuple(one for one in program.roster.people if one in told)
    return FirstCall(people, via, severity, certain)


_Notice = tuple[frozenset[str], tuple[str, ...]]
"""Whom a step tells, and by which ways; by their own where there are none."""


def _first_notices(program: Program, case: Case) -> list[_Notice]:
    """What is told first in each completion, whichever of the unknown facts come to be stated."""
    ruleset = stated_or_not(program.ruleset, case)
    escalation = next((one for one in ruleset.decisions if one.name == "escalation"), None)
    if escalation is None or escalation.hit_policy == "collect":
        return []
    conditions = [step.when for plan in program.escalations.values() for step in plan.steps]
    view = view_of(ruleset, program.roster, case)
    possible = Completions(view, ruleset.decisions, {}, conditions, Budget())
    found: list[_Notice] = []
    for result in escalation.results:
        such = possible.where(possible.yields(escalation, result))
        for notice in _notices(program, case, result, such):
            if not notice[0]:
                return []
            found.append(notice)
    return found if possible.exact else []


def _notices(program: Program, case: Case, escalation: str, such: Completions) -> Iterator[_Notice]:
    """What an escalation tells first in such completions; one with nobody where it tells none."""
    plan = program.escalations.get(escalation)
    for step in () if plan is None else plan.steps:
        if such.some() is None:
            return
        when = asked_openly(step.when, case, program.ruleset)
        if such.where(such.formula(when)).some() is None:
            continue
        found = resolve(program.roster, step.notify, case.detected_at, on_empty=step.on_empty)
        if found.people or step.on_empty == "wait" or step.convene is not None:
            yield frozenset(one.person for one in found.people), step.via
            such = such.where(such.formula(when, wanted=False))
    if such.some() is not None:
        yield frozenset(), ()
