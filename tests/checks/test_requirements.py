"""Requirements of change control, against trying everybody."""

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from govcheck.checks.requirements import meets, needed, sufficing
from govcheck.model.change_control import CouncilVote, Requirement
from tests.simulate.build import council, roster

NAMES = ("ana", "ben", "clara", "dora")
SMALL = council("pair", ["ana"], 1)
LARGE = council("board", ["ana", "ben", "clara"], 2)
PEOPLE = roster(*NAMES, roles={"law": ["ben", "dora"], "none": []}, councils=[SMALL, LARGE])
READER: TypeAdapter[Requirement] = TypeAdapter(Requirement)

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
).map(READER.validate_python)


@given(REQUIREMENTS)
def test_who_suffices_alone_is_who_meets_it_alone(requirement: Requirement) -> None:
    alone = {name for name in NAMES if meets(requirement, frozenset({name}), PEOPLE)}
    assert sufficing(requirement, PEOPLE) == alone


@given(REQUIREMENTS, st.frozensets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_one_more_approval_never_hurts(
    requirement: Requirement, people: frozenset[str], another: str
) -> None:
    if meets(requirement, people, PEOPLE):
        assert meets(requirement, people | {another}, PEOPLE)


def test_how_many_seats_must_agree() -> None:
    """Two thirds round up, a majority is more than half."""
    expected = {1: (1, 1, 1), 2: (2, 2, 2), 3: (2, 2, 3), 4: (3, 3, 4), 6: (4, 4, 6), 9: (5, 6, 9)}
    for seats, votes in expected.items():
        board = council("board", [f"p{number}" for number in range(seats)], 1)
        found = (
            needed(CouncilVote(council=share), board)
            for share in ("majority", "two-thirds", "unanimity")
        )
        assert tuple(found) == votes
