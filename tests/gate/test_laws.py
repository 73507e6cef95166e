"""What holds of the gate whatever the reviews."""

import json
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import example, given, settings
from hypothesis import strategies as st

from govcheck.gate.approval import gate_of
from govcheck.gate.judge import Gate
from govcheck.gate.request import Prepared, Request, prepare
from govcheck.gate.reviews import read_reviews
from tests.gate.story import AT, EVERYBODY, LOOSER, Story, review

HANDLES = (*EVERYBODY, "gone-acme", "mallory", "stranger", "ANA-ACME")
STATES = ("APPROVED", "CHANGES_REQUESTED", "DISMISSED", "COMMENTED")


@cache
def request() -> tuple[Request, Prepared, str]:
    story = Story(Path(mkdtemp()))
    head = story.commit({"policies/rules/severity.yaml": LOOSER}, "change")
    asked = Request(str(story.folder), "main", "change", "github", "mallory")
    return asked, prepare(asked, AT), head


def decide(reviews: list[tuple[str, str]]) -> Gate:
    asked, prepared, head = request()
    written = [review(who, state, head, number) for number, (who, state) in enumerate(reviews, 1)]
    return gate_of(asked, prepared, read_reviews(json.dumps(written).encode(), "github"), AT)


OPINIONS = st.lists(st.tuples(st.sampled_from(HANDLES), st.sampled_from(STATES)), max_size=8)


@settings(max_examples=60, deadline=None)
@given(OPINIONS, st.sampled_from(HANDLES))
def test_one_more_approval_never_hurts(reviews: list[tuple[str, str]], another: str) -> None:
    before, after = decide(reviews), decide([*reviews, (another, "APPROVED")])
    assert after.allowed >= before.allowed
    for one, other in zip(before.requirements, after.requirements, strict=True):
        assert other.met >= one.met
        assert set(one.approved_by) <= set(other.approved_by)


@settings(max_examples=40, deadline=None)
@example([("stranger", "APPROVED"), ("stranger", "DISMISSED")])
@given(OPINIONS)
def test_only_the_last_word_of_each_counts(reviews: list[tuple[str, str]]) -> None:
    said = [(who, state) for who, state in reviews if state != "COMMENTED"]
    last = {who.lower(): (who, state) for who, state in said}
    assert decide(reviews).requirements == decide(list(last.values())).requirements


@settings(max_examples=40, deadline=None)
@given(OPINIONS)
def test_the_same_reviews_say_the_same(reviews: list[tuple[str, str]]) -> None:
    assert decide(reviews) == decide(reviews)


@settings(max_examples=40, deadline=None)
@given(OPINIONS)
def test_what_is_met_is_met_by_council_members_and_counsel(reviews: list[tuple[str, str]]) -> None:
    """Counted by hand: three of four seats, and Ana who is the only counsel left."""
    last = {who.lower(): state for who, state in reviews if state != "COMMENTED"}
    yes = {who.partition("-")[0] for who, state in last.items() if state == "APPROVED"}
    seats = len(yes & {"ana", "ben", "eva"}) + bool(yes & {"clara", "dora"})
    assert decide(reviews).allowed == (seats >= 3 and "ana" in yes)
