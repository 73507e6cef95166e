"""What implies what, compared with every set of people that there is."""

from itertools import chain, combinations

import pytest
from hypothesis import given, settings

from govcheck.agreement.implication import implies
from govcheck.agreement.tree import Agreement, Every, Number, Some
from tests.agreement.test_ways import PEOPLE, Electors, agreements, by_hand, electors


def really(one: Agreement, other: Agreement, who: Electors) -> bool:
    everyone = chain.from_iterable(combinations(PEOPLE, size) for size in range(len(PEOPLE) + 1))
    return all(
        by_hand(other, people, who)
        for people in map(frozenset, everyone)
        if by_hand(one, people, who)
    )


@settings(max_examples=150, deadline=None)
@given(agreements, agreements, electors)
def test_what_implies_another_really_does(one: Agreement, other: Agreement, who: Electors) -> None:
    if implies(one, who.of, other, who.of):
        assert really(one, other, who)
    assert implies(one, who.of, one, who.of)
    assert implies(Every((one, other)), who.of, other, who.of)
    assert implies(one, who.of, Some((one, other)), who.of)


def nested(depth: int, parts: tuple[Agreement, ...]) -> Agreement:
    return Some((nested(depth - 1, parts), parts[0])) if depth else Some(parts)


A, B, C = "person:a", "person:b", "person:c"
WHO = Electors({f"person:{one}": frozenset(one) for one in "abc"} | {"role:x": frozenset("ab")}, ())


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Number(2, (Some((A, B)), C)), Number(2, (A, B, C)), True),
        (Number(2, (A, B, C)), Number(2, (Some((A, B)), C)), True),
        (Number(2, (A, B)), Number(2, ("role:x", C)), True),
        (Number(2, ("role:x",)), Number(2, (A, Some((B, Some((C,)))))), True),
        (Number(2, (Every((A, B)), C)), Number(2, (A, B, C)), False),  # seen, it would be true
        (nested(3, (A, B)), Some((B, A)), True),
        (Some((A, C)), "role:x", False),
        (Every((A, C)), "role:x", True),
        (Every(()), A, False),  # seen, it would be true: it is never met
        (A, Every(()), False),
        (Every((A,)), Some((A,)), True),
    ],
)
def test_what_can_be_seen_is_seen(one: Agreement, other: Agreement, *, expected: bool) -> None:
    assert implies(one, WHO.of, other, WHO.of) is expected
