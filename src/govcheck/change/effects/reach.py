"""How people are reached, and in which order others stand in for them or command."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from math import inf
from typing import Final

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect, EffectClass
from govcheck.change.effects.effects import changed_pairs, effect
from govcheck.duty.roster import RosterPerson
from govcheck.model.base import Document
from govcheck.model.council import Council
from govcheck.model.person import Person
from govcheck.time.clock import said_duration
from govcheck.translation import said, together


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


_PHONE: Final = "phone"
"""What wakes somebody."""


def _ways(comparison: Comparison, old: Person, new: Person) -> Iterator[Effect]:
    """Contacts and the order of ways in which an escalation tells somebody."""
    found: list[tuple[str, Callable[[Person], str | None], EffectClass]] = []
    if _addresses(old) != _addresses(new):
        found.append(("contacts", _contacts, _of_contacts(old, new)))
    if old.notification != new.notification:
        found.append(("notification", _sequence, _of_sequence(comparison, new.id)))
    for field, words, kind in found:
        told = effect(
            comparison,
            "changes-escalation",
            f"{new.ref}/{field}",
            words(old),
            words(new),
            [new.ref],
        )
        yield told._replace(kind=kind, people=frozenset({new.id}), place=new.place(field))


def _addresses(person: Person) -> list[tuple[str, str]]:
    return [(contact.via, contact.address) for contact in person.contacts]


def _contacts(person: Person) -> str | None:
    return ", ".join(f"{way} {address}" for way, address in _addresses(person)) or None


def _sequence(person: Person) -> str:
    """`phone, chat after 3m`."""
    ways = [
        said("{via} after {time}", via=one.via, time=said_duration(one.after))
        if one.after
        else one.via
        for one in person.notification
    ]
    return together(ways, ", ") or said("every contact at once")


def _of_contacts(old: Person, new: Person) -> EffectClass:
    """Weaker where a way has fewer addresses, stricter where one only has more."""
    ours, theirs = (Counter(contact.via for contact in one.contacts) for one in (old, new))
    if ours - theirs:
        return "weaker"
    return "stricter" if theirs - ours else "different"


def _of_sequence(comparison: Comparison, name: str) -> EffectClass:
    """Weaker where a way is not used any more, or later; stricter where one only is sooner.

    Whether a phone that rings sooner makes up for another way, nobody can rank. Where no sequence
    is stated every contact is used at once.
    """
    ours, theirs = (_waits(side.program.roster.people[name]) for side in comparison[:2])
    ways = {*ours, *theirs}
    less = {way for way in ways if ours.get(way, inf) < theirs.get(way, inf)}
    more = {way for way in ways if theirs.get(way, inf) < ours.get(way, inf)}
    if less and _PHONE not in more:
        return "weaker"
    return "stricter" if more and not less else "different"


def _waits(person: RosterPerson) -> dict[str, int]:
    """Each way in which somebody is told, with the seconds after the first."""
    return dict(zip(person.ways, person.delays or repeat(0), strict=False))


def _order(
    comparison: Comparison, new: Document, field: str, ours: Iterable[str], theirs: Iterable[str]
) -> Iterator[Effect]:
    """Who is asked before whom, of those who are asked on both sides."""
    before, after = list(dict.fromkeys(ours)), list(dict.fromkeys(theirs))
    stood = [one for one in before if one in after]
    stand = [one for one in after if one in before]
    if stood != stand:
        moved = [one for one, other in zip(stood, stand, strict=True) if one != other]
        words, subject = (", ".join(stood), ", ".join(stand)), f"{new.ref}/{field}"
        told = effect(comparison, "changes-first-human", subject, *words, [new.ref], people=moved)
        yield told._replace(place=new.place(field))
