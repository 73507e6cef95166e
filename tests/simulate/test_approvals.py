"""Each sentence of the contract about approvals."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.agreement.tree import Agreement, Every, Number, Some
from govcheck.duty.seats import seat_fillers
from govcheck.simulate.outcome import Obligation
from govcheck.simulate.people import People
from govcheck.simulate.playbooks import work
from govcheck.simulate.program import ActionPlan, ApprovalPlan
from govcheck.simulate.voices import consult
from tests.simulate.build import (
    OFFICE,
    T0,
    action,
    at,
    away,
    council,
    person,
    planned,
    playbook,
    roster,
    rota,
    stated,
    there,
)

DAY = 86400


def asked(
    people: People,
    by: Agreement,
    *,
    owed_by: str = "person:ana",
    within: int = 600,
    not_owed: Sequence[str] = (),
    after: Sequence[ActionPlan] = (),
    **post: Any,
) -> tuple[Any, Obligation]:
    """The approval of an action `post`, and the obligation that needs it."""
    book = playbook(
        *after,
        action("post", owed_by, within=3600, needs=("ok",), **post),
        approvals=[ApprovalPlan("ok", by, within)],
    )
    result = work(planned(book, not_owed=not_owed), stated(), people)
    owed = {one.id: one for one in result.obligations}["leak/post"]
    return (result.approvals[0] if result.approvals else None), owed


def test_it_counts_as_given_at_the_end_of_its_time() -> None:
    state, owed = asked(there(roster("ana", "ben")), "person:ben")
    assert (state.requested, state.ends, state.given) == (T0, T0 + 600, True)
    assert (owed.done, owed.met, owed.slack) == (T0 + 600, True, 3000)
    assert (state.id, state.action, state.requires) == ("ok", "leak/post", "person:ben")


def test_it_is_requested_when_the_actions_before_are_done() -> None:
    people = there(roster("ana", "ben", person("cleo", absences=[(T0 - DAY, at("7m"))])))
    assert asked(people, "person:ben", after=[action("draft", "person:cleo")])[0].requested == T0
    book = playbook(
        action("draft", "person:cleo"),
        action("post", within=3600, after=("draft",), needs=("ok",)),
        approvals=[ApprovalPlan("ok", "person:ben", 600)],
    )
    (state,) = work(planned(book), stated(), people).approvals
    assert (state.requested, state.ends) == (T0 + 420, T0 + 1020)


def test_it_is_never_requested_where_what_comes_first_is_never_done() -> None:
    book = playbook(
        action("draft", "role:nobody"),
        action("post", within=3600, after=("draft",), needs=("ok",)),
        approvals=[ApprovalPlan("ok", "person:ben", 600)],
    )
    result = work(planned(book), stated(), there(roster("ana", "ben")))
    (state,) = result.approvals
    assert (state.requested, state.ends, state.given) == (None, None, False)
    assert [approver.person for approver in state.approvers] == ["ben"]
    assert result.obligations[0].done is None


@pytest.mark.parametrize(
    ("back", "given"), [("0m", True), ("9m59s", True), ("10m", False), ("1h", False)]
)
def test_an_approver_must_be_there_between_request_and_end(back: str, given: bool) -> None:
    ben = person("ben", absences=[(T0 - DAY, at(back))])
    state, owed = asked(there(roster("ana", ben)), "person:ben")
    assert state.given is given
    assert owed.met is given


def test_silence_never_approves() -> None:
    state, owed = asked(there(roster("ana", away("ben"))), "person:ben")
    assert not state.given
    assert (owed.done, owed.met) == (None, False)


def test_an_approval_without_time_needs_somebody_at_that_very_instant() -> None:
    state, _ = asked(there(roster("ana", "ben")), "person:ben", within=0)
    assert (state.given, state.ends) == (True, T0)
    assert not asked(there(roster("ana", away("ben"))), "person:ben", within=0)[0].given


def test_an_approval_counts_in_working_time_where_it_names_a_calendar() -> None:
    book = playbook(
        action("post", within=7 * DAY, needs=("ok",)),
        approvals=[ApprovalPlan("ok", "person:ben", 8 * 3600, OFFICE)],
    )
    (state,) = work(planned(book), stated(), there(roster("ana", "ben"))).approvals
    assert state.ends == T0 + 24 * 3600


def test_a_timeout_moves_to_the_deputies() -> None:
    people = roster("ana", person("ben", calendar=OFFICE, deputies=["cleo"]), "cleo")
    night = stated(T0 + 12 * 3600)
    book = playbook(
        action("post", within=3600, needs=("ok",)),
        approvals=[ApprovalPlan("ok", "person:ben", 600)],
    )
    (state,) = work(planned(book), night, there(people)).approvals
    assert state.given
    assert [tuple(one) for one in state.approvers] == [
        ("ben", "person:ben", None, False, "off duty"),
        ("cleo", "person:ben", "ben", True, None),
    ]
    (alone,) = work(planned(book), night, there(people, "cleo")).approvals
    assert not alone.given


def test_deputies_of_deputies_are_not_asked() -> None:
    people = roster("ana", away("ben", ["cleo"]), away("cleo", ["dan"]), "dan")
    assert not asked(there(people), "person:ben")[0].given


def test_the_one_who_owes_it_does_not_approve_it() -> None:
    state, owed = asked(there(roster("ana")), "person:ana")
    assert not state.given
    assert state.approvers[0].why_not == "drafts it"
    assert not owed.met


def test_the_deputy_approves_what_the_approver_drafted() -> None:
    people = roster(person("ana", deputies=["ben"]), "ben")
    state, _ = asked(there(people), "person:ana")
    assert state.given


def test_whoever_drafts_does_not_approve_and_the_others_do() -> None:
    people = roster("ana", "ben", roles={"editor": ["ana", "ben"]})
    assert asked(there(people), "role:editor", owed_by="role:editor")[0].given
    two = Number(2, ("role:editor",))
    assert not asked(there(people), two, owed_by="role:editor")[0].given
    three = roster("ana", "ben", "cleo", roles={"editor": ["ana", "ben", "cleo"]})
    assert asked(there(three), two, owed_by="role:editor")[0].given


def test_drafted_by_names_another_drafter() -> None:
    people = there(roster("ana", "ben"))
    assert asked(people, "person:ana", drafted_by="person:ben")[0].given
    assert not asked(people, "person:ben", drafted_by="person:ben")[0].given


def test_a_named_drafter_never_approves_even_when_somebody_stands_in_for_them() -> None:
    ana = person("ana", absences=[(T0 - DAY, at("5m"))], deputies=["ben"])
    state, _ = asked(there(roster(ana, "ben")), "person:ana")
    assert not state.given


def test_all_of_needs_each_and_any_of_needs_one() -> None:
    people = roster("ana", "ben", away("cleo"))
    both = ("person:ben", "person:cleo")
    assert not asked(there(people), Every(both))[0].given
    assert asked(there(people), Some(both))[0].given
    assert not asked(there(people, "ben"), Some(both))[0].given


def test_one_person_may_speak_for_two_roles_of_all_of() -> None:
    people = roster("ana", "ben", roles={"legal": ["ben"], "privacy": ["ben"]})
    assert asked(there(people), Every(("role:legal", "role:privacy")))[0].given


def test_count_wants_different_people() -> None:
    people = roster("ana", "ben", roles={"legal": ["ben"], "privacy": ["ben"]})
    assert not asked(there(people), Number(2, ("role:legal", "role:privacy")))[0].given
    more = roster("ana", "ben", "cleo", roles={"legal": ["ben"], "privacy": ["ben", "cleo"]})
    assert asked(there(more), Number(2, ("role:legal", "role:privacy")))[0].given


def test_count_takes_different_people_of_one_target() -> None:
    people = roster("ana", "ben", away("cleo", ["dan"]), "dan", roles={"legal": ["ben", "cleo"]})
    assert asked(there(people), Number(2, ("role:legal",)))[0].given
    assert not asked(there(people), Number(3, ("role:legal",)))[0].given


def test_nested_requirements_are_put_in_words() -> None:
    nested = Every(("role:legal", Some(("person:ben", Number(2, ("team:a", "team:b"))))))
    assert asked(there(roster("ana")), nested)[0].requires == (
        "all of role:legal and (any of person:ben or (2 of team:a or team:b))"
    )


def test_an_approval_that_does_not_apply_is_not_needed() -> None:
    state, owed = asked(there(roster("ana")), "role:nobody", not_owed=["ok"])
    assert state is None
    assert (owed.done, owed.waits_for) == (T0, ())


def test_a_hard_conflict_is_an_absence() -> None:
    people = roster("ana", person("ben", deputies=["cleo"]), "cleo")
    state, _ = asked(there(people, hard=["ben"]), "person:ben")
    assert state.given
    assert state.approvers[0].why_not == "has a conflict of interest"
    assert not asked(there(people, "cleo", hard=["ben"]), "person:ben")[0].given


def test_a_deputy_with_a_conflict_is_listed_among_those_who_cannot() -> None:
    people = roster("ana", away("ben", ["cleo", "dan"]), "cleo", "dan")
    for there_is in (there(people, hard=["cleo"]), there(people, soft=["cleo"])):
        state, _ = asked(there_is, "person:ben")
        assert [(one.person, one.available, one.why_not) for one in state.approvers] == [
            ("ben", False, "absent"),
            ("cleo", False, "has a conflict of interest"),
            ("dan", True, None),
        ]


def test_whoever_is_on_shift_with_a_conflict_is_listed() -> None:
    people = roster("ana", "ben", "cleo", rotas=[rota("duty", "ben", "cleo")])
    state, _ = asked(there(people, soft=["ben"]), "rota:duty")
    assert ("ben", False, "has a conflict of interest") in [
        (one.person, one.available, one.why_not) for one in state.approvers
    ]


def test_a_soft_conflict_means_no_approval() -> None:
    people = roster("ana", "ben", "cleo", roles={"legal": ["ben", "cleo"]})
    assert asked(there(people, soft=["ben"]), "role:legal")[0].given
    assert not asked(there(people, soft=["ben", "cleo"]), "role:legal")[0].given


def test_a_rota_approves_through_whoever_is_on_shift() -> None:
    people = roster("ana", person("ben", calendar="never"), rotas=[rota("duty", "ben")])
    shut = people.calendars[OFFICE]._replace(hours=((),) * 7)
    people = people._replace(calendars={**people.calendars, "never": shut})
    assert asked(there(people), "rota:duty")[0].given, "their own calendar does not count"


def test_a_rota_moves_to_the_next_on_shift() -> None:
    people = roster("ana", away("ben"), "cleo", rotas=[rota("duty", "ben", "cleo")])
    state, _ = asked(there(people), "rota:duty")
    assert state.given
    assert [one.person for one in state.approvers] == ["ben", "cleo"]


def test_a_council_approves_through_a_seat_or_its_deputy() -> None:
    board = council("board", [("ben", "cleo")], 1)
    people = roster("ana", away("ben"), "cleo", councils=[board])
    assert asked(there(people), "council:board")[0].given
    assert not asked(there(people, "cleo"), "council:board")[0].given


def test_nobody_fills_two_seats_of_a_council_that_approves() -> None:
    board = council("board", ["ben", "cleo"], 2)
    people = roster(
        "ana", away("ben", ["eve"]), away("cleo", ["eve", "dan"]), "eve", "dan", councils=[board]
    )
    state, _ = asked(there(people), Number(2, ("council:board",)))
    assert state.given
    standing_in = [(one.person, one.stands_in_for) for one in state.approvers if one.available]
    assert standing_in == [("eve", "ben"), ("dan", "cleo")]
    assert not asked(there(people, "dan"), Number(2, ("council:board",)))[0].given


@given(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True),
    st.lists(st.lists(st.sampled_from("abcdef"), max_size=3, unique=True), min_size=6, max_size=6),
    st.sets(st.sampled_from("abcdef")),
)
def test_who_approves_for_a_council_is_who_would_sit_in_it(
    holders: list[str], deputies: list[list[str]], gone: set[str]
) -> None:
    """The same rule as for meetings, where nobody comes or goes meanwhile."""
    everybody = [person(name, deputies=own) for name, own in zip("abcdef", deputies, strict=True)]
    people = roster(*everybody, councils=[council("board", holders, 1)])
    found = consult(there(people).approving, "council:board", T0, T0 + 600)
    assert found.speakers(frozenset(gone)) == seat_fillers(people, "board", T0, frozenset(gone))


def test_a_chain_approves_through_its_first_available() -> None:
    board = council("board", ["ben"], 1, chain=["ben", "cleo"])
    people = roster("ana", away("ben"), "cleo", councils=[board])
    state, _ = asked(there(people), "chain:board")
    assert state.given
    assert [(one.person, one.available) for one in state.approvers] == [
        ("ben", False),
        ("cleo", True),
    ]


def test_an_action_needs_all_its_approvals() -> None:
    book = playbook(
        action("post", within=3600, needs=("one", "two")),
        approvals=[ApprovalPlan("one", "person:ben", 600), ApprovalPlan("two", "person:cleo", 900)],
    )
    people = roster("ana", "ben", "cleo")
    (owed,) = work(planned(book), stated(), there(people)).obligations
    assert (owed.done, owed.waits_for) == (T0 + 900, ("one", "two"))
    (owed,) = work(planned(book), stated(), there(people, "cleo")).obligations
    assert owed.done is None


def test_an_empty_requirement_is_never_met() -> None:
    for by in (Every(()), Some(()), Number(1, ())):
        assert not asked(there(roster("ana")), by)[0].given
