"""Standings: all that tells one instant from another for who answers.

These are the calendars that are open, who is absent, who has left or not yet come, which seats are
in their term; and of a rota who has the shift and who has the next one. Instants of one standing
have the same answers.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator

from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import Roster, Rotation
from govcheck.duty.rotas import TURNS
from govcheck.simulate.segment_answers import STRETCH
from govcheck.time.intervals import Interval

Circumstance = tuple[Hashable, Iterable[Interval]]
"""Something that may hold for a while, and when it does."""


class Standings:
    """Which of some circumstances hold when; each combination is numbered when it first occurs."""

    def __init__(self, between: Callable[[int, int], Iterable[Circumstance]]) -> None:
        """`between` has all that may hold between two instants."""
        self._between = between
        self._numbers: dict[frozenset[Hashable], int] = {}
        self._stretches: dict[int, tuple[list[int], list[int]]] = {}
        """By stretch: where standings begin, and which."""

    def at(self, instant: int) -> int:
        """The number of the standing at an instant."""
        number = instant // STRETCH
        starts, found = self._stretches.get(number) or self._stretch(number)
        return found[bisect_right(starts, instant) - 1]

    def _stretch(self, number: int) -> tuple[list[int], list[int]]:
        begin, end = number * STRETCH, (number + 1) * STRETCH
        toggled: dict[int, set[Hashable]] = {begin: set()}
        for item, spans in self._between(begin, end):
            for start, stop in spans:
                if max(start, begin) < min(stop, end):
                    one = item, start, stop
                    toggled.setdefault(max(start, begin), set()).add(one)
                    if stop < end:
                        toggled.setdefault(stop, set()).add(one)
        starts, found = sorted(toggled), list[int]()
        holding: set[Hashable] = set()
        for start in starts:
            holding ^= toggled[start]
            standing = frozenset([item for item, _, _ in holding])
            found.append(self._numbers.setdefault(standing, len(self._numbers)))
        made = self._stretches[number] = starts, found
        return made


def circumstances(roster: Roster, begin: int, end: int) -> Iterator[Circumstance]:
    """All that counts for who answers between two instants, but whose shift it is."""
    for calendar in roster.calendars:
        yield ("open", calendar), open_intervals(roster, calendar, begin, end)
    for person in roster.people.values():
        yield ("absent", person.id), person.absences
        yield ("active", person.id), [_span(person.active, begin, end)]
    for council in roster.councils.values():
        for place, seat in enumerate(council.seats):
            yield ("term", council.id, place), [_span(seat.term, begin, end)]


def turns(roster: Roster, rota: Rotation, begin: int, end: int) -> Iterator[Circumstance]:
    """Whose shift it is between two instants, and whose the next one."""
    for kind, stints in TURNS.items():
        for stint in stints(rota, roster, begin, end):
            yield (kind, stint.person), [(stint.start, stint.end)]


def _span(stated: tuple[int | None, int | None], begin: int, end: int) -> Interval:
    since, until = stated
    return begin if since is None else since, end if until is None else until
