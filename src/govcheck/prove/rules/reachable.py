"""RULE007: every result is that of some incident."""

from collections.abc import Iterator, Mapping
from typing import Final

from govcheck.engine.decide import NONE
from govcheck.engine.ruleset import DecisionTable
from govcheck.finding import Place
from govcheck.model.decision import Decision
from govcheck.prove.meanings import RULE007
from govcheck.prove.rules.study import Study
from govcheck.prove.verdict import Verdict, proved, refuted, skipped
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
        subject, place = study.subject(decision), study.place(decision)
        used = study.unsettled(decision.uses)
        if used is not None:
            reason = said("`{used}` may have two results at once", used=used)
            yield skipped(RULE007, subject, reason, place)
            continue
        found = list(_verdicts(study, decision))
        yield from found
        if not found:
            message = said("every result of `{name}` is that of some incident", name=decision.name)
            yield proved(RULE007, subject, message, place)


def _verdicts(study: Study, decision: DecisionTable) -> Iterator[Verdict]:
    for result in decision.results:
        if decision.name == "escalation" and result == NONE:
            continue
        subject, place = study.subject(decision, result), _place(study, decision, result)
        try:
            if _reaches(study, decision, result):
                continue
        except Unsolved:
            yield skipped(RULE007, subject, said("the search for an incident took too long"), place)
            continue
        message = said(
            "no incident has `{result}` as a result of `{name}`", result=result, name=decision.name
        )
        yield refuted(RULE007, subject, message, place)


def _reaches(study: Study, decision: DecisionTable, result: str) -> bool:
    solver, contest = study.space.solver, study.contest(decision)
    if result in decision.otherwise and solver.solve([study.completion.none(decision.name)]):
        return True
    return any(
        contest.decides(number)
        for number, rule in enumerate(decision.rules)
        if result in rule.results
    )


def _place(study: Study, decision: DecisionTable, result: str) -> Place | None:
    """Where a result is declared."""
    if decision.name in _DECLARED:
        return study.policy.names(_DECLARED[decision.name]).get(result)
    document = study.policy.find(Decision, decision.document)
    if document is None or document.results is None:
        return study.place(decision)
    return document.place("results", document.results.index(result))
