"""Reasons: why a rule decides as it does."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.decision import NONE, Decision
from govcheck.translation import said


@check("DEC015", "rule-without-because")
def rule_without_because(policy: Policy) -> Iterator[Problem]:
    """Every rule says why, in `because`.

    Whoever is called at night must be able to tell the council's intent from a mistake, and a rule
    whose reason nobody knows is never changed again.
    """
    for decision in policy.decisions:
        for position, rule in enumerate(decision.rules):
            if _says_nothing(rule.because) and not _is_silence(decision, rule.then):
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
    explained = {one.decides for one in policy.decisions if not _says_nothing(one.because)}
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


def _says_nothing(because: str | None) -> bool:
    return because is None or not because.strip()


def _is_silence(decision: Decision, result: object) -> bool:
    """Whether nobody is notified; that this needs a reason is said when it is compiled."""
    return decision.decides == "escalation" and result == NONE
