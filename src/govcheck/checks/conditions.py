"""Conditions that can hold."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from govcheck.checks.check import program_check
from govcheck.checks.written import conditions, has_every_rule, parts_of
from govcheck.engine import ruleset
from govcheck.engine.compile import Terms, compile_condition, terms_of
from govcheck.engine.compile.places import child
from govcheck.engine.reference import used_by
from govcheck.engine.ruleset import ALWAYS
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.condition import Condition
from govcheck.regions.completion import Completion, any_completion
from govcheck.regions.solver import Unsolved
from govcheck.simulate.program import Program
from govcheck.translation import said


class _Part(NamedTuple):
    """One of the things that must hold together."""

    name: str
    compiled: ruleset.Predicate
    place: Place


@program_check("COND008", "condition-never-holds")
def condition_never_holds(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every condition, and every part of one, holds for some incident.

    A comparison that no value meets, or two tests that exclude each other, look like a rule and
    are none. The same goes for a test of what no incident is decided to be.
    """
    terms = terms_of(policy, program.ruleset)
    written = [
        (condition, place, compiled)
        for condition, place in conditions(policy)
        if (compiled := compile_condition(condition, place, terms)[0]) is not None
    ]
    if not has_every_rule(policy, program.ruleset):  # nobody can tell what would be decided
        decided = {name for name, fact in terms.facts.items() if fact.type == "decision"}
        written = [one for one in written if decided.isdisjoint(used_by([one[2]]))]
    completion = any_completion(program.ruleset, program.roster, [one for *_, one in written])
    for condition, place, _ in written:
        try:
            yield from _impossible(condition, place, completion, terms)
        except Unsolved:
            continue


def _impossible(
    condition: Condition, at: Place, completion: Completion, terms: Terms, *, holds: bool = False
) -> Iterator[Problem]:
    """The smallest parts that never hold; where some incident meets `all`, it meets its parts."""
    holds = holds or completion.can_hold(_compiled(condition, at, terms))
    inner = [
        problem
        for part, place, is_met in _inner(condition, at)
        for problem in _impossible(part, place, completion, terms, holds=holds and is_met)
    ]
    yield from inner
    if not inner and not holds:
        parts = [
            _Part(name, _compiled(part, place, terms), place)
            for name, part, place in parts_of(condition, at)
        ]
        yield from _reasons(parts, at, completion)


def _reasons(parts: list[_Part], at: Place, completion: Completion) -> Iterator[Problem]:
    """Why parts that must hold together never do."""
    hopeless = [part for part in parts if not completion.can_hold(part.compiled)]
    for part in hopeless:
        yield Problem(
            part.place,
            said("no incident meets this test of `{name}`", name=part.name),
            help=said("correct the values, or remove the test"),
        )
    if not hopeless:
        yield _conflict(parts, at, completion)


def _conflict(parts: list[_Part], at: Place, completion: Completion) -> Problem:
    """Which parts exclude each other: two where two do, or else all."""
    advice = said("correct one of them, or remove it")
    for one, other in combinations(parts, 2):
        if not completion.can_hold(one.compiled, other.compiled):
            see = one.place._replace(note=said("this test of `{name}` excludes it", name=one.name))
            message = said(
                "this test of `{name}` never holds together with another one", name=other.name
            )
            return Problem(other.place, message, (see,), advice)
    return Problem(at, said("these tests never hold together"), help=advice)


def _compiled(condition: Condition, at: Place, terms: Terms) -> ruleset.Predicate:
    """The condition; one that cannot be understood counts as always holding."""
    compiled, _ = compile_condition(condition, at, terms)
    return ALWAYS if compiled is None else compiled


def _inner(condition: Condition, at: Place) -> Iterator[tuple[Condition, Place, bool]]:
    """The conditions within one, and whether each holds wherever the whole does."""
    for key, group in (("all", condition.all), ("any", condition.any)):
        for position, part in enumerate(group or ()):
            yield part, child(at, key, position), key == "all"
    if condition.not_ is not None:
        yield condition.not_, child(at, "not"), False
