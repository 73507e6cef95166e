"""What the gate says in sentences: each a list of words to stress and words that follow.

Nothing is escaped yet; that each format does in its own way.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from govcheck.agreement.ways import Choice, Ways
from govcheck.agreement.wording import listed
from govcheck.gate.verdict import Called, Gate, Judged, RequirementPart

MOST_PEOPLE: Final = 30
_MOST_NAMED: Final = 4
_LONGEST: Final = 120
_MOST_MISSING: Final = 6
TOO_FEW: Final = "too few may approve this; somebody else has to propose it, or wait"

_EFFECTS: Final[Mapping[str, str]] = {
    "raises-severity": "raises a severity",
    "lowers-severity": "lowers a severity",
    "changes-escalation": "changes an escalation",
    "changes-playbooks": "changes which playbooks are used",
    "changes-decision": "changes a decision",
    "shortens-deadline": "shortens a deadline",
    "lengthens-deadline": "lengthens a deadline",
    "adds-approval": "adds an approval",
    "removes-approval": "removes an approval",
    "grants-permission": "grants a permission",
    "revokes-permission": "revokes a permission",
    "adds-member": "adds a member",
    "removes-member": "removes a member",
    "adds-cover": "adds cover",
    "removes-cover": "removes cover",
    "changes-first-human": "changes who is told first",
    "adds-guarantee": "adds a guarantee",
    "removes-guarantee": "removes a guarantee",
    "adds-waiver": "adds a waiver",
    "changes-approval-rules": "changes approval rules",
}


class Said(NamedTuple):
    """Some words that stand out, and some that follow them."""

    stressed: str
    rest: str = ""


def verdict(gate: Gate) -> str:
    """The first line."""
    if gate.reasons or gate.broken:
        return "Refused"
    if gate.allowed:
        return "Approved"
    if not gate.ways.possible:
        return "Not possible: too few people may approve this"
    missing = gate.ways.missing
    if not missing:
        return "Not yet: somebody asks for changes"
    most = "" if gate.ways.exact else "at most "
    return f"Not yet: {most}{_people(missing, more=True)} must approve"


def asked(gate: Gate) -> str:
    """The first line for somebody who wants to know whom to ask."""
    if gate.reasons or gate.broken:
        return "Refused, whoever approves"
    if not gate.changed or not gate.requirements:
        return "Nobody has to approve this"
    if not gate.ways.possible:
        return "Too few people may approve this"
    most = "" if gate.ways.exact else "At most "
    return f"{most}{_people(gate.ways.missing)} must approve"


def _people(count: int, *, more: bool = False) -> str:
    extra = "more " if more else ""
    return f"{count} {extra}{'person' if count == 1 else 'people'}"


def shortest(gate: Gate) -> Iterator[Said]:
    """Whom to ask, by name and handle; nothing where nobody can help or has to."""
    ways = gate.ways
    if not ways.possible or not ways.choices or gate.reasons:
        return
    label = "Shortest way:" if ways.exact else "One way, perhaps not the shortest:"
    yield Said(label, f" {choices(ways, gate.people, handles=True)}.")


def choices(ways: Ways, people: Mapping[str, Called], *, handles: bool = False) -> str:
    """People in words: `Eva, and any 3 of Ines, Lena, Marcus, Nadia`."""
    certain = [one.people[0] for one in ways.choices if one.number == len(one.people) == 1]
    words = [_name(who, people, handles) for who in certain]
    free = [one for one in ways.choices if one.number < len(one.people)]
    more = [_free(one, people, handles) for one in free]
    parts = [listed(words, "and")] * bool(words) + more
    others = f" (or one of {ways.others} other ways)" if ways.others else ""
    return ", and ".join(parts) + others


def _free(choice: Choice, people: Mapping[str, Called], handles: bool) -> str:
    names = named((_name(who, people, handles) for who in choice.people), MOST_PEOPLE)
    if choice.number == 1 and len(names) == len(choice.people):
        return listed(names, "or")
    return f"any {choice.number} of {', '.join(names)}"


def _name(who: str, people: Mapping[str, Called], handle: bool = False) -> str:
    known = people.get(who)
    if known is None:
        return who
    return f"{known.name} (@{known.handle})" if handle and known.handle else known.name


def requirement(one: Judged, gate: Gate) -> list[Said]:
    """Each part of a requirement, how far it is met, and why the change needs it."""
    said = [_part(part, gate) for part in one.parts]
    return [*said, Said("", f"({because(one)})")]


def _part(part: RequirementPart, gate: Gate) -> Said:
    label = f"{part.label[:1].upper()}{part.label[1:]}"
    approving = (_name(who, gate.people) for who in part.approved_by)
    yes = ", ".join(named(approving, MOST_PEOPLE))
    if part.needed:
        given = f" Yes: {yes}." if yes else ""
        missing = "" if part.met else f" {_missing(part, gate)}"
        return Said(f"{label}: {part.have} of {part.needed}.", given + missing)
    if part.met:
        return Said(f"{label}: yes,", f" {yes}.")
    return Said(f"{label}: missing", f" - {_able(part, gate)}.")


def _missing(part: RequirementPart, gate: Gate) -> str:
    ways = part.ways
    if not ways.possible:
        return f"{_sentence(TOO_FEW)}."
    named = sum(len(one.people) for one in ways.choices)
    if named <= _MOST_MISSING:
        return f"Missing: {choices(ways, gate.people)}."
    return f"Missing: {ways.missing} of {named} people."


def _able(part: RequirementPart, gate: Gate) -> str:
    ways = part.ways
    if not ways.possible:
        return TOO_FEW
    if ways.missing == 1 and len(ways.choices) == 1:
        only = "only " if len(ways.choices[0].people) == 1 else ""
        return f"{only}{choices(ways, gate.people)} can"
    return f"it takes {choices(ways, gate.people)}"


def because(one: Judged) -> str:
    """Why a requirement applies: what the change does, and what the rule says of itself."""
    reasons = [_reason(each) for each in named(one.because)]
    said = listed(reasons, "and") if reasons else "it is a change"
    if one.because:
        said = f"it {said}"
    return said if one.reason is None else f"{said}; {one.reason}"


def _reason(what: str) -> str:
    if what in _EFFECTS:
        return _EFFECTS[what]
    return what if what.startswith("and ") else f"changes {what}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def objections(gate: Gate) -> Iterator[Said]:
    """Those who ask for changes, and whether that is in the way."""
    if gate.objecting:
        people = (_name(who, gate.people) for who in gate.objecting)
        names = listed(named(people, MOST_PEOPLE), "and")
        verb = "asks" if len(gate.objecting) == 1 else "ask"
        effect = "; nothing is allowed while that stands" if gate.blocked else ""
        yield Said(f"{names} {verb} for changes", f"{effect}.")


def uncounted(gate: Gate) -> Iterator[str]:
    """Everybody who does not count, each with the reason."""
    found = dict.fromkeys(pair for one in gate.requirements for pair in one.excluded)
    for who, reason in [*found][:MOST_PEOPLE]:
        yield f"{named([_name(who, gate.people)])[0]} does not count: {reason}."
    if len(found) > MOST_PEOPLE:
        yield f"{len(found) - MOST_PEOPLE} more do not count; they are listed as JSON."


def named(names: Iterable[str], most: int = _MOST_NAMED) -> list[str]:
    """The first few of some names, none of them very long, and how many more there are."""
    found = [one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in names]
    more = len(found) - most
    return found if more <= 0 else [*found[:most], f"and {more} more"]
