"""What makes a council invalid, on the day on which it does."""

from datetime import timedelta

import pytest

from govcheck.time.clock import parse_instant
from govcheck.workspace.examine import examine
from tests.examples.repositories import EXAMPLES, tree_of

COUNCILS = EXAMPLES / "councils"


def _found(name: str, day: str) -> set[str]:
    at = parse_instant(f"{day}T12:00:00Z")
    findings = examine(tree_of(COUNCILS / name)).judged(at, timedelta(0))
    return {one.name for one in findings if one.waived is None}


@pytest.mark.parametrize("name", ["pep13", "openstack-tc", "cncf-coc"])
def test_one_finding_makes_it_invalid(name: str) -> None:
    valid, invalid = _found(name, "2026-11-23"), _found(f"{name}-invalid", "2026-11-23")
    assert valid < invalid
    assert len(invalid - valid) == 1


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2026-03-01", {"group-unrepresented", "quorum-impossible"}),
        ("2026-03-02", {"group-unrepresented", "quorum-impossible", "term-expired"}),
    ],
)
def test_a_two_year_term_is_over_the_day_after_its_anniversary(day: str, found: set[str]) -> None:
    """On these days most other terms have not begun, so that there is no quorum either."""
    assert _found("cncf-coc-invalid", day) == found
