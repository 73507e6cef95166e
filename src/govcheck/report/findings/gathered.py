"""What several rules say of one missing name, told as one thing to people.

Programs get each finding with its own code, since what is ignored, waived or selected is a code.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

from govcheck.finding import Finding, Lack, Related
from govcheck.opening.findings import NAMED_TOO
from govcheck.translation import said

_ANSWERING: Final = "answering"
_VALUE: Final = "value/"
_DOCUMENTS: Final = {
    "value/playbooks": "playbook",
    "value/escalation": "escalation",
    "value/severity": "severity",
}
"""Decisions whose results are names of the policy, with what they are names of."""


class Gathered(NamedTuple):
    """A finding to be shown, and the codes of all that it stands for."""

    finding: Finding
    codes: tuple[str, ...]


def gathered(findings: Iterable[Finding]) -> list[Gathered]:
    """The findings in their order; those of one name that leads nowhere stand for one another.

    Only what is equally grave, not accepted and not for a while only does.
    """
    groups: dict[object, list[Finding]] = {}
    for position, finding in enumerate(findings):
        key: object = position
        if finding.lacks is not None and finding.lacks.name and _lasts(finding):
            key = (_meant(finding.lacks), finding.severity)
        groups.setdefault(key, []).append(finding)
    return [_one(group) for group in groups.values()]


def _lasts(finding: Finding) -> bool:
    return finding.waived is None and finding.expires is None and finding.heals is None


def _meant(lack: Lack) -> Lack:
    return lack._replace(namespace=_DOCUMENTS.get(lack.namespace, lack.namespace))


def _one(group: list[Finding]) -> Gathered:
    first = group[0]
    codes = tuple(dict.fromkeys(finding.code for finding in group))
    if len(codes) == 1 or first.lacks is None:
        return Gathered(first, codes)
    places = dict.fromkeys(
        span
        for finding in group
        for span in (
            finding.span,
            *(each.span for each in finding.related if each.message == NAMED_TOO),
        )
    )
    others = [each for one in group for each in one.related if each.message != NAMED_TOO]
    more = [Related(span, NAMED_TOO) for span in places if span != first.span]
    helps = [finding.help for finding in group if finding.help is not None]
    return Gathered(
        first._replace(
            message=_missing(_meant(first.lacks), len(places)),
            related=(*more, *others),
            help=helps[0] if helps else None,
        ),
        codes,
    )


def _missing(lack: Lack, count: int) -> str:
    if lack.namespace == _ANSWERING:
        return said(
            "nobody answers to `{name}` ({count} places name it)", name=lack.name, count=count
        )
    if lack.namespace.startswith(_VALUE):
        return said(
            "`{name}` is not a value of `{fact}` ({count} places name it)",
            name=lack.name,
            fact=lack.namespace.removeprefix(_VALUE),
            count=count,
        )
    return said(
        "there is no {namespace} `{name}` ({count} places name it)",
        namespace=lack.namespace,
        name=lack.name,
        count=count,
    )
