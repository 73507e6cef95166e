"""Numbers that are parts of each other, against trying all numbers."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.engine.ruleset import All, Compare, In
from govcheck.engine.shares import SHARES
from govcheck.prove.rules.study import Study
from govcheck.regions.mildest import mildest
from tests.engine import build
from tests.engine.oracle import share
from tests.prove.rules.build import study

FACTS = [
    build.integer("lost", 0, 5),
    build.integer("held", 1, 6),
    build.integer("all", 1, 7),
    build.share("of-held", "lost", "held"),
    build.share("of-all", "held", "all"),
]
limits = st.tuples(st.integers(0, 5), st.integers(1, 6), st.integers(1, 7))
shares = st.tuples(st.sampled_from(SHARES), st.sampled_from(SHARES))


@settings(max_examples=150, deadline=None)
@given(limits, shares)
def test_least_numbers_that_fit(least: tuple[int, ...], wanted: tuple[str, str]) -> None:
    made = looking_for(least, wanted)
    fitting = [
        numbers
        for numbers in product(range(6), range(1, 7), range(1, 8))
        if all(number >= low for number, low in zip(numbers, least, strict=True))
        and numbers[0] <= numbers[1] <= numbers[2]
        and (share(*numbers[:2]), share(*numbers[1:])) == wanted
    ]
    match = made.completion.matches("d")[0]
    assert made.space.solver.solve([match]) is bool(fitting)
    if fitting:
        witness = mildest(made.space, [match], ["lost", "held", "all"])
        assert tuple(witness.facts.values()) == min(fitting)


def looking_for(least: tuple[int, ...], wanted: tuple[str, str]) -> Study:
    """A study with a rule for numbers from these on, with these shares."""
    names = ("lost", "held", "all")
    parts = [Compare(name, ">=", low) for name, low in zip(names, least, strict=True)]
    tests = [In("of-held", frozenset({wanted[0]})), In("of-all", frozenset({wanted[1]}))]
    when = All((*parts, *tests))
    decision = build.decision("d", "first", ["no", "yes"], {"r": (when, "yes")}, "no")
    return study(build.ruleset(FACTS, decision))
