"""Whom an event of a calendar means: by its attendee, or by a name within its title."""

import re
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Cursor
from govcheck.imports.remark import Sentence, say

_BEFORE: Final = re.compile(
    r"^\s*(on[- ]?call|on duty|duty|bereitschaft|rufbereitschaft|dienst|schicht|shift|primary|"
    r"secondary)"
    r"\s*[:\u2013\u2014-]\s*",
    re.IGNORECASE,
)
_AROUND: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
AFTER: Final = re.compile(r"\s+[-\u2013\u2014]\s+.*$")
"""A remark behind a name: ` - Urlaub`."""


def title_of(component: Any) -> str:
    """The title of an event, on one line."""
    return str(component.get("SUMMARY", "")).strip()[:200]


def names_of(component: Any) -> list[str]:
    """The names by which an event may say who is on duty, the surest first."""
    found: list[str] = []
    attendees = component.get("ATTENDEE")
    each = [] if attendees is None else attendees if isinstance(attendees, list) else [attendees]
    if len(each) == 1:
        address = re.sub(r"^mailto:", "", str(each[0]), flags=re.IGNORECASE)
        found += [address, str(each[0].params.get("CN", "")).strip('"')]
    title = _AROUND.sub(" ", _BEFORE.sub("", title_of(component)))
    found += [" ".join(title.split()), " ".join(AFTER.sub("", title).split())]
    return [name for name in dict.fromkeys(found) if name]


def person_of(batch: Batch, at: Cursor, component: Any, notes: list[Sentence]) -> str | None:
    """Whom an event means; somebody whom no list has is written down by their name."""
    names = names_of(component)
    known = batch.people.find(*names)
    if known is not None:
        return known.id
    name = next((one for one in names if "@" not in one), names[0] if names else "")
    if not name:
        batch.leave_out(at, rules.UNKNOWN_PERSON, say("an event names nobody"))
        return None
    email = next((one for one in names if "@" in one), None)
    said = say("`{name}` is in no list of people: written down by name alone", name=name)
    if email is None:
        batch.approximate(at, rules.NAME_ALONE, said)
    return batch.person(at, name.casefold(), name, email, {}, notes=() if email else (said,))
