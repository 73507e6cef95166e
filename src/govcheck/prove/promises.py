"""Guarantees, compiled: what the policy promises about every incident of a sort."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.engine.compile import compile_condition, terms_of
from govcheck.engine.ruleset import Predicate
from govcheck.finding import Place, Violation
from govcheck.load.policy import Policy
from govcheck.simulate.program import Program


class Promise(NamedTuple):
    """A guarantee. None where it says nothing, or where what it says cannot be understood.

    `within` is in seconds.
    """

    id: str
    when: Predicate | None
    """The `for`: which incidents it speaks of."""
    holds: Predicate | None
    target: str | None
    """Who is to be told `within` so long."""
    within: int
    concurrent: int
    """So many incidents at once are each to find somebody of the target of their own."""
    absent_people: int
    place: Place
    holds_place: Place
    notified_place: Place


def unreadable_promises(policy: Policy, program: Program) -> Iterator[Violation]:
    """What is wrong with the conditions of guarantees."""
    terms = terms_of(policy, program.ruleset)
    for document in policy.guarantees:
        for name, key in (("for_", "for"), ("holds", "holds")):
            condition = document.read_field(name)
            if condition is not None:
                _, violations = compile_condition(condition, document.place(key), terms)
                yield from violations


def compile_promises(policy: Policy, program: Program) -> tuple[Promise, ...]:
    """Every guarantee of a policy."""
    terms = terms_of(policy, program.ruleset)
    found = []
    for document in policy.guarantees:
        when, _ = compile_condition(document.for_, document.place("for"), terms)
        holds = None
        if document.holds is not None:
            holds, _ = compile_condition(document.holds, document.place("holds"), terms)
        told = document.notified
        target, within, count = (
            (None, 0, 1) if told is None else (told.target, told.within, told.concurrent)
        )
        absent = 0 if document.tolerates is None else document.tolerates.absent_people
        places = document.place("id"), document.place("holds"), document.place("notified")
        found.append(Promise(document.id, when, holds, target, within, count, absent, *places))
    return tuple(found)
