"""What is wrong with a policy that loads, told beside the answers of it."""

from govcheck.finding import Severity
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

    first = {finding.code: finding for finding in reversed(graver)}
    told = [one for one in graver if one.severity == Severity.ERROR or first[one.code] is one]
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
