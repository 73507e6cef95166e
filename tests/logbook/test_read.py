"""Logs as they lie in files: torn, foreign, hostile, corrected."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.logbook.read import LONGEST_LINE, MOST_BYTES, read_log

AT = "2026-11-14T22:40:00+01:00"
OPENED = {"at": AT, "recorded_at": AT, "by": "mei", "event": "opened", "policy": "abc"}


def line(**more: Any) -> dict[str, Any]:
    return {"at": AT, "by": "mei", "event": "acknowledged", **more}


def content(*lines: Any) -> bytes:
    return "".join(
        (one if isinstance(one, str) else json.dumps(one)) + "\n" for one in (OPENED, *lines)
    ).encode()


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ("not json", "the line is no JSON"),
        ("[1]", "the line is no JSON object"),
        ("[" * 30000, "the line is no JSON"),
        (line(event="detected"), "`detected` is no event of a log"),
        (line(event=7), "the line says no `event`"),
        (line(at="2026-11-14T22:40:00"), "`at` is no instant with an offset"),
        (line(at=None), "`at` is no instant with an offset"),
        (line(recorded_at="yesterday"), "`recorded_at` is no instant with an offset"),
        (line(by=""), "the line does not say by whom (`by`)"),
        (line(event="told"), "`told` does not say `person`"),
        (line(event="fact", facts=[]), "`fact` does not say `facts`"),
        (line(event="done", action=3), "`action` is no text"),
        (line(event="skipped", action="a/b"), "`skipped` does not say `because`"),
        (line(event="corrects", line=9, change={"at": AT}), "there is no line `9` before it"),
        (line(event="corrects", line=1, change={"at": "x"}), "with the correction `at` is no"),
        (line(event="corrects", line=1, change={"event": "closed"}), "changes no event"),
    ],
)
def test_a_line_that_cannot_count_is_told_and_the_others_do(bad: Any, said: str) -> None:
    book = read_log(content(bad, line()))
    assert said in book.problems[0].message
    assert book.problems[0].line == 2
    assert [one.event for one in book.entries if one.event != "corrects"] == [
        "opened",
        "acknowledged",
    ]


def test_a_torn_last_line_is_left_out_and_a_whole_one_is_not() -> None:
    whole = content(line())
    torn = read_log(whole + b'{"at": "2026-11')
    assert len(torn.entries) == 2
    assert "torn" in torn.problems[0].message
    assert read_log(whole[:-1]).entries == read_log(whole).entries


@given(st.integers(0, 400))
def test_a_log_that_is_cut_anywhere_keeps_its_whole_lines(at: int) -> None:
    full = content(line(), line(event="note", because="x"))
    book = read_log(full[:at])
    assert len(book.entries) >= full[:at].count(b"\n")
    assert len(book.problems) <= 1


@given(st.binary(max_size=300))
def test_no_bytes_break_it(bytes_: bytes) -> None:
    read_log(bytes_)
    assert [one.event for one in read_log(content() + b"\n" + bytes_ + b"\n").entries][:1] == [
        "opened"
    ]


def test_a_second_opening_and_a_log_without_one_are_told() -> None:
    assert "opened already, in line 1" in read_log(content(OPENED)).problems[0].message
    lone = json.dumps(line()).encode() + b"\n"
    assert read_log(lone).problems[0].message == "the log does not begin with `opened`"


def test_a_correction_is_as_if_the_line_had_been_written_right() -> None:
    later = "2026-11-14T23:42:00+01:00"
    right = read_log(content(line(event="done", action="a/b", at=later)))
    mended = read_log(
        content(
            line(event="done", action="a/b"), line(event="corrects", line=2, change={"at": later})
        )
    )
    one = next(each for each in mended.entries if each.event == "done")
    (other,) = (each for each in right.entries if each.event == "done")
    assert one._replace(corrected_by=(), recorded_at=0) == other._replace(recorded_at=0)
    assert one.corrected_by == (3,)


def test_what_is_too_large_is_not_read() -> None:
    assert "more than" in read_log(b"x" * (MOST_BYTES + 1)).problems[0].message
    long = line(event="note", because="x" * LONGEST_LINE)
    assert "more than" in read_log(content(long)).problems[0].message


def test_a_late_entry_is_marked() -> None:
    early = line(recorded_at="2026-11-14T22:55:00+01:00")
    late = line(recorded_at="2026-11-14T22:55:01+01:00")
    assert [one.is_late for one in read_log(content(early, late)).entries] == [False, False, True]
