"""RULE006: the severity is no lower while a fact is unknown than with a value it may stand for.

The program acts on the worst that is possible, so that only two things can break this: a rule that
tests `known`, which a completion does not change; and a decision that uses others, because only
those completions count for it that agree with what the others act on.
"""

from collections.abc import Iterator

from govcheck.engine.ruleset import DecisionTable, IsKnown, tests_of
from govcheck.engine.wording import in_words
from govcheck.finding import Place
from govcheck.prove.meanings import RULE006
from govcheck.prove.replay import confirm, decided
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Verdict, Witness
from govcheck.regions.mildest import Mildest
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.regions.worst_case import WorstCase
from govcheck.translation import said, told


def unknown(study: Study) -> Iterator[Verdict]:
    """A verdict for each fact that could break it, or one for the decision."""
    severity = study.space.decisions.get("severity")
    if severity is None:
        return
    about = study.about(RULE006, severity)
    doubtful = study.unsettled(about, [severity.name])
    if doubtful is not None:
        yield doubtful
        return
    critical = _critical(study, severity)
    for name in critical:
        yield _verdict(study, severity, name)
    if not critical:
        message = said("no rule tests `known`, and the program acts on the worst that is possible")
        yield about.proved(message)


def _critical(study: Study, severity: DecisionTable) -> list[str]:
    """The facts whose being unknown could lower the severity, in the order of the vocabulary."""
    space, facts = study.space, study.program.ruleset.facts
    read = space.read_for(severity)
    indirect = frozenset[str]().union(
        *(space.read_for(space.decisions[used]) for used in severity.uses)
    )
    return [
        name
        for name, fact in facts.items()
        if name in read
        and fact.type != "share"
        and fact.default is None
        and (name in space.doubtable or name in indirect)
    ]


def _verdict(study: Study, severity: DecisionTable, name: str) -> Verdict:
    about = study.about(RULE006, severity, name)
    space = study.space
    stated = space.any_incident.stating({name: TRUE})
    silent = space.any_incident.stating({name: -TRUE})
    try:
        read = space.read_for(severity)
        for attempt in study.attempts(read - {name}, stated, silent, more=[name]):
            witness = _witness(study, severity, name, attempt.worst_cases)
            if witness is not None:
                message = said(
                    "the severity is lower while `{name}` is unknown: {note}",
                    name=name,
                    note=witness.note,
                )
                see = _asking(study, severity, name)
                return about.refuted(message, see=see, witness=witness)
            if attempt.limit is not None:
                return about.skipped(attempt.limit)
    except Unsolved as limit:
        return about.skipped(told(limit) or said("the search for an incident took too long"))
    return about.proved(said("the severity is never lower while `{name}` is unknown", name=name))


def _witness(
    study: Study, severity: DecisionTable, name: str, worst_cases: tuple[WorstCase, ...]
) -> Witness | None:
    space, (stated, silent) = study.space, worst_cases
    lower = space.solver.either(
        space.solver.both((stated.at_least("severity", rank), -silent.at_least("severity", rank)))
        for rank in range(1, len(severity.results))
    )
    if not space.solver.solve([lower]):
        return None
    facts = space.read_for(severity)
    mildest = Mildest(space, [lower])
    mildest.narrow(stated.incident, facts)
    mildest.find()
    graver = Witness(*mildest.case(stated.incident, facts))
    witness = Witness(*mildest.case(silent.incident, facts))
    order = severity.results
    one, other = (decided(study.program, each)["severity"].result[0] for each in (witness, graver))
    note = said(
        "it is `{one}`, but `{other}` with `{name}` {how}",
        one=one,
        other=other,
        name=name,
        how=_words(graver, name),
    )
    confirm(order.index(one) < order.index(other), note)
    return witness._replace(note=note)


def _asking(study: Study, severity: DecisionTable, name: str) -> tuple[Place, ...]:
    """The rules that ask whether a fact is known."""
    places = (
        study.rule_place(rule, said("`{id}` asks whether it is known", id=rule.id))
        for decision in (severity, *(study.space.decisions[used] for used in severity.uses))
        for rule in decision.rules
        if any(isinstance(test, IsKnown) and test.fact == name for test in tests_of(rule.when))
    )
    return tuple(place for place in places if place is not None)


def _words(witness: Witness, name: str) -> str:
    return f"`{in_words(witness.facts[name])}`"
