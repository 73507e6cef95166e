"""Rules: why they decide as they do, and that some rule leads to every result."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.decision import NONE, Decision
from govcheck.translation import said, shows


@check("DEC015", "rule-without-because")
def rule_without_because(policy: Policy) -> Iterator[Problem]:
    """Every rule says why, in `because`.

    Whoever is called at night must be able to tell the council's intent from a mistake, and a rule
    whose reason nobody knows is never changed again.
    """
    for decision in policy.decisions:
        for position, rule in enumerate(decision.rules):
            if not shows(rule.because) and not _is_silence(decision, rule.then):
                yield Problem(
                    decision.place("rules", position, "id"),
                    said("rule `{id}` does not say why", id=rule.id),
                    help=said("add `because: …`"),
                )


@check("DEC016", "otherwise-without-because", severity=Severity.WARNING)
def otherwise_without_because(policy: Policy) -> Iterator[Problem]:
    """A decision says in `because` why its `otherwise` is right.

    It decides all that nobody has thought of. One of several documents of a decision is enough.
    """
    explained = {one.decides for one in policy.decisions if shows(one.because)}
    for decision in policy.decisions:
        if decision.decides in explained or decision.otherwise is None:
            continue
        if not _is_silence(decision, decision.otherwise):
            explained.add(decision.decides)
            yield Problem(
                decision.place("otherwise"),
                said(
                    "nothing says why `{decides}` is this when no rule matches",
                    decides=decision.decides,
                ),
                help=said("add `because: …` to the decision `{id}`", id=decision.id),
            )


def _is_silence(decision: Decision, result: object) -> bool:
    """Whether nobody is notified; that this needs a reason is said when it is compiled."""
    return decision.decides == "escalation" and result == NONE


_DOCUMENTS: Final = {"escalation": "escalation", "playbooks": "playbook"}
"""The decisions whose results are documents, with their kind."""


@check("DEC020", "result-never-decided", severity=Severity.WARNING)
def result_never_decided(policy: Policy) -> Iterator[Problem]:
    """Every severity, escalation, playbook and listed result is the result of some rule.

    What no rule and no `otherwise` leads to never happens, however carefully it is written.
    """
    if any(name.startswith("decision/") for name in policy.unread):
        return
    decided = _decided(policy)
    for name, result, place in _results(policy):
        if result not in decided.get(name, ()):
            yield Problem(
                place,
                said("no rule of `{name}` yields `{result}`", name=name, result=result),
                help=said("add a rule that does, or remove it"),
            )


def _decided(policy: Policy) -> dict[str, set[str]]:
    decided: dict[str, set[str]] = {}
    for decision in policy.decisions:
        yields = decided.setdefault(decision.decides, set())
        for result in (decision.otherwise, *(rule.then for rule in decision.rules)):
            if result is not None:
                yields.update((result,) if isinstance(result, str) else result)
    return decided


def _results(policy: Policy) -> Iterator[tuple[str, str, Place]]:
    """Every result that there is, with its decision and the place that declares it."""
    names = dict.fromkeys(decision.decides for decision in policy.decisions)
    if "severity" in names:
        for result, place in policy.names("severity").items():
            yield "severity", result, place
    for name, kind in _DOCUMENTS.items():
        for result, place in policy.names(kind).items():
            if result != NONE:
                yield name, result, place
    listed: set[str] = {"severity", *_DOCUMENTS}
    for decision in policy.decisions:
        if decision.decides not in listed and decision.results is not None:
            listed.add(decision.decides)
            for position, result in enumerate(decision.results):
                yield decision.decides, result, decision.place("results", position)
