"""What the compiler of scenarios refuses, and that one fails, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic

SCEN001: Final = Diagnostic("SCEN001", "unknown-incident")
SCEN002: Final = Diagnostic("SCEN002", "expects-nobody")
SCEN003: Final = Diagnostic("SCEN003", "unknown-acknowledger")
SCENARIO_FAILS: Final = Diagnostic("TEST001", "scenario-fails")

MEANINGS: Final[tuple[tuple[Diagnostic, str], ...]] = (
    (
        SCEN001,
        "A scenario's incident is one of the repository's incident files.\n\n"
        "The path counts from the repository's root; without an incident there is nothing to run.",
    ),
    (
        SCEN002,
        "An expected notification names a person or a target, one of them.\n\n"
        "Otherwise nothing is compared, and the scenario passes whatever happens.",
    ),
    (
        SCEN003,
        "Whoever acknowledges in a scenario is a person of the policy.\n\n"
        "An acknowledgement by nobody would change nothing, and nobody would notice.",
    ),
    (
        SCENARIO_FAILS,
        "Every scenario comes out as it expects.\n\n"
        "Scenarios are what has been agreed on; a rule that changes one of them needs a second "
        "look, and the scenario a new expectation.",
    ),
)
"""Each rule with the truth that it protects, and after a blank line the reason."""
