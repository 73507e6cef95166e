"""What the compiler of escalations and playbooks refuses, in the order of the codes."""

from typing import Final

from govcheck.finding import Diagnostic

ESC001: Final = Diagnostic(
    "ESC001",
    "step-id-twice",
    truth="The steps of an escalation have different ids.",
    why="The timeline names steps by their ids; of two with the same one only the first is run.",
)
ESC002: Final = Diagnostic(
    "ESC002",
    "step-tells-nobody",
    truth="Every step of an escalation notifies somebody or convenes a council.",
    why="A step that does neither looks like cover and is none.",
)
ESC003: Final = Diagnostic(
    "ESC003",
    "endless-repeat",
    truth="An escalation repeats so often that it can be played to its end.",
    why="The last resort is told after the last round; after a hundred of them nobody waits for it "
    "any more.",
)

PLAY001: Final = Diagnostic(
    "PLAY001",
    "action-id-twice",
    truth="The actions of a playbook have different ids.",
    why="Other actions refer to them by id; of two with the same one only the first counts.",
)
PLAY002: Final = Diagnostic(
    "PLAY002",
    "approval-id-twice",
    truth="The approvals of a playbook have different ids.",
    why="Actions refer to them by id; of two with the same one only the first counts.",
)
PLAY003: Final = Diagnostic(
    "PLAY003",
    "unknown-action",
    truth="`after` and `clock: action:…` name actions of the same playbook.",
    why="An action that waits for one that does not exist would not wait at all.",
)
PLAY004: Final = Diagnostic(
    "PLAY004",
    "unknown-approval",
    truth="`needs` names approvals of the same playbook.",
    why="An action that needs an approval that does not exist would need none.",
)
PLAY005: Final = Diagnostic(
    "PLAY005",
    "actions-in-a-circle",
    truth="The actions of a playbook do not wait for each other in a circle.",
    why="Each waits for those it comes `after`, and for the one that its clock counts from; in a "
    "circle none could ever begin.",
)
PLAY006: Final = Diagnostic(
    "PLAY006",
    "recurrence-half-stated",
    truth="An action that recurs says both `every` and `for`.",
    why="Without `for` it would never end; without `every` nobody knows when it is due again.",
)
PLAY007: Final = Diagnostic(
    "PLAY007",
    "recurrence-impossible",
    truth="An action that recurs does so at least once, and at most a thousand times.",
    why="An `every` of no time, or one longer than `for`, leaves nothing to do; thousands of "
    "deadlines help nobody.",
)
