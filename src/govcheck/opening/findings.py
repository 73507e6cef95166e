"""Findings put in order: each once, those of one cause told once, with the text they are about."""

from collections.abc import Iterable, Mapping
from typing import Final

from govcheck.finding import Finding, Fix, Related
from govcheck.source import Source, Span
from govcheck.translation import said

NAMED_TOO: Final = said("named here, too")
"""What is said of the further places that have a name that leads nowhere."""


def sort_findings(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by path and span, each once, even where several aliases lead to its place.

    The same finding in two periods of time is two.
    """
    unique: dict[tuple[Span, str, str, str, str], Finding] = {}
    for finding in findings:
        period = (str(finding.expires), str(finding.heals))
        unique.setdefault((finding.span, finding.code, finding.message, *period), finding)
    return tuple(unique[key] for key in sorted(unique))


def told_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings, with those that a rule has of one name that leads nowhere as a single one.

    It stands at the first of their places, in the order of paths and spans, and has the others as
    related places; its fix mends all of them. What is accepted stays a finding of its own, and so
    does what is lacking for a while only.

    It happens after everything that is about single places: what is accepted there, which files
    answer for it, and which rules are asked for.
    """
    groups: dict[object, list[Finding]] = {}
    for position, finding in enumerate(findings):
        alone = finding.lacks is None or finding.waived is not None
        period = (finding.severity, finding.expires, finding.heals)
        groups.setdefault(position if alone else (finding.code, finding.lacks, period), []).append(
            finding
        )
    return tuple(_merged(group) for group in groups.values())


def _merged(group: list[Finding]) -> Finding:
    if len(group) == 1:
        return group[0]
    first, *others = sorted(group, key=lambda finding: finding.span)
    fixes = [finding.fix for finding in (first, *others) if finding.fix is not None]
    edits = tuple(edit for fix in fixes for edit in fix.edits)
    return first._replace(
        message=said("{message} ({count} places name it)", message=first.message, count=len(group)),
        related=(*first.related, *(Related(finding.span, NAMED_TOO) for finding in others)),
        blocks=any(finding.blocks for finding in group),
        fix=Fix(edits, all(fix.is_safe for fix in fixes)) if fixes else None,
    )


def shown(
    sources: Mapping[str, Source], findings: Iterable[Finding], more: Iterable[str] = ()
) -> dict[str, Source]:
    """The text of the files that findings are about, and of some more."""
    paths = {*more} | {
        span.path
        for finding in findings
        for span in (finding.span, *(related.span for related in finding.related))
    }
    return {path: source for path, source in sources.items() if path in paths}
