"""Standings: all that tells one instant from another for who answers.

These are the calendars that are open, who is absent, who has left or not yet come, which seats are
in their term; and of a rota who has the shift and who has the next one. Instants of one standing
have the same answers.
"""

from collections.abc import Hashable, Iterable, Iterator

from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import Roster
from govcheck.duty.rotas import TURNS
from govcheck.time.clock import DAY

STRETCH = 64 * DAY
"""For so many seconds the standings are worked out at once."""

_Circumstance = tuple[Hashable, int | None, int | None]
"""Something, and from when to when it holds; None is an open end."""


class RosterChanges:
    """What begins or ends in a roster, by stretch; each circumstance is a bit."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._bits: dict[Hashable, int] = {}
        self._known: dict[tuple[str, int], dict[int, int]] = {}

    def within(self, rota: str, number: int) -> dict[int, int]:
        """By instant of a stretch what begins or ends then; at its start all that holds.

        It is about whose shift it is in a rota; without a name about all but the rotas.
        """
        found = self._known.get((rota, number))
        if found is None:
            begin, end = number * STRETCH, (number + 1) * STRETCH
            found = self._known[rota, number] = {begin: 0}
            for item, since, until in _circumstances(self._roster, rota, begin, end):
                bit = self._bits.setdefault(item, 1 << len(self._bits))
                start = begin if since is None or since < begin else since
                stop = end if until is None or until > end else until
                if start < stop:
                    found[start] = found.get(start, 0) ^ bit
                    found[stop] = found.get(stop, 0) ^ bit
            found.pop(end, None)
        return found


class Standings:
    """What holds when, some rotas included; each combination is numbered when it first occurs."""

    def __init__(self, changes: RosterChanges, rotas: Iterable[str]) -> None:
        self._changes = changes
        self._rotas = tuple(rotas)
        self._numbers: dict[int, int] = {}
        self.known: dict[int, tuple[list[int], list[int]]] = {}
        """By stretch that was asked of: where standings begin, and which."""

    def stretch(self, number: int) -> tuple[list[int], list[int]]:
        """Where the standings of a stretch begin, and which."""
        changing = dict(self._changes.within("", number))
        for rota in self._rotas:
            for at, bits in self._changes.within(rota, number).items():
                changing[at] = changing.get(at, 0) ^ bits
        starts, found, holding = sorted(changing), list[int](), 0
        for at in starts:
            holding ^= changing[at]
            found.append(self._numbers.setdefault(holding, len(self._numbers)))
        made = self.known[number] = starts, found
        return made


def _circumstances(roster: Roster, rota: str, begin: int, end: int) -> Iterator[_Circumstance]:
    """All that counts between two instants; no circumstance twice at a time."""
    if rota:
        known = roster.rotas[rota]
        for hours in {known.calendar, None}:  # a last resort is asked whatever the hours
            for kind, stints in TURNS.items():
                asked = known._replace(calendar=hours)
                for start, stop, whose, _ in stints(asked, roster, begin, end):
                    yield (kind, rota, hours, whose), start, stop
        return
    for calendar in roster.calendars:
        for start, stop in open_intervals(roster, calendar, begin, end):
            yield ("open", calendar), start, stop
    for person in roster.people.values():
        yield ("active", person.id), *person.active
        for place, (start, stop) in enumerate(person.absences):
            yield ("absent", person.id, place), start, stop
    for council in roster.councils.values():
        for place, seat in enumerate(council.seats):
            yield ("term", council.id, place), *seat.term
