"""Which findings are wanted: `--select` and `--ignore`, by code, name or family."""

from collections.abc import Iterable, Sequence

from govcheck.finding import Finding


def selected(
    findings: Iterable[Finding], wanted: Sequence[str], unwanted: Sequence[str]
) -> list[Finding]:
    """The findings whose rule is wanted (all, where nothing is named) and not unwanted."""
    return [
        finding
        for finding in findings
        if (not wanted or _is_named(finding, wanted)) and not _is_named(finding, unwanted)
    ]


def family(code: str) -> str:
    """The letters of a code: `TEAM` of `TEAM002`."""
    return code.rstrip("0123456789")


def _is_named(finding: Finding, names: Sequence[str]) -> bool:
    return any(name in names for name in (finding.name, finding.code, family(finding.code)))
