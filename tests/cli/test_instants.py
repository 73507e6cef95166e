"""Instants without an offset are read in the organisation's zone, and it is said which they are."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.cli.instants import read_local
from govcheck.cli.main import run
from govcheck.time.clock import local, parse_instant

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: Europe/Berlin
languages: [en]
severities: [{id: sev1, name: Crisis, means: Bad}]
---
{kind: person, id: ana, name: Ana}
"""


@pytest.mark.parametrize(
    ("written", "at", "said"),
    [
        ("2026-03-14", "2026-03-13T23:00:00Z", "2026-03-14T00:00:00+01:00 (Europe/Berlin)\n"),
        ("2026-07-14T22:40", "2026-07-14T20:40:00Z", "2026-07-14T22:40:00+02:00"),
        ("2026-07-14 22:40:05", "2026-07-14T20:40:05Z", "2026-07-14T22:40:05+02:00"),
        ("2026-03-29T02:30", "2026-03-29T01:00:00Z", "since the clock skips that time"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00Z", "the first of two such times"),
    ],
)
def test_without_an_offset(
    written: str,
    at: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY)
    elsewhere = ["duty", "person:ana", "--at", written, "--policy", str(tmp_path)]
    assert run([*elsewhere, "--format", "json"]) == 0
    captured = capfdbinary.readouterr()
    assert json.loads(captured.out)["at"] == at
    assert f"`--at {written}` is " in captured.err.decode()
    assert said in captured.err.decode()


def test_without_a_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["duty", "--at", "2026-03-14"]) == 2
    assert "has no time offset" in capsys.readouterr().err


ZONES = ["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns", "UTC"]


@given(
    st.integers(parse_instant("1995-01-01T00:00:00Z"), parse_instant("2035-01-01T00:00:00Z")),
    st.sampled_from(ZONES),
)
def test_each_reading_is_its_first_instant(at: int, timezone: str) -> None:
    reading = local(at, timezone).replace(tzinfo=None, fold=0)
    found, _ = read_local(reading, timezone)
    assert found <= at
    assert local(found, timezone).replace(tzinfo=None, fold=0) == reading


def test_a_day_that_was_skipped_is_the_next() -> None:
    found, why = read_local(datetime.fromisoformat("2011-12-30T12:00"), "Pacific/Apia")
    assert local(found, "Pacific/Apia").isoformat() == "2011-12-31T00:00:00+14:00"
    assert why
