"""RULE005: the severity never falls when a fact gets worse."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.engine.ruleset import DecisionTable, Fact, Value
from govcheck.engine.wording import in_words
from govcheck.prove.meanings import RULE005
from govcheck.prove.replay import confirm, decided
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Proposition, Verdict, Witness
from govcheck.regions.incident import PartialIncident
from govcheck.regions.mildest import Mildest
from govcheck.regions.solver import Unsolved
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
    for fact in study.program.ruleset.facts.values():
        if fact.worse is None or fact.type == "decision":
            continue
        about = study.about(RULE005, severity, fact.name)
        doubtful = study.unsettled(about, [severity.name])
        if doubtful is not None:
            yield doubtful
        elif fact.name not in study.space.read_for(severity):
            yield about.vacuous(said("the severity does not depend on `{name}`", name=fact.name))
        else:
            yield _verdict(study, severity, fact, about)


def _verdict(study: Study, severity: DecisionTable, fact: Fact, about: Proposition) -> Verdict:
    try:
        worsening = _worsening(study, fact)
        read = study.space.read_for(severity)
        for attempt in study.attempts(read, worsening.before, worsening.after):
            witness = _witness(study, severity, worsening, attempt.worst_cases)
            if witness is not None:
                message = said(
                    "the severity falls when `{name}` gets worse: {note}",
                    name=fact.name,
                    note=witness.note,
                )
                verdicts = decided(study.program, witness).values()
                see = study.matched(verdicts, [severity.name])
                return about.refuted(message, see=see, witness=witness)
            if attempt.limit is not None:
                return about.skipped(attempt.limit)
    except Unsolved:
        return about.skipped(said("the search for an incident took too long"))
    return about.proved(said("the severity never falls when `{name}` gets worse", name=fact.name))


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


def _witness(
    study: Study, severity: DecisionTable, worsening: _Worsening, worst_cases: tuple[WorstCase, ...]
) -> Witness | None:
    space, (before, after) = study.space, worst_cases
    falls = space.solver.either(
        space.solver.both((before.at_least("severity", rank), -after.at_least("severity", rank)))
        for rank in range(1, len(severity.results))
    )
    wanted = [worsening.worse, falls]
    if not space.solver.solve(wanted):
        return None
    facts = space.read_for(severity)
    mildest = Mildest(space, wanted)
    mildest.narrow(before.incident, facts)
    axis = after.incident.axes[worsening.changed,]
    mildest.settle(axis, worst_first=space.scales[worsening.changed].worst_first)
    mildest.find()
    witness = Witness(*mildest.case(before.incident, facts))
    worse = Witness(*mildest.case(after.incident, facts))
    return _replayed(study, worsening, witness, worse)


def _replayed(study: Study, worsening: _Worsening, witness: Witness, worse: Witness) -> Witness:
    order = study.space.decisions["severity"].results
    one, other = (decided(study.program, each)["severity"].result[0] for each in (witness, worse))
    changed = worsening.changed
    values = (_words(each.facts.get(changed)) for each in (witness, worse))
    note = said(
        "with `{changed}` {better} it is `{one}`, with {worse} it is `{other}`",
        changed=changed,
        better=next(values),
        worse=next(values),
        one=one,
        other=other,
    )
    confirm(order.index(other) < order.index(one), note)
    return witness._replace(note=note)


def _words(value: Value | None) -> str:
    return "unknown" if value is None else f"`{in_words(value)}`"
