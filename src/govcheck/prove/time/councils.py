"""Whether councils that are convened reach their quorum in time."""

from collections.abc import Iterator, Sequence
from functools import partial

from govcheck.duty.roster import RosterCouncil
from govcheck.horizon.alarms import UncertainEscalation
from govcheck.horizon.rounds import RoundPart, first_round
from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import Occurrence
from govcheck.model.council import Council
from govcheck.prove.time.claim import Claim, IncidentClass, in_time
from govcheck.prove.time.meanings import COVER005
from govcheck.simulate.quorum import LONGEST_SEARCH
from govcheck.time.clock import format_duration
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
                owed = partial(_owed, council, part, allowed)
                yield in_time(setting._replace(results=named), owed)


def _owed(
    council: RosterCouncil, part: RoundPart, allowed: int, timeline: Timeline
) -> list[Occurrence]:
    """When the quorum is reached, and by when it is to be."""
    starts = first_round(part, timeline)
    convened = next(one.at for one in starts if one.step.convene == council.id)
    reached = never(timeline.start, timeline.end)
    if council.quorum <= len(council.seats):
        reached = opening(
            timeline.quorate(council.id), timeline.start, timeline.end - timeline.patience
        )
    due = convened.plus(min(allowed, LONGEST_SEARCH - 1))
    return [Occurrence(f"council/{council.id}", due, convened.then(reached))]
