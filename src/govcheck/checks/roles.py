"""Who holds which role, where that is said, and which roles do not go together."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.named_tuples import NamedTuple
from govcheck.translation import said


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


@check("PERS001", "roles-exclude-each-other")
def roles_exclude_each_other(policy: Policy) -> Iterator[Problem]:
    """Nobody has a role together with one that it excludes.

    Duties are separated so that nobody checks their own work. It does not matter which of the two
    roles names the other, nor whether a role stands with the person or with a team.
    """
    barred = _barred(policy)
    held: dict[str, dict[str, Holding]] = {}
    for holding in holdings(policy):
        earlier = held.setdefault(holding.person.id, {})
        if holding.role in earlier:
            continue
        for other, reason in barred.get(holding.role, {}).items():
            if other in earlier:
                message = said(
                    "`{id}` has role `{role}` together with `{other}`, which exclude each other",
                    id=holding.person.id,
                    role=holding.role,
                    other=other,
                )
                see = earlier[other].place._replace(note=said("the other role is here"))
                advice = said("take one of the two roles away")
                yield Problem(holding.place, message, (see, reason), advice)
        earlier[holding.role] = holding


def _barred(policy: Policy) -> dict[str, dict[str, Place]]:
    """For each role those that nobody may have together with it, and the place that says so."""
    barred: dict[str, dict[str, Place]] = {}
    for role in policy.roles:
        for position, other in enumerate(role.excludes):
            if other != role.id:
                note = said("`{id}` excludes `{other}`", id=role.id, other=other)
                place = role.place("excludes", position, note=note)
                barred.setdefault(role.id, {}).setdefault(other, place)
                barred.setdefault(other, {}).setdefault(role.id, place)
    return barred
