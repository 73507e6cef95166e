"""People: that their documents say each thing once, who needs them, and who stands in for them."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.periods import is_backwards
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.fields import references
from govcheck.model.person import Person
from govcheck.translation import said


@check("PERS011", "unreferenced-person", severity=Severity.NOTE, opinion=True)
def unreferenced_person(policy: Policy) -> Iterator[Problem]:
    """Everybody in the policy has a part in it.

    Somebody whom no other document names, and who has no role that is called for, may have been
    forgotten, in a team or when leaving.
    """
    named: set[str] = set()
    for document in policy.documents:
        if document.kind_name in ("scenario", "incident", "post"):
            continue
        for reference in references(document):
            if reference.namespace == "target":
                named.add(reference.name)
            elif reference.namespace == "person" and document.ref != f"person/{reference.name}":
                named.add(f"person:{reference.name}")
    for person in policy.people:
        if not named & {f"person:{person.id}", *(f"role:{role}" for role in person.roles)}:
            yield Problem(
                person.place("id"),
                said("nothing refers to `{id}`", id=person.id),
                help=said("give them a part, such as a place in a team, or delete the document"),
            )


@check("PERS012", "backwards-period")
def backwards_period(policy: Policy) -> Iterator[Problem]:
    """No absence and no `active` of a person ends before it starts.

    Such a period has no days, so the absence is not seen, or the person never counts.
    """
    root = policy.organization
    for person in policy.people:
        zone = person.timezone or ("UTC" if root is None else root.timezone)
        for position, absence in enumerate(person.absences):
            if is_backwards(absence.from_, absence.to, zone):
                yield _backwards(person, said("an absence"), ("absences", position), "to")
        span = person.active
        if span is not None and span.from_ and span.until and span.until < span.from_:
            yield _backwards(person, said("the active time"), ("active",), "until")


@check("PERS013", "listed-twice", severity=Severity.WARNING)
def listed_twice(policy: Policy) -> Iterator[Problem]:
    """No list of a person names the same thing twice.

    The second entry changes nothing, so one of the two was meant to say something else.
    """
    for person in policy.people:
        contacts = [(contact.via, contact.address) for contact in person.contacts]
        ways = [(entry.via, str(entry.after)) for entry in person.notification]
        for field, entries in (
            ("languages", [(each,) for each in person.languages]),
            ("roles", [(each,) for each in person.roles]),
            ("contacts", contacts),
            ("notification", ways),
            ("deputies", [(each,) for each in person.deputies]),
        ):
            for position, first in repeated(entries):
                message = said(
                    "`{field}` of `{id}` names `{name}` twice",
                    field=field,
                    id=person.id,
                    name=entries[position][0],
                )
                see = person.place(field, first, note=said("the first time is here"))
                at, advice = person.place(field, position), said("delete one of the two")
                yield Problem(at, message, (see,), advice)


@check("PERS014", "handle-shared")
def handle_shared(policy: Policy) -> Iterator[Problem]:
    """No two people have the same e-mail address or the same account on a platform.

    Approvals are counted by account, and one account must not count as two people.
    """
    for field in ("email", "github", "gitlab"):
        owners: dict[str, Person] = {}
        for person in policy.people:
            handle = getattr(person, field)
            if handle is None:
                continue
            first = owners.setdefault(handle.removeprefix("@").casefold(), person)
            if first is not person:
                message = said(
                    "`{handle}` is the `{field}` of `{id}` and of `{id2}`",
                    handle=handle,
                    field=field,
                    id=person.id,
                    id2=first.id,
                )
                see = first.place(field, note=said("`{id}` has it here", id=first.id))
                yield Problem(person.place(field), message, (see,), said("give each their own"))


def _backwards(person: Person, what: str, keys: tuple[str | int, ...], end: str) -> Problem:
    start: Place = person.place(*keys, "from", note=said("it starts here"))
    message = said("{what} of `{id}` ends before it starts", what=what, id=person.id)
    return Problem(person.place(*keys, end), message, (start,), said("correct one of the two"))


def repeated(entries: Iterable[Hashable]) -> Iterator[tuple[int, int]]:
    """The position of each entry that was there before, and where that was."""
    seen: dict[Hashable, int] = {}
    for position, entry in enumerate(entries):
        first = seen.setdefault(entry, position)
        if first != position:
            yield position, first


_MOST_SHOWN: Final = 7


@check("PERS005", "own-deputy")
def own_deputy(policy: Policy) -> Iterator[Problem]:
    """Nobody is their own deputy, be it in general or for a seat.

    A deputy is asked because somebody is away; asking the same person again helps nobody.
    """
    advice = said("name somebody else, or nobody")
    for person in policy.people:
        for position, deputy in enumerate(person.deputies):
            if deputy == person.id:
                at = person.place("deputies", position)
                yield Problem(at, said("`{id}` is their own deputy", id=person.id), help=advice)
    for council in policy.councils:
        for position, seat in enumerate(council.seats):
            if seat.deputy == seat.person:
                at = council.place("seats", position, "deputy")
                message = said(
                    "`{person}` is their own deputy for a seat of `{id}`",
                    person=seat.person,
                    id=council.id,
                )
                yield Problem(at, message, help=advice)


@check("PERS006", "deputies-in-a-circle", severity=Severity.NOTE, opinion=True)
def deputies_in_a_circle(policy: Policy) -> Iterator[Problem]:
    """Deputies do not go round in a circle.

    People who stand in for one another are all gone at once when they travel together. Only the
    deputies of whoever is away are asked, never theirs, so that a circle does no harm as long as
    one of them is there.
    """
    following = {
        person.id: [deputy for deputy in person.deputies if deputy != person.id]
        for person in policy.people
    }
    for circle in circles(following):
        last = policy.find(Person, circle[-1])
        if last is not None:
            yield Problem(
                last.place("deputies", last.deputies.index(circle[0])),
                said("deputies go round in a circle: {circle}", circle=around(circle)),
                help=said("end the line with somebody outside the circle"),
            )


def circles(following: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Cycles of a directed graph, found depth-first; without their last edges none is left.

    Each is a path whose last member leads back to its first. Names that lead nowhere are skipped.
    """
    done: set[str] = set()
    for start in following:
        if start in done:
            continue
        path = [start]
        depth = {start: 0}
        waiting = [iter(following[start])]
        while waiting:
            step = next(waiting[-1], None)
            if step is None:
                waiting.pop()
                left = path.pop()
                del depth[left]
                done.add(left)
            elif step in depth:
                yield tuple(path[depth[step] :])
            elif step in following and step not in done:
                depth[step] = len(path)
                path.append(step)
                waiting.append(iter(following[step]))


def around(circle: Sequence[str]) -> str:
    """A circle in words; a long one is cut short."""
    names = [f"`{name}`" for name in (*circle, circle[0])]
    if len(names) > _MOST_SHOWN:
        names[4:-2] = ["…"]
    return " → ".join(names)
