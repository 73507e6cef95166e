"""RULE002: no incident matches two rules of a decision by `unique`."""

from collections.abc import Iterator, Sequence
from typing import Final

from govcheck.engine.ruleset import CompiledRule, DecisionTable
from govcheck.prove.meanings import RULE002
from govcheck.prove.replay import confirm, decided
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Proposition, Verdict, Witness
from govcheck.regions.mildest import mildest
from govcheck.regions.solver import Unsolved
from govcheck.translation import said

MOST_PAIRS: Final = 20
"""So many pairs of rules of a decision are reported; mending these mends others."""


def doubled(study: Study) -> Iterator[Verdict]:
    """A verdict for each pair of rules that match together, or one for the decision."""
    for decision in study.program.ruleset.decisions:
        if decision.hit_policy != "unique":
            continue
        about = study.about(RULE002, decision)
        if len(decision.rules) < 2:
            message = said(
                "`{name}` has not two rules that could match together", name=decision.name
            )
            yield about.vacuous(message)
            continue
        doubtful = study.unsettled(about, decision.uses)
        yield from _verdicts(study, decision, about) if doubtful is None else [doubtful]


def _verdicts(study: Study, decision: DecisionTable, about: Proposition) -> Iterator[Verdict]:
    facts, incident = study.space.read_for(decision), study.space.any_incident
    pairs = 0
    try:
        for attempt in study.attempts(facts, incident):
            matches = attempt.worst_cases[0].matches(decision.name)
            for first, second, witness in _pairs(study, decision, matches):
                pairs += 1
                yield _refuted(study, first, second, witness)
                if pairs == MOST_PAIRS:
                    reason = said(
                        "only the first {count} pairs of rules are listed",
                        count=MOST_PAIRS,
                    )
                    yield about.skipped(reason)
                    return
            if attempt.limit is not None:
                yield about.skipped(attempt.limit)
                return
    except Unsolved:
        yield about.skipped(said("the search for a pair took too long"))
        return
    if not pairs:
        message = said("no two of {count} rules match together", count=len(decision.rules))
        yield about.proved(message)


def _pairs(
    study: Study, decision: DecisionTable, matches: Sequence[int]
) -> Iterator[tuple[CompiledRule, CompiledRule, Witness]]:
    """Pairs of rules that match together, each once, with the mildest incident."""
    solver = study.space.solver
    for other, match in enumerate(matches):
        earlier = list(range(other))
        while solver.solve([match, solver.either(matches[one] for one in earlier)]):
            one = next(one for one in earlier if solver.holds(matches[one]))
            witness = _witness(study, decision, (one, other), matches)
            yield decision.rules[one], decision.rules[other], witness
            earlier.remove(one)


def _witness(
    study: Study, decision: DecisionTable, pair: tuple[int, int], matches: Sequence[int]
) -> Witness:
    rules = [decision.rules[number] for number in pair]
    facts = study.space.reads(rules[0].when) | study.space.reads(rules[1].when)
    note = said("`{id}` and `{other}` both match", id=rules[0].id, other=rules[1].id)
    wanted = [matches[number] for number in pair]
    witness = Witness(*mildest(study.space, wanted, facts), note=note)
    clash = decided(study.program, witness)[decision.name].clash
    confirm(set(rules) <= set(clash), note)
    return witness


def _refuted(study: Study, first: CompiledRule, second: CompiledRule, witness: Witness) -> Verdict:
    see = study.rule_place(first, said("`{id}` matches, too", id=first.id))
    message = said(
        "rules `{id}` and `{other}` can match the same incident", id=first.id, other=second.id
    )
    about = study.about_rule(RULE002, second)
    return about.refuted(message, see=() if see is None else (see,), witness=witness)
