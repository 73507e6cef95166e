"""What is promised: somebody is told, in time, and after every deferral; councils reach quorum."""

from collections.abc import Iterator, Sequence
from functools import partial

from govcheck.duty.roster import RosterCouncil
from govcheck.horizon.alarms import RoundPart, Start, UncertainEscalation, first_round, nobody_left
from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import Occurrence
from govcheck.model.council import Council
from govcheck.model.escalation import Escalation
from govcheck.prove.meanings import COVER001, COVER003, COVER005, COVER008
from govcheck.prove.time.judge import Claim, Failure, IncidentClass, in_time
from govcheck.simulate.alarm import ACKNOWLEDGE
from govcheck.simulate.escalation import LONGEST
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.quorum import LONGEST_SEARCH
from govcheck.time.clock import format_duration
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.timings import here, never, opening
from govcheck.translation import said


def promises(alarm: UncertainEscalation, written: Escalation) -> Iterator[Claim]:
    """The claims about one escalation."""
    subject = f"escalation/{alarm.escalation.id}"
    yield Claim(
        COVER001,
        subject,
        written.place("last_resort"),
        said("somebody is told whenever it starts"),
        said("nobody is told at all"),
        alarm.people,
        lambda: [
            IncidentClass(setting, partial(_nobody_told, alarm, part))
            for setting, part in alarm.parts
        ],
    )
    if alarm.escalation.acknowledge_within is not None:
        within = format_duration(alarm.escalation.acknowledge_within)
        yield Claim(
            COVER003,
            subject,
            written.place("acknowledge_within"),
            said(
                "somebody on duty is told within `{within}` even if nobody answers", within=within
            ),
            said("nobody on duty is told within `{within}`", within=within),
            alarm.people,
            lambda: [in_time(to, partial(_promised, alarm, part)) for to, part in alarm.parts],
        )
    for position, step in enumerate(written.steps):
        if step.on_empty == "wait" and step.wait:
            yield Claim(
                COVER008,
                f"{subject}/{step.id}",
                written.place("steps", position, "on_empty"),
                said("whenever `{id}` waits for nobody, somebody is told afterwards", id=step.id),
                said("`{id}` waits for nobody, and nobody is told afterwards", id=step.id),
                alarm.people,
                partial(_sleeping, step.id, alarm),
            )


def _nobody_told(alarm: UncertainEscalation, part: RoundPart, timeline: Timeline) -> list[Failure]:
    return [Failure(alarm.silent(part, timeline), _shows_nobody)]


def _promised(alarm: UncertainEscalation, part: RoundPart, timeline: Timeline) -> list[Occurrence]:
    """When somebody on duty is told first, and by when somebody is to be."""
    told = never(*timeline.horizon)
    for start in reversed(first_round(timeline, part)):
        told = start.at.where(start.told, told)
    due = here(*timeline.horizon).plus(alarm.escalation.acknowledge_within or 0)
    return [Occurrence(ACKNOWLEDGE, due, told)]


def _sleeping(name: str, alarm: UncertainEscalation) -> Iterator[IncidentClass]:
    for setting, part in alarm.parts:
        if any(step.id == name for step in part.steps):
            yield IncidentClass(setting, partial(_never_resumed, name, alarm, part))


def _never_resumed(
    name: str, alarm: UncertainEscalation, part: RoundPart, timeline: Timeline
) -> list[Failure]:
    if not nobody_left(alarm.escalation.last_resort, timeline):
        return []
    lost = merged(
        span
        for starts, silent in _silences(alarm, part, timeline)
        for span in _unheard(starts, name, silent)
    )
    return [Failure(lost, partial(_shows_sleep, name))]


def _silences(
    alarm: UncertainEscalation, part: RoundPart, timeline: Timeline
) -> Iterator[tuple[list[Start], list[Interval]]]:
    """The rounds, the last one first, each with the detections after which nobody is told."""
    nobody = nobody_left(alarm.escalation.last_resort, timeline)
    played = alarm.rounds(part, timeline, LONGEST)
    silent: list[Interval] = []
    for number, starts in reversed([*enumerate(played)]):
        told = merged(span for start in starts for span in start.told)
        goes_on = told if number < alarm.escalation.repeat else []
        falls_back = without(starts[-1].runs, goes_on) if starts else []
        ends = starts[-1].ends if starts else here(*timeline.horizon)
        silent = merged([*common(silent, goes_on), *common(falls_back, ends.inside(nobody))])
        yield starts, silent
        silent = without(silent, told)


def _unheard(starts: list[Start], name: str, silent: list[Interval]) -> list[Interval]:
    """Detections for which a step waits though it finds nobody, and nobody is told after it.

    `silent` has the detections for which nobody is told once the round is over, either.
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


def quorums(
    council: RosterCouncil, alarms: Sequence[UncertainEscalation], written: Council
) -> Iterator[Claim]:
    """A claim for each severity at which the council's quorum is owed."""
    convening = [
        alarm
        for alarm in alarms
        if any(step.convene == council.id for step in alarm.escalation.steps)
    ]
    for severity, allowed in council.convene_within.items():
        within = format_duration(allowed)
        yield Claim(
            COVER005,
            f"council/{council.id}/{severity}",
            written.place("convene_within", severity),
            said(
                "whenever it is convened, {quorum} seats are filled within `{within}`",
                quorum=council.quorum,
                within=within,
            ),
            said(
                "{quorum} seats are not filled within `{within}`",
                quorum=council.quorum,
                within=within,
            ),
            frozenset[str]().union(*(alarm.people for alarm in convening)),
            partial(_cases, council, convening, severity, allowed),
        )


def _cases(
    council: RosterCouncil, alarms: Sequence[UncertainEscalation], severity: str, allowed: int
) -> Iterator[IncidentClass]:
    for alarm in alarms:
        for setting, part in alarm.parts:
            if any(step.convene == council.id for step in part.steps):
                named = (*setting.results, ("severity", severity))
                owed = partial(_owed, council, part, allowed)
                yield in_time(setting._replace(results=named), owed)


def _owed(
    council: RosterCouncil, part: RoundPart, allowed: int, timeline: Timeline
) -> list[Occurrence]:
    """When the quorum is reached, and by when it is to be."""
    starts = first_round(timeline, part)
    convened = next(one.at for one in starts if one.step.convene == council.id)
    reached = never(timeline.start, timeline.end)
    if council.quorum <= len(council.seats):
        reached = opening(
            timeline.quorate(council.id), timeline.start, timeline.end - timeline.patience
        )
    due = convened.plus(min(allowed, LONGEST_SEARCH - 1))
    return [Occurrence(f"council/{council.id}", due, convened.then(reached))]
