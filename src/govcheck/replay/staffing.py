"""Staffing: what so many people get done of the mentions of the past, and what has to wait.

Hour by hour there is left over what came and could not be answered: max(0, backlog + arrivals *
share - capacity). Whatever is answered first come, first served keeps its time where no more is
left than can be answered within it. People answer in the hours of a calendar alone, and the time
allowed counts in them, too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from typing import Final, NamedTuple

from govcheck.replay.queues import Waiting, erlang_a, erlang_c
from govcheck.time.clock import HOUR

QUANTILES: Final = (50, 95, 100)
"""Of the hours in which people answer, by how much comes in: a usual, a busy, the busiest."""


MOST_LATER: Final = 24 * 366
"""So many hours after the last mention are looked at for what is left over."""


class Desk(NamedTuple):
    """Who answers, how much, and how soon."""

    people: int
    answers_an_hour: Fraction
    """What one of them answers."""
    within: Fraction
    """Hours in which an answer is promised."""
    share: Fraction = Fraction(1)
    """Of the mentions, how many want an answer."""
    calendar: str | None = None
    """The calendar of the hours in which they answer; None round the clock."""

    @property
    def capacity(self) -> Fraction:
        """How many mentions they answer in an hour."""
        return self.people * self.answers_an_hour


class Surge(NamedTuple):
    """A stretch in which something is left over at the end of every hour."""

    start: int
    end: int
    arrivals: Fraction
    """What wants an answer and comes in it."""
    most: Fraction
    """The largest backlog."""
    peak: int
    """The start of the hour in which it is reached."""
    late: Fraction
    """How many are answered later than promised."""


class Dropped(NamedTuple):
    """What of one severity has to stop being answered, so that the rest keeps its time."""

    severity: str
    wanted: Fraction
    """How many want an answer."""
    dropped: Fraction
    """How many cannot be answered."""
    hours: int
    """In how many hours."""


class LiveHour(NamedTuple):
    """An hour of live duty, where somebody waits for each answer."""

    quantile: int
    """So many per cent of the hours have no more arrivals."""
    arrivals: Fraction
    patient: Waiting
    """Where everybody waits as long as it takes; times in hours."""
    leaving: Waiting
    """Where they give up after the time promised."""


class Staffing(NamedTuple):
    """What a desk makes of the past."""

    desk: Desk
    hours: int
    """How many hours there are from the first to the last mention."""
    answered_in_time: Fraction
    wanted: Fraction
    surges: tuple[Surge, ...]
    """The largest backlog first."""
    dropped: tuple[Dropped, ...]
    """The severities, the lowest first."""
    live: tuple[LiveHour, ...]


class DeskHour(NamedTuple):
    """What comes in an hour, by severity, and for how much of it people answer."""

    start: int
    arrivals: Mapping[str, Fraction]
    open: Fraction


def staffing(
    arrivals: Iterable[tuple[int, str, int]],
    severities: Sequence[str],
    desk: Desk,
    opened: Callable[[int, int], Fraction],
) -> Staffing:
    """What a desk would have made of mentions: start of an hour, severity and number of each.

    `severities` are ordered, the lowest first; `opened` tells for how much of the time between two
    instants people answer.
    """
    hours = _hours(arrivals, desk, opened)
    everything = [
        (hour.start, sum(hour.arrivals.values(), Fraction()), hour.open) for hour in hours
    ]
    wanted = sum((came for _, came, _ in everything), Fraction())
    surges = _surges(chain(everything, _later(hours, opened)), len(everything), desk)
    late = sum((surge.late for surge in surges), Fraction())
    return Staffing(
        desk,
        len(hours),
        wanted - late,
        wanted,
        tuple(sorted(surges, key=lambda one: (-one.most, one.start))),
        _dropped(hours, severities, desk),
        _live([came for _, came, open_ in everything if open_], desk),
    )


def _hours(
    arrivals: Iterable[tuple[int, str, int]], desk: Desk, opened: Callable[[int, int], Fraction]
) -> list[DeskHour]:
    """Every hour from the first to the last mention, those without any too."""
    found: dict[int, dict[str, Fraction]] = {}
    for start, severity, rows in arrivals:
        by_severity = found.setdefault(start, {})
        by_severity[severity] = by_severity.get(severity, Fraction()) + rows * desk.share
    if not found:
        return []
    return [
        DeskHour(start, found.get(start, {}), opened(start, start + HOUR))
        for start in range(min(found), max(found) + HOUR, HOUR)
    ]


def _later(
    hours: Sequence[DeskHour], opened: Callable[[int, int], Fraction]
) -> Iterator[tuple[int, Fraction, Fraction]]:
    """The hours after the last mention, in which what is left over is answered."""
    for number in range(1, MOST_LATER if hours else 0):
        start = hours[-1].start + number * HOUR
        yield start, Fraction(), opened(start, start + HOUR)


def _surges(hours: Iterable[tuple[int, Fraction, Fraction]], known: int, desk: Desk) -> list[Surge]:
    """The stretches in which something is left over, in order.

    After as many hours as are known only what is left over is looked at.
    """
    found: list[Surge] = []
    backlog = Fraction()
    for number, (start, came, open_) in enumerate(hours):
        before = backlog
        if number >= known and not before:
            break
        backlog = max(Fraction(), before + came - desk.capacity * open_)
        if not backlog:
            continue
        room = desk.capacity * (open_ + desk.within)
        late = min(came, max(Fraction(), before + came - room))
        if not before:
            found.append(Surge(start, start + HOUR, came, backlog, start, late))
            continue
        last = found[-1]
        if backlog > last.most:
            last = last._replace(most=backlog, peak=start)
        arrivals, late = last.arrivals + came, last.late + late
        found[-1] = last._replace(end=start + HOUR, arrivals=arrivals, late=late)
    return found


def _dropped(
    hours: Sequence[DeskHour], severities: Sequence[str], desk: Desk
) -> tuple[Dropped, ...]:
    """What cannot be answered if the highest severities go first and all keeps its time."""
    names = [*dict.fromkeys((*severities, *(name for hour in hours for name in hour.arrivals)))]
    wanted = dict.fromkeys(names, Fraction())
    dropped = dict.fromkeys(names, Fraction())
    often = dict.fromkeys(names, 0)
    backlog = Fraction()
    for hour in hours:
        room = max(Fraction(), desk.capacity * (hour.open + desk.within) - backlog)
        taken = Fraction()
        for name in reversed(names):
            came = hour.arrivals.get(name, Fraction())
            fits = min(came, room - taken)
            wanted[name] += came
            taken += fits
            if fits < came:
                dropped[name] += came - fits
                often[name] += 1
        backlog = max(Fraction(), backlog + taken - desk.capacity * hour.open)
    return tuple(Dropped(name, wanted[name], dropped[name], often[name]) for name in names)


def _live(arrivals: list[Fraction], desk: Desk) -> tuple[LiveHour, ...]:
    ordered = sorted(arrivals)
    if not ordered or not desk.people or not desk.answers_an_hour or not desk.within:
        return ()
    found = []
    for quantile in QUANTILES:
        came = ordered[max(-(-len(ordered) * quantile // 100) - 1, 0)]
        rates = float(came), float(desk.answers_an_hour), desk.people
        patient = erlang_c(*rates)
        found.append(LiveHour(quantile, came, patient, erlang_a(*rates, float(desk.within))))
    return tuple(found)
