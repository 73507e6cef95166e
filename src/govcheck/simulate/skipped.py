"""Who is skipped, and why: those whom a target names, where nobody of them answers."""

from collections.abc import Iterable
from typing import Literal

from govcheck.duty.calendars import is_open
from govcheck.duty.resolve import OnEmpty, everybody
from govcheck.duty.roster import RosterPerson
from govcheck.duty.rotas import TURNS, next_shift, on_shift
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.people import People
from govcheck.targets import read_target

WhySkipped = Literal[
    "conflict", "left", "joins-later", "absent", "off-duty", "not-seated", "closed", "nobody"
]


class NotAnswering(NamedTuple):
    """Somebody who does not answer to a target, or the target itself where it names nobody."""

    who: str
    """The id of a person; a target where `why` is `closed` (a rota's) or `nobody`."""
    why: WhySkipped
    has_deputies: bool = False
    """Whether there are deputies, of whom none is there either."""


def skipped(target: str, at: int, people: People) -> tuple[NotAnswering, ...]:
    """Why nobody answers to a target at an instant, whatever the calendars say."""
    is_rota = read_target(target).kind in TURNS
    found = tuple(
        one
        for name in everybody(people.roster, target)
        if (one := _person(name, at, people)).why != "not-seated" or not is_rota
    )
    return found or (NotAnswering(target, "nobody"),)


def out_of_reach(
    targets: Iterable[str], at: int, people: People, on_empty: OnEmpty
) -> tuple[NotAnswering, ...]:
    """Why nobody answers to some targets when a step asks for them, each person once."""
    found: dict[str, NotAnswering] = {}
    roster = people.roster
    for target in targets:
        kind, name = read_target(target)
        names = everybody(roster, target)
        none: WhySkipped = "nobody"
        if kind in TURNS and name in roster.rotas:
            turn = next_shift if kind == "next" else on_shift
            whose = turn(roster.rotas[name], roster, at)
            names = tuple(one for one in names if one == whose)
            none = "closed"
        for one in [_person(name, at, people, on_empty) for name in names] or [
            NotAnswering(target, none)
        ]:
            found.setdefault(one.who, one)
    return tuple(found.values())


def _person(name: str, at: int, people: People, on_empty: OnEmpty | None = None) -> NotAnswering:
    """Why somebody does not answer; calendars count where a step asks, whatever it does then."""
    person = people.roster.people[name]
    why = _why(person, at, people)
    hours = None if on_empty is None else person.calendar
    if why == "not-seated" and hours is not None and not is_open(people.roster, hours, at):
        why = "off-duty"
    asked = why != "off-duty" or on_empty == "deputies"
    return NotAnswering(name, why, asked and any(one != name for one in person.deputies))


def _why(person: RosterPerson, at: int, people: People) -> WhySkipped:
    since, until = person.active
    if person.id in people.conflicts.hard:
        return "conflict"
    if until is not None and until <= at:
        return "left"
    if since is not None and at < since:
        return "joins-later"
    is_away = any(start <= at < end for start, end in person.absences)
    if is_away or person.id in people.present.absent:
        return "absent"
    return "not-seated"
