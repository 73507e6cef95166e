"""Loosening a rule, step, shift or approval of the shipped policy is noticed, or said to be silent.

By a finding, a scenario or a property; what none of them notices stands in a table with the reason,
and at least `diff` says what it does. A fixed sample is tried; `pytest -m sweep`
tries each one, which takes a quarter of an hour.
"""

import os
import re
from functools import cache

import pytest

from govcheck.change.compare import compare
from govcheck.change.comparison import ComparedPolicy
from govcheck.change.control import Changed, required
from govcheck.change.edits import edits
from govcheck.load.repository import load_repository
from govcheck.prove.verdict import Query
from govcheck.time.clock import DAY
from govcheck.workspace.prove import prove_tree
from tests.load.trees import MemoryTree
from tests.mutations.judge import AT, changed, is_noticed, program_of
from tests.mutations.loosening import loosenings
from tests.mutations.mutations import Mutation, shipped
from tests.mutations.silent import SILENT, reason

STRIDE = 1 if os.environ.get("GOVCHECK_MUTATIONS") == "all" else 17
SHARDS = 2


@cache
def tree() -> MemoryTree:
    return shipped()


@cache
def rules() -> tuple[Mutation, ...]:
    every = loosenings(tree())
    return tuple(one for one in every if one.document.startswith("decision/"))


@cache
def others() -> tuple[Mutation, ...]:
    return tuple(one for one in loosenings(tree()) if one not in rules())


def side(of: MemoryTree) -> ComparedPolicy:
    return ComparedPolicy(load_repository(of, templates=False).policy, program_of(of))


def is_refuted(mutated: MemoryTree) -> bool:
    """Whether a property is refuted, or a waiver of one is of no use any more."""
    question = Query(AT, (AT, AT + 365 * DAY))
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


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_looser_step_shift_or_approval_is_noticed_or_silent(shard: int) -> None:
    missed = [
        one.name
        for one in others()[::STRIDE][shard::SHARDS]
        if reason(one.name) is None
        and not is_noticed(mutated := changed(tree(), one))
        and not is_refuted(mutated)
    ]
    assert missed == []


def test_what_is_called_silent_is_still_there() -> None:
    for pattern, _ in SILENT:
        assert any(re.fullmatch(pattern, one.name) for one in others()), pattern


def test_diff_says_what_a_silent_one_does() -> None:
    """And change control asks somebody, the council where it says that it is weaker."""
    base = side(tree())
    silent = [one for one in others() if reason(one.name) is not None]
    for one in silent[:: max(STRIDE // 2, 1)]:
        head = side(changed(tree(), one))
        found = compare(base, head, edits(base.policy, head.policy), AT, (AT, AT + 30 * DAY))
        assert found.effects, one.name
        documents = found.comparison.changed
        asked = required(
            base.policy.change_controls,
            Changed(documents, frozenset(), {}, found.effects, frozenset()),
        )
        weaker = any(effect.kind == "weaker" for effect in found.effects)
        assert asked
        assert not weaker or "weaker" in [each.rule for each in asked], one.name
