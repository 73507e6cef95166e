"""Guaranteed notices: somebody of a target is told in time, whoever acknowledges whenever.

An acknowledgement ends the escalation but for the steps that always run, which run at once. It
can come at any instant from the first notice on, from everybody who has been told by then.

Incidents that happen at once each find somebody of a target of their own (CONDUCT004). The
escalation of each tells whom it always tells. So many incidents find different people exactly if
the escalation of every one of them tells as many different people of the target in time: two alike
find no more than one does, and from sets of that size each can pick somebody else.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import NamedTuple

from govcheck.duty.resolve import holders, resolve
from govcheck.engine.ruleset import Predicate
from govcheck.horizon.alarms import RoundPart, Setting, Start, UncertainEscalation
from govcheck.horizon.hearing import (
    ByPerson,
    heard,
    heard_by,
    heard_by_in_the_end,
    heard_in_the_end,
)
from govcheck.horizon.timeline import Timeline
from govcheck.prove.time.judge import Failure, IncidentClass
from govcheck.scenarios.compare import compare
from govcheck.scenarios.scenario import CaseExpectation, CaseNotice
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import StepPlan
from govcheck.targets import read_target
from govcheck.time.intervals import Interval, at_once, common, merged, without
from govcheck.time.timings import Timing, here, never, opening


class NoticePromise(NamedTuple):
    """Of which incidents who must be told within how many seconds."""

    condition: Predicate
    target: str
    within: int

    def of(self, setting: Setting) -> Setting:
        """The incidents of a setting that the guarantee is for."""
        return setting._replace(holds=((self.condition, True), *setting.holds))

    def cases(
        self,
        alarms: Iterable[UncertainEscalation],
        silent: Iterable[Setting],
        missed: Callable[[UncertainEscalation, RoundPart, Timeline], Iterable[Failure]],
        shows: Callable[[Timeline, Outcome], bool],
    ) -> Iterator[IncidentClass]:
        """The ways in which incidents may go; in silent settings nobody is told at all."""
        for setting in silent:
            yield IncidentClass(
                self.of(setting),
                lambda timeline: [Failure([timeline.horizon], partial(shows, timeline))],
            )
        for alarm in alarms:
            for setting, part in alarm.parts:
                yield IncidentClass(self.of(setting), partial(missed, alarm, part))


def notices(
    notice: NoticePromise, alarms: Iterable[UncertainEscalation], silent: Iterable[Setting]
) -> Iterator[IncidentClass]:
    """The ways in which incidents may go while somebody of the target must be told."""
    return notice.cases(alarms, silent, partial(_missed, notice), partial(_shows, notice))


def _missed(
    notice: NoticePromise, alarm: UncertainEscalation, part: RoundPart, timeline: Timeline
) -> Iterator[Failure]:
    return Watch(
        lambda timeline, step: heard(timeline, step, notice.target),
        heard_in_the_end(timeline, alarm.escalation.last_resort, notice.target),
        here(*timeline.horizon).plus(notice.within),
        notice.within,
        partial(_shows, notice, timeline),
        alarm,
        part,
        timeline,
    ).failures()


class Watch(NamedTuple):
    """One way in which an escalation may go while a target must be told by some instant."""

    heard: Callable[[Timeline, StepPlan], list[Interval]]
    """When a step that starts then tells them."""
    heard_in_the_end: list[Interval]
    """When the last resort that is told then is one of them."""
    limit: Timing
    """By when they must be told; from where it never happens they need not."""
    within: int
    """The most seconds from a detection to the limit."""
    shows: Callable[[Outcome], bool]
    alarm: UncertainEscalation
    part: RoundPart
    timeline: Timeline

    def failures(self) -> Iterator[Failure]:
        """Where the notice is missed while nobody answers, and where somebody answers too soon."""
        told: list[Interval] = []
        missing = self.limit.happens
        repeat = self.alarm.escalation.repeat
        played = self.alarm.rounds(self.part, self.timeline, self.within)
        for number, starts in enumerate(played):
            for start in starts if missing else ():
                told = merged([*told, *start.told])
                missing = without(missing, self._in_time(start, missing))
                could_answer = common(common(told, missing), start.runs)
                answered = self._answered(starts, start, could_answer)
                if answered.happens:
                    yield Failure(answered.happens, self.shows, answered)
            if missing:
                final = number == repeat
                missing = without(missing, self._last_resort(starts, final=final))
            if not missing:
                break
        yield Failure(missing, self.shows)

    def _in_time(self, start: Start, missing: list[Interval]) -> list[Interval]:
        """From which of some detections on a step tells somebody of the target in time."""
        reached = start.at.inside(self.heard(self.timeline, start.step))
        asked = common(common(reached, missing), start.runs)
        return without(asked, start.at.later_than(self.limit, asked))

    def _last_resort(self, starts: list[Start], *, final: bool) -> list[Interval]:
        """From which detections on the last resort, right after a round, is of the target."""
        horizon = self.timeline.horizon
        ends = starts[-1].ends if starts else here(*horizon)
        runs = starts[-1].runs if starts else [horizon]
        if not final:
            runs = without(runs, merged(span for start in starts for span in start.told))
        reached = ends.inside(self.heard_in_the_end)
        return common(runs, without(reached, ends.later_than(self.limit)))

    def _answered(self, starts: list[Start], start: Start, during: list[Interval]) -> Timing:
        """By detection, the first instant after a step at which an answer stops the notice.

        Only steps with `always` still run after an answer; only some detections are looked at.
        """
        timeline = self.timeline
        deaf = [(timeline.start, timeline.end)] if during else []
        for following in starts[starts.index(start) + 1 :]:
            if following.step.always and deaf:
                deaf = without(deaf, self.heard(timeline, following.step))
        if not deaf:
            return never(*timeline.horizon)
        first = start.at.then(opening(deaf, timeline.start, timeline.end)).only(during)
        happens = first.happens
        late = [first.later_than(over, happens) for over in (start.ends, self.limit)]
        return first.only(without(happens, merged(chain.from_iterable(late))))


def _shows(notice: NoticePromise, timeline: Timeline, outcome: Outcome) -> bool:
    expected = CaseExpectation(notified=(CaseNotice(notice.target, notice.within),))
    return bool(compare(expected, outcome, timeline.roster, timeline.absent))


def leads(
    notice: NoticePromise,
    count: int,
    alarms: Sequence[UncertainEscalation],
    silent: Sequence[Setting],
) -> Iterator[IncidentClass]:
    """The ways in which incidents may go while so many different people must be told."""
    missed, shows = partial(_too_few, notice, count), partial(_shows_fewer, notice, count)
    return notice.cases(alarms, silent, missed, shows)


def _too_few(
    notice: NoticePromise,
    count: int,
    alarm: UncertainEscalation,
    part: RoundPart,
    timeline: Timeline,
) -> list[Failure]:
    enough = at_once(_told(notice, alarm, part, timeline), count)
    missed = without([timeline.horizon], enough)
    return [Failure(missed, partial(_shows_fewer, notice, count, timeline))]


def _told(
    notice: NoticePromise, alarm: UncertainEscalation, part: RoundPart, timeline: Timeline
) -> Iterator[Interval]:
    """For each person of the target from which detections on they are told in time."""
    horizon = timeline.horizon
    limit = here(*horizon).plus(notice.within)
    told: ByPerson = {}

    def tell(at: Timing, heard: ByPerson, runs: list[Interval]) -> None:
        late = at.later_than(limit)
        for person, spans in heard.items():
            in_time = common(without(at.inside(spans), late), runs)
            told.setdefault(person, []).extend(in_time)

    repeat = alarm.escalation.repeat
    for number, starts in enumerate(alarm.rounds(part, timeline, notice.within)):
        for start in starts:
            tell(start.at, heard_by(timeline, start.step, notice.target), start.runs)
        ends = starts[-1].ends if starts else here(*horizon)
        over = starts[-1].runs if starts else [horizon]
        if number < repeat:
            over = without(over, merged(span for start in starts for span in start.told))
        last_resort = alarm.escalation.last_resort
        tell(ends, heard_by_in_the_end(timeline, last_resort, notice.target), over)
    return (span for spans in told.values() for span in merged(spans))


def _shows_fewer(notice: NoticePromise, count: int, timeline: Timeline, outcome: Outcome) -> bool:
    """Whether fewer people of the target are told in time."""
    limit = outcome.stated.case.detected_at + notice.within
    named = {*holders(timeline.roster, notice.target)}
    found: set[str] = set()
    for event in outcome.timeline:
        if event.event not in ("notify", "convene") or event.at > limit:
            continue
        of_target = set(named)
        if not read_target(notice.target).is_person:
            answering = resolve(timeline.roster, (notice.target,), event.at, absent=timeline.absent)
            of_target |= {answer.person for answer in answering.people}
            of_target |= {one.person for one in event.people if one.target == notice.target}
        found |= {one.person for one in event.people} & of_target
    return len(found) < count
