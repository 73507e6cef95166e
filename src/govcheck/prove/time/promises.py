"""What escalations promise: somebody is told, in time, and after every deferral."""

from collections.abc import Callable, Iterator
from functools import partial

from govcheck.clock import format_duration
from govcheck.duty.intervals import common, merged, without
from govcheck.duty.roster import Interval
from govcheck.model.escalation import Escalation as Written
from govcheck.prove.time.alarms import Alarm, nobody_left
from govcheck.prove.time.claim import Case, Claim, Failure, Owed
from govcheck.prove.time.meanings import COVER001, COVER003, COVER008
from govcheck.prove.time.rounds import Part, Start
from govcheck.prove.time.sight import Sight
from govcheck.prove.time.timing import here, never
from govcheck.simulate.alarm import ACKNOWLEDGE
from govcheck.simulate.escalation import LONGEST
from govcheck.simulate.outcome import Outcome


def promises(alarm: Alarm, written: Written) -> Iterator[Claim]:
    """The claims about one escalation."""
    subject = f"escalation/{alarm.escalation.id}"
    yield Claim(
        COVER001,
        subject,
        written.place("last_resort"),
        "somebody is told whenever it starts",
        "nobody is told at all",
        alarm.people,
        partial(_cases, alarm, _nobody_told),
    )
    if alarm.escalation.acknowledge_within is not None:
        within = format_duration(alarm.escalation.acknowledge_within)
        yield Claim(
            COVER003,
            subject,
            written.place("acknowledge_within"),
            f"somebody on duty is told within `{within}` even if nobody answers",
            f"nobody on duty is told within `{within}`",
            alarm.people,
            partial(_cases, alarm, _too_late, owed=_promised),
        )
    for position, step in enumerate(written.steps):
        if step.on_empty == "wait" and step.wait:
            yield Claim(
                COVER008,
                f"{subject}/{step.id}",
                written.place("steps", position, "on_empty"),
                f"whenever `{step.id}` waits for nobody, somebody is told afterwards",
                f"`{step.id}` waits for nobody, and nobody is told afterwards",
                alarm.people,
                partial(_cases, alarm, partial(_never_resumed, step.id), step.id),
            )


def _cases(
    alarm: Alarm,
    fails: Callable[[Alarm, Part, Sight, Interval], list[Failure]],
    name: str | None = None,
    owed: Callable[[Alarm, Part, Sight, Interval], list[Owed]] | None = None,
) -> Iterator[Case]:
    """The ways in which the escalation may go, or those in which a step applies."""
    for setting, part in alarm.parts:
        if name is None or any(step.id == name for step in part.steps):
            due = None if owed is None else partial(owed, alarm, part)
            yield Case(setting, partial(fails, alarm, part), due)


def _nobody_told(alarm: Alarm, part: Part, sight: Sight, horizon: Interval) -> list[Failure]:
    return [Failure(alarm.silent(part, sight, horizon), _shows_nobody)]


def _too_late(alarm: Alarm, part: Part, sight: Sight, horizon: Interval) -> list[Failure]:
    return [
        Failure(owed.done.later_than(owed.due), _shows_broken_promise)
        for owed in _promised(alarm, part, sight, horizon)
    ]


def _promised(alarm: Alarm, part: Part, sight: Sight, horizon: Interval) -> list[Owed]:
    """When somebody on duty is told first, and by when somebody is to be."""
    told = never(*horizon)
    for start in reversed(alarm.first_round(part, sight, horizon)):
        told = start.at.where(start.told, told)
    return [Owed(told, here(*horizon).plus(alarm.escalation.acknowledge_within or 0))]


def _never_resumed(
    name: str, alarm: Alarm, part: Part, sight: Sight, horizon: Interval
) -> list[Failure]:
    if not nobody_left(alarm.escalation.last_resort, sight):
        return []
    lost = merged(
        span
        for starts, silent in _silences(alarm, part, sight, horizon)
        for span in _unheard(starts, name, silent)
    )
    return [Failure(lost, partial(_shows_sleep, name))]


def _silences(
    alarm: Alarm, part: Part, sight: Sight, horizon: Interval
) -> Iterator[tuple[list[Start], list[Interval]]]:
    """The rounds, the last one first, each with the detections after which nobody is told."""
    nobody = nobody_left(alarm.escalation.last_resort, sight)
    played = alarm.rounds(part, sight, horizon, LONGEST)
    silent: list[Interval] = []
    for number, starts in reversed([*enumerate(played)]):
        told = merged(span for start in starts for span in start.told)
        goes_on = told if number < alarm.escalation.repeat else []
        falls_back = without(starts[-1].runs, goes_on) if starts else []
        ends = starts[-1].ends if starts else here(*horizon)
        silent = merged([*common(silent, goes_on), *common(falls_back, ends.inside(nobody))])
        yield starts, silent
        silent = without(silent, told)


def _unheard(starts: list[Start], name: str, silent: list[Interval]) -> list[Interval]:
    """From which detections on a step of the round waits for nobody, and no step after it finds.

    `silent` has those after which nobody is told once the round is over.
    """
    later: list[Interval] = []
    found: list[Interval] = []
    for start in reversed(starts):
        if start.step.id == name:
            found += without(common(start.defers, silent), merged(later))
        later += start.told
    return found


def _shows_nobody(outcome: Outcome) -> bool:
    return not any(event.event in ("notify", "convene") for event in outcome.timeline)


def _shows_sleep(name: str, outcome: Outcome) -> bool:
    """Whether a step finds nobody at all, and nobody is told after it."""
    asleep = False
    told: tuple[int | None, str | None] | None = None
    for event in outcome.timeline:
        if event.event in ("notify", "convene"):
            asleep, told = False, (event.round, event.step)
        elif event.event == "nobody" and event.step == name and told != (event.round, name):
            asleep = True
    return asleep


def _shows_broken_promise(outcome: Outcome) -> bool:
    return any(owed.id == ACKNOWLEDGE and not owed.met for owed in outcome.obligations)
