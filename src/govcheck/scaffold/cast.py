"""Who of an organisation's own people takes the part of which example person."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from govcheck.model.person import Person

_WORDS: Final = (
    ("legal-counsel", r"legal|recht|juri|anwalt|anwält|counsel|lawyer"),
    ("privacy-officer", r"privacy|datenschutz|\bdpo\b|data protection"),
    (
        "chief-executive",
        r"chief exec|\bceo\b|geschäftsführ|managing director|founder|gründer|vorstand",
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
"""The words by which somebody's role or department says which part they have."""


class OwnPerson(NamedTuple):
    """Somebody of the list, with the fields that it has."""

    id: str
    fields: Mapping[str, Any]
    words: str
    """Role and department, in small letters."""


def cast(examples: Sequence[Person], people: Sequence[OwnPerson]) -> list[tuple[Person, OwnPerson]]:
    """Who takes whose place: first those whose words say so.

    In order then those who have no words, and those whose words name a part that is taken; never
    those whose words name no part at all.
    """
    free, taken = list(examples), dict[str, Person]()
    parts = {role for example in examples for role in example.roles}
    for most in (1, None):  # whose first part it is goes before who has it beside another
        for person in [one for one in people if one.id not in taken]:
            fits = (one for role in _roles(person) for one in free if role in one.roles[:most])
            if (fitting := next(fits, None)) is not None:
                free.remove(fitting)
                taken[person.id] = fitting
    found = [(taken[one.id], one) for one in people if one.id in taken]
    without = [
        one for one in people if one.id not in taken and (parts & {*_roles(one)} or not one.words)
    ]
    return [*found, *zip(free, without, strict=False)]


def is_guess(example: Person, person: OwnPerson) -> bool:
    """Whether nothing says that the part of an example is somebody's."""
    return not {*_roles(person)} & {*example.roles}


def _roles(person: OwnPerson) -> list[str]:
    known = [role for role, pattern in _WORDS if re.search(pattern, person.words)]
    return [*person.fields.get("roles", ()), *known]


def own_people(drafts: Iterable[Any]) -> tuple[OwnPerson, ...]:
    """The people of an imported list."""
    taken = list(drafts)
    named = {one.id: str(one.fields.get("name", "")) for one in taken if one.kind == "role"}
    found = []
    for draft in taken:
        if draft.kind == "person":
            roles = [named.get(role, role) for role in draft.fields.get("roles", ())]
            words = " ".join([*roles, str(draft.fields.get("department", ""))]).casefold()
            words = re.sub(r"[-_]", " ", words).strip()
            found.append(OwnPerson(draft.id, draft.fields, words))
    return tuple(found)
