"""Deputies: that in the end somebody else stands in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.translation import said

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
