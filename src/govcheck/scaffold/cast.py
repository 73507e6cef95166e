"""Who of an organisation's own people takes the part of which example person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final, Literal, NamedTuple

from govcheck.model.person import Person

_WORDS: Final = (
    ("legal-counsel", r"legal|recht|juri|justi[tz]|syndik|anwalt|anwält|counsel|lawyer"),
    ("privacy-officer", r"privacy|datenschutz|\bdpo\b|data protection"),
    (
        "chief-executive",
        r"chief exec|\bceo\b|geschäftsführ|managing director|founder|gründer|vorstand"
        r"|\bowner\b|inhaber|proprietor",
    ),
    (
        "chief-marketing-officer",
        r"\bcmo\b|marketing ?leit|leit\w* (?:des |der )?marketing|head of marketing"
        r"|chief marketing",
    ),
    ("product-expert", r"produkt|product|engineer|technik|quality|qualität"),
    ("paid-social", r"paid|anzeige|werbung|\bads\b"),
    ("managing-editor", r"editor|redakt|content"),
    ("department-speaker", r"sales|vertrieb|\bhr\b|personal|human resources"),
    ("social-media-manager", r"social"),
    ("community-manager", r"community|support|kundenservice|kundendienst|service"),
    ("spokesperson", r"sprech|spokes|presse|press|kommunikation|communication"),
)
"""The words by which somebody's role, or else their department, says which part they have."""


_YEAR: Final = timedelta(days=366)
"""So long whoever takes a place alone has to be there: that is what is proved."""


class OwnPerson(NamedTuple):
    """Somebody of the list, with the fields that it has."""

    id: str
    fields: Mapping[str, Any]
    words: str = ""
    """Their role, in small letters."""
    department: str = ""
    """Likewise."""
    may: Literal["take", "join", "nothing"] = "take"
    """Whether they may have a place alone: not who leaves within the year, or has left."""


class Cast(NamedTuple):
    """Who has which part."""

    taken: list[tuple[Person, OwnPerson]]
    """Examples, and who takes their places."""
    joined: list[tuple[Person, OwnPerson, str]]
    """Examples, with their place or without it, and who has one of their roles, too."""


def cast(examples: Sequence[Person], people: Sequence[OwnPerson]) -> Cast:
    """Who takes whose place: first those whose words say so, in order then those without words.

    A place is that of its first role, so that nobody who speaks for the company becomes its chief
    executive. Whose role names a part that is taken, or only beside another, has it, too; nobody
    else gets any.
    """
    free, taken = list(examples), dict[str, Person]()
    for person in [one for one in people if one.may == "take"]:
        fits = (one for role in _roles(person) for one in free if role in one.roles[:1])
        if (fitting := next(fits, None)) is not None:
            free.remove(fitting)
            taken[person.id] = fitting
    found = [(taken[one.id], one) for one in people if one.id in taken]
    joined = []
    for person in [one for one in people if one.id not in taken and one.may != "nothing"]:
        pairs = ((role, one) for role in _named(person) for one in examples if role in one.roles)
        if (pair := next(pairs, None)) is not None:
            joined.append((pair[1], person, pair[0]))
    without = [
        one
        for one in people
        if one.id not in taken and one.may == "take" and not (one.words or one.department)
    ]
    return Cast([*found, *zip(free, without, strict=False)], joined)


def is_guess(example: Person, person: OwnPerson) -> bool:
    """Whether nothing says that the part of an example is somebody's."""
    return not {*_roles(person)} & {*example.roles}


def _roles(person: OwnPerson) -> list[str]:
    beside = () if _known(person.words) else _known(f"{person.words} {person.department}")
    return [*_named(person), *beside]


def _named(person: OwnPerson) -> list[str]:
    """What the role of somebody names, whatever their department."""
    return [*person.fields.get("roles", ()), *_known(person.words)]


def _known(words: str) -> list[str]:
    return [role for role, pattern in _WORDS if re.search(pattern, words)]


def own_people(drafts: Iterable[Any], today: date) -> tuple[OwnPerson, ...]:
    """The people of an imported list."""
    taken = list(drafts)
    named = {one.id: str(one.fields.get("name", "")) for one in taken if one.kind == "role"}
    found = []
    for draft in taken:
        if draft.kind == "person":
            roles = [named.get(role, role) for role in draft.fields.get("roles", ())]
            words = re.sub(r"[-_]", " ", " ".join(roles).casefold())
            department = str(draft.fields.get("department", "")).casefold()
            active = draft.fields.get("active", {})
            begins = date.fromisoformat(active.get("from", str(today)))
            ends = date.fromisoformat(active.get("until", str(date.max)))
            may: Literal["take", "join", "nothing"] = "join"
            if ends < today:
                may = "nothing"
            elif begins <= today and ends - today >= _YEAR:
                may = "take"
            found.append(OwnPerson(draft.id, draft.fields, words, department, may))
    return tuple(found)
