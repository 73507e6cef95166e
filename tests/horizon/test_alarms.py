"""Escalations for every instant at once, against the simulation walked through the same stretch."""

from collections.abc import Iterable, Sequence
from random import Random

import pytest

from govcheck.duty.resolve import resolve
from govcheck.engine.ruleset import ALWAYS
from govcheck.horizon.alarms import UncertainEscalation, first_round
from govcheck.horizon.timeline import Timeline
from govcheck.prove.time import promises
from govcheck.prove.time.notices import NoticePromise, notices
from govcheck.scenarios.compare import compare
from govcheck.scenarios.scenario import CaseExpectation, CaseNotice
from govcheck.simulate.escalation import Course, escalate
from govcheck.simulate.outcome import Event, Outcome
from govcheck.time.clock import DAY, HOUR, MINUTE
from govcheck.time.intervals import Interval
from tests.prove.time import chance as drawn
from tests.simulate.build import stated, there


class Drawn:
    """An escalation drawn by chance, seen as a whole and to be played."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        zone, start = drawn.stretch(self.chance)
        self.roster = drawn.roster(self.chance, zone, start)
        self.escalation = drawn.escalation(self.chance)
        self.absent = frozenset(self.chance.sample(drawn.NAMES, self.chance.randint(0, 2)))
        self.horizon = (start, start + 2 * DAY)
        full = Timeline(self.roster, self.horizon, start + 60 * DAY)
        self.alarm = UncertainEscalation(self.escalation, full)
        ((_, self.part),) = self.alarm.parts
        self.timeline = full.without(self.absent)
        self.people = there(self.roster, *self.absent)

    def instants(self, count: int) -> list[int]:
        return sorted(self.chance.sample(range(*self.horizon, MINUTE), count))

    def play(self, at: int, acknowledged: Iterable[tuple[str, int]] = ()) -> Course:
        return escalate(self.escalation, at, self.people, acknowledged=tuple(acknowledged))


@pytest.mark.parametrize("seed", range(40))
def test_first_notice_and_silence(seed: int) -> None:
    it = Drawn(seed)
    silent = it.alarm.silent(it.part, it.timeline)
    (promised,) = promises._promised(it.alarm, it.part, it.timeline)
    for at in it.instants(60):
        course = it.play(at)
        told = [event for event in course.events if event.event in ("notify", "convene")]
        assert _within(silent, at) == (not told)
        in_time = course.first_told is not None and course.first_told <= at + HOUR
        assert _within(promised.missed, at) == (not in_time)


@pytest.mark.parametrize("seed", range(40))
def test_each_step_starts_and_finds_somebody_as_played(seed: int) -> None:
    it = Drawn(seed)
    starts = first_round(it.timeline, it.part)
    for at in it.instants(40):
        played = [event for event in it.play(at).events if event.round == 1]
        for start in starts:
            mine = [event for event in played if event.step == start.step.id]
            found = any(event.event in ("notify", "convene") for event in mine)
            assert _within(start.told, at) == found
            assert {event.at for event in mine} <= {start.at(at)}


@pytest.mark.parametrize("seed", range(40))
def test_a_deferral_without_end(seed: int) -> None:
    it = Drawn(seed)
    for step in it.escalation.steps:
        if step.on_empty != "wait" or not step.wait:
            continue
        failures = promises._never_resumed(step.id, it.alarm, it.part, it.timeline)
        for at in it.instants(30):
            asleep = _sleeps(it.play(at).events, step.id)
            assert any(_within(one.spans, at) for one in failures) == asleep


@pytest.mark.parametrize("seed", range(100))
def test_a_notice_is_missed_exactly_where_some_answer_makes_it_so(seed: int) -> None:
    it = Drawn(seed)
    within = it.chance.choice((0, 20 * MINUTE, HOUR + 5 * MINUTE))
    notice = NoticePromise(ALWAYS, it.chance.choice(drawn.TARGETS), within)
    (case,) = notices(notice, [it.alarm], [])
    failures = list(case.fails(it.timeline))
    for at in it.instants(25):
        expected = any(
            _misses(it, notice, at, after) for after in (None, *range(0, within + 1, MINUTE))
        )
        assert any(_within(one.spans, at) for one in failures) == expected
        for failure in failures:
            if _within(failure.spans, at):
                answered = None if failure.answered is None else failure.answered(at)
                assert _misses(it, notice, at, None if answered is None else answered - at)


def _misses(it: Drawn, notice: NoticePromise, at: int, after: int | None) -> bool:
    """Whether the notice is missed if everybody told by then answers so long after detection."""
    course = it.play(at)
    if after is not None:
        told = {
            one.person
            for event in course.events
            if event.event in ("notify", "convene") and event.at <= at + after
            for one in event.people
        }
        course = it.play(at, ((person, after) for person in sorted(told)))
    expect = CaseExpectation(notified=(CaseNotice(notice.target, notice.within),))
    outcome = _outcome(at, course)
    return bool(compare(expect, outcome, it.roster, it.absent))


def _outcome(at: int, course: Course) -> Outcome:
    nothing: tuple[()] = ()
    return Outcome(
        stated(at),
        "UTC",
        (),
        (),
        course.events,
        *(nothing,) * 8,
    )


def _sleeps(events: Sequence[Event], step: str) -> bool:
    """Whether the step finds nobody at all in some round, and nobody is told after that."""
    told = [n for n, one in enumerate(events) if one.event in ("notify", "convene")]
    found = {(events[n].round, events[n].step) for n in told}
    waits = [
        n
        for n, one in enumerate(events)
        if one.event == "nobody" and one.step == step and (one.round, step) not in found
    ]
    return any(all(n < wait for n in told) for wait in waits)


def _within(spans: Iterable[Interval], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


@pytest.mark.parametrize("seed", range(40))
def test_deputies_of_a_rota_are_those_of_the_instant(seed: int) -> None:
    it = Drawn(seed)
    for rota in it.roster.rotas:
        targets = (f"rota:{rota}",)
        seen = it.timeline.moments(targets, [it.horizon], "deputies")
        assert seen
        for (at, _), found in seen:
            asked = resolve(it.roster, targets, at, absent=it.absent, on_empty="deputies")
            assert found == asked
