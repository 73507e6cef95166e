"""Changing the shipped policy is noticed, or is known to be harmless.

Every change is one of four: a field or an item dropped, a reference renamed, a date expired, two
people swapped. A fixed sample of them is tried; with `GOVCHECK_MUTATIONS=all` each one, which
takes a quarter of an hour.
"""

import os
import re
from functools import cache

import pytest

from govcheck.change.comparison import Comparison, Side
from govcheck.change.edits import edits
from govcheck.change.regions.differ import decided_differently
from govcheck.clock import DAY
from govcheck.load.repository import load_repository
from govcheck.prove.question import Question
from govcheck.workspace.prove import prove_tree
from tests.load.trees import MemoryTree
from tests.mutations.harmless import CLASHING, HARMLESS, REDUNDANT, reason
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


def test_what_is_called_harmless_is_still_there() -> None:
    names = {mutation.name for mutation in every()}
    assert {*REDUNDANT, *CLASHING} <= names
    for pattern, _ in HARMLESS:
        assert any(re.fullmatch(pattern, name) for name in names), pattern


def mutated(name: str) -> MemoryTree:
    (mutation,) = (each for each in every() if each.name == name)
    return changed(tree(), mutation)


@pytest.mark.parametrize("name", REDUNDANT)
def test_a_redundant_condition_is_proved_to_decide_no_incident(name: str) -> None:
    base, head = (
        Side(load_repository(one).policy, program_of(one)) for one in (tree(), mutated(name))
    )
    comparison = Comparison(base, head, edits(base.policy, head.policy), AT, (AT, AT + 60 * DAY))
    assert comparison.edits
    assert list(decided_differently(comparison)) == []


@pytest.mark.parametrize("name", CLASHING)
def test_prove_finds_two_rules_that_match(name: str) -> None:
    question = Question(AT, (AT, AT + DAY), select=("RULE002",))
    found = prove_tree(mutated(name), question, lambda _verdict: None)
    assert [one.verdict.subject for one in found.proven if one.failed]
