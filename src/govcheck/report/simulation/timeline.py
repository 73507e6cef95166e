"""The timeline: who is told, what is due and what is done, in one list."""

from collections.abc import Sequence

from govcheck.report.reading import short
from govcheck.report.simulation.duties import ACKNOWLEDGE, ending, left_out, notice
from govcheck.report.simulation.sheet import Row, Section, Tone
from govcheck.report.simulation.view import NAMES_AT_MOST, OutcomeView, is_notice
from govcheck.simulate.outcome import Event, Obligation
from govcheck.time.clock import format_duration

MOST_SEGMENTS = 12
"""Of a longer count the JSON has the rest."""
ENDED = "nobody else is waited for"
PROMISE = "somebody on duty is told"
"""What the promise of an escalation is, whether anybody acknowledges or not."""


def timeline(view: OutcomeView) -> Section:
    """Every event, in order; working time is counted out segment by segment."""
    told = any(map(is_notice, view.outcome.timeline))
    assumed = ", if nobody acknowledges" if told and not view.acknowledged else ""
    note = f"{view.outcome.timezone}{assumed}"
    owed = {one.id: one for one in view.outcome.obligations}
    repeated = _repeated(view.outcome.timeline)
    rows = tuple(
        _row(view, event, owed, again=position in repeated)
        for position, event in enumerate(view.outcome.timeline)
    )
    return Section("Timeline", rows, ("after", "clock"), note)


def _repeated(events: Sequence[Event]) -> set[int]:
    """The positions of the rows that tell the same people as the same step the round before."""
    told = {
        (event.event, event.step, event.round): event.people
        for event in events
        if is_notice(event) and event.round is not None and not event.follows
    }
    return {
        position
        for position, event in enumerate(events)
        if is_notice(event)
        and event.round is not None
        and not event.follows
        and told.get((event.event, event.step, event.round - 1)) == event.people
    }


def _row(view: OutcomeView, event: Event, owed: dict[str, Obligation], *, again: bool) -> Row:
    lead = (view.since(event.at), view.at(event.at))
    first, *rest = [_again(view, event)] if again else words(view, event)
    failed = event.met is False or event.untold or event.event == "nobody"
    tone: Tone = "alarm" if failed else "plain"
    if event.event == "due" and event.obligation in owed:
        rest += _counted(view, owed[event.obligation])
    rest += left_out(view, event.left_out)
    if event.note and event.event != "acknowledged":
        rest.append(event.note)
    return Row(first, lead, tuple(rest), tone)


def _again(view: OutcomeView, event: Event) -> str:
    """A row that says nothing new, in one line."""
    names = [told.person for told in event.people]
    who = view.people(names) if len(names) <= NAMES_AT_MOST else f"the same {len(names)} people"
    return f"{event.step}: {'convene' if event.event == 'convene' else 'tell'} {who} again"


def words(view: OutcomeView, event: Event) -> list[str]:
    """What an event says: one line, then what belongs to it."""
    step = f"{event.step}: " if event.step else ""
    people = [notice(view, told, event.at) for told in event.people]
    match event.event:
        case "notify" | "convene" if event.follows:
            return [f"{step}unless answered, tell {people[0]}"]
        case "notify" if people:
            return [f"{step}tell {people[0]}", *(f"and {person}" for person in people[1:])]
        case "convene":
            return [f"{step}convene", *people]
        case "acknowledged":
            who = view.people([told.person for told in event.people])
            return [f"{who or 'somebody'} acknowledges: {event.note or ENDED}"]
        case "due":
            name = PROMISE if event.obligation == ACKNOWLEDGE else event.obligation
            return [f"DUE {name}: {ending(event)}"]
        case "act":
            who = view.people([told.person for told in event.people])
            return [f"{event.obligation} can be done{f' by {who}' if who else ''}"]
        case "nobody":
            return [f"{step}NOBODY for {', '.join(event.targets)}"]
        case "repeat":
            return [f"round {event.round}: the steps again"]
        case _:
            return [f"{step}everybody has been told, nobody is left to tell"]


def _counted(view: OutcomeView, owed: Obligation) -> list[str]:
    """The arithmetic of a deadline in working hours."""
    if not owed.segments:
        return []
    where = f"within calendar {owed.calendar}" if owed.calendar else "in working hours"
    zone = view.outcome.timezone
    total = sum(segment.end - segment.start for segment in owed.segments)
    parts = [
        f"{view.at(start)} to {short(end, zone, start)}: {format_duration(end - start)}"
        for start, end in owed.segments[:MOST_SEGMENTS]
    ]
    if len(owed.segments) > MOST_SEGMENTS:
        parts.append(f"and {len(owed.segments) - MOST_SEGMENTS} more")
    if owed.working_days is not None:
        days = f"working day{'' if owed.working_days == 1 else 's'} of calendar {owed.calendar}"
        return [f"{owed.working_days} {days}, due when the last one closes:", *parts]
    return [f"{format_duration(total)} {where}:", *parts]
