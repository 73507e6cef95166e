"""Whether councils that are convened reach their quorum in time."""

from collections.abc import Iterator, Sequence
from functools import partial

from govcheck.duty.roster import RosterCouncil
from govcheck.horizon.alarms import UncertainEscalation
from govcheck.horizon.rounds import RoundPart
from govcheck.horizon.timeline import Timeline
from govcheck.model.council import Council
from govcheck.prove.time.claim import Claim, Failure, IncidentClass, Owed
from govcheck.prove.time.meanings import COVER005
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.quorum import LONGEST_SEARCH
from govcheck.time.clock import format_duration
from govcheck.time.intervals import Interval
from govcheck.time.timings import never, opening
from govcheck.translation import said


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
                fails = partial(_too_few, council, alarm, part, allowed)
                owed = partial(_owed, council, alarm, part, allowed)
                yield IncidentClass(setting._replace(results=named), fails, owed)


def _too_few(
    council: RosterCouncil,
    alarm: UncertainEscalation,
    part: RoundPart,
    allowed: int,
    timeline: Timeline,
    horizon: Interval,
) -> list[Failure]:
    shows = partial(_shows, f"council/{council.id}")
    return [
        Failure(one.done.later_than(one.due), shows)
        for one in _owed(council, alarm, part, allowed, timeline, horizon)
    ]


def _owed(
    council: RosterCouncil,
    alarm: UncertainEscalation,
    part: RoundPart,
    allowed: int,
    timeline: Timeline,
    horizon: Interval,
) -> list[Owed]:
    """When the quorum is reached, and by when it is to be."""
    starts = alarm.first_round(part, timeline, horizon)
    convened = next(one.at for one in starts if one.step.convene == council.id)
    reached = never(timeline.start, timeline.end)
    if council.quorum <= len(council.seats):
        reached = opening(
            timeline.quorate(council.id), timeline.start, timeline.end - timeline.patience
        )
    return [Owed(convened.then(reached), convened.plus(min(allowed, LONGEST_SEARCH - 1)))]


def _shows(name: str, outcome: Outcome) -> bool:
    return any(owed.id == name and not owed.met for owed in outcome.obligations)
