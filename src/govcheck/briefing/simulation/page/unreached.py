"""Steps of an escalation that reach nobody, and why."""

from collections.abc import Iterator
from typing import Final

from govcheck.briefing.simulation.view import OutcomeView
from govcheck.render.page.lines import Line
from govcheck.render.page.skipped import why_skipped
from govcheck.simulate.outcome import Event, Outcome

LAST_RESORT: Final = "last_resort"
MOST_UNREACHED: Final = 3
"""So many steps that reach nobody have a line of their own on the page; more are counted."""
BY_PLAN: Final = ("off-duty", "closed")
"""Reasons that the policy means: whoever keeps hours is not there outside them."""


def unreached(outcome: Outcome) -> list[Event]:
    """The rows of the first round in which a step asks for somebody and nobody is there."""
    return [
        event
        for event in outcome.timeline
        if event.event == "nobody" and event.step != LAST_RESORT and event.round in (None, 1)
    ]


def unreached_line(view: OutcomeView, event: Event) -> Line:
    """That a step reaches nobody, or nobody of one of its targets, and why."""
    say = view.tongue.say
    why = why_skipped(event.skipped, view.tongue, view.names.person, view.names.target)
    who = view.tongue.all_of([view.names.target(one) for one in event.targets])
    if who:
        text = say("{targets}: nobody - {why}", targets=who, why=why)
    else:
        text = say("step {step}: nobody - {why}", step=event.step, why=why)
    meant = all(one.why in BY_PLAN for one in event.skipped)
    return Line(text, weight="plain" if meant else "alarm", at=event.at)


def without_last_resort(view: OutcomeView) -> Iterator[tuple[int, Line]]:
    """That the last resort is nobody, however late, and why."""
    for event in view.outcome.timeline:
        if event.event == "nobody" and event.step == LAST_RESORT:
            why = why_skipped(event.skipped, view.tongue, view.names.person, view.names.target)
            text = view.tongue.say("last resort: nobody - {why}", why=why)
            yield event.at, Line(text, weight="alarm", at=event.at)
