"""`narrower` against every incident with three facts."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.change.narrower import narrower
from govcheck.engine.ruleset import ALWAYS, All, Any, Compare, Condition, HasTag, In, Known, Not

NUMBERS = (None, 0, 1, 2, 3)
COLOURS = (None, "red", "green", "blue")
TAGS = (frozenset[str](), frozenset({"a"}), frozenset({"a", "b"}), frozenset({"b"}))
Incident = tuple[int | None, str | None, frozenset[str]]
INCIDENTS: tuple[Incident, ...] = tuple(product(NUMBERS, COLOURS, TAGS))


def holds(condition: Condition, incident: Incident) -> bool:
    number, colour, tags = incident
    match condition:
        case All(parts):
            return all(holds(part, incident) for part in parts)
        case Any(parts):
            return any(holds(part, incident) for part in parts)
        case Not(part):
            return not holds(part, incident)
        case In(_, values):
            return colour in values
        case HasTag(_, tag):
            return tag in tags
        case Known():
            return number is not None
        case Compare(_, op, bound):
            stated = -1 if number is None else number
            compared = {
                ">=": stated >= bound,
                ">": stated > bound,
                "<=": stated <= bound,
                "<": stated < bound,
            }
            return compared[op]
    raise AssertionError(condition)


tests: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compare, st.just("n"), st.sampled_from((">=", ">", "<=", "<")), st.integers(0, 3)),
    st.frozensets(st.sampled_from(("red", "green", "blue")), min_size=1).map(
        lambda values: In("c", values)
    ),
    st.sampled_from(("a", "b")).map(lambda tag: HasTag("t", tag)),
    st.just(Known("n")),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    tests,
    lambda part: st.one_of(
        st.lists(part, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(part, max_size=3).map(lambda parts: Any(tuple(parts))),
        part.map(Not),
    ),
    max_leaves=5,
)


@given(conditions, conditions)
def test_the_narrower_one_never_holds_alone(one: Condition, other: Condition) -> None:
    if narrower(one, other):
        assert all(holds(other, incident) for incident in INCIDENTS if holds(one, incident))
    assert narrower(one, one)
    assert narrower(All((one, other)), other)
    assert narrower(one, Any((one, other)))
    assert narrower(one, ALWAYS)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Compare("n", ">=", 2), Compare("n", ">=", 1), True),
        (Compare("n", ">=", 1), Compare("n", ">", 1), False),
        (Compare("n", ">", 1), Compare("n", ">=", 1), True),
        (Compare("n", "<", 1), Compare("n", "<=", 3), True),
        (Compare("n", "<", 1), Compare("n", ">=", 0), False),
        (Compare("n", ">=", 2), Compare("m", ">=", 1), False),
        (Not(In("c", frozenset({"red", "blue"}))), Not(In("c", frozenset({"red"}))), True),
        (ALWAYS, HasTag("t", "a"), False),
    ],
)
def test_what_can_be_seen_is_seen(one: Condition, other: Condition, *, expected: bool) -> None:
    assert narrower(one, other) is expected
