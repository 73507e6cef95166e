"""Who holds which role, and where that is said."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.model.person import Person


class Holding(NamedTuple):
    """A person's hold on a role, in their own document or in a team's."""

    person: Person
    role: str
    place: Place


def holdings(policy: Policy) -> Iterator[Holding]:
    """Every hold of a known person: first those in people's own documents, then the teams'."""
    for person in policy.people:
        for position, role in enumerate(person.roles):
            yield Holding(person, role, person.place("roles", position))
    for team in policy.teams:
        for position, member in enumerate(team.members):
            holder = policy.find(Person, member.person)
            if holder is not None and member.role is not None:
                yield Holding(holder, member.role, team.place("members", position, "role"))
