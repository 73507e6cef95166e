"""A person's own sequence of ways, in the timeline."""

from govcheck.duty.roster import RosterPerson
from govcheck.simulate.escalation import Course, escalate
from govcheck.simulate.program import StepPlan
from tests.simulate.build import T0, escalation, person, roster, there

ANA: RosterPerson = person("ana", ways=("push", "chat", "phone"))._replace(delays=(0, 0, 600))


def told(course: Course) -> list[tuple[int, tuple[str, ...], bool]]:
    """When somebody is told, in which ways, and whether it only follows."""
    return [
        (event.at - T0, event.people[0].via, event.follows)
        for event in course.events
        if event.event == "notify" and event.step == "duty"
    ]


def course(step: StepPlan, *acknowledged: tuple[str, int], repeat: int = 0) -> Course:
    people = there(roster(ANA, "ben", "boss"))
    return escalate(escalation(step, repeat=repeat), T0, people, acknowledged=acknowledged)


def test_a_later_way_is_used_later_unless_they_have_answered() -> None:
    step = StepPlan("duty", ("person:ana",), wait=3600)
    first, second = (0, ("push", "chat"), False), (600, ("phone",), True)
    assert told(course(step)) == [first, second]
    assert told(course(step, ("ana", 599))) == [first]
    assert told(course(step, ("ana", 600))) == [first]
    assert told(course(step, ("ana", 601))) == [first, second]


def test_a_step_s_own_ways_are_used_at_once() -> None:
    assert told(course(StepPlan("duty", ("person:ana",), wait=3600, via=("phone",)))) == [
        (0, ("phone",), False)
    ]


def test_another_round_begins_the_sequence_again() -> None:
    step = StepPlan("duty", ("person:ana",), wait=300)
    assert told(course(step, repeat=1)) == [
        (0, ("push", "chat"), False),
        (300, ("push", "chat"), False),
        (900, ("phone",), True),
    ]


def test_the_rows_stay_in_order() -> None:
    instants = [event.at for event in course(StepPlan("duty", ("person:ana",), wait=300)).events]
    assert instants == sorted(instants)
