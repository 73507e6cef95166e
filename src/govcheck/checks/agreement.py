"""Agreement, whatever the hour: who could give it, and whether that is enough.

Everybody who is asked has a *line*: they themselves and whoever may answer in their place. Each
line speaks with one voice. Where it is open who of a line speaks, whoever helps is assumed to, so
that what does not suffice here never does.
"""

from collections.abc import Mapping, Sequence

from govcheck.duty.resolve import everybody, holders
from govcheck.duty.roster import Roster, split_target
from govcheck.duty.seats import seat_deputies
from govcheck.simulate.program import AgreementPlan, AllAgree, AnyAgree

StandIns = frozenset[str]
StandInsByTarget = Mapping[str, tuple[StandIns, ...]]
"""By target."""


def lines(roster: Roster, target: str, on_duty: str | None = None) -> tuple[StandIns, ...]:
    """The lines of a target; a rota has one, of whoever is `on_duty` where that is known."""
    kind, name = split_target(target)
    if kind in ("rota", "next", "chain"):
        found = everybody(roster, target) if on_duty is None else (on_duty,)
        return (frozenset(who for one in found for who in _with_deputies(roster, one)),)
    if kind == "council" and name in roster.councils:
        seats = roster.councils[name].seats
        return tuple(frozenset((seat.person, *seat_deputies(roster, seat))) for seat in seats)
    return tuple(frozenset(_with_deputies(roster, one)) for one in holders(roster, target))


def suffices(
    by: AgreementPlan, asked: StandInsByTarget, silent: frozenset[str] = frozenset()
) -> bool:
    """Whether enough could agree, were everybody there except `silent`."""
    return bool(_agreeing(by, asked, silent))


def different(found: Sequence[StandIns]) -> int:
    """How many different people can speak for some lines, one for each."""
    speakers: dict[str, int] = {}
    return sum(_seat(number, found, speakers) for number in range(len(found)))


def _agreeing(by: AgreementPlan, asked: StandInsByTarget, silent: frozenset[str]) -> list[StandIns]:
    """The lines that agree; empty where that is not enough."""
    if isinstance(by, str):
        return [line - silent for line in asked[by] if line - silent]
    parts = [_agreeing(part, asked, silent) for part in by.parts]
    joint = [line for part in parts for line in part]
    if isinstance(by, AllAgree):
        return joint if all(parts) else []
    if isinstance(by, AnyAgree):
        return joint
    return joint if different(joint) >= by.needed else []


def _seat(first: int, found: Sequence[StandIns], speakers: dict[str, int]) -> bool:
    """Find a speaker for one more line: an augmenting path of the bipartite matching.

    Lines that have a speaker may change theirs. True where one was found.
    """
    came_from: dict[str, int] = {}
    waiting = [first]
    for number in waiting:
        for person in found[number]:
            if person in came_from:
                continue
            came_from[person] = number
            if person in speakers:
                waiting.append(speakers[person])
                continue
            _shift(person, came_from, speakers, first)
            return True
    return False


def _shift(free: str, came_from: dict[str, int], speakers: dict[str, int], first: int) -> None:
    """Follow an augmenting path back: each line on it takes the person that it found."""
    person: str | None = free
    while person is not None:
        number = came_from[person]
        before = next((who for who, line in speakers.items() if line == number), None)
        speakers[person] = number
        person = None if number == first else before


def _with_deputies(roster: Roster, person: str) -> tuple[str, ...]:
    return (person, *roster.people[person].deputies)
