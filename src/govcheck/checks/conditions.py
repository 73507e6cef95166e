"""Conditions that can hold, and rules that others leave something to decide."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from govcheck.checks.check import program_check
from govcheck.checks.written import Written, conditions, has_every_rule, parts_of, written_rules
from govcheck.engine import ruleset
from govcheck.engine.compile import Terms, compile_condition, terms_of
from govcheck.engine.compile.places import child
from govcheck.engine.reference import used_by
from govcheck.engine.ruleset import ALWAYS, DecisionTable
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.condition import Condition
from govcheck.named_tuples import NamedTuple
from govcheck.regions.completion import Completion, any_completion
from govcheck.regions.contest import Contest
from govcheck.regions.solver import Unsolved
from govcheck.regions.wording import named
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
        message = said("no incident meets this test of `{name}`", name=part.name)
        yield Problem(part.place, message, help=said("correct the values, or remove the test"))
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


@program_check("DEC017", "duplicate-condition")
def duplicate_condition(policy: Policy, program: Program) -> Iterator[Problem]:
    """No two rules of a decision hold for exactly the same incidents.

    At most one of them ever decides, and whoever changes the one is likely to forget the other. A
    decision that collects can list several results in one rule.
    """
    for contest, rules in _contests(policy, program):
        try:
            twins = contest.covers.twins
        except Unsolved:
            continue
        for number, (one, twin) in enumerate(zip(rules, twins, strict=True)):
            if twin is not None and twin != number:
                message = said(
                    "rule `{id}` has the same condition as `{id2}`",
                    id=one.rule.id,
                    id2=rules[twin].rule.id,
                )
                see, advice = _see(rules[twin]), said("make one rule of the two")
                yield Problem(child(one.place, "when"), message, (see,), advice)


@program_check("DEC018", "covered-rule")
def covered_rule(policy: Policy, program: Program) -> Iterator[Problem]:
    """No rule is covered by others that beat it.

    Under `first` it is never reached, under `highest` another result is always as high, under
    `collect` it adds nothing, and under `unique` another one always matches, too, which is an
    error for every one of its incidents.
    """
    for contest, rules in _contests(policy, program):
        for number, one in enumerate(rules):
            cover = _cover(contest, number)
            if cover:
                winners, decision = [rules[other] for other in cover], contest.decision
                why = _loses(decision, winners)
                message = said("rule `{id}` {why}", id=one.rule.id, why=why)
                see, advice = tuple(map(_see, winners)), _ADVICE[decision.hit_policy]
                yield Problem(child(one.place, "when"), message, see, advice)


_ADVICE = {
    "first": said("move it up, or remove it"),
    "highest": said("give it a higher result, or remove it"),
    "unique": said("let the wider rule except what the narrower one decides"),
    "collect": said("remove it, or give it a result of its own"),
}


_Contests = list[tuple[Contest, list[Written]]]


_LATEST: list[tuple[Policy, Program, _Contests]] = []
"""The contests of a program, for the two checks that look at them one after the other."""


def _contests(policy: Policy, program: Program) -> _Contests:
    """The rules of each decision against each other, and as they are written."""
    if not _LATEST or _LATEST[0][0] is not policy or _LATEST[0][1] is not program:
        _LATEST[:] = [(policy, program, list(_made(policy, program)))]
    return _LATEST[0][2]


def _made(policy: Policy, program: Program) -> Iterator[tuple[Contest, list[Written]]]:
    completion = any_completion(program.ruleset, program.roster)
    for decision in program.ruleset.decisions:
        rules = written_rules(policy, decision)
        if len(rules) == len(decision.rules) > 1:
            yield Contest(completion, decision), rules


def _cover(contest: Contest, number: int) -> list[int]:
    """A single rule that beats this one, else as few as possible; those with a twin are left."""
    try:
        if contest.covers.twins[number] != number or not contest.is_beaten(number):
            return []
        winners = contest.winners(number)
        alone = contest.covers.alone(number, winners)
        return contest.covers.smallest(number, winners) if alone is None else [alone]
    except Unsolved:
        return []


def _loses(decision: DecisionTable, winners: Sequence[Written]) -> str:
    single = len(winners) == 1
    names = named([one.rule.id for one in winners])
    holds = said("{names} holds whenever it does", names=names)
    together = said("one of {names} holds whenever it does", names=names)
    if decision.hit_policy == "first":
        if single:
            return said(
                "is never reached: {names} comes first and holds whenever it does", names=names
            )
        return said("is never reached: they come first, and {together}", together=together)
    if decision.hit_policy == "unique":
        return said("never holds alone: {why}", why=holds if single else together)
    if decision.hit_policy == "highest":
        return said("never decides: {why}, with no lower result", why=holds if single else together)
    return said("adds nothing: {why}, with the same result", why=holds if single else together)


def _see(one: Written) -> Place:
    return child(one.place, "when")._replace(note=said("`{id}` holds for this", id=one.rule.id))
