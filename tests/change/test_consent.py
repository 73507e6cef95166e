"""`implies` against every way in which people can be there, with deputies and seats."""

from collections.abc import Iterator
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.agreement import implication
from govcheck.agreement.tree import Agreement, Every, Number, Some, Vote
from govcheck.change.comparison import members
from govcheck.duty.roster import Roster, RosterCouncil, RosterPerson, RosterSeat

PEOPLE = ("ana", "ben", "eva", "kim")
TARGETS = (
    *(f"person:{name}" for name in PEOPLE),
    "role:legal",
    "role:press",
    "team:social",
    "rota:duty",
    "council:board",
    "chain:board",
)
Deputies = dict[str, tuple[str, ...]]


def implies(one: Agreement, of_one: Roster, other: Agreement, of_other: Roster) -> bool:
    return implication.implies(one, members(of_one), other, members(of_other))


def roster(deputies: Deputies) -> Roster:
    people = {
        name: RosterPerson(name, name, "UTC", None, deputies[name], (), (None, None), ())
        for name in PEOPLE
    }
    seats = (RosterSeat("ana", "expert", "kim"), RosterSeat("ben", "executive", None))
    board = RosterCouncil("board", "ana", seats, 1, ("eva", "ana"), {})
    roles = {"legal": ("ana", "ben"), "press": ("ana", "ben", "eva")}
    return Roster(
        "UTC", people, {}, {}, {"board": board}, roles, {"social": ("ben", "eva")}, {}, {}, None
    )


def queues(target: str, shift: str, deputies: Deputies) -> Iterator[tuple[str, ...]]:
    """Whoever is asked for a target, each with those who answer in their place, in order."""
    kind, _, name = target.partition(":")
    if kind == "chain":
        yield ("eva", "ana", *deputies["eva"], *deputies["ana"])
    elif kind == "council":
        yield ("ana", "kim", *deputies["ana"])
        yield ("ben", *deputies["ben"])
    else:
        named = {
            "person": (name,),
            "rota": (shift,),
            "team": ("ben", "eva"),
            "role": ("ana", "ben") if name == "legal" else ("ana", "ben", "eva"),
        }[kind]
        for one in named:
            yield (one, *deputies[one])


def agreeing(
    by: Agreement, there: frozenset[str], shift: str, deputies: Deputies
) -> frozenset[str]:
    """Who agrees, if everybody does who is there; nobody where that is not enough."""
    if isinstance(by, str):
        voices = (
            next((one for one in queue if one in there), None)
            for queue in queues(by, shift, deputies)
        )
        return frozenset(voice for voice in voices if voice is not None)
    assert not isinstance(by, Vote)
    parts = [agreeing(part, there, shift, deputies) for part in by.parts]
    everybody = frozenset(chain.from_iterable(parts))
    if isinstance(by, Every):
        return everybody if all(parts) else frozenset()
    needed = by.needed if isinstance(by, Number) else 1
    return everybody if len(everybody) >= needed else frozenset()


def really(one: Agreement, other: Agreement, deputies: Deputies) -> bool:
    everyone = chain.from_iterable(combinations(PEOPLE, size) for size in range(5))
    return all(
        bool(agreeing(other, there, shift, deputies))
        for there in map(frozenset, everyone)
        for shift in ("ben", "kim")
        if agreeing(one, there, shift, deputies)
    )


requirements: st.SearchStrategy[Agreement] = st.recursive(
    st.sampled_from(TARGETS),
    lambda part: st.one_of(
        st.lists(part, max_size=3).map(lambda parts: Every(tuple(parts))),
        st.lists(part, max_size=3).map(lambda parts: Some(tuple(parts))),
        st.builds(
            lambda needed, parts: Number(needed, tuple(parts)),
            st.integers(1, 3),
            st.lists(part, max_size=3),
        ),
    ),
    max_leaves=5,
)
standing_in = st.fixed_dictionaries(
    {name: st.lists(st.sampled_from(PEOPLE), max_size=2).map(tuple) for name in PEOPLE}
)


@given(requirements, requirements, standing_in)
def test_what_is_enough_for_one_really_is_enough_for_the_other(
    one: Agreement, other: Agreement, deputies: Deputies
) -> None:
    everybody = roster(deputies)
    if implies(one, everybody, other, everybody):
        assert really(one, other, deputies)
    assert implies(one, everybody, one, everybody)
    assert implies(Every((one, other)), everybody, other, everybody)
    assert implies(one, everybody, Some((one, other)), everybody)


A, B, E = "person:ana", "person:ben", "person:eva"
CASES: list[tuple[Agreement, Agreement, bool]] = [
    (A, "role:legal", True),
    ("role:legal", A, False),
    ("role:legal", "role:press", True),
    ("role:press", "role:legal", False),
    (A, Some((Every((A, B)),)), False),
    (A, Number(2, (A, B)), False),
    (Number(2, (A, B, E)), Number(2, ("role:press",)), True),
    (Number(2, (A, B, E)), Number(2, ("role:legal",)), False),
    (Number(3, ("role:press",)), Number(2, ("role:press",)), True),
    (Number(1, (A, B)), "role:legal", True),
    (Every((A, B)), Number(2, (A, B)), False),  # one deputy may speak for both
    (B, "rota:duty", False),  # only while on shift
    ("person:ana", "chain:board", False),  # only while eva is away
    ("person:ana", "council:board", False),  # whose deputy is another
    ("rota:duty", Some(("rota:duty", A)), True),
]


@pytest.mark.parametrize(("one", "other", "expected"), CASES)
def test_what_can_be_seen_is_seen(one: Agreement, other: Agreement, *, expected: bool) -> None:
    everybody = roster(dict.fromkeys(PEOPLE, ()))
    assert implies(one, everybody, other, everybody) is expected


def test_deeply_nested_requirements_are_compared_in_time() -> None:
    one: Agreement = A
    other: Agreement = B
    for level in range(40):
        kind = Every if level % 2 else Some
        one, other = kind((one, f"rota:x{level}")), kind((other, f"rota:y{level}"))
    everybody = roster(dict.fromkeys(PEOPLE, ()))
    assert not implies(one, everybody, other, everybody)
