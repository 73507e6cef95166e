"""What is wrong with scenarios' outcomes and with the acceptance of findings, by code."""

from typing import Final

from govcheck.finding import Diagnostic
from govcheck.workspace import accept, trial

RULES: Final[tuple[Diagnostic, ...]] = (
    accept.UNUSED_IGNORE,
    accept.UNREASONED_IGNORE,
    trial.SCENARIO_FAILS,
    accept.UNUSED_WAIVER,
    accept.EXPIRED_WAIVER,
)
