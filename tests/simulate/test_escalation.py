"""Each sentence of the contract about escalations."""

from collections.abc import Sequence

import pytest

from govcheck.duty.roster import Roster
from govcheck.simulate.escalation import MOST_ROUNDS, Course, escalate
from govcheck.simulate.program import EscalationPlan, StepPlan
from tests.simulate.build import (
    OFFICE,
    T0,
    at,
    away,
    council,
    escalation,
    person,
    roster,
    rota,
    rows,
    there,
)

MINUTE = 60


def course(
    people: Roster,
    plan: EscalationPlan,
    *acknowledged: tuple[str, int],
    absent: Sequence[str] = (),
    undecided: Sequence[str] = (),
) -> Course:
    return escalate(
        plan,
        T0,
        there(people, *absent),
        acknowledged=acknowledged,
        undecided=frozenset(undecided),
    )


def test_a_step_notifies_all_its_targets_at_once() -> None:
    people = roster("ana", "ben", "boss", roles={"lead": ["ben"]})
    went = course(people, escalation(StepPlan("first", ("person:ana", "role:lead"))))
    assert rows(went.events) == [
        "+0 notify first: ana, ben",
        "+0 notify last_resort: boss",
        "+0 exhausted 1",
    ]


def test_the_next_step_starts_after_the_wait() -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=300), StepPlan("b", ("person:ben",), wait=60)
    )
    assert rows(course(people, plan).events) == [
        "+0 notify a: ana",
        "+300 notify b: ben",
        "+360 notify last_resort: boss",
        "+360 exhausted 1",
    ]


def test_nobody_is_notified_twice_by_the_same_step() -> None:
    people = roster("ana", "boss", roles={"lead": ["ana"], "legal": ["ana"]})
    went = course(people, escalation(StepPlan("a", ("role:lead", "person:ana", "role:legal"))))
    assert [told.person for told in went.events[0].people] == ["ana"]


@pytest.mark.parametrize("offset", [0, 1, 299, 300])
def test_an_acknowledgement_by_somebody_told_ends_it(offset: int) -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(StepPlan("a", ("person:ana",), wait=300), StepPlan("b", ("person:ben",)))
    went = course(people, plan, ("ana", offset))
    assert rows(went.events) == ["+0 notify a: ana", f"+{offset} acknowledged a: ana"]


def test_an_acknowledgement_after_the_wait_is_too_late_for_the_next_step() -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=300), StepPlan("b", ("person:ben",), wait=300)
    )
    assert rows(course(people, plan, ("ana", 301)).events) == [
        "+0 notify a: ana",
        "+300 notify b: ben",
        "+301 acknowledged a: ana",
    ]


def test_an_acknowledgement_by_somebody_not_told_yet_does_not_count() -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=300), StepPlan("b", ("person:ben",), wait=300)
    )
    went = course(people, plan, ("ben", 299))
    assert not [event for event in went.events if event.event == "acknowledged"]
    assert went.notes == (
        "`ben` acknowledges the escalation at +4m59s without having been told: "
        "that does not end it",
    )


def test_somebody_may_acknowledge_at_the_instant_of_being_told() -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=300), StepPlan("b", ("person:ben",), wait=300)
    )
    went = course(people, plan, ("ben", 300))
    assert rows(went.events)[1:] == ["+300 notify b: ben", "+300 acknowledged b: ben"]


def test_a_stand_in_may_acknowledge_and_the_absent_person_may_not() -> None:
    people = roster(away("ana", ["ben"]), "ben", "boss")
    plan = escalation(StepPlan("a", ("person:ana",), wait=300))
    went = course(people, plan, ("ana", 10), ("ben", 20))
    assert rows(went.events) == ["+0 notify a: ben for ana", "+20 acknowledged a: ben for ana"]


