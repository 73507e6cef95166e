"""What is wrong with the acceptance of findings, in the order of the codes."""

from typing import Final

from govcheck.acceptance import judgement
from govcheck.finding import Diagnostic

MEANINGS: Final[tuple[tuple[Diagnostic, str], ...]] = (
    (
        judgement.UNUSED_IGNORE,
        "Every `# govcheck: ignore[…]` accepts a finding of its line.\n\n"
        "One that is no longer needed would hide the next mistake on that line.",
    ),
    (
        judgement.UNREASONED_IGNORE,
        "Every `# govcheck: ignore[…]` gives its reason.\n\n"
        "Whoever reads the line next year must be able to tell whether the reason still holds.",
    ),
    (
        judgement.UNUSED_WAIVER,
        "Every waiver accepts a finding that exists.\n\n"
        "One that is no longer needed would accept the next finding of that name unseen.",
    ),
    (
        judgement.EXPIRED_WAIVER,
        "No waiver is past its end.\n\n"
        "A finding is accepted for a while; after that it is mended or accepted anew.",
    ),
)
"""Each rule with the truth that it protects, and after a blank line the reason."""
