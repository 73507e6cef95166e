"""The table of checks, in the order of their codes."""

from typing import Final

from govcheck.catalogue.of_policy import OF_POLICY
from govcheck.catalogue.of_program import OF_PROGRAM
from govcheck.checks import levels, waivers
from govcheck.checks.check import Check

_BUT_FOR_WAIVERS: Final = tuple(sorted((*OF_POLICY, *OF_PROGRAM), key=lambda one: one.rule.code))

ON_WAIVERS: Final[tuple[Check, ...]] = (
    waivers.waives_unknown_check(one.rule for one in _BUT_FOR_WAIVERS),
    waivers.waives_unknown_document,
    waivers.waiver_without_reason,
    waivers.waiver_without_right,
    waivers.waived_too_long,
)

ON_LEVELS: Final = levels.sets_unknown_check(
    _BUT_FOR_WAIVERS, (one.rule.code for one in ON_WAIVERS)
)

CHECKS: Final[tuple[Check, ...]] = tuple(
    sorted((*_BUT_FOR_WAIVERS, ON_LEVELS, *ON_WAIVERS), key=lambda one: one.rule.code)
)
