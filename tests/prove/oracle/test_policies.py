"""Whole policies drawn by chance against every incident at every minute.

`ORACLE_POLICIES=2000` checks so many instead of a few, from the seed `ORACLE_FIRST` on.
"""

import os

import pytest

from tests.prove.oracle.check import check

FIRST = int(os.environ.get("ORACLE_FIRST", "1"))
COUNT = int(os.environ.get("ORACLE_POLICIES", "8"))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + COUNT))
def test_no_verdict_disagrees_with_any_incident(seed: int) -> None:
    assert any(one.verdict != "skipped" for one in check(seed))
