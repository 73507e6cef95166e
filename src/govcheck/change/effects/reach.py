"""How people are reached, and in which order others stand in for them or command."""

from collections.abc import Iterable, Iterator

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import changed_pairs, effect, field_in_words
from govcheck.model.base import Document
from govcheck.model.council import Council
from govcheck.model.person import Person


def reach(comparison: Comparison) -> Iterator[Effect]:
    """Ways of telling somebody that are others, and orders that are others.

    An order counts even if nobody is absent within the horizon: that is when it will be needed.
    """
    for _, person, same in changed_pairs(comparison, Person):
        if person is not None and same is not None:
            yield from _ways(comparison, person, same)
            yield from _order(comparison, same, "deputies", person.deputies, same.deputies)
    for _, council, other in changed_pairs(comparison, Council):
        if council is not None and other is not None:
            field, chain = "chain_of_command", other.chain_of_command
            yield from _order(comparison, other, field, council.chain_of_command, chain)


def _ways(comparison: Comparison, old: Person, new: Person) -> Iterator[Effect]:
    """Contacts and the order of ways in which an escalation tells somebody."""
    for field, ours, theirs in (
        ("contacts", _addresses(old), _addresses(new)),
        ("notification", old.notification, new.notification),
    ):
        if ours != theirs:
            yield effect(
                comparison,
                "changes-escalation",
                f"{new.ref}/{field}",
                field_in_words(old, field),
                field_in_words(new, field),
                [new.ref],
                people=[new.id],
                place=new.place(field),
            )


def _addresses(person: Person) -> list[tuple[str, str]]:
    return [(contact.via, contact.address) for contact in person.contacts]


def _order(
    comparison: Comparison, new: Document, field: str, ours: Iterable[str], theirs: Iterable[str]
) -> Iterator[Effect]:
    """Who is asked before whom, of those who are asked on both sides."""
    before, after = list(dict.fromkeys(ours)), list(dict.fromkeys(theirs))
    stood = [one for one in before if one in after]
    stand = [one for one in after if one in before]
    if stood != stand:
        moved = [one for one, other in zip(stood, stand, strict=True) if one != other]
        yield effect(
            comparison,
            "changes-first-human",
            f"{new.ref}/{field}",
            ", ".join(stood),
            ", ".join(stand),
            [new.ref],
            people=moved,
            place=new.place(field),
        )
