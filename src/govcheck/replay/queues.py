"""Queues: how long people wait who are answered at once while somebody is free.

Questions come by chance, at a steady rate, and every answer takes as long as chance has it (M/M/c).
With patience those who wait give up, too (M/M/c+M): Erlang C and Erlang A.
"""

from math import exp, inf
from typing import Final, NamedTuple

_NOTHING: Final = 1e-17
_MOST: Final = 1e200


class Waiting(NamedTuple):
    """How a queue is in the long run; times are in the unit of the rates."""

    waits: float
    """The share of those who have to wait; 1 where there are more than can be answered."""
    mean: float
    """How long everybody waits on average, those included who do not; inf where it grows."""
    gives_up: float = 0.0
    """The share of those who give up."""


def erlang_b(load: float, people: int) -> float:
    """The share of those who find nobody free, where nobody waits; `load` is in people."""
    blocked = 1.0
    for number in range(1, people + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked


def erlang_c(arrivals: float, answers: float, people: int) -> Waiting:
    """Everybody waits as long as it takes; `answers` is how many one of the people gives."""
    load = arrivals / answers
    if load >= people:
        return Waiting(1.0, inf)
    blocked = erlang_b(load, people)
    waits = blocked / (1 - load / people * (1 - blocked))
    return Waiting(waits, waits / (people * answers - arrivals))


def within(arrivals: float, answers: float, people: int, time: float) -> float:
    """The share of those who wait no longer than a time, if they wait as long as it takes."""
    found = erlang_c(arrivals, answers, people)
    if found.mean == inf:
        return 0.0
    return 1 - found.waits * exp(-(people * answers - arrivals) * time)


def erlang_a(arrivals: float, answers: float, people: int, patience: float) -> Waiting:
    """Those who wait give up, after `patience` on average."""
    if not arrivals:
        return Waiting(0.0, 0.0)
    leaving = 1 / patience
    blocked = erlang_b(arrivals / answers, people)
    # in units of the chance that just all are busy; made smaller where they grow beyond numbers
    free, busy, waiting = 1 / blocked - 1, 0.0, 0.0
    state, queue = 1.0, 0
    while state > _NOTHING * busy or arrivals > people * answers + queue * leaving:
        busy += state
        waiting += queue * state
        queue += 1
        state *= arrivals / (people * answers + queue * leaving)
        if state > _MOST:
            free, busy, waiting, state = (one / _MOST for one in (free, busy, waiting, state))
    whole = free + busy
    mean = waiting / whole / arrivals
    return Waiting(busy / whole, mean, leaving * mean)
