"""Which findings are wanted: `--select` and `--ignore`, by code, name or family."""

from collections.abc import Iterable, Sequence

from govcheck.finding import Finding


def selected(
    findings: Iterable[Finding], wanted: Sequence[str], unwanted: Sequence[str]
) -> list[Finding]:
    """The findings whose rule is wanted (all, where nothing is named) and not unwanted."""
    return [
        finding for finding in findings if is_selected(finding.code, finding.name, wanted, unwanted)
    ]


def is_selected(code: str, name: str, wanted: Sequence[str], unwanted: Sequence[str]) -> bool:
    """Whether a rule is wanted (all are, where nothing is named) and not unwanted."""
    called = {code, name, family(code)}
    return (not wanted or not called.isdisjoint(wanted)) and called.isdisjoint(unwanted)


def family(code: str) -> str:
    """The letters of a code: `TEAM` of `TEAM002`."""
    return code.rstrip("0123456789")
