"""Who is skipped, and why: those whom a target names, where nobody of them answers."""

from typing import Literal, NamedTuple

from govcheck.duty.resolve import everybody
from govcheck.duty.roster import RosterPerson
from govcheck.duty.rotas import TURNS
from govcheck.simulate.people import People
from govcheck.targets import read_target

WhySkipped = Literal["conflict", "left", "joins-later", "absent", "not-seated", "nobody"]


class NotAnswering(NamedTuple):
    """Somebody who does not answer to a target, or the target itself where it names nobody."""

    who: str
    """The id of a person; a target where `why` is `nobody`."""
    why: WhySkipped
    has_deputies: bool = False
    """Whether there are deputies, of whom none is there either."""


def skipped(target: str, at: int, people: People) -> tuple[NotAnswering, ...]:
    """Why nobody answers to a target at an instant, whatever the calendars say."""
    roster = people.roster
    is_rota = read_target(target).kind in TURNS
    found = tuple(
        NotAnswering(
            name, why, has_deputies=any(one != name for one in roster.people[name].deputies)
        )
        for name in everybody(roster, target)
        if (why := _why(roster.people[name], at, people)) != "not-seated" or not is_rota
    )
    return found or (NotAnswering(target, "nobody"),)


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
