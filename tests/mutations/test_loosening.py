"""Loosening a rule of the shipped policy is noticed by a finding, a scenario or a property.

A fixed sample is tried; with `GOVCHECK_MUTATIONS=all` every rule, which takes some minutes.
"""

import os
from functools import cache

import pytest

from govcheck.clock import DAY
from govcheck.prove.question import Question
from govcheck.workspace.prove import prove_tree
from tests.load.trees import MemoryTree
from tests.mutations.judge import AT, changed, is_noticed
from tests.mutations.loosening import loosenings
from tests.mutations.mutations import Mutation, shipped

STRIDE = 1 if os.environ.get("GOVCHECK_MUTATIONS") == "all" else 17
SHARDS = 2


@cache
def tree() -> MemoryTree:
    return shipped()


@cache
def rules() -> tuple[Mutation, ...]:
    every = loosenings(tree())
    return tuple(one for one in every if one.document.startswith("decision/"))


def is_refuted(mutated: MemoryTree) -> bool:
    """Whether a property is refuted, or a waiver of one is of no use any more."""
    question = Question(AT, (AT, AT + 365 * DAY))
    proof = prove_tree(mutated, question, lambda _verdict: None)
    return proof.failed or bool(proof.unused)


def test_there_are_changes_of_every_sort() -> None:
    assert {one.what for one in loosenings(tree())} == {
        *("delete", "lower", "later", "fewer", "twice", "drop", "any", "end", "close"),
    }
    names = [one.name for one in loosenings(tree())]
    assert len(names) == len(set(names)) > 300


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_looser_rule_is_noticed(shard: int) -> None:
    missed = [
        one.name
        for one in rules()[::STRIDE][shard::SHARDS]
        if not is_noticed(mutated := changed(tree(), one)) and not is_refuted(mutated)
    ]
    assert missed == []
