"""Requirements of change control, against trying everybody."""

from hypothesis import given
from hypothesis import strategies as st

from govcheck.agreement.sufficiency import needed, suffices
from govcheck.agreement.tree import Vote
from govcheck.authority.electorates import Everybody, sufficing
from govcheck.model.agreement import agreement_of
from govcheck.model.base import Model
from govcheck.model.change_control import Requirement
from tests.simulate.build import council, roster

NAMES = ("ana", "ben", "clara", "dora")
SMALL = council("pair", ["ana"], 1)
LARGE = council("board", ["ana", "ben", "clara"], 2)
PEOPLE = roster(*NAMES, roles={"law": ["ben", "dora"], "none": []}, councils=[SMALL, LARGE])
VOTERS = Everybody(PEOPLE)


class Written(Model):
    by: Requirement


VOTES = st.fixed_dictionaries(
    {
        "council": st.sampled_from(["majority", "two-thirds", "unanimity"]),
        "includes": st.lists(st.sampled_from(["chair", "ben", "role:law"]), max_size=2),
    }
)
TARGETS = st.sampled_from(
    ["person:ana", "role:law", "role:none", "council:board", "chain:board", "person:nobody"]
)
REQUIREMENTS = st.recursive(
    TARGETS | VOTES,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all_of": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any_of": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(
            lambda count, parts: {"count": count, "of": parts},
            st.integers(1, 3),
            st.lists(inner, min_size=1, max_size=3),
        ),
    ),
    max_leaves=5,
).map(lambda written: Written.model_validate({"by": written}).by)


def test_who_suffices_alone() -> None:
    cases = {
        "ana ben": {"any_of": ["person:ana", "person:ben"]},
        "ben": {"all_of": ["role:law", "council:board"]},
        "ana": {"council": "unanimity", "includes": ["chair"]},
        "": {"count": 2, "of": ["person:ana", "role:law"]},
    }
    for names, written in cases.items():
        found = sufficing(agreement_of(Written.model_validate({"by": written}).by), VOTERS)
        assert found == frozenset(names.split()), written


def test_every_council_that_agrees_counts() -> None:
    two = agreement_of(
        Written.model_validate({"by": {"count": 2, "of": [{"council": "majority"}]}}).by
    )
    assert suffices(two, frozenset(("ben", "clara")), VOTERS)
    assert suffices(two, frozenset(("ana", "ben", "clara")), VOTERS)
    assert not suffices(two, frozenset(("ana", "dora")), VOTERS)


@given(REQUIREMENTS, st.frozensets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_one_more_approval_never_hurts(
    requirement: Requirement, people: frozenset[str], another: str
) -> None:
    agreement = agreement_of(requirement)
    if suffices(agreement, people, VOTERS):
        assert suffices(agreement, people | {another}, VOTERS)


def test_how_many_seats_must_agree() -> None:
    """Two thirds round up, a majority is more than half."""
    expected = {1: (1, 1, 1), 2: (2, 2, 2), 3: (2, 2, 3), 4: (3, 3, 4), 6: (4, 4, 6), 9: (5, 6, 9)}
    for seats, votes in expected.items():
        found = (needed(Vote(share), seats) for share in ("majority", "two-thirds", "unanimity"))
        assert tuple(found) == votes
