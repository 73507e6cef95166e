"""Guarantees that promise more or less than before."""

from copy import deepcopy

import pytest

from tests.change.policies import change_to, shipped_documents

LEADS = "guarantee/two-crises-find-two-leads"


@pytest.mark.parametrize(
    ("concurrent", "expected"), [(1, "removes-guarantee"), (3, "adds-guarantee")]
)
def test_how_many_incidents_at_once_find_leads(concurrent: int, expected: str) -> None:
    documents = deepcopy(shipped_documents())
    documents[LEADS]["notified"]["concurrent"] = concurrent
    assert {one.effect for one in change_to(documents).effects} == {expected}
