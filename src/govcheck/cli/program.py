"""What is wrong with a policy that loads, told beside the answers of it."""

from govcheck.finding import Severity
from govcheck.library.policy import OpenPolicy
from govcheck.opening.findings import told_once


def warnings(policy: OpenPolicy, at: int) -> str:
    """The findings of an instant that do not block, are no notes and that nobody has accepted."""
    found = policy.compiled
    graver = [
        finding
        for finding in told_once(found.judged(at))
        if finding.severity != Severity.NOTE and finding.waived is None
    ]
    if not graver:
        return ""
    from govcheck.report.findings import Report, render

    return render(Report(graver, found.sources, 0), "concise")
