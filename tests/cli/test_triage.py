"""Tests of `govcheck triage`."""

import io
import json
from pathlib import Path

import pytest

from govcheck.cli.main import run

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: Europe/Berlin
languages: [en]
severities: [{id: low, name: Low, means: Routine}, {id: high, name: High, means: Harm}]
---
kind: vocabulary
id: facts
facts:
  harm: {type: boolean, ask: "Was anybody hurt?"}
  followers: {type: integer, minimum: 0}
  topics: {type: tags, values: [safety, press]}
---
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: low
because: Nobody is harmed
rules:
  - {id: hurt, when: {harm: true}, then: high, because: Harm}
  - {id: loud, when: {topics: [safety], followers: {at_least: 1000}}, then: high, because: Reach}
"""
AT = ["--at", "2026-03-14T21:40:00Z"]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str | bytes) -> None:
    """Let standard input hold these lines."""
    encoded = (line.encode() if isinstance(line, str) else line for line in lines)
    stream = io.TextIOWrapper(io.BytesIO(b"".join(line + b"\n" for line in encoded)))
    monkeypatch.setattr("sys.stdin", stream)


@pytest.mark.usefixtures("repository")
def test_one_answer_can_be_enough(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer(monkeypatch, "yes")
    assert run(["triage", *AT, "--format", "json"]) == 0
    out, err = capfdbinary.readouterr()
    outcome = json.loads(out)
    assert outcome["decisions"]["severity"]["result"] == "high"
    assert outcome["incident"]["facts"] == {"harm": True}
    assert b"Was anybody hurt? (harm)" in err
    assert b"followers" not in err


@pytest.mark.usefixtures("repository")
def test_a_wrong_answer_is_asked_again_and_an_unknown_one_skipped(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer(monkeypatch, "maybe", b"\xff\x1b[31m", "?", "-5", "10")
    assert run(["triage", *AT, "--format", "json"]) == 0
    out, err = capfdbinary.readouterr()
    assert json.loads(out)["incident"]["facts"] == {"followers": 10}
    assert err.count(b"answer `yes` or `no`") == 2
    assert b"it is at least 0" in err
    assert b"\x1b" not in err


@pytest.mark.usefixtures("repository")
def test_what_is_set_is_not_asked(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer(monkeypatch)
    settings = ["--set", "harm=false", "--set", "topics=press"]
    assert run(["triage", *AT, *settings, "--brief"]) == 0
    out, err = capfdbinary.readouterr()
    assert out.startswith(b"LOW - ")
    assert err == b""


@pytest.mark.usefixtures("repository")
def test_answers_that_end_too_early_are_an_error(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer(monkeypatch, "?")
    assert run(["triage", *AT]) == 2
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert b"error: the answers ended before the interview did" in err


@pytest.mark.usefixtures("repository")
def test_an_interruption_is_no_result(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    class Interrupted(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            raise KeyboardInterrupt

    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(Interrupted()))
    assert run(["triage", *AT]) == 130
    assert capfdbinary.readouterr().out == b""


def test_the_written_incident_simulates_to_the_same(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer(monkeypatch, "no", "2000", "safety")
    title = ["--title", 'A "video":\nburning']
    assert run(["triage", *AT, *title, "--write", "new.yaml", "--format", "json"]) == 0
    triaged = json.loads(capfdbinary.readouterr().out)
    assert triaged["incident"]["id"] == "2026-03-14-a-video-burning"
    assert run(["simulate", "new.yaml", "--format", "json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == triaged


def test_an_incident_is_never_overwritten(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (repository / "old.yaml").write_text("mine")
    answer(monkeypatch, "yes")
    assert run(["triage", *AT, "--write", "old.yaml"]) == 2
    assert (repository / "old.yaml").read_text() == "mine"
    assert b"exists already" in capfdbinary.readouterr().err


@pytest.mark.usefixtures("repository")
def test_a_title_says_something(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["triage", *AT, "--title", " "]) == 2
    assert b"`--title` is empty" in capfdbinary.readouterr().err


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        ("hram=true", b"did you mean `harm`?"),
        ("followers=-1", b"it is at least 0"),
        ("harm", b"not a setting"),
    ],
)
def test_a_wrong_setting_ends_the_command(
    setting: str, reason: bytes, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["triage", *AT, "--set", setting]) == 2
    assert reason in capfdbinary.readouterr().err
