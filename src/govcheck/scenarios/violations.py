"""What the compiler of scenarios refuses, and that one fails, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic

SCEN001: Final = Diagnostic(
    "SCEN001",
    "unknown-incident",
    truth="A scenario's incident is one of the repository's incident files.",
    why="The path counts from the repository's root; without an incident there is nothing to run.",
)
SCEN002: Final = Diagnostic(
    "SCEN002",
    "expects-nobody",
    truth="An expected notification names a person or a target, one of them.",
    why="Otherwise nothing is compared, and the scenario passes whatever happens.",
)
SCEN003: Final = Diagnostic(
    "SCEN003",
    "unknown-acknowledger",
    truth="Whoever acknowledges in a scenario is a person of the policy.",
    why="An acknowledgement by nobody would change nothing, and nobody would notice.",
)
SCENARIO_FAILS: Final = Diagnostic(
    "TEST001",
    "scenario-fails",
    truth="Every scenario comes out as it expects.",
    why="Scenarios are what has been agreed on; a rule that changes one of them needs a second "
    "look, and the scenario a new expectation.",
)
