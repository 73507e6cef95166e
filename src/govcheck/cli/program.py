"""What is wrong with a policy that loads, told beside the answers of it."""

from collections.abc import Sequence

from govcheck.finding import Finding, Severity
from govcheck.library.loaded import LoadedPolicy
from govcheck.opening.findings import told_once
from govcheck.tongue import ENGLISH, Tongue


def warnings(policy: LoadedPolicy, at: int, tongue: Tongue = ENGLISH) -> str:
    """The findings of an instant that do not block, are no notes and that nobody has accepted.

    Of what is no error one of each kind is told, and the others are counted: whoever is on duty
    came for the answer.
    """
    found = policy.compiled
    graver = [
        finding
        for finding in told_once(found.judged(at))
        if finding.severity != Severity.NOTE and finding.waived is None
    ]
    if not graver:
        return ""
    from govcheck.report.findings import Report, render

    told = _one_of_each(graver)
    text = render(Report(told, found.sources, 0, tongue=tongue), "concise")
    more = len(graver) - len(told)
    if not more:
        return text
    counted = tongue.count(
        "{count} more like these: `govcheck validate` has all of them",
        "{count} more like these: `govcheck validate` has all of them",
        more,
    )
    return f"{text.rstrip()}\n{counted}\n"


def _one_of_each(findings: Sequence[Finding]) -> list[Finding]:
    """Every error, and the first of the others by their code."""
    told: list[Finding] = []
    codes: set[str] = set()
    for one in findings:
        if one.severity == Severity.ERROR or one.code not in codes:
            told.append(one)
            codes.add(one.code)
    return told
