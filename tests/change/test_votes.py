"""Whether a requirement asks for all that another does, against every set of people."""

from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.agreement.implication import implies
from govcheck.agreement.sufficiency import suffices
from govcheck.agreement.tree import Agreement, Every, Number, Some, Vote
from govcheck.authority.electorates import Everybody
from govcheck.change.comparison import members
from govcheck.change.effects.approval_rules import in_people
from tests.simulate.build import council, roster

NAMES = ("ana", "ben", "clara", "dora")
PEOPLE = roster(
    *NAMES,
    roles={"law": ["ben", "dora"], "all": NAMES},
    councils=[council("board", ["ana", "ben", "clara"], 2)],
)
TARGETS = ("person:ana", "person:dora", "role:law", "role:all", "council:board")
leaves = st.sampled_from(TARGETS) | st.builds(
    Vote,
    st.sampled_from(["majority", "two-thirds", "unanimity"]),
    st.lists(st.sampled_from(["chair", "person:dora", "role:law"]), max_size=2).map(tuple),
)
requirements: st.SearchStrategy[Agreement] = st.recursive(
    leaves,
    lambda inner: (
        st.builds(Every, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Some, st.lists(inner, min_size=1, max_size=3).map(tuple))
        | st.builds(Number, st.integers(1, 3), st.lists(inner, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=5,
)
EVERYONE = [
    frozenset(people)
    for people in chain.from_iterable(combinations(NAMES, size) for size in range(len(NAMES) + 1))
]


@given(requirements)
def test_a_vote_is_so_many_people(asked: Agreement) -> None:
    voters = Everybody(PEOPLE)
    same = in_people(asked, PEOPLE)
    for people in EVERYONE:
        assert suffices(same, people, voters) == suffices(asked, people, voters)


@settings(max_examples=300)
@given(requirements, requirements)
def test_who_meets_one_meets_the_other(one: Agreement, other: Agreement) -> None:
    voters, who = Everybody(PEOPLE), members(PEOPLE)
    if implies(in_people(one, PEOPLE), who, in_people(other, PEOPLE), who):
        for people in EVERYONE:
            assert suffices(other, people, voters) or not suffices(one, people, voters)


def test_votes_are_compared() -> None:
    who = members(PEOPLE)

    def harder(one: Agreement, other: Agreement) -> bool:
        return implies(in_people(one, PEOPLE), who, in_people(other, PEOPLE), who)

    assert harder(Vote("unanimity"), Vote("majority"))
    assert not harder(Vote("majority"), Vote("unanimity"))
    assert harder(Vote("majority", ("chair",)), Vote("majority"))
    assert harder(Vote("majority"), "council:board")
    assert not harder("council:board", Vote("majority"))
    assert harder(Every((Vote("majority"), "role:law")), Some(("role:law", "person:ana")))
