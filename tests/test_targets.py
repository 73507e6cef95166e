"""Targets, taken apart: the table agrees with the language and with who answers when."""

import pytest

from govcheck.duty.resolve import everybody, resolve
from govcheck.duty.rotas import TURNS
from govcheck.model.texts import TARGET_TYPES
from govcheck.targets import (
    TARGET_KINDS,
    TargetRef,
    is_target,
    people_named,
    person_id,
    read_target,
)
from tests.simulate.build import T0, council, roster, rota

PEOPLE = roster(
    "ana",
    "ben",
    "clara",
    roles={"press": ["ana", "ben"]},
    rotas=[rota("duty", "ana", "ben", "clara")],
    councils=[council("board", ["ana", "ben"], 1, chain=["clara", "ana"])],
)


def test_a_target_is_its_kind_and_its_id() -> None:
    for kind in TARGET_KINDS:
        assert read_target(f"{kind}:some-id") == TargetRef(kind, "some-id")
        assert str(read_target(f"{kind}:some-id")) == f"{kind}:some-id"
        assert is_target(f"{kind}:some-id")
    assert [read_target(text).traits.document for text in ("chain:x", "next:x", "x:y")] == [
        "council",
        "rota",
        "",
    ]
    assert read_target("chain:board").document == "council/board"
    assert not is_target("ana")
    assert person_id("person:ana") == person_id("ana") == "ana"
    assert people_named(["person:ana", "role:press", "ana"]) == ["ana"]


def test_the_language_has_just_these_kinds() -> None:
    assert set(TARGET_TYPES) == set(TARGET_KINDS)
    assert {kind for kind, traits in TARGET_KINDS.items() if traits.by_shifts} == set(TURNS)


@pytest.mark.parametrize(
    "target",
    ["person:ana", "role:press", "rota:duty", "next:duty", "council:board",
     "chain:board"],
)  # fmt: skip
def test_how_many_answer_at_a_time(target: str) -> None:
    """While everybody is there, all who are named answer, or one of them."""
    answering = {one.person for one in resolve(PEOPLE, [target], T0).people}
    named = set(everybody(PEOPLE, target))
    if read_target(target).traits.one_at_a_time:
        assert len(answering) == 1 < len(named)
    else:
        assert answering == named
