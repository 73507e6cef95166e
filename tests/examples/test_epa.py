"""The order of EPA's boxes decides, and each pair of them decides for known posts only."""

import pytest

from govcheck.engine.ruleset import Value
from tests.examples.repositories import (
    EXAMPLES,
    Move,
    broken_by,
    decided,
    program_of,
    put_behind,
    swap,
)

EPA = EXAMPLES / "epa-web-response"
AIR_FORCE = EXAMPLES / "air-force-web-posting"
RESPONSE = "policies/response.yaml"
E2 = "e2-error-on-a-bashing-site"
E3 = "e3-joke-with-an-error"
E7 = "e7-error-and-experience"
E8 = "e8-not-worth-it"


@pytest.mark.parametrize(
    ("move", "changed"),
    [
        # Box 4 lies between 3 and 5, so swapping these two also puts 5 before 4.
        (swap("bashing-site", "wrong-facts"), {E2, E3}),
        (put_behind("bashing-site", "wrong-facts"), {E2}),
        (put_behind("rant-or-joke", "wrong-facts"), {E3}),
        (swap("wrong-facts", "bad-experience"), {E7}),
        (swap("bashing-site", "rant-or-joke"), set()),
        (put_behind("not-worth-it", "bad-experience"), {E8}),
    ],
)
def test_order(move: Move, changed: set[str]) -> None:
    assert broken_by(EPA, RESPONSE, move) == changed


@pytest.mark.parametrize(
    ("rule", "changed"), [("bashing-site", {"bashing-site"}), ("rant-or-joke", {"rage"})]
)
def test_order_of_the_other_chart(rule: str, changed: set[str]) -> None:
    assert broken_by(AIR_FORCE, RESPONSE, put_behind(rule, "wrong-facts")) == changed


def test_what_only_a_person_can_say_stays_open() -> None:
    judgement = decided(program_of(EPA), "response", {"tone": "positive"})
    assert set(judgement.possible) == {"no-response", "respond"}
    facts: dict[str, Value] = {"tone": "positive", "worth_answering": True}
    wish = decided(program_of(AIR_FORCE), "response", facts)
    assert set(wish.possible) == {"respond", "leave", "share"}
