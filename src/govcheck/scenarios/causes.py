"""Causes: which rules made a scenario come out otherwise than was agreed."""

from collections.abc import Iterable, Iterator

from govcheck.counterfactuals.near_misses import near_misses
from govcheck.engine.ruleset import Ruling
from govcheck.scenarios.scenario import Cause, Mismatch
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program

RULES_AT_MOST = 3


def with_causes(
    differences: Iterable[Mismatch], outcome: Outcome, program: Program
) -> tuple[Mismatch, ...]:
    """The differences, each decision with the rules behind it.

    A decision that reads another one which differs as well has no cause of its own.
    """
    found = tuple(differences)
    verdicts = {one.decision.name: one for one in outcome.verdicts}
    differing = {one.about for one in found if one.sort == "decision"}
    return tuple(
        one._replace(causes=tuple(_causes(one, verdicts[one.about], outcome, program)))
        if one.sort == "decision" and not differing & _read(one.about, verdicts)
        else one
        for one in found
    )


def _read(name: str, verdicts: dict[str, Ruling]) -> set[str]:
    """The decisions that a decision reads, itself or through others."""
    read: set[str] = set()
    waiting = [*verdicts[name].decision.uses]
    while waiting:
        one = waiting.pop()
        if one not in read:
            read.add(one)
            waiting += verdicts[one].decision.uses
    return read


def _causes(one: Mismatch, verdict: Ruling, outcome: Outcome, program: Program) -> Iterator[Cause]:
    """The rules for what was agreed that one fact keeps from matching; else those that match."""
    missing = {*one.agreed} - {*one.found}
    near = near_misses(program.ruleset, program.roster, outcome.stated.case, outcome.verdicts)
    fitting = [
        miss
        for miss in near
        if miss.rule in verdict.decision.rules and missing & {*miss.rule.results}
    ]
    for miss in fitting[:RULES_AT_MOST]:
        rule = miss.rule
        yield Cause(rule.id, rule.path, rule.line, miss.fact, rule.when)
    if fitting:
        return
    extra = {*one.found} - {*one.agreed}
    matching = [match.rule for match in verdict.matched if extra & {*match.rule.results}]
    for rule in matching[:RULES_AT_MOST]:
        yield Cause(rule.id, rule.path, rule.line, because=rule.because or "")
