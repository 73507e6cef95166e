"""Whether rotas that are relied on have somebody, and hand over evenly."""

from collections.abc import Iterator, Sequence
from functools import partial

from govcheck.duty.roster import NOBODY, Roster, Rotation
from govcheck.duty.rotas import (
    gaps_meant,
    handover,
    participants,
    regular,
    shift_length,
    shift_number,
)
from govcheck.horizon.alarms import RoundPart, UncertainEscalation, first_round
from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import Works
from govcheck.model.rota import Rota
from govcheck.prove.meanings import COVER002, COVER007
from govcheck.prove.time.judge import Claim, Failure, IncidentClass
from govcheck.prove.verdict import Proposition, Verdict
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import StepPlan
from govcheck.time.clock import format_instant, said_duration
from govcheck.time.intervals import Interval, at_once, common, merged, without
from govcheck.translation import said


def rota_gaps(
    rota: Rotation,
    alarms: Sequence[UncertainEscalation],
    works: Sequence[Works],
    timeline: Timeline,
    written: Rota,
) -> Claim | None:
    """The claim that a rota has somebody whenever it is relied on; None where nothing relies."""
    target = f"rota:{rota.id}"
    telling = [
        alarm
        for alarm in alarms
        if any(target in step.notify and not _informs(step) for step in alarm.escalation.steps)
    ]
    informed = any(target in step.notify for alarm in alarms for step in alarm.escalation.steps)
    working = any(target in one.targets(action) for one in works for action in one.playbook.actions)
    if not telling and not working and not informed:
        return None
    return Claim(
        COVER002,
        f"rota/{rota.id}",
        written.place("members"),
        said("somebody is on duty whenever the rota is relied on"),
        said("nobody is on duty, nor in their stead"),
        timeline.involved(target),
        partial(_cases, target, telling),
        gaps=partial(_gaps, rota, bool(telling)),
    )


def _informs(step: StepPlan) -> bool:
    """Whether a step asks nobody to answer and reaches the next on shift while a rota is closed."""
    return step.always and step.on_empty == "deputies"


def _gaps(rota: Rotation, always: bool, timeline: Timeline) -> list[Interval]:
    """When the rota is relied on and has nobody.

    One that is only told of work, or not at all, may close, and have nobody, on purpose; but not
    for good.
    """
    gaps = timeline.gaps(f"rota:{rota.id}")
    if always:
        return gaps
    if participants(rota):
        gaps = without(gaps, gaps_meant(rota, timeline.roster, timeline.start, timeline.end))
    if rota.calendar not in timeline.roster.calendars:
        return gaps
    hours = timeline.open(rota.calendar)
    return common(gaps, hours) if hours else gaps


def _cases(target: str, alarms: Sequence[UncertainEscalation]) -> Iterator[IncidentClass]:
    for alarm in alarms:
        for setting, part in alarm.parts:
            yield IncidentClass(setting, partial(_unheard, target, part))


def _unheard(target: str, part: RoundPart, timeline: Timeline) -> list[Failure]:
    """From which detections on a step that tells the rota finds nobody there."""
    shows = partial(_shows_nobody, target)
    return [
        Failure(start.at.inside(timeline.gaps(target)), shows)
        for start in first_round(timeline, part)
        if target in start.step.notify and start.step.on_empty != "deputies"
    ]


def _shows_nobody(target: str, outcome: Outcome) -> bool:
    return any(event.event == "nobody" and target in event.targets for event in outcome.timeline)


def hand_overs(rota: Rotation, roster: Roster, horizon: Interval, written: Rota) -> Verdict:
    """Whether every shift ends where the next begins, none is lost, and no hours go to two."""
    about = Proposition(COVER007, f"rota/{rota.id}", written.place("handover"))
    start, end = max(horizon[0], handover(rota, 0, roster)), horizon[1]
    if rota.end is not None:
        end = min(end, rota.end)
    if start >= end or not rota.members:
        message = said("it hands over to nobody within the horizon")
        return about._replace(place=written.place("starts")).vacuous(message)
    uneven = _uneven(rota, roster, start, end)
    if uneven:
        message = said("a shift does not begin where the one before it ends")
        return about.refuted(message, intervals=uneven)
    for number in _numbers(rota, roster, start, end):
        at = handover(rota, number, roster)
        member = rota.members[number % len(rota.members)]
        if at == handover(rota, number + 1, roster) and member != NOBODY:
            message = said(
                "the clock skips the shift of `{member}` at `{at}`",
                member=member,
                at=format_instant(at, rota.timezone),
            )
            return about.refuted(message)
    for layer in rota.layers:
        begins = max(start, handover(layer, 0, roster))
        ends = end if layer.end is None else min(end, layer.end)
        for number in _numbers(layer, roster, begins, ends) if begins < ends else ():
            at = handover(layer, number, roster)
            member = layer.members[number % len(layer.members)]
            if at == handover(layer, number + 1, roster) and member != NOBODY:
                when = format_instant(at, rota.timezone)
                message = said(
                    "the clock skips the shift of `{member}` in `{id}` at `{when}`",
                    member=member,
                    id=layer.id,
                    when=when,
                )
                return about._replace(place=written.place("layers")).refuted(message)
    for position, double in _doubles(rota, (start, end)):
        names = said("`{person}` and somebody else", person=rota.overrides[position].person)
        message = said("two overrides give the same hours to {names}", names=names)
        place = written.place("overrides", position)
        return about._replace(place=place).refuted(message, intervals=(double,))
    count = len(_numbers(rota, roster, start, end))
    message = said(
        "all {count} shifts of {length} meet each other",
        count=count,
        length=said_duration(shift_length(rota)),
    )
    return about.proved(message)


def _numbers(rota: Rotation, roster: Roster, start: int, end: int) -> range:
    """The numbers of the shifts that begin or end between two instants."""
    first, last = shift_number(rota, start, roster), shift_number(rota, end - 1, roster)
    return range(first or 0, (last or 0) + 1)


def _uneven(rota: Rotation, roster: Roster, start: int, end: int) -> list[Interval]:
    """Where a regular shift is missing, or there are two; the shift of `nobody` is one."""
    turns = [
        (begin, finish)
        for begin, finish, _ in regular(rota._replace(layers=()), roster, start, end)
    ]
    gaps = without([(start, end)], merged(turns))
    return merged([*gaps, *at_once(turns, 2)])


def _doubles(rota: Rotation, horizon: Interval) -> Iterator[tuple[int, Interval]]:
    """Overrides that name somebody else for hours that an earlier one has given away."""
    for position, later in enumerate(rota.overrides):
        for earlier in rota.overrides[:position]:
            start, end = max(earlier.start, later.start), min(earlier.end, later.end)
            start, end = max(start, horizon[0]), min(end, horizon[1])
            if start < end and earlier.person != later.person:
                yield position, (start, end)
