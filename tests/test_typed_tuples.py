import pickle
from typing import Any as Anything

from govcheck.agreement.tree import Every, Some
from govcheck.engine.ruleset import All, Any, IsKnown, Within

PARTS = (IsKnown("a"), IsKnown("b"))
PAIRS: list[tuple[Anything, Anything]] = [
    (All(PARTS), Any(PARTS)),
    (IsKnown("a"), Within("a")),
    (Every(("role:a",)), Some(("role:a",))),
    ((1, All(PARTS)), (1, Any(PARTS))),
]


def test_values_of_different_classes_are_never_equal() -> None:
    for one, other in PAIRS:
        assert one == one.__class__(one) or one == one.__class__(*one)
        assert one != other
        assert len({one, other}) == 2


def test_nor_after_pickling() -> None:
    for one, other in PAIRS:
        assert pickle.loads(pickle.dumps(one)) == one
        assert pickle.loads(pickle.dumps(one)) != other
