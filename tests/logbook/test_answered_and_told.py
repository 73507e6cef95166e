"""What a log's lines fulfil: the promise that somebody on duty was told, and a question asked."""

from typing import Any

import pytest

from govcheck.logbook.due import due_of
from govcheck.logbook.review import review_of
from govcheck.time.clock import HOUR, MINUTE
from tests.logbook.test_unfold import AIRBAG, PROGRAM, unfolded, verdict

ASK = "product-safety/ask-injury"
ON_DUTY, OFF_DUTY = "mei", "ben"
"""On the evening of the video."""


def told(who: str, minute: int, event: str = "told") -> dict[str, Any]:
    return {"event": event, "person": who, "by": "tool:x", "offset": minute * MINUTE}


def answer(value: str | None, minute: int, fact: str = "injury") -> dict[str, Any]:
    return {"event": "fact", "facts": {fact: value}, "by": "mei", "offset": minute * MINUTE}


@pytest.mark.parametrize("event", ["told", "acknowledged"])
def test_only_somebody_on_duty_keeps_the_promise_that_somebody_on_duty_is_told(event: str) -> None:
    off = unfolded(AIRBAG, told(OFF_DUTY, 2, event), at=10 * MINUTE)
    assert "acknowledge" in {one.obligation for one in due_of(PROGRAM, off, "").due}
    both = unfolded(AIRBAG, told(OFF_DUTY, 2, event), told(ON_DUTY, 5, event), at=10 * MINUTE)
    (done,) = due_of(PROGRAM, both, "").done
    assert (done.obligation, done.by, done.log_line) == ("acknowledge", ON_DUTY, 3)


def test_the_review_says_that_nobody_on_duty_was_told() -> None:
    off = review_of(unfolded(AIRBAG, told(OFF_DUTY, 2), at=99 * HOUR), "")
    assert verdict(off, "acknowledge") == ("broken", "nobody who owed it was told in time")
    nothing = review_of(unfolded(AIRBAG, answer("none", 3), at=99 * HOUR), "")
    assert verdict(nothing, "acknowledge")[0] == "unknown"
    late = review_of(unfolded(AIRBAG, told(OFF_DUTY, 2), told(ON_DUTY, 17), at=99 * HOUR), "")
    assert verdict(late, "acknowledge") == ("late", "2m late")


def test_whoever_no_step_tells_is_not_on_duty() -> None:
    found = due_of(PROGRAM, unfolded(AIRBAG, told("ines", 1), at=HOUR), "")
    assert "acknowledge" in {one.obligation for one in found.due}


@pytest.mark.parametrize(
    ("lines", "expected", "by"),
    [
        ((answer("none", 12),), "kept", 2),
        ((answer("claimed", 18),), "late", 2),
        ((answer("none", 12, "personal_data"),), "unknown", None),
        ((answer("none", 10), answer(None, 14)), "unknown", None),
        ((answer("none", 10), answer(None, 12), answer("claimed", 14)), "kept", 4),
        ((answer("none", 10), answer("claimed", 40)), "kept", 2),
        (
            ({"event": "done", "action": ASK, "by": "mei", "offset": 20 * MINUTE},
             answer("none", 25)),
            "late",
            2,
        ),
    ],
)  # fmt: skip
def test_a_question_is_done_once_its_answer_is_logged(
    lines: tuple[dict[str, Any], ...], expected: str, by: int | None
) -> None:
    found = unfolded(AIRBAG, *lines, at=HOUR)
    (one,) = (each for each in review_of(found, "").verdicts if each.obligation == ASK)
    assert one.verdict == expected
    assert one.log_lines == (() if by is None else (by,))
    due = due_of(PROGRAM, found, "")
    assert (ASK in {each.obligation for each in due.due}) == (by is None)
