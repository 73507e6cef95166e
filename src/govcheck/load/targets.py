"""Texts that were to be targets: which ones the policy has that could have been meant."""

from typing import Final

from govcheck.finding import Finding
from govcheck.load import shape
from govcheck.load.policy import Policy
from govcheck.load.typo import mend_typo
from govcheck.nearest import did_you_mean_target, meant_target
from govcheck.source import Source
from govcheck.targets import read_target

_TARGETS: Final = (shape.TARGET, shape.PERSON_TARGET)


def advised(policy: Policy, finding: Finding, source: Source) -> Finding:
    """The finding, with the targets that a text at its place was meant to be, if it was one."""
    if finding.lacks is None or finding.lacks.namespace not in _TARGETS:
        return finding
    space, text = finding.lacks
    known = policy.targets
    if space == shape.PERSON_TARGET:
        known = tuple(target for target in known if read_target(target).is_person)
    return finding._replace(
        help=did_you_mean_target(text, known),
        fix=mend_typo(source, finding.span, meant_target(text, known)),
    )