def test_remaining_always_steps_run_at_the_acknowledgement() -> None:
    people = roster("ana", "ben", "cleo", "dan", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=300),
        StepPlan("b", ("person:ben",), wait=300),
        StepPlan("c", ("person:cleo",), wait=300, always=True),
        StepPlan("d", ("person:dan",), always=True),
    )
    assert rows(course(people, plan, ("ana", 100)).events) == [
        "+0 notify a: ana",
        "+100 acknowledged a: ana",
        "+100 notify c: cleo",
        "+100 notify d: dan",
    ]


def test_always_steps_that_have_run_do_not_run_again() -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=60, always=True),
        StepPlan("b", ("person:ben",), wait=300),
        repeat=2,
    )
    assert rows(course(people, plan, ("ben", 90)).events) == [
        "+0 notify a: ana",
        "+60 notify b: ben",
        "+90 acknowledged b: ben",
    ]


def test_always_steps_take_their_turn_when_nobody_answers() -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=60), StepPlan("b", ("person:ben",), always=True)
    )
    assert rows(course(people, plan).events)[1] == "+60 notify b: ben"


def test_ack_all_wants_an_answer_for_each_target() -> None:
    people = roster("ana", "ben", "cleo", "boss", roles={"lead": ["ben", "cleo"]})
    step = StepPlan("a", ("person:ana", "role:lead"), ack="all", wait=600)
    alone = course(people, escalation(step), ("ben", 10), ("cleo", 20))
    assert rows(alone.events)[-1] == "+600 exhausted 1"
    both = course(people, escalation(step), ("cleo", 10), ("ana", 20))
    assert rows(both.events) == [
        "+0 notify a: ana, ben, cleo",
        "+10 acknowledged a: cleo",
        "+20 acknowledged a: ana",
    ]
    assert [event.note for event in both.events] == [None, "others have yet to answer", None]
    assert both.notes == (
        "`cleo` acknowledges the escalation at +10s while others have yet to answer: "
        "that does not end it",
    )


def test_ack_all_counts_somebody_who_answers_to_several_targets_for_each() -> None:
    people = roster("ana", "boss", roles={"lead": ["ana"], "legal": ["ana"]})
    step = StepPlan("a", ("role:lead", "role:legal"), ack="all", wait=600)
    went = course(people, escalation(step), ("ana", 10))
    assert rows(went.events)[-1] == "+10 acknowledged a: ana"


def test_ack_all_does_not_wait_for_a_target_that_nobody_answers_to() -> None:
    people = roster("ana", away("ben"), "boss")
    step = StepPlan("a", ("person:ana", "person:ben"), ack="all", wait=600)
    went = course(people, escalation(step), ("ana", 10))
    assert rows(went.events) == [
        "+0 notify a: ana",
        "+0 nobody a: person:ben",
        "+10 acknowledged a: ana",
    ]


def test_ack_all_of_one_step_leaves_the_answers_to_others_alone() -> None:
    people = roster("ana", "ben", "cleo", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana", "person:ben"), ack="all", wait=60),
        StepPlan("b", ("person:cleo",), wait=60),
    )
    assert rows(course(people, plan, ("ana", 10), ("cleo", 70)).events)[-1] == (
        "+70 acknowledged b: cleo"
    )
    assert rows(course(people, plan, ("ana", 10), ("ben", 70)).events)[-1] == (
        "+70 acknowledged a: ben"
    )


def test_on_empty_next_burns_no_time() -> None:
    people = roster(away("ana"), "ben", "boss")
    plan = escalation(StepPlan("a", ("person:ana",), wait=300), StepPlan("b", ("person:ben",)))
    assert rows(course(people, plan).events)[:2] == [
        "+0 nobody a: person:ana",
        "+0 notify b: ben",
    ]


def test_on_empty_wait_burns_the_wait() -> None:
    people = roster(away("ana"), "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=300, on_empty="wait"), StepPlan("b", ("person:ben",))
    )
    assert rows(course(people, plan).events)[:2] == [
        "+0 nobody a: person:ana",
        "+300 notify b: ben",
    ]


