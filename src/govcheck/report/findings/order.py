"""The order in which people read findings; programs get them by path and span."""

from collections.abc import Iterable, Mapping
from typing import Final

from govcheck.finding import Finding, Severity

_GRAVITY: Final[Mapping[Severity, int]] = {level: rank for rank, level in enumerate(Severity)}


def by_cause(findings: Iterable[Finding]) -> list[Finding]:
    """Those of one cause together, led by the gravest: what blocks, then errors, warnings, notes.

    What several rules find because of one name that leads nowhere has one cause. What is accepted
    comes last, and whatever is as grave in the order of the findings.
    """
    causes: dict[object, list[Finding]] = {}
    for position, finding in enumerate(sorted(findings, key=_gravity)):
        causes.setdefault(finding.lacks or position, []).append(finding)
    return [finding for group in causes.values() for finding in group]


def _gravity(finding: Finding) -> tuple[bool, bool, int]:
    return finding.waived is not None, not finding.blocks, _GRAVITY[finding.severity]
