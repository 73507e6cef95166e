"""Steps of a running escalation that begin to apply while it runs, because a fact became known.

Such a step runs in its place where the escalation has not come to it yet, and else at once: what
becomes known late must not keep the lawyer from being told. It delays none of the other steps.
"""

from collections.abc import Iterable
from typing import NamedTuple

from govcheck.simulate.alarm import ACKNOWLEDGE, Alarm, alarm
from govcheck.simulate.answers import Acknowledgements
from govcheck.simulate.escalation import LAST_RESORT
from govcheck.simulate.outcome import Event
from govcheck.simulate.people import People
from govcheck.simulate.plan import Plan
from govcheck.simulate.program import EscalationPlan

_OWN = ("exhausted", "acknowledged", "repeat")
"""What an escalation says of itself, and not of a step."""


class LaterPlan(NamedTuple):
    """From an instant on: what is planned with the facts that are known then."""

    start: int
    todo: Plan
    answers: Acknowledgements
    """Who acknowledged from then on, and how many seconds after it."""


def with_joined(
    whole: EscalationPlan,
    begun: Plan,
    played: Alarm,
    later: Iterable[LaterPlan],
    people: People,
    given: tuple[Acknowledgements, Acknowledgements],
) -> Alarm:
    """An escalation as it was played, with the steps that began to apply later.

    `whole` has all of its steps, `begun` those that applied at its start; `given` says who
    acknowledged, and who came to know otherwise, counted from the start.
    """
    known = _steps(begun)
    for one in later:
        new = _steps(one.todo) - known
        if not new:
            continue
        known |= new
        steps = tuple(step for step in whole.steps if step.id in known)
        all_ = begun._replace(
            escalation=whole._replace(steps=steps), undecided=begun.undecided | new
        )
        course = alarm(all_, people, *given).course
        mine = [event for event in course.events if event.step in new]
        missed = {event.step for event in mine if event.at < one.start}
        events = [event for event in mine if event.at >= one.start]
        again = _at_once(one, {str(step) for step in missed}, whole, people)
        clear = new - one.todo.undecided
        events = [_plain(event, clear) for event in (*events, *again.course.events)]
        had = {quorum.council for quorum in played.quorums}
        convened = {**again.course.convened, **played.course.convened}
        played = Alarm(
            played.course._replace(
                events=_by_time((*played.course.events, *events)), convened=convened
            ),
            (*played.quorums, *(each for each in again.quorums if each.council not in had)),
            (
                *played.obligations,
                *(
                    owed
                    for owed in again.obligations
                    if owed.id != ACKNOWLEDGE and owed.id not in {o.id for o in played.obligations}
                ),
            ),
        )
    return played


def _steps(todo: Plan) -> set[str]:
    return set() if todo.escalation is None else {step.id for step in todo.escalation.steps}


def _at_once(one: LaterPlan, missed: set[str], whole: EscalationPlan, people: People) -> Alarm:
    """The steps whose place has gone by, told at the instant at which they begin to apply."""
    steps = tuple(step._replace(wait=0) for step in whole.steps if step.id in missed)
    stated = one.todo.stated
    todo = one.todo._replace(
        stated=stated._replace(case=stated.case._replace(detected_at=one.start)),
        escalation=whole._replace(steps=steps, repeat=0) if steps else None,
    )
    made = alarm(todo, people, one.answers)
    kept = (
        event
        for event in made.course.events
        if event.event not in _OWN and event.step != LAST_RESORT
    )
    return made._replace(course=made.course._replace(events=tuple(kept)))


def _plain(event: Event, clear: set[str]) -> Event:
    """Without the remark that it is undecided, where it is decided by now."""
    return event._replace(note=None) if event.step in clear else event


def _by_time(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.at, _is_end(event))))


def _is_end(event: Event) -> bool:
    """Whether it comes after all steps of its instant."""
    return event.step == LAST_RESORT or event.event == "exhausted"
