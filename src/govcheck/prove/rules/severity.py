"""RULE005 and RULE006: the severity never falls when a fact gets worse, nor while one is unknown.

The program acts on the worst that is possible, so that only two things can make it lower while a
fact is unknown: a rule that tests `known`, which a completion does not change; and a decision that
uses others, because only those completions count for it that agree with what the others act on.
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from govcheck.engine.ruleset import DecisionTable, Fact, IsKnown, Value, tests_of
from govcheck.engine.wording import in_words
from govcheck.prove.meanings import RULE005, RULE006
from govcheck.prove.replay import confirm, decided
from govcheck.prove.rules.study import Attempt, Study
from govcheck.prove.verdict import Proposition, Verdict, Witness
from govcheck.regions.incident import PartialIncident
from govcheck.regions.mildest import Mildest
from govcheck.regions.solver import TRUE
from govcheck.regions.worst_case import WorstCase
from govcheck.translation import said


class _Worsening(NamedTuple):
    """An incident before and after a fact got worse, and nothing else."""

    fact: Fact
    changed: str
    before: PartialIncident
    after: PartialIncident
    worse: int


def falling(study: Study) -> Iterator[Verdict]:
    """A verdict for each fact with `worse`."""
    severity = study.space.decisions.get("severity")
    if severity is None:
        return
    read = study.space.read_for(severity)
    for fact in study.program.ruleset.facts.values():
        if fact.worse is None or fact.type == "decision":
            continue
        about = study.about(RULE005, severity, fact.name)
        doubtful = study.unsettled(about, [severity.name])
        if doubtful is not None:
            yield doubtful
        elif fact.name not in read:
            yield about.vacuous(said("the severity does not depend on `{name}`", name=fact.name))
        else:
            worsening = _worsening(study, fact)
            yield study.searched(
                about,
                study.attempts(read, worsening.before, worsening.after),
                partial(_falls, study, severity, worsening, about),
                said("the severity never falls when `{name}` gets worse", name=fact.name),
            )


def _worsening(study: Study, fact: Fact) -> _Worsening:
    changed, before, after = study.space.worsening(fact)
    one, other = (before, after) if fact.worse == "higher" else (after, before)
    return _Worsening(fact, changed, before, after, _rises(study, fact, one, other))


def _rises(study: Study, fact: Fact, before: PartialIncident, after: PartialIncident) -> int:
    """The literal that a fact is higher in the second incident than in the first.

    Conditions see a number only through the bounds that they compare it with, so that it counts as
    higher as well where a share of which it is the part has grown, or one of which it is the whole
    has shrunk, the other end being what it was.
    """
    signs = [(fact.name, after, before)]
    for share in study.space.shares:
        if share.part == fact.name:
            signs.append((share.name, after, before))
        elif share.whole == fact.name:
            signs.append((share.name, before, after))
    return study.space.solver.either(
        more.axes[name,].beyond(less.axes[name,]) for name, more, less in signs
    )


def _lower(study: Study, severity: DecisionTable, one: WorstCase, other: WorstCase) -> int:
    """Whether the severity is higher in the one case than in the other."""
    solver = study.space.solver
    return solver.either(
        solver.both((one.at_least("severity", rank), -other.at_least("severity", rank)))
        for rank in range(1, len(severity.results))
    )


def _falls(
    study: Study,
    severity: DecisionTable,
    worsening: _Worsening,
    about: Proposition,
    attempt: Attempt,
) -> Verdict | None:
    space, (before, after) = study.space, attempt.worst_cases
    wanted = [worsening.worse, _lower(study, severity, before, after)]
    if not space.solver.solve(wanted):
        return None
    facts = space.read_for(severity)
    mildest = Mildest(space, wanted)
    mildest.narrow(before.incident, facts)
    axis = after.incident.axes[worsening.changed,]
    mildest.settle(axis, worst_first=space.scales[worsening.changed].worst_first)
    mildest.find()
    cases = [Witness(*mildest.case(one.incident, facts)) for one in (before, after)]
    one, other = (decided(study.program, each)["severity"].result[0] for each in cases)
    changed = worsening.changed
    better, worse = (_words(each.facts.get(changed)) for each in cases)
    note = said(
        "with `{changed}` {better} it is `{one}`, with {worse} it is `{other}`",
        changed=changed,
        better=better,
        worse=worse,
        one=one,
        other=other,
    )
    confirm(severity.results.index(other) < severity.results.index(one), note)
    witness = cases[0]._replace(note=note)
    message = said(
        "the severity falls when `{name}` gets worse: {note}", name=worsening.fact.name, note=note
    )
    see = study.matched(decided(study.program, witness).values(), [severity.name])
    return about.refuted(message, see=see, witness=witness)


def unknown(study: Study) -> Iterator[Verdict]:
    """A verdict for each fact whose being unknown could lower it, or one for the decision."""
    severity = study.space.decisions.get("severity")
    if severity is None:
        return
    about = study.about(RULE006, severity)
    doubtful = study.unsettled(about, [severity.name])
    if doubtful is not None:
        yield doubtful
        return
    critical = _critical(study, severity)
    read, incident = study.space.read_for(severity), study.space.any_incident
    for name in critical:
        cases = incident.stating({name: TRUE}), incident.stating({name: -TRUE})
        of_fact = study.about(RULE006, severity, name)
        yield study.searched(
            of_fact,
            study.attempts(read - {name}, *cases, more=[name]),
            partial(_is_lower, study, severity, name, of_fact),
            said("the severity is never lower while `{name}` is unknown", name=name),
        )
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


def _is_lower(
    study: Study, severity: DecisionTable, name: str, about: Proposition, attempt: Attempt
) -> Verdict | None:
    space, (stated, silent) = study.space, attempt.worst_cases
    lower = _lower(study, severity, stated, silent)
    if not space.solver.solve([lower]):
        return None
    facts = space.read_for(severity)
    mildest = Mildest(space, [lower])
    mildest.narrow(stated.incident, facts)
    mildest.find()
    graver = Witness(*mildest.case(stated.incident, facts))
    witness = Witness(*mildest.case(silent.incident, facts))
    one, other = (decided(study.program, each)["severity"].result[0] for each in (witness, graver))
    note = said(
        "it is `{one}`, but `{other}` with `{name}` {how}",
        one=one,
        other=other,
        name=name,
        how=_words(graver.facts[name]),
    )
    confirm(severity.results.index(one) < severity.results.index(other), note)
    message = said("the severity is lower while `{name}` is unknown: {note}", name=name, note=note)
    asking = (
        rule
        for decision in (severity, *(space.decisions[used] for used in severity.uses))
        for rule in decision.rules
        if any(isinstance(test, IsKnown) and test.fact == name for test in tests_of(rule.when))
    )
    see = study.rule_places(asking, lambda one: said("`{id}` asks whether it is known", id=one.id))
    return about.refuted(message, see=see, witness=witness._replace(note=note))


def _words(value: Value | None) -> str:
    return "unknown" if value is None else f"`{in_words(value)}`"
