"""A check that is switched off stands first, in words."""

import pytest

from govcheck.papers.change.story import story
from govcheck.tongue import tongue
from tests.papers.change.changes import ChangedText, compared

OFF = ChangedText("organization/larkling", "\ntimezone: ", '\nchecks: {CNCL001: "off"}\ntimezone: ')


@pytest.mark.parametrize(
    ("language", "headline", "after"),
    [
        (
            "en",
            "Weaker: what CNCL001 finds counts as nothing (switched off) instead of an error.",
            "nothing (switched off)",
        ),
        (
            "de",
            "Schwächer: was CNCL001 findet, zählt als nichts (abgeschaltet) statt als Fehler.",
            "nichts (abgeschaltet)",
        ),
    ],
)
def test_a_check_that_is_switched_off(language: str, headline: str, after: str) -> None:
    told = story(compared(OFF), tongue(language))
    assert told.headline == headline
    assert [(row.kind, row.after) for row in told.rows] == [("weaker", after)]
