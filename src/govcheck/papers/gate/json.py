"""The gate as JSON."""

import json

from govcheck.gate.verdict import Gate
from govcheck.papers.gate.v1 import GateJson
from govcheck.render.escape import json_text
from govcheck.tongue import ENGLISH, Tongue


def as_json(gate: Gate, _tongue: Tongue = ENGLISH) -> str:
    """The public JSON of the gate."""
    found: GateJson = {
        "format": 1,
        "allowed": gate.allowed,
        "base": gate.base,
        "head": gate.head,
        "requirements": [
            {
                "rule": one.rule,
                "requires": one.requires,
                "met": one.met,
                "approved_by": list(one.approved_by),
                "could_still": list(one.could_still),
                "excluded": [{"who": who, "reason": reason} for who, reason in one.excluded],
                "because": list(one.because),
                "can_be_met": one.can_be_met,
                "reason": one.reason,
            }
            for one in gate.requirements
        ],
        "missing_people": gate.ways.missing if gate.ways.possible else None,
        "shortest": {
            "exact": gate.ways.exact,
            "choices": [{"count": one.number, "of": list(one.people)} for one in gate.ways.choices],
            "others": gate.ways.others,
        },
        "objecting": list(gate.objecting),
        "blocked": gate.blocked,
        "reasons": list(gate.reasons),
        "broken": list(gate.broken),
        "unmatched_authors": list(gate.unmatched),
        "notes": list(gate.notes),
    }
    return json_text(json.dumps(found, indent=2, ensure_ascii=False)) + "\n"
