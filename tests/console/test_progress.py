"""What a long command says of itself in a terminal."""

import pytest

from govcheck.console import progress as told


def test_time_left_and_rows_a_minute_count_what_this_run_did(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter([100.0, 100.0, 101.0, 130.0, 160.0])
    monkeypatch.setattr("govcheck.console.progress.time.monotonic", lambda: next(clock))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    said = told.progress()
    said(4, 10, 4_000)  # counted by an earlier run
    said(5, 10, 5_000)
    assert capsys.readouterr().err == "", "so early nothing is said"
    said(7, 10, 34_000)
    assert capsys.readouterr().err == ("\r\x1b[K7 of 10 parts, 30 s left, 60,000 rows a minute")
    said(10, 10, 64_000)
    assert capsys.readouterr().err == "\r\x1b[K"


def test_outside_of_a_terminal_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    told.progress()(1, 2, 3)
    assert capsys.readouterr().err == ""


def test_memory_is_told_in_megabytes() -> None:
    most = told.most_memory()
    assert most is None or 5 < most < 1_000_000
