"""Rules that others leave nothing to decide."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govcheck.checks.check import program_check
from govcheck.checks.written import Written, written_rules
from govcheck.engine.compile.places import child
from govcheck.engine.ruleset import DecisionTable
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.regions.completion import any_completion
from govcheck.regions.contest import Contest
from govcheck.regions.solver import Unsolved
from govcheck.regions.wording import named
from govcheck.simulate.program import Program
from govcheck.translation import said


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
                yield Problem(
                    child(one.place, "when"),
                    said(
                        "rule `{id}` has the same condition as `{id2}`",
                        id=one.rule.id,
                        id2=rules[twin].rule.id,
                    ),
                    (_see(rules[twin]),),
                    said("make one rule of the two"),
                )


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
                yield Problem(
                    child(one.place, "when"),
                    said(
                        "rule `{id}` {why}",
                        id=one.rule.id,
                        why=_loses(contest.decision, [rules[n] for n in cover]),
                    ),
                    tuple(_see(rules[other]) for other in cover),
                    _ADVICE[contest.decision.hit_policy],
                )


_ADVICE = {
    "first": said("move it up, or remove it"),
    "highest": said("give it a higher result, or remove it"),
    "unique": said("let the wider rule except what the narrower one decides"),
    "collect": said("remove it, or give it a result of its own"),
}


_Contests = list[tuple[Contest, list[Written]]]


class _Examined(NamedTuple):
    """The contests of a program, for the two checks that look at them one after the other."""

    policy: Policy
    program: Program
    contests: _Contests


_LATEST: list[_Examined] = []


def _contests(policy: Policy, program: Program) -> _Contests:
    """The rules of each decision against each other, and as they are written."""
    if not _LATEST or _LATEST[0].policy is not policy or _LATEST[0].program is not program:
        _LATEST[:] = [_Examined(policy, program, list(_made(policy, program)))]
    return _LATEST[0].contests


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
