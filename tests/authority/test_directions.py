"""Comparisons the wrong way round, beyond the example."""

import pytest

from tests.checks.overlay import found

HEAD = """\
# without: scenario/unsafe-product, scenario/unsafe-product-spreading, scenario/question
kind: vocabulary
id: facts
facts:
  topics: {type: tags, values: [safety, service]}
  followers: {type: integer, minimum: 0, worse: higher}
  score: {type: number, worse: lower}
---
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: sev3
because: Routine
rules:
"""


def rules(*pairs: tuple[str, str]) -> str:
    return HEAD + "".join(
        f"  - {{id: r{n}, when: {when}, then: {then}, because: So it is}}\n"
        for n, (when, then) in enumerate(pairs)
    )


@pytest.mark.parametrize(
    ("when", "bound"),
    [
        ("{followers: {less_than: 7}}", "7"),
        ("{not: {followers: {at_least: 8}}}", "8"),
        ("{any: [{topics: [safety], followers: {at_most: 9}}]}", "9"),
        ("{score: {at_least: 3.5}}", "3.5"),
        ("{all: [{followers: {at_most: 9}}, {followers: {at_most: 4}}]}", "9"),
    ],
)
def test_a_rule_that_lets_go_of_what_is_worse(when: str, bound: str) -> None:
    assert found("DEC019", rules((when, "sev1"))) == [bound]


@pytest.mark.parametrize(
    "pairs",
    [
        (("{followers: {at_least: 7}}", "sev1"),),
        (("{followers: {at_most: 7}}", "sev3"),),
        (("{score: {at_most: 3.5}}", "sev1"),),
        (("{followers: {at_least: 3, at_most: 7}}", "sev1"),),
        (("{followers: {at_most: 7}}", "sev2"), ("{followers: {more_than: 7}}", "sev1")),
        (("{topics: [safety], followers: {at_most: 7}}", "sev2"), ("{topics: [safety]}", "sev2")),
        (("{any: [{followers: {at_most: 7}}, {followers: {at_least: 9}}]}", "sev1"),),
    ],
)
def test_bands_and_bounds_of_which_the_worse_side_is_covered(pairs: tuple[tuple[str, str]]) -> None:
    assert found("DEC019", rules(*pairs)) == []


def test_a_rule_for_what_is_worse_that_yields_less_does_not_cover() -> None:
    pairs = ("{followers: {at_most: 7}}", "sev1"), ("{followers: {more_than: 7}}", "sev2")
    assert found("DEC019", rules(*pairs)) == ["7"]


def test_only_ordered_results_can_be_too_low() -> None:
    text = (
        HEAD
        + "  - {id: s, when: {topics: [safety]}, then: sev1, because: S}\n---\nkind: decision\n"
        "id: reply\ndecides: reply\nhit_policy: collect\nresults: [a, b]\nordered: true\n"
        "rules:\n  - {id: r, when: {followers: {at_most: 3}}, then: [b, a], because: So it is}\n"
    )
    assert found("DEC019", text) == []


def test_rules_that_take_over_between_them_are_enough() -> None:
    pairs = (
        ("{followers: {at_most: 7}}", "sev1"),
        ("{followers: {more_than: 7}, topics: [safety]}", "sev1"),
        ("{followers: {more_than: 7}, not: {topics: [safety]}}", "sev1"),
    )
    assert found("DEC019", rules(*pairs)) == []
    assert found("DEC019", rules(*pairs[:2])) == ["7"]


def test_under_first_only_what_decides_counts() -> None:
    shadowed = ("{}", "sev3"), ("{followers: {at_most: 7}}", "sev1")
    text = rules(*shadowed).replace("hit_policy: highest", "hit_policy: first")
    assert found("DEC019", text) == []
    beyond = (
        ("{followers: {at_most: 7}}", "sev1"),
        ("{followers: {at_least: 9}}", "sev3"),
        ("{}", "sev1"),
    )
    text = rules(*beyond).replace("hit_policy: highest", "hit_policy: first")
    assert found("DEC019", text) == ["7"]
