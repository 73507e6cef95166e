"""Staffing against counting mentions one by one, and queues against their chains of states."""

import random
from fractions import Fraction
from math import exp, factorial, inf

import pytest

from govcheck.replay.queues import erlang_a, erlang_b, erlang_c, within
from govcheck.replay.staffing import Desk, staffing

HOUR = 3600
SEVERITIES = ("sev3", "sev2", "sev1")


def round_the_clock(start: int, end: int) -> Fraction:
    return Fraction(end - start, HOUR)


@pytest.mark.parametrize(
    ("arrivals", "answers", "people", "waits"),
    [
        (1, 2, 1, 1 / 2),
        (1, 1, 2, 1 / 3),
        (2, 1, 3, 4 / 9),
        (10, 1, 14, 0.174132),
        (90, 10, 10, 0.668732),
    ],
)
def test_erlang_c_is_as_in_the_tables(
    arrivals: float, answers: float, people: int, waits: float
) -> None:
    found = erlang_c(arrivals, answers, people)
    assert found.waits == pytest.approx(waits, abs=1e-6)
    assert found.mean == pytest.approx(waits / (people * answers - arrivals), abs=1e-6)
    assert within(arrivals, answers, people, 0) == pytest.approx(1 - waits, abs=1e-6)


def test_erlang_b_is_as_in_the_tables() -> None:
    assert erlang_b(3, 5) == pytest.approx(0.110054, abs=1e-6)
    assert erlang_b(0, 5) == 0


def chain(
    arrivals: Fraction, answers: Fraction, people: int, leaving: Fraction, states: int
) -> tuple[float, float]:
    """The share that waits, and the mean wait, from the states of the chain one after the other."""
    weights = [Fraction(1)]
    for state in range(1, states):
        out = min(state, people) * answers + max(state - people, 0) * leaving
        weights.append(weights[-1] * arrivals / out)
    whole = sum(weights)
    waits = sum(weights[people:]) / whole
    queue = sum((n - people) * one for n, one in enumerate(weights) if n > people) / whole
    return float(waits), float(queue / arrivals)


@pytest.mark.parametrize(
    ("arrivals", "answers", "people", "patience"), [(9, 10, 1, 2), (30, 10, 2, 1), (55, 6, 8, 3)]
)
def test_erlang_a_is_the_chain_of_its_states(
    arrivals: int, answers: int, people: int, patience: int
) -> None:
    found = erlang_a(arrivals, answers, people, patience)
    leaving = Fraction(1, patience)
    waits, mean = chain(Fraction(arrivals), Fraction(answers), people, leaving, 400)
    assert found.waits == pytest.approx(waits, rel=1e-9)
    assert found.mean == pytest.approx(mean, rel=1e-9)
    assert found.gives_up == pytest.approx(mean / patience, rel=1e-9)


def test_erlang_c_is_erlang_a_of_the_very_patient() -> None:
    found, patient = erlang_c(17, 5, 4), erlang_a(17, 5, 4, 1e9)
    assert patient.waits == pytest.approx(found.waits, rel=1e-5)
    assert patient.mean == pytest.approx(found.mean, rel=1e-5)
    assert within(17, 5, 4, 0.5) == pytest.approx(1 - found.waits * exp(-3 * 0.5))


def test_more_than_can_be_answered_grows_without_end_or_gives_up() -> None:
    assert erlang_c(100, 10, 5) == (1.0, inf, 0.0)
    found = erlang_a(30_000, 10, 5, 1.0)
    assert found.gives_up == pytest.approx(1 - 50 / 30_000, rel=1e-6)
    assert erlang_b(2.5, 4) == pytest.approx(
        2.5**4 / factorial(4) / sum(2.5**n / factorial(n) for n in range(5))
    )


def one_by_one(arrivals: list[int], capacity: int, hours: int) -> tuple[int, list[int]]:
    """How many of equally many a minute wait too long in a queue, and what is left each hour."""
    queue: list[Fraction] = []
    free = Fraction()
    late, left = 0, []
    for hour, came in enumerate(arrivals):
        for number in range(came):
            at = hour + Fraction(number + 1, came)
            free = max(free, at) + Fraction(1, capacity)
            queue.append(free)
            late += free > at + hours + Fraction(2, capacity)
        left.append(sum(end > hour + 1 for end in queue))
    return late, left


def test_a_backlog_is_what_a_queue_leaves_over() -> None:
    chance = random.Random(3)
    for _ in range(20):
        capacity, hours = chance.randrange(4, 20), chance.randrange(1, 4)
        arrivals = [chance.choice((0, 3, 8, 60)) for _ in range(12)]
        rows = [(n * HOUR, "sev1", came) for n, came in enumerate(arrivals)]
        desk = Desk(1, Fraction(capacity), Fraction(hours))
        found = staffing(rows, SEVERITIES, desk, round_the_clock)
        late, left = one_by_one(arrivals, capacity, hours)
        assert abs(float(found.wanted - found.answered_in_time) - late) <= 4 * len(arrivals)
        worst = max((surge.most for surge in found.surges), default=Fraction())
        assert abs(worst - max(left)) <= 3


def test_a_surge_is_told_from_its_first_hour_to_its_last() -> None:
    rows = [(0, "sev3", 5), (HOUR, "sev3", 40), (2 * HOUR, "sev1", 10), (9 * HOUR, "sev3", 1)]
    desk = Desk(2, Fraction(5), Fraction(1))
    found = staffing(rows, SEVERITIES, desk, round_the_clock)
    (surge,) = found.surges
    assert (surge.start, surge.end, surge.peak) == (HOUR, 5 * HOUR, HOUR)
    assert surge.most == 30
    assert surge.arrivals == 50
    # 20 of the 40 find no more than an hour's work before them, of the later 10 nobody
    assert surge.late == 30
    assert found.wanted == 56
    assert found.answered_in_time == 26
    low, middle, high = found.dropped
    assert (low.severity, low.hours) == ("sev3", 1)
    assert low.wanted == 46
    assert low.dropped == 20
    assert not middle.dropped
    assert not high.dropped
    assert high.wanted == 10
    assert found.hours == 10


def test_nobody_answers_while_the_desk_is_closed() -> None:
    rows = [(0, "sev3", 12), (HOUR, "sev3", 0), (2 * HOUR, "sev3", 0)]
    desk = Desk(1, Fraction(6), Fraction(2), Fraction(1, 2), "office")
    found = staffing(rows, SEVERITIES, desk, lambda start, _end: Fraction(start == 2 * HOUR))
    (surge,) = found.surges
    assert (surge.start, surge.end) == (0, 2 * HOUR)
    assert surge.most == 6
    assert not surge.late
    assert [one.arrivals for one in found.live] == [0, 0, 0]


def test_a_surge_goes_on_after_the_last_mention_until_all_is_answered() -> None:
    desk = Desk(1, Fraction(10), Fraction(1))
    found = staffing([(0, "sev3", 45)], SEVERITIES, desk, round_the_clock)
    (surge,) = found.surges
    assert (surge.start, surge.end, found.hours) == (0, 4 * HOUR, 1)
    assert surge.late == 25
