"""Who could agree, against every way to choose speakers."""

from itertools import chain, combinations, product

from hypothesis import given
from hypothesis import strategies as st

from govcheck.agreement.sufficiency import different
from govcheck.agreement.tree import Agreement, Every, Number, Some, Vote
from govcheck.authority.electorates import StandIns, lines
from govcheck.authority.electorates import can_agree as suffices
from tests.simulate.build import council, person, roster, rota

NAMES = "abcde"
LINE = st.frozensets(st.sampled_from(NAMES), max_size=3)


@given(st.lists(LINE, max_size=4))
def test_as_many_different_people_as_the_best_choice_of_speakers_gives(
    some: list[StandIns],
) -> None:
    choices = product(*([None, *sorted(line)] for line in some))
    best = max(len(set(choice) - {None}) for choice in choices)
    assert different(some) == best


TARGETS = {f"role:{n}": n for n in range(3)}
NESTED: st.SearchStrategy[Agreement] = st.recursive(
    st.sampled_from(sorted(TARGETS)),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Every(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Some(tuple(parts))),
        st.builds(
            lambda count, parts: Number(count, tuple(parts)),
            st.integers(1, 3),
            st.lists(inner, min_size=1, max_size=3),
        ),
    ),
    max_leaves=4,
)


@given(NESTED, st.lists(st.lists(LINE, max_size=2), min_size=3, max_size=3), LINE)
def test_fewer_people_never_suffice_where_more_do_not(
    by: Agreement, found: list[list[StandIns]], silent: StandIns
) -> None:
    asked = {target: tuple(found[number]) for target, number in TARGETS.items()}
    if suffices(by, asked, silent):
        assert suffices(by, asked)
    everybody = {target: tuple(frozenset({name}) for name in NAMES) for target in TARGETS}
    assert suffices(by, everybody)
    assert not suffices(by, everybody, frozenset(NAMES))


def by_hand(by: Agreement, voices: dict[str, StandIns]) -> StandIns:
    """Who agrees, where it is known who speaks for each target; nobody where it is not enough."""
    if isinstance(by, str):
        return voices[by]
    assert not isinstance(by, Vote)
    parts = [by_hand(part, voices) for part in by.parts]
    joint = frozenset(chain.from_iterable(parts))
    if isinstance(by, Every):
        return joint if all(parts) else frozenset()
    return joint if len(joint) >= (by.needed if isinstance(by, Number) else 1) else frozenset()


QUEUES = st.lists(st.permutations(NAMES).map(lambda names: names[:3]), max_size=2)


@given(NESTED, st.lists(QUEUES, min_size=3, max_size=3), LINE)
def test_what_does_not_suffice_here_never_does(
    by: Agreement, found: list[list[list[str]]], silent: StandIns
) -> None:
    """Whoever is there: of everybody who is asked the first answers who is and may."""
    asked = {target: tuple(map(frozenset, found[number])) for target, number in TARGETS.items()}
    everyone = chain.from_iterable(combinations(NAMES, size) for size in range(len(NAMES) + 1))
    for there in everyone:
        voices = {
            target: frozenset(
                next((one for one in queue if one in there and one not in silent), "")
                for queue in found[number]
            )
            - {""}
            for target, number in TARGETS.items()
        }
        if by_hand(by, voices):
            assert suffices(by, asked, silent)


def test_a_target_that_is_named_twice_has_one_voice() -> None:
    asked = {"rota:duty": (frozenset({"ana", "ben"}),)}
    assert suffices("rota:duty", asked)
    assert not suffices(Number(2, ("rota:duty", "rota:duty")), asked)


def test_count_wants_different_people() -> None:
    ana, ben = frozenset({"ana"}), frozenset({"ben"})
    by = Number(2, ("role:x", "role:y"))
    assert not suffices(by, {"role:x": (ana,), "role:y": (ana,)})
    assert suffices(by, {"role:x": (ana,), "role:y": (ana | ben,)})


def test_whose_lines_there_are() -> None:
    people = roster(
        person("ana", deputies=["ben"]),
        "ben",
        "clara",
        roles={"chief": ["ana", "clara"]},
        rotas=[rota("duty", "ana", "clara")],
        councils=[council("board", [("ana", "clara"), "ben"], 2, chain=["ben", "clara"])],
    )
    assert lines(people, "role:chief") == (frozenset({"ana", "ben"}), frozenset({"clara"}))
    assert lines(people, "rota:duty") == (frozenset({"ana", "ben", "clara"}),)
    assert lines(people, "rota:duty", on_duty="clara") == (frozenset({"clara"}),)
    assert lines(people, "chain:board") == (frozenset({"ben", "clara"}),)
    assert lines(people, "council:board") == (
        frozenset({"ana", "ben", "clara"}),
        frozenset({"ben"}),
    )
    assert lines(people, "role:nobody") == ()
