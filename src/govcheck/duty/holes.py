"""Holes: where nobody answers although somebody should.

Opening hours that are over are no hole, however long: nobody is meant to answer then.
"""

from collections.abc import Mapping
from typing import NamedTuple

from govcheck.duty.coverage import gaps
from govcheck.duty.resolve import holders, resolve
from govcheck.duty.roster import Roster
from govcheck.duty.rotas import gaps_meant, handover
from govcheck.duty.window import Window
from govcheck.targets import read_target
from govcheck.time.intervals import Interval, common, merged, without


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
