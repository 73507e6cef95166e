"""A field of the wrong shape is told, and nothing else is told because of it."""

from tests.mutations.shapes import found, wrongly_shaped

_UNREADABLE = {"DOC002", "DOC003", "DOC004", "DOC005", "DOC008"}


def test_a_wrong_shape_brings_no_other_finding() -> None:
    before = {(one.code, one.span.path, one.message) for one in found({})}
    for wrong in wrongly_shaped("{no-such: [[1]]}"):
        if wrong.field == "id" or wrong.field.startswith("x-"):
            continue
        after = [
            one
            for one in found({wrong.path: wrong.content})
            if (one.code, one.span.path, one.message) not in before
        ]
        assert after, wrong[:2]
        assert {one.span.path for one in after} == {wrong.path}, wrong[:2]
        assert {one.code for one in after} <= _UNREADABLE, (wrong[:2], after)
