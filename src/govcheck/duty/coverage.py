"""Coverage: who answers to a target over a stretch of time, and where nobody does.

Computed on intervals, exactly; `resolve` says the same for a single instant.

Where nobody answers although somebody should, there is a hole. Opening hours that are over are no
hole, however long: nobody is meant to answer then.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from govcheck.duty.resolve import holders, involved, resolve
from govcheck.duty.roster import Roster, Stint
from govcheck.duty.rotas import TURNS, gaps_meant, handover
from govcheck.duty.window import Window
from govcheck.named_tuples import NamedTuple
from govcheck.targets import read_target
from govcheck.time.clock import DAY
from govcheck.time.intervals import Interval, common, merged, without

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


class OnDuty(NamedTuple):
    """Somebody on duty; `until` is None where it does not end within the question's bounds."""

    person: str
    stands_in_for: str | None
    until: int | None


class Following(NamedTuple):
    """Somebody who comes on duty at `start`."""

    person: str
    start: int


class TargetDuty(NamedTuple):
    """The answer for one target. `next` has everybody who starts at the first change to come."""

    target: str
    now: tuple[OnDuty, ...]
    next: tuple[Following, ...]
    gaps: tuple[Interval, ...]


def duty(
    roster: Roster,
    targets: Sequence[str],
    at: int,
    until: int,
    absent: frozenset[str] = frozenset(),
) -> list[TargetDuty]:
    """Who answers to each target at an instant, who follows, and the gaps before `until`."""
    asked = list(dict.fromkeys(targets)) or usual_targets(roster)
    return [_of_target(roster, target, at, until, absent) for target in asked]


def usual_targets(roster: Roster) -> list[str]:
    """What is asked where nothing is: each rota, role and department that somebody belongs to."""
    return [
        *(f"rota:{name}" for name in roster.rotas),
        *(f"role:{name}" for name, people in roster.roles.items() if people),
        *(f"representative:{name}" for name in roster.representatives),
    ]


def all_targets(roster: Roster) -> list[str]:
    """Every target that there is."""
    kinds: dict[str, Iterable[str]] = {
        "rota": roster.rotas,
        "next": roster.rotas,
        "role": roster.roles,
        "team": roster.teams,
        "council": roster.councils,
        "chain": roster.councils,
        "representative": roster.representatives,
        "person": roster.people,
    }
    return [f"{kind}:{name}" for kind, names in kinds.items() for name in names]


def _of_target(
    roster: Roster, target: str, at: int, until: int, absent: frozenset[str]
) -> TargetDuty:
    found = stints(roster, target, at, until, absent)
    covered = merged((stint.start, stint.end) for stint in found)
    later = [stint for stint in found if stint.start > at]
    return TargetDuty(
        target,
        now=tuple(
            OnDuty(stint.person, stint.stands_in_for, stint.end if stint.end < until else None)
            for stint in found
            if stint.start == at
        ),
        next=tuple(
            Following(stint.person, stint.start) for stint in later if stint.start == later[0].start
        ),
        gaps=tuple(without([(at, until)] if at < until else [], covered)),
    )


class Hole(NamedTuple):
    """A stretch in which nobody answers to a target although somebody should.

    `broken` tells that a promise is broken: a rota has nobody within its hours, or the stretch is
    longer than a guarantee allows until somebody is told.
    """

    target: str
    start: int
    end: int
    broken: bool


def holes(
    roster: Roster,
    target: str,
    start: int,
    end: int,
    absent: frozenset[str] = frozenset(),
    promised: Mapping[str, int] | None = None,
) -> list[Hole]:
    """The holes of a target between two instants, in order of time.

    `promised` tells of targets within how many seconds somebody of them must be told, at any hour;
    a shorter gap breaks no promise.
    """
    empty = gaps(roster, target, start, end, absent)
    within = (promised or {}).get(target)
    broken = [] if within is None else [gap for gap in empty if gap[1] - gap[0] > within]
    meant = common(empty, hours(roster, target, start, end))
    is_rota = read_target(target).kind == "rota"
    found = [Hole(target, *gap, broken=True) for gap in broken]
    found += [Hole(target, *gap, broken=is_rota) for gap in meant if not common([gap], broken)]
    return sorted(found, key=lambda hole: hole.start)


def hours(roster: Roster, target: str, start: int, end: int) -> list[Interval]:
    """When somebody is meant to answer to a target: its hours, or those of whoever it names.

    Shifts that a rota gives to `nobody` are none of its hours.
    """
    window = Window(roster, start, end, frozenset())
    kind, name = read_target(target)
    if kind == "rota":
        rota = roster.rotas.get(name)
        if rota is None:
            return []
        begun = max(start, handover(rota, 0, roster))
        if begun >= end:
            return []
        hours_of = window.whole if rota.calendar is None else window.open(rota.calendar)
        return without(common([(begun, end)], hours_of), gaps_meant(rota, roster, begun, end))
    if kind == "council":
        return window.whole
    found: list[Interval] = []
    for holder in map(roster.people.__getitem__, holders(roster, target)):
        since, until = holder.active
        first = start if since is None else max(start, since)
        last = end if until is None else min(end, until)
        active = [(first, last)] if first < last else []
        spans = window.whole if holder.calendar is None else window.open(holder.calendar)
        found += common(spans, active)
    return merged(found)


def next_in_line(
    roster: Roster, target: str, at: int, absent: frozenset[str] = frozenset()
) -> list[str]:
    """Who answers to a target at an instant if whoever does is away, and if they are, too."""
    away = set(absent)
    line: list[str] = []
    found = [one.person for one in resolve(roster, [target], at, absent=absent).people]
    while found:
        away.update(found)
        now = resolve(roster, [target], at, absent=frozenset(away)).people
        found = [one.person for one in now if one.person not in away]
        line += found
    return line
