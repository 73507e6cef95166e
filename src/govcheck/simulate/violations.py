"""What the compiler of escalations and playbooks refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic

ESC001: Final = Diagnostic("ESC001", "step-id-twice")
ESC002: Final = Diagnostic("ESC002", "step-tells-nobody")
ESC003: Final = Diagnostic("ESC003", "endless-repeat")

PLAY001: Final = Diagnostic("PLAY001", "action-id-twice")
PLAY002: Final = Diagnostic("PLAY002", "approval-id-twice")
PLAY003: Final = Diagnostic("PLAY003", "unknown-action")
PLAY004: Final = Diagnostic("PLAY004", "unknown-approval")
PLAY005: Final = Diagnostic("PLAY005", "actions-in-a-circle")
PLAY006: Final = Diagnostic("PLAY006", "recurrence-half-stated")
PLAY007: Final = Diagnostic("PLAY007", "recurrence-impossible")

MEANINGS: Final[tuple[tuple[Diagnostic, str], ...]] = (
    (
        ESC001,
        "The steps of an escalation have different ids.\n\n"
        "The timeline names steps by their ids; of two with the same one only the first is run.",
    ),
    (
        ESC002,
        "Every step of an escalation notifies somebody or convenes a council.\n\n"
        "A step that does neither looks like cover and is none.",
    ),
    (
        ESC003,
        "An escalation repeats so often that it can be played to its end.\n\n"
        "The last resort is told after the last round; after a hundred of them nobody waits for it "
        "any more.",
    ),
    (
        PLAY001,
        "The actions of a playbook have different ids.\n\n"
        "Other actions refer to them by id; of two with the same one only the first counts.",
    ),
    (
        PLAY002,
        "The approvals of a playbook have different ids.\n\n"
        "Actions refer to them by id; of two with the same one only the first counts.",
    ),
    (
        PLAY003,
        "`after` and `clock: action:…` name actions of the same playbook.\n\n"
        "An action that waits for one that does not exist would not wait at all.",
    ),
    (
        PLAY004,
        "`needs` names approvals of the same playbook.\n\n"
        "An action that needs an approval that does not exist would need none.",
    ),
    (
        PLAY005,
        "The actions of a playbook do not wait for each other in a circle.\n\n"
        "Each waits for those it comes `after`, and for the one that its clock counts from; in a "
        "circle none could ever begin.",
    ),
    (
        PLAY006,
        "An action that recurs says both `every` and `for`.\n\n"
        "Without `for` it would never end; without `every` nobody knows when it is due again.",
    ),
    (
        PLAY007,
        "An action that recurs does so at least once, and at most a thousand times.\n\n"
        "An `every` of no time, or one longer than `for`, leaves nothing to do; thousands of "
        "deadlines help nobody.",
    ),
)
"""Each rule with the truth that it protects, and after a blank line the reason."""
