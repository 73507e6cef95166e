"""The shortest ways, compared with every set of people that there is."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.agreement import ways as module
from govcheck.agreement.sufficiency import VotingCouncil, concerned, helpful, suffices
from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Some, Vote
from govcheck.agreement.ways import Choice, Ways, shortest_ways

PEOPLE = tuple("abcdefgh")
TARGETS = ("role:x", "role:y", "team:z", "person:a")


def sets_of(ways: Ways) -> frozenset[frozenset[str]]:
    """Every set of people that the choices allow; not for many of them."""
    picks = [list(combinations(one.people, one.number)) for one in ways.choices]
    return frozenset(frozenset(who for part in one for who in part) for one in product(*picks))


class Electors(NamedTuple):
    """Who belongs to each target, and the councils."""

    groups: Mapping[str, frozenset[str]]
    councils: Sequence[VotingCouncil[str]]

    def of(self, target: str) -> frozenset[str]:
        return self.groups.get(target, frozenset())

    def benches(self) -> Sequence[VotingCouncil[str]]:
        return self.councils


some_people = st.frozensets(st.sampled_from(PEOPLE), max_size=5)
seats = st.lists(st.frozensets(st.sampled_from(PEOPLE), min_size=1, max_size=2), max_size=5).map(
    tuple
)
benches = st.builds(VotingCouncil, seats, st.frozensets(st.sampled_from(PEOPLE), max_size=2))
electors = st.builds(
    Electors,
    st.fixed_dictionaries(dict.fromkeys(TARGETS, some_people)),
    st.lists(benches, max_size=2),
)
leaves = st.sampled_from(TARGETS) | st.builds(
    Vote,
    st.sampled_from(["majority", "two-thirds", "unanimity"]),
    st.lists(st.sampled_from([CHAIR, *TARGETS]), max_size=1).map(tuple),
)


def nested(inner: st.SearchStrategy[Agreement]) -> st.SearchStrategy[Agreement]:
    parts = st.lists(inner, max_size=3).map(tuple)
    return (
        st.builds(Every, parts)
        | st.builds(Some, parts)
        | st.builds(Number, st.integers(1, 3), parts)
    )


agreements: st.SearchStrategy[Agreement] = st.recursive(leaves, nested, max_leaves=5)


def by_hand(agreement: Agreement, people: frozenset[str], asked: Electors) -> frozenset[str]:
    """Who agrees, by trying every way in which people can speak for seats."""
    if isinstance(agreement, str):
        return people & asked.of(agreement)
    if isinstance(agreement, Vote):
        found: frozenset[str] = frozenset()
        for bench in asked.councils:
            size = len(bench.seats)
            share = {
                "majority": size // 2 + 1,
                "two-thirds": (2 * size + 2) // 3,
                "unanimity": size,
            }
            least = max(share[agreement.share], 1)
            spoken = _most(bench.seats, people)
            groups = [
                people & (bench.chair if name == CHAIR else asked.of(name))
                for name in agreement.includes
            ]
            if spoken >= least and all(groups):
                found |= {who for who in people if any(who in seat for seat in bench.seats)}
                found = found.union(*groups)
        return found
    parts = [by_hand(part, people, asked) for part in agreement.parts]
    joint = frozenset(who for part in parts for who in part)
    if isinstance(agreement, Every):
        return joint if all(parts) else frozenset()
    if isinstance(agreement, Number):
        return joint if len(joint) >= agreement.needed else frozenset()
    return joint


def _most(seats: Sequence[frozenset[str]], people: frozenset[str]) -> int:
    if not seats:
        return 0
    first, rest = seats[0], seats[1:]
    taken = [1 + _most(rest, people - {who}) for who in first & people]
    return max([_most(rest, people), *taken])


def every_shortest(
    asked: Sequence[Agreement], given: frozenset[str], able: frozenset[str], who: Electors
) -> set[frozenset[str]]:
    """Every smallest set of further people, by trying all sets from the smallest on."""
    left = sorted(able - given)
    for size in range(len(left) + 1):
        found = {
            frozenset(some)
            for some in combinations(left, size)
            if all(by_hand(one, given | frozenset(some), who) for one in asked)
        }
        if found:
            return found
    return set()


@settings(max_examples=400, deadline=None)
@given(agreements, some_people, electors)
def test_who_suffices(agreement: Agreement, people: frozenset[str], who: Electors) -> None:
    assert suffices(agreement, people, who) == bool(by_hand(agreement, people, who))


@settings(max_examples=500, deadline=None)
@given(
    st.lists(agreements, max_size=3), some_people, st.frozensets(st.sampled_from(PEOPLE)), electors
)
def test_the_shortest_ways_are_all_that_are_shortest(
    asked: list[Agreement], given_: frozenset[str], able: frozenset[str], who: Electors
) -> None:
    ways, expected = (
        shortest_ways(asked, given_, able, who),
        every_shortest(asked, given_, able, who),
    )
    assert ways.exact
    assert ways.possible == bool(expected)
    if expected:
        found = sets_of(ways)
        assert ways.missing == len(min(expected))
        assert found <= expected
        assert len(expected) - len(found) == ways.others


@settings(max_examples=400, deadline=None)
@given(agreements, some_people, electors)
def test_who_helps_is_in_some_completion_and_nobody_else_is(
    agreement: Agreement, people: frozenset[str], who: Electors
) -> None:
    """Everybody of a shortest way helps; who does not help is in no smallest completion at all."""
    able = concerned(agreement, who)
    helping = helpful(agreement, people, who)
    assert helping <= able - people
    ways = shortest_ways([agreement], people, able, who)
    assert {one for choice in ways.choices for one in choice.people} <= helping
    if ways.possible:
        assert suffices(agreement, people | helping, who)


@settings(max_examples=200, deadline=None)
@given(st.lists(agreements, min_size=1, max_size=3), some_people, electors)
def test_beyond_the_bound_nobody_of_the_way_can_be_left_out(
    asked: list[Agreement], given_: frozenset[str], who: Electors
) -> None:
    able = frozenset(PEOPLE)
    before = module.MOST_ATTEMPTS
    module.MOST_ATTEMPTS = 0  # type: ignore[misc]
    try:
        ways = shortest_ways(asked, given_, able, who)
    finally:
        module.MOST_ATTEMPTS = before  # type: ignore[misc]
    assert ways.possible == bool(every_shortest(asked, given_, able, who))
    if not ways.missing:
        return
    assert not ways.exact
    (way,) = sets_of(ways)
    assert len(way) == ways.missing
    assert all(suffices(one, given_ | way, who) for one in asked)
    for person in way:
        assert not all(suffices(one, given_ | way - {person}, who) for one in asked)


def test_one_person_who_serves_two_requirements_is_asked_once() -> None:
    who = Electors({"role:x": frozenset("ab"), "role:y": frozenset("bc")}, ())
    ways = shortest_ways(["role:x", "role:y"], frozenset(), frozenset(PEOPLE), who)
    assert ways == Ways(True, 1, (Choice(1, ("b",)),))


def test_a_choice_among_alike_and_one_among_others() -> None:
    seats_ = tuple(frozenset(one) for one in "abcdefg")
    who = Electors({"role:x": frozenset("ah")}, (VotingCouncil(seats_, frozenset("b")),))
    ways = shortest_ways(
        [Vote("majority", (CHAIR,)), "role:x"], frozenset("c"), frozenset(PEOPLE), who
    )
    assert ways == Ways(
        True, 3, (Choice(1, ("a",)), Choice(1, ("b",)), Choice(1, ("d", "e", "f", "g")))
    )


def test_ways_that_hang_together_are_counted() -> None:
    """Either a and b, or c and d: no independent choices make these two of them."""
    who = Electors({f"person:{one}": frozenset(one) for one in "abcd"}, ())
    either = Some((Every(("person:a", "person:b")), Every(("person:c", "person:d"))))
    ways = shortest_ways([either], frozenset(), frozenset(PEOPLE), who)
    assert (ways.missing, ways.others, len(sets_of(ways))) == (2, 1, 1)


@pytest.mark.parametrize("size", [9, 40, 400])
def test_a_large_council_is_no_matter(size: int) -> None:
    names = [f"p{number:03}" for number in range(size)]
    seats_ = tuple(frozenset((name,)) for name in names)
    who = Electors({}, (VotingCouncil(seats_, frozenset(names[:1])),))
    ways = shortest_ways([Vote("two-thirds", (CHAIR,))], frozenset(), frozenset(names), who)
    assert ways.exact
    assert ways.missing == -(-2 * size // 3)
    assert ways.choices[0] == Choice(1, (names[0],))


def test_many_people_who_are_all_different_end_within_the_bound() -> None:
    names = [f"p{number:02}" for number in range(40)]
    groups = {
        f"role:{a}-{b}": frozenset((names[a], names[b]))
        for a in range(40)
        for b in range(a + 1, 40)
        if (a * b + a + b) % 7 == 0
    }
    who = Electors(groups, ())
    ways = shortest_ways(list(groups), frozenset(), frozenset(names), who)
    assert not ways.exact
    assert ways.possible