def test_on_empty_deputies_asks_the_deputies_of_those_off_duty() -> None:
    people = roster(person("ana", calendar="night", deputies=["ben"]), "ben", "cleo", "boss")
    people = people._replace(
        calendars={**people.calendars, "night": people.calendars[OFFICE]._replace(hours=((),) * 7)}
    )
    steps = [
        StepPlan("a", ("person:ana",), wait=300, on_empty="deputies"),
        StepPlan("c", ("person:cleo",)),
    ]
    assert rows(course(people, escalation(*steps)).events)[:2] == [
        "+0 notify a: ben for ana",
        "+300 notify c: cleo",
    ]
    nobody = course(people, escalation(*steps), absent=["ben"])
    assert rows(nobody.events)[:2] == ["+0 nobody a: person:ana", "+0 notify c: cleo"]


def test_on_empty_deputies_asks_the_next_on_shift_of_a_rota() -> None:
    people = roster(away("ana"), "ben", "boss", rotas=[rota("duty", "ana", "ben")])
    went = course(people, escalation(StepPlan("a", ("rota:duty",), on_empty="deputies")))
    assert rows(went.events)[0] == "+0 notify a: ben for ana"


def test_a_target_is_said_to_be_empty_even_where_others_are_not() -> None:
    people = roster("ana", "boss")
    went = course(people, escalation(StepPlan("a", ("role:legal", "person:ana"), wait=60)))
    assert rows(went.events)[:2] == ["+0 notify a: ana", "+0 nobody a: role:legal"]


def test_an_undecided_step_notifies_without_delaying_later_ones() -> None:
    people = roster("ana", "ben", "boss")
    plan = escalation(
        StepPlan("a", ("person:ana",), wait=300), StepPlan("b", ("person:ben",), wait=60)
    )
    went = course(people, plan, undecided=["a"])
    assert rows(went.events)[:3] == [
        "+0 notify a: ana",
        "+0 notify b: ben",
        "+60 notify last_resort: boss",
    ]
    assert went.events[0].note == "it is undecided whether this step applies"


def test_repeat_two_gives_three_rounds() -> None:
    people = roster("ana", "boss")
    plan = escalation(StepPlan("a", ("person:ana",), wait=60), repeat=2)
    assert rows(course(people, plan).events) == [
        "+0 notify a: ana",
        "+60 repeat 2",
        "+60 notify a: ana",
        "+120 repeat 3",
        "+120 notify a: ana",
        "+180 notify last_resort: boss",
        "+180 exhausted 3",
    ]


def test_a_round_in_which_nobody_was_told_ends_the_repeating() -> None:
    people = roster(person("ana", absences=[(at("1m"), at("1d"))]), "boss")
    plan = escalation(StepPlan("a", ("person:ana",), wait=60), repeat=9)
    assert rows(course(people, plan).events) == [
        "+0 notify a: ana",
        "+60 repeat 2",
        "+60 nobody a: person:ana",
        "+60 notify last_resort: boss",
        "+60 exhausted 2",
    ]


def test_the_last_resort_is_told_whatever_the_calendar_says() -> None:
    closed = person("boss", calendar="never")
    people = roster("ana", closed)
    shut = people.calendars[OFFICE]._replace(hours=((),) * 7)
    people = people._replace(calendars={**people.calendars, "never": shut})
    went = course(people, escalation(StepPlan("a", ("person:ana",))))
    assert rows(went.events)[-2:] == ["+0 notify last_resort: boss", "+0 exhausted 1"]


def test_the_last_resort_is_told_even_if_already_told_and_only_once() -> None:
    people = roster("boss")
    went = course(people, escalation(StepPlan("a", ("person:boss",), wait=60), repeat=3))
    assert [event.step for event in went.events].count("last_resort") == 1


def test_an_acknowledged_escalation_does_not_reach_the_last_resort() -> None:
    people = roster("ana", "boss")
    went = course(people, escalation(StepPlan("a", ("person:ana",), wait=60)), ("ana", 60))
    assert rows(went.events) == ["+0 notify a: ana", "+60 acknowledged a: ana"]


