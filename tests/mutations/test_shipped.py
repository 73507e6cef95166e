"""Changing the shipped policy is noticed, or is known to be harmless.

Every change is one of four: a field or an item dropped, a reference renamed, a date expired, two
people swapped. A fixed sample of them is tried; `pytest -m sweep` tries each one, which takes
a quarter of an hour.
"""

import os
import re
from functools import cache

import pytest

from govcheck.change.compare import compare
from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.edits import edits
from govcheck.change.regions.differ import decided_differently
from govcheck.load.repository import load_repository
from govcheck.prove.verdict import Query
from govcheck.time.clock import DAY
from govcheck.workspace.prove import prove_tree
from tests.load.trees import MemoryTree
from tests.mutations.harmless import CLASHING, HARMLESS, REDUNDANT, WITHOUT_EFFECT, reason
from tests.mutations.judge import AT, changed, is_noticed, program_of
from tests.mutations.mutations import Mutation, mutations, shipped

SHARDS = 4
STRIDE = 1 if os.environ.get("GOVCHECK_MUTATIONS") == "all" else 61


@cache
def tree() -> MemoryTree:
    return shipped()


@cache
def every() -> tuple[Mutation, ...]:
    return tuple(mutations(tree()))


def test_there_are_thousands_of_changes_of_every_sort() -> None:
    assert len(every()) > 3_000
    assert {mutation.what for mutation in every()} == {"drop", "rename", "expire", "swap"}
    assert len({mutation.path for mutation in every()}) > 50


def test_without_a_change_there_is_nothing_to_notice() -> None:
    assert not is_noticed(tree())


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_change_is_noticed_or_harmless(shard: int) -> None:
    missed = [
        f"{mutation.name} in {mutation.document} at {mutation.where}"
        for mutation in every()[::STRIDE][shard::SHARDS]
        if not is_noticed(changed(tree(), mutation)) and reason(mutation.name) is None
    ]
    assert missed == []


@pytest.mark.parametrize("shard", range(SHARDS))
def test_diff_has_an_effect_of_a_harmless_change_or_it_does_nothing(shard: int) -> None:
    base = side(tree())
    unsaid = []
    for mutation in [one for one in every() if reason(one.name)][::STRIDE][shard::SHARDS]:
        mutated = changed(tree(), mutation)
        if is_noticed(mutated) or any(re.fullmatch(each, mutation.name) for each in WITHOUT_EFFECT):
            continue
        head = side(mutated)
        found = compare(base, head, edits(base.policy, head.policy), AT, (AT, AT + 14 * DAY))
        if not found.effects:
            unsaid.append(f"{mutation.name} in {mutation.document} at {mutation.where}")
    assert unsaid == []


def test_what_is_called_harmless_is_still_there() -> None:
    names = {mutation.name for mutation in every()}
    assert {*REDUNDANT, *CLASHING} <= names
    for pattern in (*(pattern for pattern, _ in HARMLESS), *WITHOUT_EFFECT):
        assert any(re.fullmatch(pattern, name) for name in names), pattern


def mutated(name: str) -> MemoryTree:
    (mutation,) = (each for each in every() if each.name == name)
    return changed(tree(), mutation)


def side(of: MemoryTree) -> ComparedPolicy:
    return ComparedPolicy(load_repository(of, templates=False).policy, program_of(of))


@pytest.mark.parametrize("name", REDUNDANT)
def test_a_redundant_condition_is_proved_to_decide_no_incident(name: str) -> None:
    base, head = side(tree()), side(mutated(name))
    comparison = Comparison(base, head, edits(base.policy, head.policy), AT, (AT, AT + 60 * DAY))
    assert comparison.edits
    assert list(decided_differently(comparison)) == []


@pytest.mark.parametrize("name", CLASHING)
def test_prove_finds_two_rules_that_match(name: str) -> None:
    question = Query(AT, (AT, AT + DAY), select=("RULE002",))
    found = prove_tree(mutated(name), question, lambda _verdict: None)
    assert [one.verdict.subject for one in found.proven if one.failed]
