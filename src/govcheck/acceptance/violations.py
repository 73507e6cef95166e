"""What is wrong with the acceptance of findings, in the order of the codes."""

from typing import Final

from govcheck.acceptance import judgement
from govcheck.finding import Diagnostic

RULES: Final[tuple[Diagnostic, ...]] = (
    judgement.UNUSED_IGNORE,
    judgement.UNREASONED_IGNORE,
    judgement.UNUSED_WAIVER,
    judgement.EXPIRED_WAIVER,
)
