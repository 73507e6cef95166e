"""Contacts: whether whoever is told can be told."""

from collections.abc import Iterator

from govcheck.checks.answering import tellings
from govcheck.checks.check import program_check
from govcheck.checks.periods import Period, active, during, shortfalls
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.program import Program
from govcheck.translation import said


class _Use(NamedTuple):
    """A way by which somebody is told, and the place that says so."""

    person: Person
    way: str
    place: Place


@program_check("PERS007", "contact-missing")
def contact_missing(policy: Policy, program: Program) -> Iterator[Problem]:
    """Everybody who is told in some way has a contact for that way.

    The ways are those of the step (`via`) or of the person's own sequence (`notification`).
    Deputies count, because they are told instead.
    """
    for person, way, place in _uses(policy, program):
        if way not in {contact.via for contact in person.contacts}:
            own = place.keys[0] == "notification"
            problem = Problem(
                place if own else person.place("contacts"),
                said("`{id}` is told by `{way}` but has no contact for it", id=person.id, way=way),
                () if own else (place,),
                said(
                    "add an entry with `via: {way}` to the `contacts` of `{id}`",
                    way=way,
                    id=person.id,
                ),
            )
            yield during(problem, active(person))


@program_check("PERS008", "contact-unverified", severity=Severity.WARNING)
def contact_unverified(policy: Policy, program: Program) -> Iterator[Problem]:
    """Everybody who is told in some way has a contact for it that somebody has verified.

    A wrong number is found by trying it, better before the incident than during it.
    """
    for person, way, place in _uses(policy, program):
        entries = [
            (position, contact.verified_on)
            for position, contact in enumerate(person.contacts)
            if contact.via == way
        ]
        verified = [Period(day) for _, day in entries if day is not None]
        for period in shortfalls(verified, within=active(person)) if entries else ():
            problem = Problem(
                person.place("contacts", entries[0][0], "via"),
                said(
                    "nobody has verified that `{id}` can be told by `{way}`", id=person.id, way=way
                ),
                (place,),
                said("try it, and write the day into `verified_on`"),
            )
            yield during(problem, period)


@program_check("PERS009", "nowhere-to-reach", severity=Severity.WARNING)
def nowhere_to_reach(policy: Policy, program: Program) -> Iterator[Problem]:
    """Everybody whom a step tells without naming a way has a contact at all.

    Without `via` people are told in their own sequence, or by their contacts where they have none.
    """
    seen: set[str] = set()
    for telling in tellings(policy, program.roster):
        for name in telling.people if not telling.ways else ():
            person = None if name in seen else policy.find(Person, name)
            if person is None or program.roster.people[name].ways:
                continue
            seen.add(name)
            problem = Problem(
                person.place("contacts"),
                said("`{name}` may be told but has no contact", name=name),
                (telling.place._replace(note=said("this may tell them")),),
                said("add `contacts` to `{name}`", name=name),
            )
            yield during(problem, active(person))


def _uses(policy: Policy, program: Program) -> Iterator[_Use]:
    """Each person with each way by which they are told, once."""
    told: dict[str, set[str]] = {}
    for owner in policy.people:
        for position, entry in enumerate(owner.notification):
            if owner.id not in told.setdefault(entry.via, set()):
                told[entry.via].add(owner.id)
                place = owner.place(
                    "notification", position, "via", note=said("their own sequence")
                )
                yield _Use(owner, entry.via, place)
    for telling in tellings(policy, program.roster):
        place = telling.place._replace(
            keys=(*telling.place.keys, "via"), note=said("they may be told by this step")
        )
        for way in telling.ways:
            known = told.setdefault(way, set())
            for name in telling.people:
                person = None if name in known else policy.find(Person, name)
                if person is not None:
                    known.add(name)
                    yield _Use(person, way, place)
