"""The words for instants that every section uses."""

import pytest

from govcheck.briefing.simulation.view import OutcomeView
from govcheck.render.page.names import PageNames
from govcheck.tongue import ENGLISH
from tests.briefing.simulation.samples import OUTCOME, PROGRAM


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "T+0"), (5400, "T+1h30m"), (-2100, "T-35m"), (61, "T+1m1s")]
)
def test_time_since_detection(seconds: int, words: str) -> None:
    view = OutcomeView(OUTCOME, PageNames(PROGRAM, ENGLISH))
    assert view.since(view.detected_at + seconds) == words


def test_ways_are_called_as_everywhere() -> None:
    view = OutcomeView(OUTCOME, PageNames(PROGRAM, ENGLISH))
    assert view.ways(["phone", "email", "pager-app"]) == "phone, e-mail, pager app"
