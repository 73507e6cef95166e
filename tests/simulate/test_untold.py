"""Obligations of which nobody tells those concerned, and what a hard conflict keeps from people."""

from typing import Any

import pytest

from govcheck.agreement.tree import Every, Number, Some
from govcheck.duty.roster import Roster, RosterPerson
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.play import play
from govcheck.simulate.program import ApprovalPlan, StepPlan
from govcheck.simulate.untold import untold
from tests.simulate.build import (
    T0,
    action,
    away,
    escalation,
    person,
    playbook,
    program,
    roster,
    stated,
)

EVERYBODY = roster("ana", "ben", "cleo", "dan", "boss")
WORK = playbook(
    action("act", within=3600, drafted_by="person:cleo", needs=("ok",)),
    approvals=[ApprovalPlan("ok", "person:ben", 60)],
)


def played(
    people: Roster,
    *steps: StepPlan,
    acknowledged: tuple[tuple[str, int], ...] = (),
    conflicts: tuple[tuple[str, str], ...] = (),
    absent: tuple[str, ...] = (),
    last: str = "person:boss",
) -> Outcome:
    """What becomes of what `ana` owes within an hour, `cleo` drafts and `ben` approves."""
    policy = program(people, escalation=escalation(*steps, last_resort=last), playbooks=[WORK])
    incident = stated(conflicts=conflicts)
    return play(policy, incident, absent=frozenset(absent), acknowledged=acknowledged)


def lacking(outcome: Outcome) -> tuple[str, ...]:
    owed = next(one for one in outcome.obligations if one.id == "leak/act")
    assert (owed.id in outcome.untold) is bool(owed.untold)
    assert owed.kept is (owed.met and not owed.untold)
    return owed.untold


def test_owner_drafter_and_approver_are_to_be_told() -> None:
    assert (
        lacking(played(EVERYBODY, StepPlan("all", ("person:ana", "person:ben", "person:cleo"))))
        == ()
    )
    assert lacking(played(EVERYBODY, StepPlan("one", ("person:ana",)))) == (
        "person:cleo",
        "person:ben",
    )
    assert lacking(played(EVERYBODY, StepPlan("one", ("person:dan",)))) == (
        "person:ana",
        "person:cleo",
        "person:ben",
    )


def test_the_instant_at_which_it_is_due_is_in_time() -> None:
    first = StepPlan("first", ("person:ana", "person:ben"), wait=3600)
    assert lacking(played(EVERYBODY, first, StepPlan("later", ("person:cleo",)))) == ()
    slow = first._replace(wait=3601)
    assert lacking(played(EVERYBODY, slow, StepPlan("later", ("person:cleo",)))) == ("person:cleo",)


def test_an_early_answer_ends_what_does_not_always_run() -> None:
    first = StepPlan("first", ("person:ana", "person:ben"), wait=600)
    then = StepPlan("then", ("person:cleo",))
    assert lacking(played(EVERYBODY, first, then)) == ()
    early = (("ana", 60),)
    assert lacking(played(EVERYBODY, first, then, acknowledged=early)) == ("person:cleo",)
    always = then._replace(always=True)
    assert lacking(played(EVERYBODY, first, always, acknowledged=early)) == ()


def test_who_stands_in_is_told_for_the_absent() -> None:
    people = roster(away("ana", ["dan"]), "ben", "cleo", "dan", "boss")
    step = StepPlan("all", ("person:ana", "person:ben", "person:cleo"))
    assert lacking(played(people, step)) == ()
    assert lacking(played(people, step._replace(notify=("person:ben", "person:cleo")))) == (
        "person:ana",
    )


def test_without_an_escalation_nobody_is_to_be_told() -> None:
    outcome = play(program(EVERYBODY, playbooks=[WORK]), stated())
    assert outcome.untold == ()


def test_an_approval_lacks_only_what_would_suffice() -> None:
    told = {"a"}.__contains__
    assert untold(Some(("a", "b")), told) == ()
    assert untold(Every(("a", "b")), told) == ("b",)
    assert untold(Number(1, ("a", "b")), told) == ()
    assert untold(Number(2, ("a", "b", "c")), told) == ("b", "c")
    assert untold(Number(2, ("a",)), told) == ()
    assert untold(Every(("a", Some(("b", Every(("c", "a")))))), told) == ("b", "c")


