"""CONDUCT004: incidents that happen at once each find somebody of a target of their own.

The escalation of each tells whom it always tells. So many incidents find different people exactly
if the escalation of every one of them tells as many different people of the target in time: two
alike find no more than one does, and from sets of that size each can pick somebody else.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from govcheck.duty.resolve import holders, resolve
from govcheck.horizon.alarms import UncertainEscalation
from govcheck.horizon.hearing import ByPerson, heard_by, heard_by_in_the_end
from govcheck.horizon.rounds import RoundPart
from govcheck.horizon.setting import Setting
from govcheck.horizon.timeline import Timeline
from govcheck.prove.time.claim import Failure, IncidentClass
from govcheck.prove.time.notices import NoticePromise
from govcheck.simulate.outcome import Outcome
from govcheck.targets import read_target
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.timings import Timing, here


def leads(
    notice: NoticePromise,
    count: int,
    alarms: Sequence[UncertainEscalation],
    silent: Sequence[Setting],
) -> Iterator[IncidentClass]:
    """The ways in which incidents may go while so many different people must be told."""
    missed, shows = partial(_too_few, notice, count), partial(_shows, notice, count)
    return notice.cases(alarms, silent, missed, shows)


def _too_few(
    notice: NoticePromise,
    count: int,
    alarm: UncertainEscalation,
    part: RoundPart,
    timeline: Timeline,
) -> list[Failure]:
    enough = _at_once(_told(notice, alarm, part, timeline), count)
    missed = without([timeline.horizon], enough)
    return [Failure(missed, partial(_shows, notice, count, timeline))]


def _told(
    notice: NoticePromise, alarm: UncertainEscalation, part: RoundPart, timeline: Timeline
) -> list[list[Interval]]:
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
    return [merged(spans) for spans in told.values()]


def _at_once(sets: Sequence[Sequence[Interval]], count: int) -> list[Interval]:
    """The instants that are in so many of some sets."""
    changes: dict[int, int] = {}
    for start, end in (span for spans in sets for span in spans):
        changes[start] = changes.get(start, 0) + 1
        changes[end] = changes.get(end, 0) - 1
    now = 0
    found: list[Interval] = []
    for start, end in pairwise(sorted(changes)):
        now += changes[start]
        if now >= count:
            found.append((start, end))
    return merged(found)


def _shows(notice: NoticePromise, count: int, timeline: Timeline, outcome: Outcome) -> bool:
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
