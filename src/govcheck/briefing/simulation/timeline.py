"""The timeline: who is told, what is due and what is done, in one list."""

from collections.abc import Sequence

from govcheck.briefing.simulation.duties import ACKNOWLEDGE, ending, left_out, notice
from govcheck.briefing.simulation.sheet import Row, Section, Tone
from govcheck.briefing.simulation.view import NAMES_AT_MOST, OutcomeView, is_notice
from govcheck.render.page.skipped import why_skipped
from govcheck.simulate.outcome import Event, Obligation

MOST_SEGMENTS = 12
"""Of a longer count the JSON has the rest."""


def timeline(view: OutcomeView) -> Section:
    """Every event, in order; working time is counted out segment by segment."""
    told = any(map(is_notice, view.outcome.timeline))
    say = view.tongue.say
    assumed = say(", if nobody acknowledges") if told and not view.outcome.acknowledged else ""
    note = f"{view.outcome.timezone}{assumed}"
    owed = {one.id: one for one in view.outcome.obligations}
    repeated = _repeated(view.outcome.timeline)
    rows = tuple(
        _row(view, event, owed, again=position in repeated)
        for position, event in enumerate(view.outcome.timeline)
    )
    return Section(say("Timeline"), rows, (say("after"), say("clock")), note)


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
    if not event.skipped:
        rest += left_out(view, event.left_out)
    else:
        rest.append(why_skipped(event.skipped, view.tongue, view.names.person, str))
    if event.note and event.event != "acknowledged":
        rest.append(view.text(event.note))
    return Row(first, lead, tuple(rest), tone)


def _again(view: OutcomeView, event: Event) -> str:
    """A row that says nothing new, in one line."""
    names = [told.person for told in event.people]
    say = view.tongue.say
    who = (
        view.people(names)
        if len(names) <= NAMES_AT_MOST
        else say("the same {count} people", count=len(names))
    )
    again = (
        say("convene {who} again", who=who)
        if event.event == "convene"
        else say("tell {who} again", who=who)
    )
    return f"{event.step}: {again}"


def words(view: OutcomeView, event: Event) -> list[str]:
    """What an event says: one line, then what belongs to it."""
    step = f"{event.step}: " if event.step else ""
    people = [notice(view, told, event.at) for told in event.people]
    say = view.tongue.say
    match event.event:
        case "notify" | "convene" if event.follows:
            return [step + say("unless answered, tell {who}", who=people[0])]
        case "notify" if people:
            others = [say("and {who}", who=person) for person in people[1:]]
            return [step + say("tell {who}", who=people[0]), *others]
        case "convene":
            return [step + say("convene"), *people]
        case "acknowledged":
            who = view.people(told.person for told in event.people)
            note = view.text(event.note) if event.note else say("nobody else is waited for")
            return [say("{who} acknowledges: {note}", who=who or say("somebody"), note=note)]
        case "due":
            promise = event.obligation == ACKNOWLEDGE
            name = say("somebody on duty is told") if promise else event.obligation
            return [say("DUE {what}: {how}", what=name, how=ending(event, view.tongue))]
        case "act":
            who = view.people(told.person for told in event.people)
            if not who:
                return [say("{what} can be done", what=event.obligation)]
            return [say("{what} can be done by {who}", what=event.obligation, who=who)]
        case "nobody":
            return [step + say("NOBODY for {targets}", targets=", ".join(event.targets))]
        case "repeat":
            return [say("round {number}: the steps again", number=event.round)]
        case _:
            return [step + say("everybody has been told, nobody is left to tell")]


def _counted(view: OutcomeView, owed: Obligation) -> list[str]:
    """The arithmetic of a deadline in working hours."""
    if not owed.segments:
        return []
    tongue = view.tongue
    where = (
        tongue.say("within calendar {calendar}", calendar=owed.calendar)
        if owed.calendar
        else tongue.say("in working hours")
    )
    zone = view.outcome.timezone
    total = sum(segment.end - segment.start for segment in owed.segments)
    parts = [
        tongue.say(
            "{start} to {end}: {duration}",
            start=view.at(start),
            end=tongue.moment(end, zone, start),
            duration=tongue.duration(end - start),
        )
        for start, end in owed.segments[:MOST_SEGMENTS]
    ]
    if len(owed.segments) > MOST_SEGMENTS:
        parts.append(tongue.say("and {count} more", count=len(owed.segments) - MOST_SEGMENTS))
    if owed.working_days is not None:
        days = tongue.count(
            "{count} working day of calendar {calendar}, due when the last one closes:",
            "{count} working days of calendar {calendar}, due when the last one closes:",
            owed.working_days, calendar=owed.calendar,
        )  # fmt: skip
        return [days, *parts]
    return [f"{tongue.duration(total)} {where}:", *parts]
