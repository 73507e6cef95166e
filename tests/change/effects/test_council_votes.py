"""What asks less of a council is weaker, and the other way stricter."""

from copy import deepcopy
from typing import Any

import pytest

from govcheck.change.comparison import Comparison
from govcheck.change.edits import edits
from govcheck.change.effect import Effect
from govcheck.change.effects.approval_rules import approval_rules, votes
from tests.change.effects.test_fields import COUNCIL, GONE, changed
from tests.change.policies import AT, HORIZON, shipped_documents, side

ENDS = {"from": "2026-07-01", "until": "2026-12-31"}
"""A term that ends within the horizon."""


def effects(ours: dict[str, Any], theirs: dict[str, Any]) -> list[Effect]:
    base, head = side(ours), side(theirs)
    found = edits(base.policy, head.policy)
    comparison = Comparison(base, head, found, AT, HORIZON)
    return [*approval_rules(comparison), *votes(comparison)]


@pytest.mark.parametrize(
    ("first", "less", "what", "texts"),
    [
        (None, [("decides_by", GONE)], "decides_by", ("two-thirds", "majority")),
        (None, [("decides_by", "majority")], "decides_by", ("two-thirds", "majority")),
        (("decides_by", "unanimity"), [("decides_by", "two-thirds")], "decides_by", None),
        (("decides_by", "unanimity"), [("decides_by", GONE)], "decides_by", None),
        (None, [("quorum", 4)], "quorum", ("5", "4")),
        (None, [("at_most_per_employer", 6)], "at_most_per_employer", ("5", "6")),
        (None, [("at_most_per_employer", GONE)], "at_most_per_employer", ("5", None)),
        (None, [("seats.8", GONE)], None, None),
        (
            None,
            [("seats.8", GONE), ("seats.7", GONE)],
            "seats",
            ("a majority of the council: 5 of 9 seats", "a majority of the council: 4 of 7 seats"),
        ),
        (
            ("decides_by", "unanimity"),
            [("seats.8", GONE)],
            "seats",
            ("the whole council: 9 of 9 seats", "the whole council: 8 of 8 seats"),
        ),
        (
            None,
            [("seats.8.term", ENDS), ("seats.7.term", ENDS)],
            "seats",
            ("a majority of the council: 5 of 9 seats", "a majority of the council: 4 of 7 seats"),
        ),
    ],
)  # fmt: skip
def test_less_is_weaker_and_more_is_stricter(
    first: tuple[str, Any] | None,
    less: list[tuple[str, Any]],
    what: str | None,
    texts: tuple[str | None, str | None] | None,
) -> None:
    more, fewer = deepcopy(shipped_documents()), deepcopy(shipped_documents())
    for documents in (more, fewer):
        if first is not None:
            changed(documents, (COUNCIL, *first))
    for where, value in less:
        changed(fewer, (COUNCIL, where, value))
    there, back = effects(more, fewer), effects(fewer, more)
    assert [one.subject for one in there] == ([] if what is None else [f"{COUNCIL}/{what}"])
    assert [one.kind for one in there] == ["weaker"] * len(there)
    assert [one.kind for one in back] == ["stricter"] * len(there)
    assert [(one.after, one.before) for one in back] == [(one.before, one.after) for one in there]
    if texts is not None:
        assert [(one.before, one.after) for one in there] == [texts]
