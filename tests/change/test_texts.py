"""Whatever changed is in both texts of an effect."""

from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.change.compare import compare
from govcheck.change.edits import edits
from govcheck.engine.ruleset import Ruleset
from tests.change.effects.test_fields import BEFOREHAND, CHANGES, changed
from tests.change.policies import AT, HORIZON, shipped_documents, side
from tests.change.regions.pairs import compared, pairs


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(CHANGES)))
def test_no_effect_says_the_same_of_both_sides(field: str) -> None:
    documents = deepcopy(shipped_documents())
    for change in BEFOREHAND.get(field, []):
        changed(documents, change)
    base = side(documents)
    changed(documents, CHANGES[field])
    head = side(documents)
    found = compare(base, head, edits(base.policy, head.policy), AT, HORIZON).effects
    for effect in found:
        assert effect.doubt is not None or effect.before != effect.after, effect


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_nor_does_one_about_decisions(both: tuple[Ruleset, Ruleset]) -> None:
    comparison = compared(*both)
    for effect in compare(*comparison[:3], comparison.at, comparison.horizon).effects:
        assert effect.doubt is not None or effect.before != effect.after, effect
