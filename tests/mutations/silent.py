"""Loosenings that no finding, scenario or property notices, and why none has to.

What the policy promises of itself holds with and without them. `diff` says of each what it does,
and change control asks somebody; a test shows that, too. A pattern is matched against the whole
name.
"""

import re
from typing import Final

_STILL_KEPT: Final = "everything that is promised is promised later or to fewer, and still kept"
_NEVER_EMPTY: Final = "somebody of the step is there at every instant, so that no deputy is asked"
_OTHERS_LAST: Final = "the rounds that are left and the last resort still tell whoever is promised"
_SAME_TIME: Final = "the same people are told by the council at that instant, or have been before"
_ENOUGH: Final = "the others of the rota still cover its hours, and no promise names who it is"
_OTHER_ORDER: Final = "the actions still come in time, in whichever order they are done"
_GATED: Final = "no promise of the policy is about who agrees; `diff` says that fewer have to"

SILENT: Final[tuple[tuple[str, str], ...]] = (
    (r"twice .* (within|every|wait|acknowledge_within|convene_within sev\d)", _STILL_KEPT),
    (r"drop escalation/\S+ steps (duty|executive|desk|inbox|lock) on_empty", _NEVER_EMPTY),
    (r"fewer escalation/(takeover|urgent) repeat", _OTHERS_LAST),
    (r"(delete|drop) escalation/crisis steps safety( always)?", _SAME_TIME),
    (r"fewer escalation/crisis steps privacy notify role:security-officer", _SAME_TIME),
    (r"delete rota/support-desk members \w+", _ENOUGH),
    (r"drop playbook/\S+ actions \S+ after \S+", _OTHER_ORDER),
    (r"drop playbook/\S+ actions \S+ needs \S+", _GATED),
    (r"delete playbook/\S+ approvals \S+", _GATED),
    (r"any playbook/\S+ approvals \S+ by", _GATED),
)


def reason(name: str) -> str | None:
    """Why a loosening need not be noticed; None where it has to be."""
    return next((why for pattern, why in SILENT if re.fullmatch(pattern, name)), None)
