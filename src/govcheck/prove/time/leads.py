"""CONDUCT004: incidents that happen at once each find somebody of a target of their own.

The escalation of each tells whom it always tells. So many incidents find different people exactly
if the escalation of every one of them tells as many different people of the target in time: two
alike find no more than one does, and from sets of that size each can pick somebody else.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from govcheck.duty.intervals import common, merged, without
from govcheck.duty.resolve import holders, resolve
from govcheck.duty.roster import Interval
from govcheck.prove.time.alarms import Alarm
from govcheck.prove.time.claim import Case, Failure
from govcheck.prove.time.hearing import ByPerson, heard_by, heard_by_in_the_end
from govcheck.prove.time.notices import Notice
from govcheck.prove.time.rounds import Part
from govcheck.prove.time.setting import Setting
from govcheck.prove.time.sight import Sight
from govcheck.prove.time.timing import Timing, here
from govcheck.simulate.outcome import Outcome


def leads(
    notice: Notice, count: int, alarms: Sequence[Alarm], silent: Sequence[Setting]
) -> Iterator[Case]:
    """The ways in which incidents may go; in silent settings nobody is told at all."""
    for setting in silent:
        yield Case(notice.of(setting), partial(_never, notice, count))
    for alarm in alarms:
        for setting, part in alarm.parts:
            yield Case(notice.of(setting), partial(_too_few, notice, count, alarm, part))


def _never(notice: Notice, count: int, sight: Sight, horizon: Interval) -> list[Failure]:
    return [Failure([horizon], partial(_shows, notice, count, sight))]


def _too_few(
    notice: Notice, count: int, alarm: Alarm, part: Part, sight: Sight, horizon: Interval
) -> list[Failure]:
    enough = _at_once(_told(notice, alarm, part, sight, horizon), count)
    return [Failure(without([horizon], enough), partial(_shows, notice, count, sight))]


def _told(
    notice: Notice, alarm: Alarm, part: Part, sight: Sight, horizon: Interval
) -> list[list[Interval]]:
    """For each person of the target from which detections on they are told in time."""
    limit = here(*horizon).plus(notice.within)
    told: ByPerson = {}

    def tell(at: Timing, heard: ByPerson, runs: list[Interval]) -> None:
        late = at.later_than(limit)
        for person, spans in heard.items():
            in_time = common(without(at.inside(spans), late), runs)
            told.setdefault(person, []).extend(in_time)

    repeat = alarm.escalation.repeat
    for number, starts in enumerate(alarm.rounds(part, sight, horizon, notice.within)):
        for start in starts:
            tell(start.at, heard_by(sight, start.step, notice.target), start.runs)
        ends = starts[-1].ends if starts else here(*horizon)
        over = starts[-1].runs if starts else [horizon]
        if number < repeat:
            over = without(over, merged(span for start in starts for span in start.told))
        last_resort = alarm.escalation.last_resort
        tell(ends, heard_by_in_the_end(sight, last_resort, notice.target), over)
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


def _shows(notice: Notice, count: int, sight: Sight, outcome: Outcome) -> bool:
    """Whether fewer people of the target are told in time."""
    limit = outcome.stated.case.detected_at + notice.within
    named = {*holders(sight.roster, notice.target)}
    found: set[str] = set()
    for event in outcome.timeline:
        if event.event not in ("notify", "convene") or event.at > limit:
            continue
        of_target = set(named)
        if not notice.target.startswith("person:"):
            answering = resolve(sight.roster, (notice.target,), event.at, absent=sight.absent)
            of_target |= {answer.person for answer in answering.people}
            of_target |= {one.person for one in event.people if one.target == notice.target}
        found |= {one.person for one in event.people} & of_target
    return len(found) < count
