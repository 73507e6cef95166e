"""What is logged has happened: a time is today's, or yesterday's; what is to come is noted."""

from pathlib import Path

import pytest

from govcheck.cli.main import run
from govcheck.time.clock import format_instant, parse_instant
from tests.cli.test_log import book, folder

__all__ = ["folder"]


def at(time: str, present: str, monkeypatch: pytest.MonkeyPatch) -> int:
    instant = parse_instant(present)
    monkeypatch.setattr("govcheck.cli.instants.now", lambda: instant)
    monkeypatch.setattr("govcheck.library.entries.now", lambda: instant)
    return run(["log", "airbag-video", "note", "x", "--by", "mei", "--at", time, "-q"])


@pytest.mark.parametrize(
    ("time", "present", "expected"),
    [
        ("23:05", "2026-11-14T23:30:00+01:00", "2026-11-14T23:05:00+01:00"),
        ("23:05", "2026-11-15T00:10:00+01:00", "2026-11-14T23:05:00+01:00"),
        ("9:07", "2026-11-15T09:07:00+01:00", "2026-11-15T09:07:00+01:00"),
        ("00:01", "2026-11-14T23:30:00Z", "2026-11-15T00:01:00+01:00"),  # today in Berlin
        ("02:30", "2026-03-29T06:00:00+02:00", "2026-03-29T03:00:00+02:00"),
    ],
)
def test_a_time_is_the_last_such(
    time: str,
    present: str,
    expected: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert at(time, present, monkeypatch) == 0
    assert f"`--at {time}` is {expected} (Europe/Berlin)" in capsys.readouterr().err
    (line,) = book(folder)
    assert parse_instant(str(line["at"])) == parse_instant(expected)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("time", "said"),
    [
        ("24:00", "`24:00` is not a time that exists"),
        ("7:99", "`7:99` is not a time that exists"),
        ("5", "is not an instant"),
    ],
)
def test_what_is_refused(
    time: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert at(time, "2026-11-14T23:30:00+01:00", monkeypatch) == 2
    assert said in capsys.readouterr().err
    assert not Path("incidents/airbag-video.log.jsonl").exists()


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        ("23:35", "2026-11-14T23:35:00+01:00"),  # by five minutes: hardly yesterday's
        ("2026-11-14T23:31", "2026-11-14T23:31:00+01:00"),
        ("2027-01-01T00:00:00Z", "2027-01-01T01:00:00+01:00"),
        ("2026-11-15", "2026-11-15T00:00:00+01:00"),
    ],
)
def test_what_is_still_to_come_is_noted(
    time: str,
    expected: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert at(time, "2026-11-14T23:30:00+01:00", monkeypatch) == 0
    assert f"`{time}` is still to come" in capsys.readouterr().err
    (line,) = book(folder)
    assert parse_instant(str(line["at"])) == parse_instant(expected)


def test_the_present_is_past(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    present = format_instant(parse_instant("2026-11-14T23:30:00+01:00"))
    assert at(present, present, monkeypatch) == 0
    assert len(book(folder)) == 1
