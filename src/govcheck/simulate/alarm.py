"""The alarm: the escalation played, the councils it convenes, and the promises it makes."""

from collections.abc import Mapping

from govcheck.named_tuples import NamedTuple
from govcheck.simulate.answers import Acknowledgements
from govcheck.simulate.escalation import Course, escalate
from govcheck.simulate.outcome import Obligation, Quorum
from govcheck.simulate.people import People
from govcheck.simulate.plan import Plan
from govcheck.simulate.quorum import owed, quorum

ACKNOWLEDGE = "acknowledge"
"""The obligation that an escalation's `acknowledge_within` makes."""


class Alarm(NamedTuple):
    """How the escalation went, and what it owes."""

    course: Course
    quorums: tuple[Quorum, ...]
    obligations: tuple[Obligation, ...]


class Joining(NamedTuple):
    """Steps that begin to apply while the escalation runs, and the severities meanwhile."""

    since: Mapping[str, int]
    severities: tuple[tuple[int, str], ...]
    """From when on which one is acted on, in order of time."""

    def severity_at(self, at: int) -> str:
        """The severity that is acted on at an instant."""
        return [name for start, name in self.severities if start <= at][-1]


def alarm(
    todo: Plan,
    people: People,
    acknowledged: Acknowledgements,
    aware: Acknowledgements = (),
    joining: Joining | None = None,
) -> Alarm:
    """Play the escalation of a plan; nothing happens where it has none.

    `aware` has those who came to know of it otherwise than by its steps, and when.
    """
    since = {} if joining is None else joining.since
    course = Course()
    if todo.escalation is not None:
        course = escalate(
            todo.escalation,
            todo.stated.case.detected_at,
            people,
            acknowledged=acknowledged,
            undecided=todo.undecided,
            aware=aware,
            since=since,
        )
    severity = (lambda _at: todo.severity) if joining is None else joining.severity_at
    quorums = tuple(
        quorum(council, at, severity(at), people.voting, people.conflicts)
        for council, at in course.convened.items()
    )
    promises = (_promise(todo, course), *(owed(result) for result in quorums))
    return Alarm(course, quorums, tuple(promise for promise in promises if promise is not None))


def alarm_once(todo: Plan, people: People, acknowledged: Acknowledgements) -> Alarm:
    """The alarm of a plan whose escalation does not repeat: enough to know whatever is owed.

    The steps of every round are the same, and a round in which nobody is told is the last.
    """
    if todo.escalation is not None:
        todo = todo._replace(escalation=todo.escalation._replace(repeat=0))
    return alarm(todo, people, acknowledged)


def _promise(todo: Plan, course: Course) -> Obligation | None:
    """The promise that somebody on duty has been told in time, even if nobody answers."""
    escalation = todo.escalation
    if escalation is None or escalation.acknowledge_within is None:
        return None
    detected = todo.stated.case.detected_at
    due = detected + escalation.acknowledge_within
    told = course.first_told
    targets = next((step.notify for step in escalation.steps if step.notify), ())
    return Obligation(
        id=ACKNOWLEDGE,
        do="Tell somebody on duty",
        due=due,
        done=told,
        met=told is not None and told <= due,
        owed_by=tuple(f"person:{person}" for person in course.first_people)
        or targets
        or (escalation.last_resort,),
        counted_from=detected,
    )
