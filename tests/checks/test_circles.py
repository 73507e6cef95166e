"""Circles, against a search that tries every path."""

from hypothesis import given
from hypothesis import strategies as st

from govcheck.checks.people import around, circles

names = st.sampled_from("abcde")
graphs = st.dictionaries(names, st.lists(names, max_size=4, unique=True), max_size=5)


def has_circle(following: dict[str, list[str]]) -> bool:
    """Whether some path comes back to where it began."""

    def back(start: str, at: str, seen: frozenset[str]) -> bool:
        steps = following.get(at, [])
        return start in steps or any(
            back(start, step, seen | {step}) for step in steps if step not in seen
        )

    return any(back(start, start, frozenset({start})) for start in following)


@given(graphs)
def test_circles_are_found_where_there_are_any(following: dict[str, list[str]]) -> None:
    assert bool(list(circles(following))) == has_circle(following)


@given(graphs)
def test_each_circle_is_one_and_without_their_last_steps_none_is_left(
    following: dict[str, list[str]],
) -> None:
    found = list(circles(following))
    for circle in found:
        assert len(set(circle)) == len(circle)
        for name, after in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert after in following[name]
    cut = {(circle[-1], circle[0]) for circle in found}
    assert len(cut) == len(found)
    rest = {
        name: [step for step in steps if (name, step) not in cut]
        for name, steps in following.items()
    }
    assert not has_circle(rest)


def test_a_line_of_any_length_needs_no_recursion() -> None:
    line = {str(number): [str(number + 1)] for number in range(20_000)}
    assert list(circles(line)) == []
    assert len(next(circles(line | {"20000": ["0"]}))) == 20_001


def test_a_circle_in_words() -> None:
    assert around(("ana", "ben")) == "`ana` → `ben` → `ana`"
    assert around("abcdefghij") == "`a` → `b` → `c` → `d` → … → `j` → `a`"
