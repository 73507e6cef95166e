"""Conditions that can hold."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from govcheck.checks.boxes import Space, Union, both
from govcheck.checks.check import program_check
from govcheck.checks.written import conditions, parts_of
from govcheck.engine.compile import Terms, compile_condition, terms_of
from govcheck.engine.compile.places import child
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.condition import Condition
from govcheck.simulate.program import Program


class _Part(NamedTuple):
    """One of the things that must hold together."""

    name: str
    union: Union
    place: Place


@program_check("COND008", "condition-never-holds")
def condition_never_holds(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every condition, and every part of one, holds for some incident.

    A comparison that no value meets, or two tests that exclude each other, look like a rule and
    are none.
    """
    terms = terms_of(policy, program.ruleset)
    for condition, place in conditions(policy):
        compiled, _ = compile_condition(condition, place, terms)
        if compiled is not None:
            space = Space(terms.facts, [compiled])
            yield from _impossible(condition, place, space, terms)


def _impossible(condition: Condition, at: Place, space: Space, terms: Terms) -> Iterator[Problem]:
    """The smallest parts that never hold."""
    inner = [
        problem
        for part, place in _inner(condition, at)
        for problem in _impossible(part, place, space, terms)
    ]
    yield from inner
    if not inner and not _union(condition, at, space, terms):
        parts = [
            _Part(name, _union(part, place, space, terms), place)
            for name, part, place in parts_of(condition, at)
        ]
        yield from _reasons(parts, at)


def _reasons(parts: list[_Part], at: Place) -> Iterator[Problem]:
    """Why parts that must hold together never do."""
    hopeless = [part for part in parts if not part.union]
    for part in hopeless:
        yield Problem(
            part.place,
            f"no incident meets this test of `{part.name}`",
            help="correct the values, or remove the test",
        )
    if not hopeless:
        yield _conflict(parts, at)


def _conflict(parts: list[_Part], at: Place) -> Problem:
    """Which parts exclude each other: two where two do, or else all."""
    advice = "correct one of them, or remove it"
    for one, other in combinations(parts, 2):
        if not both(one.union, other.union):
            see = one.place._replace(note=f"this test of `{one.name}` excludes it")
            message = f"this test of `{other.name}` never holds together with another one"
            return Problem(other.place, message, (see,), advice)
    return Problem(at, "these tests never hold together", help=advice)


def _union(condition: Condition, at: Place, space: Space, terms: Terms) -> Union:
    compiled, _ = compile_condition(condition, at, terms)
    return ({},) if compiled is None else space.union(compiled)


def _inner(condition: Condition, at: Place) -> Iterator[tuple[Condition, Place]]:
    for key, group in (("all", condition.all), ("any", condition.any)):
        for position, part in enumerate(group or ()):
            yield part, child(at, key, position)
    if condition.not_ is not None:
        yield condition.not_, child(at, "not")