def test_a_hard_conflict_is_an_absence_from_everything() -> None:
    people = roster("ana", "ben", "cleo", "dan", "boss")
    step = StepPlan("all", ("person:ana", "person:ben", "person:cleo"))
    outcome = played(people, step, conflicts=(("ana", "hard"), ("boss", "soft"), ("boss", "soft")))
    told = {one.person for event in outcome.timeline for one in event.people}
    assert not told & {"ana", "boss"}
    notify = next(event for event in outcome.timeline if event.event == "notify")
    assert notify.left_out == ("ana",)
    last = next(event for event in outcome.timeline if event.step == "last_resort")
    assert (last.event, last.targets, last.left_out) == ("nobody", ("person:boss",), ("boss",))
    owed = outcome.obligations[0]
    assert (owed.done, owed.owed_by, owed.left_out) == (None, ("person:ana",), ("ana",))


def test_an_absent_last_resort_is_replaced_or_said_to_be_absent() -> None:
    people = roster("ana", "ben", "cleo", "boss")
    outcome = played(people, StepPlan("all", ("person:ana",)), absent=("boss",))
    last = next(event for event in outcome.timeline if event.step == "last_resort")
    assert (last.event, last.targets) == ("nobody", ("person:boss",))
    replaced = roster("ana", "ben", "cleo", "dan", away("boss", ["dan"]))
    outcome = played(replaced, StepPlan("all", ("person:ana",)))
    last = next(event for event in outcome.timeline if event.step == "last_resort")
    assert [(one.person, one.stands_in_for) for one in last.people] == [("dan", "boss")]


@pytest.mark.parametrize(
    ("boss", "given", "expected"),
    [
        (person("boss"), {"absent": ("boss",)}, ("absent", False)),
        (away("boss", ["dan"]), {"absent": ("dan",)}, ("absent", True)),
        (person("boss", active=(None, T0)), {}, ("left", False)),
        (person("boss", active=(T0 + 86400, None)), {}, ("joins-later", False)),
        (person("boss"), {"conflicts": (("boss", "hard"),)}, ("conflict", False)),
    ],
)
def test_it_is_said_why_the_last_resort_is_nobody(
    boss: RosterPerson, given: dict[str, Any], expected: tuple[str, bool]
) -> None:
    people = roster("ana", "ben", "cleo", "dan", boss)
    outcome = played(people, StepPlan("all", ("person:ana",)), **given)
    last = next(event for event in outcome.timeline if event.step == "last_resort")
    assert (last.event, last.skipped) == ("nobody", (("boss", *expected),))


def test_of_a_last_resort_that_nobody_holds_the_target_is_said() -> None:
    people = roster("ana", "ben", "cleo", roles={"ceo": ()})
    outcome = played(people, StepPlan("all", ("person:ana",)), last="role:ceo")
    last = next(event for event in outcome.timeline if event.step == "last_resort")
    assert last.skipped == (("role:ceo", "nobody", False),)


def test_who_could_do_it_is_named_although_an_approval_never_comes() -> None:
    outcome = played(EVERYBODY, StepPlan("all", ("person:ana",)), absent=("ben",))
    owed = outcome.obligations[0]
    assert (owed.done, owed.owed_by, owed.due) == (None, ("person:ana",), T0 + 3600)


def test_a_second_target_is_kept() -> None:
    people = roster("ana", "ben", "cleo", "boss", roles={"lead": ["ana"]})
    outcome = played(people, StepPlan("both", ("person:ana", "role:lead")))
    assert outcome.timeline[0].people[0].targets == ("person:ana", "role:lead")


def test_of_those_asked_to_approve_nobody_is_told_whose_word_does_not_count() -> None:
    """Neither the drafter nor who has a soft conflict, though they may owe and draft."""
    work = playbook(
        action("act", within=3600, drafted_by="person:cleo", needs=("ok",)),
        approvals=[ApprovalPlan("ok", Some(("person:cleo", "person:ben", "person:dan")), 60)],
    )
    step = StepPlan("all", ("person:ana", "person:cleo"))

    def told(*steps: StepPlan, conflicts: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
        policy = program(EVERYBODY, escalation=escalation(*steps), playbooks=[work])
        return lacking(play(policy, stated(conflicts=conflicts)))

    assert told(step) == ("person:ben", "person:dan")
    with_ben = step._replace(notify=(*step.notify, "person:ben"))
    assert told(with_ben) == ()
    assert told(with_ben, conflicts=(("ben", "soft"),)) == ("person:dan",)
    assert told(with_ben, conflicts=(("ana", "soft"),)) == ()
    everybody = (("ben", "soft"), ("dan", "soft"))
    assert told(step, conflicts=everybody) == ()  # nobody can agree, which no call would mend
