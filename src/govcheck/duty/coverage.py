"""Coverage: who answers to a target over a stretch of time, and where nobody does.

Computed on intervals, exactly; `resolve` says the same for a single instant.
"""

from typing import Final

from govcheck.duty.resolve import involved, resolve
from govcheck.duty.roster import Roster, Stint
from govcheck.duty.rotas import TURNS
from govcheck.duty.window import Window
from govcheck.targets import read_target
from govcheck.time.clock import DAY
from govcheck.time.intervals import Interval, merged, without

_FIRST_LOOK: Final = 2 * DAY


def stints(
    roster: Roster, target: str, start: int, end: int, absent: frozenset[str] = frozenset()
) -> list[Stint]:
    """Who answers to a target between two instants, each person once at a time, as `resolve` says.

    Sorted by start and person; a stint ends where the person no longer answers, or where whom they
    stand in for changes.
    """
    answers = Window(roster, start, end, absent).answers(target)
    by_person: dict[str, list[Stint]] = {}
    for stint in sorted(answers, key=lambda stint: stint.stands_in_for is not None):
        by_person.setdefault(stint.person, []).append(stint)
    return sorted(
        (stint for mine in by_person.values() for stint in _once(mine)),
        key=lambda stint: (stint.start, stint.person, stint.end),
    )


def gaps(
    roster: Roster, target: str, start: int, end: int, absent: frozenset[str] = frozenset()
) -> list[Interval]:
    """The stretches between two instants in which nobody answers to a target."""
    window = Window(roster, start, end, absent)
    answered = merged((stint.start, stint.end) for stint in window.answers(target, anybody=True))
    return without(window.whole, answered)


def next_answer(
    roster: Roster, target: str, at: int, until: int, absent: frozenset[str] = frozenset()
) -> int | None:
    """The first instant from `at` on, and before `until`, at which somebody answers to a target."""
    if at < until and resolve(roster, [target], at, absent=absent).people:
        return at
    look, start = _FIRST_LOOK, at
    while start < until:
        end = min(start + look, until)
        answers = Window(roster, start, end, absent).answers(target, anybody=True)
        if answers:
            return min(stint.start for stint in answers)
        start, look = end, look * 4
    return None


def breakpoints(
    roster: Roster, target: str, start: int, end: int, absent: frozenset[str] = frozenset()
) -> list[int]:
    """`start` and every instant before `end` at which who answers to a target could change.

    Complete for every `on_empty`, so that asking `resolve` at these instants shows all there is.
    """
    window = Window(roster, start, end, absent)
    kind, name = read_target(target)
    edges: set[int] = set()
    if kind in TURNS and name in roster.rotas:
        for shift in TURNS[kind](roster.rotas[name], roster, start, end):
            edges.update((shift.start, shift.end))
    if kind == "council" and name in roster.councils:
        for seat in roster.councils[name].seats:
            edges.update(edge for edge in seat.term if edge is not None)
    asked = (one for one in involved(roster, target) if one in roster.people)
    for person in map(roster.people.__getitem__, asked):
        for span in window.present(person):
            edges.update(span)
        if person.calendar is not None:
            for span in window.open(person.calendar):
                edges.update(span)
    return sorted({start, *(edge for edge in edges if start < edge < end)}) if start < end else []


def _once(mine: list[Stint]) -> list[Stint]:
    """One person's stints, each instant only in the first that covers it, joined where equal."""
    spans: dict[str | None, list[Interval]] = {}
    for stint in mine:
        spans.setdefault(stint.stands_in_for, []).append((stint.start, stint.end))
    found: list[Stint] = []
    covered: list[Interval] = []
    for reason, intervals in spans.items():
        fresh = without(merged(intervals), covered)
        found += [Stint(start, end, mine[0].person, reason) for start, end in fresh]
        covered = merged([*covered, *fresh])
    return found
