"""RULE007: every result is that of some incident."""

from collections.abc import Iterator, Mapping
from typing import Final

from govcheck.engine.decide import NONE
from govcheck.engine.ruleset import DecisionTable
from govcheck.finding import Place
from govcheck.model.decision import Decision
from govcheck.prove.meanings import RULE007
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Verdict
from govcheck.regions.solver import Unsolved
from govcheck.translation import said

_DECLARED: Final[Mapping[str, str]] = {
    "severity": "severity",
    "escalation": "escalation",
    "playbooks": "playbook",
}
"""The decisions whose results are declared elsewhere, with the namespace of the names."""


def reachable(study: Study) -> Iterator[Verdict]:
    """A verdict for each result that no incident leads to, and one for the others."""
    for decision in study.program.ruleset.decisions:
        about = study.about(RULE007, decision)
        doubtful = study.unsettled(about, decision.uses)
        if doubtful is not None:
            yield doubtful
            continue
        message = said("every result of `{name}` is that of some incident", name=decision.name)
        yield from [*_verdicts(study, decision)] or [about.proved(message)]


def _verdicts(study: Study, decision: DecisionTable) -> Iterator[Verdict]:
    for result in decision.results:
        if decision.name == "escalation" and result == NONE:
            continue
        about = study.about(RULE007, decision, result)
        about = about._replace(place=_place(study, decision, result, about.place))
        try:
            if _reaches(study, decision, result):
                continue
        except Unsolved:
            yield about.skipped(said("the search for an incident took too long"))
            continue
        message = said(
            "no incident has `{result}` as a result of `{name}`", result=result, name=decision.name
        )
        yield about.refuted(message)


def _reaches(study: Study, decision: DecisionTable, result: str) -> bool:
    solver, contest = study.space.solver, study.contest(decision)
    if result in decision.otherwise and solver.solve([study.completion.none(decision.name)]):
        return True
    return any(
        contest.decides(number)
        for number, rule in enumerate(decision.rules)
        if result in rule.results
    )


def _place(
    study: Study, decision: DecisionTable, result: str, otherwise: Place | None
) -> Place | None:
    """Where a result is declared."""
    if decision.name in _DECLARED:
        return study.policy.names(_DECLARED[decision.name]).get(result)
    document = study.policy.find(Decision, decision.document)
    if document is None or document.results is None:
        return otherwise
    return document.place("results", document.results.index(result))