def test_a_later_acknowledgement_is_noted_and_changes_nothing() -> None:
    people = roster("ana", "boss")
    went = course(people, escalation(StepPlan("a", ("person:ana",), wait=60)), ("ana", 61))
    assert rows(went.events)[-1] == "+60 exhausted 1"
    assert went.notes == ("`ana` acknowledges the escalation at +1m1s when it has ended",)


def test_convene_notifies_every_seat_and_its_stand_ins() -> None:
    board = council("board", ["ana", ("ben", "cleo"), "dan"], 2)
    people = roster(
        "ana", away("ben"), "cleo", away("dan", ["eva"]), "eva", "boss", councils=[board]
    )
    went = course(people, escalation(StepPlan("all", convene="board", wait=60)))
    assert rows(went.events)[0] == "+0 convene all: ana, cleo for ben, eva for dan"
    assert went.convened == {"board": T0}


def test_convening_a_council_of_nobody_says_so_and_still_counts_as_convened() -> None:
    people = roster(away("ana"), "boss", councils=[council("board", ["ana"], 1)])
    went = course(people, escalation(StepPlan("all", convene="board", wait=60)))
    assert rows(went.events)[0] == "+0 nobody all: council:board"
    assert went.convened == {"board": T0}


def test_a_step_that_convenes_and_notifies_tells_each_person_once() -> None:
    people = roster("ana", "ben", "boss", councils=[council("board", ["ana"], 1)])
    step = StepPlan("all", ("person:ana", "person:ben"), convene="board")
    assert rows(course(people, escalation(step)).events)[:2] == [
        "+0 notify all: ben",
        "+0 convene all: ana",
    ]


def test_the_ways_are_those_of_the_step_or_else_the_persons_own() -> None:
    people = roster(person("ana", ways=["push", "phone"]), "boss")
    plan = escalation(StepPlan("a", ("person:ana",), via=("sms",)), StepPlan("b", ("person:ana",)))
    first, second, *_ = course(people, plan).events
    assert first.people[0].via == ("sms",)
    assert second.people[0].via == ("push", "phone")


def test_a_hand_over_between_two_steps_is_seen() -> None:
    people = roster("ana", "ben", "boss", rotas=[rota("duty", "ana", "ben")])
    step = StepPlan("a", ("rota:duty",), wait=12 * 3600)
    assert rows(course(people, escalation(step, repeat=1)).events)[::2][:2] == [
        "+0 notify a: ana",
        "+43200 notify a: ben",
    ]


def test_first_told_leaves_the_last_resort_out() -> None:
    people = roster("ana", "boss")
    assert course(people, escalation(StepPlan("a", ("person:ana",)))).first_told == T0
    nobody = course(people, escalation(StepPlan("a", ("person:ana",))), absent=["ana"])
    assert nobody.first_told is None
    assert rows(nobody.events)[-2] == "+0 notify last_resort: boss"


def test_without_steps_left_the_last_resort_is_told() -> None:
    assert rows(course(roster("boss"), escalation(repeat=5)).events) == [
        "+0 notify last_resort: boss",
        "+0 exhausted 1",
    ]


def test_an_absurd_number_of_rounds_is_cut_off_and_noted() -> None:
    people = roster("ana", "boss")
    plan = escalation(StepPlan("a", ("person:ana",), wait=60), repeat=10**9)
    went = course(people, plan)
    assert went.events[-1].round == MOST_ROUNDS
    assert went.notes == (f"only {MOST_ROUNDS} of {10**9 + 1:,} rounds are played",)


def test_an_escalation_of_centuries_is_cut_off_and_noted() -> None:
    people = roster("ana", "boss")
    plan = escalation(StepPlan("a", ("person:ana",), wait=3600 * 86400), repeat=99)
    went = course(people, plan)
    assert went.events[-1].event == "exhausted"
    assert went.events[-1].at < T0 + 3 * 3660 * 86400
    assert went.notes == ("the escalation is cut off: it goes on for too long",)
