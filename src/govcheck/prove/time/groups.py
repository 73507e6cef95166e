"""Groups: people who go missing together, for what they have in common."""

from typing import NamedTuple

from govcheck.finding import Diagnostic, Place
from govcheck.load.policy import Policy
from govcheck.model.employers import usual_spellings
from govcheck.model.person import Person
from govcheck.prove.time.meanings import ABSENCE002, ABSENCE003
from govcheck.translation import said


class Group(NamedTuple):
    """Everybody of one employer, or of one time zone."""

    rule: Diagnostic
    subject: str
    called: str
    """How a message calls them."""
    people: frozenset[str]
    place: Place | None


def employers(policy: Policy) -> list[Group]:
    """The people of each employer, however it is spelled.

    Who has no employer belongs to no group.
    """
    people = sorted(policy.people, key=lambda person: person.id)
    usual = usual_spellings(person.employer or "" for person in people)
    found: dict[str, list[Person]] = {}
    for person in people:
        name = usual.get(person.employer or "")
        if name is not None:
            found.setdefault(name.strip(), []).append(person)
    groups = sorted(found.items(), key=lambda group: group[0].casefold())
    return [_group(ABSENCE002, "employer", name, members) for name, members in groups]


def timezones(policy: Policy) -> list[Group]:
    """The people of each time zone, their own or else the organisation's."""
    found: dict[str, list[Person]] = {}
    for person in sorted(policy.people, key=lambda person: person.id):
        found.setdefault(person.timezone or policy.timezone, []).append(person)
    return [_group(ABSENCE003, "timezone", name, people) for name, people in sorted(found.items())]


def _group(rule: Diagnostic, key: str, name: str, people: list[Person]) -> Group:
    first = people[0]
    return Group(
        rule,
        f"{key}/{name}",
        said("the 1 person of `{name}`", name=name)
        if len(people) == 1
        else said("the {count} people of `{name}`", count=len(people), name=name),
        frozenset(person.id for person in people),
        first.place("id") if getattr(first, key) is None else first.place(key),
    )
