"""What is wrong with scenarios' outcomes and with the acceptance of findings, by code."""

from typing import Final

from govcheck.finding import Diagnostic
from govcheck.workspace import accept, trial

MEANINGS: Final[tuple[tuple[Diagnostic, str], ...]] = (
    (
        accept.UNUSED_IGNORE,
        "Every `# govcheck: ignore[…]` accepts a finding of its line.\n\n"
        "One that is no longer needed would hide the next mistake on that line.",
    ),
    (
        accept.UNREASONED_IGNORE,
        "Every `# govcheck: ignore[…]` gives its reason.\n\n"
        "Whoever reads the line next year must be able to tell whether the reason still holds.",
    ),
    (
        trial.SCENARIO_FAILS,
        "Every scenario comes out as it expects.\n\n"
        "Scenarios are what has been agreed on; a rule that changes one of them needs a second "
        "look, and the scenario a new expectation.",
    ),
    (
        accept.UNUSED_WAIVER,
        "Every waiver accepts a finding that exists.\n\n"
        "One that is no longer needed would accept the next finding of that name unseen.",
    ),
    (
        accept.EXPIRED_WAIVER,
        "No waiver is past its end.\n\n"
        "A finding is accepted for a while; after that it is mended or accepted anew.",
    ),
)
"""Each rule with the truth that it protects, and after a blank line the reason."""
