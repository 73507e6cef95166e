"""Who can speak for the targets of an approval while it is being asked for.

An approver who is not available before the time is up is replaced by their deputies, for whatever
reason. So everybody who is asked has a *queue*: they themselves, then their deputies, in order,
each of them available at some instant before the end. The queue's first member is its voice.
"""

from collections.abc import Iterable, Iterator, Mapping

from govcheck.agreement.sufficiency import Electorate
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster
from govcheck.duty.seats import fill, in_term, seat_deputies
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.attendance import Attendance
from govcheck.targets import read_target

NOBODY: frozenset[str] = frozenset()


class Queue(NamedTuple):
    """Somebody who is asked, and all who can answer in their place in time, in order."""

    holder: str
    available: tuple[str, ...]
    asked: tuple[str, ...] = ()
    """The holder, then everybody who may stand in for them, in order, available or not."""

    def voice(self, silent: frozenset[str] = NOBODY) -> str | None:
        """Who answers if nobody of `silent` may."""
        return next((person for person in self.available if person not in silent), None)


class Consulted(NamedTuple):
    """Everybody who is asked for one target."""

    queues: tuple[Queue, ...]
    speaking: Mapping[str, tuple[Queue, ...]]
    """The queues by their voices."""
    is_council: bool = False
    """Whether the queues are seats, of which a person fills no more than one."""

    def speakers(self, silent: frozenset[str] = NOBODY) -> tuple[str | None, ...]:
        """Who answers for each queue if nobody of `silent` may."""
        if not self.is_council:
            return tuple(queue.voice(silent) for queue in self.queues)
        able = {who for queue in self.queues for who in queue.available} - silent
        return fill([(one.holder, *one.available) for one in self.queues], able.__contains__)

    def voices(self, silent: frozenset[str] = NOBODY) -> frozenset[str]:
        """Who answers if nobody of `silent` may, for one queue or for several."""
        if self.is_council:
            return frozenset(who for who in self.speakers(silent) if who is not None)
        replaced = [queue.voice(silent) for who in silent for queue in self.speaking.get(who, ())]
        return (frozenset(self.speaking) - silent).union(who for who in replaced if who is not None)


ConsultedByTarget = Mapping[str, Consulted]
"""By target."""


def consult(attendance: Attendance, target: str, start: int, end: int) -> Consulted:
    """Who is asked for a target between two instants, the end out."""

    def ask(first: int, last: int) -> Consulted:
        queues = tuple(_queues(attendance, target, first, last + 1))
        return attendance.always(
            ("consulted", target, queues), lambda: _consulted_for(target, queues)
        )

    return attendance.remember(
        ("consulted", target, start, end),
        (target,),
        lambda: attendance.steady(("consulted", target), (target,), (start, end - 1), ask),
    )


def _consulted_for(target: str, queues: tuple[Queue, ...]) -> Consulted:
    speaking: dict[str, tuple[Queue, ...]] = {}
    for queue in queues:
        voice = queue.voice()
        if voice is not None:
            speaking[voice] = (*speaking.get(voice, ()), queue)
    return Consulted(queues, speaking, is_council=read_target(target).kind == "council")


def _queues(attendance: Attendance, target: str, start: int, end: int) -> Iterable[Queue]:
    if read_target(target).traits.by_shifts:
        return _on_shift(attendance, target, start, end)
    return (
        Queue(asked[0], tuple(who for who in asked if attendance.free(who, start, end)), asked)
        for asked in _asked(attendance.roster, target, start)
    )


def _on_shift(attendance: Attendance, target: str, start: int, end: int) -> Iterable[Queue]:
    """Whoever is on shift, or next, whatever their own calendar says; nobody: the next on shift."""
    people = attendance.roster.people
    found: dict[str, Queue] = {}
    for stint in attendance.stints(target, start, end):
        holder = stint.stands_in_for or stint.person
        deputies = people[holder].deputies if holder in people else ()
        later = (who for who in deputies if attendance.free(who, start, end))
        found.setdefault(
            holder, Queue(holder, tuple(dict.fromkeys((stint.person, *later))), (holder, *deputies))
        )
    if not found:
        for answer in attendance.answers((target,), start, "deputies").people:
            holder = answer.stands_in_for or answer.person
            found.setdefault(holder, Queue(holder, (answer.person,)))
    return found.values()


def _asked(roster: Roster, target: str, at: int) -> Iterator[tuple[str, ...]]:
    """The lines of a target: somebody who is asked, and whoever stands in for them, in order."""
    kind, name = read_target(target)
    named = holders(roster, target)
    if kind == "chain":
        deputies = (who for member in named for who in roster.people[member].deputies)
        if named:
            yield tuple(dict.fromkeys((*named, *deputies)))
    elif kind == "council":
        council = roster.councils.get(name)
        for seat in () if council is None else council.seats:
            if in_term(seat, at):
                yield (seat.person, *seat_deputies(roster, seat))
    else:
        for member in named:
            yield (member, *roster.people[member].deputies)


class InTime(Electorate[str]):
    """Whoever can agree while it is asked for, by themselves or for somebody else.

    Nobody of `silent` can.
    """

    def __init__(self, consulted: ConsultedByTarget, silent: frozenset[str] = NOBODY) -> None:
        self._consulted = consulted
        self._silent = silent

    def of(self, target: str) -> frozenset[str]:
        """Everybody who answers for a target."""
        return self._consulted[target].voices(self._silent)
