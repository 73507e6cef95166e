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
    assert b"1 of at most 3.  Was anybody hurt?" in err
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


class Interrupting(io.BytesIO):
    """Lines, and Ctrl-C after them."""

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline()
        if not line:
            raise KeyboardInterrupt
        return line


def interrupt(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    stream = Interrupting("".join(f"{line}\n" for line in lines).encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(stream))


@pytest.mark.usefixtures("repository")
def test_what_was_answered_survives_an_interruption(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    interrupt(monkeypatch, "no")
    assert run(["triage", *AT, "--title", "Video"]) == 130
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert b"Your answers are kept: `govcheck triage --continue`" in captured.err
    interrupt(monkeypatch)
    assert run(["triage", *AT]) == 130  # nothing answered, so that the one before is still there
    answer(monkeypatch, "2k", "press")
    assert run(["triage", "--continue", "--format", "json"]) == 0
    shown = json.loads(capfdbinary.readouterr().out)["incident"]
    assert shown["title"] == "Video"
    assert shown["facts"] == {"harm": False, "followers": 2000, "topics": ["press"]}
    assert run(["triage", "--continue"]) == 2
    assert b"no interview about this policy was interrupted" in capfdbinary.readouterr().err


@pytest.mark.usefixtures("repository")
def test_somebody_goes_back_and_stops(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answer(monkeypatch, "b", "no", "b", "", "s")
    assert run(["triage", *AT, "--format", "json"]) == 0
    captured = capfdbinary.readouterr()
    assert json.loads(captured.out)["incident"]["facts"] == {}
    assert b"this is the first question" in captured.err
    assert captured.err.count(b"Was anybody hurt?") == 2
    assert captured.err.count(b"2 of at most 3.") == 2


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "facts:\n  followers: 2000 # counted\n",
            "facts:\n  followers: 2000 # counted\n  harm: true\n",
        ),
        ("facts: {followers: 2000}\n", "facts: {followers: 2000, harm: true}\n"),
        ("facts: {}\n# end\n", "facts: {harm: true}\n# end\n"),
        ("", "facts:\n  harm: true\n"),
    ],
)
def test_an_incident_file_is_continued(
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    written: str,
    expected: str,
) -> None:
    head = "kind: incident\nid: video\ntitle: Video\ndetected_at: 2026-03-14T21:40:00Z\n"
    (repository / "video.yaml").write_text(head + written)
    answer(monkeypatch, "ja")
    assert run(["triage", "video.yaml", "--format", "json"]) == 0
    triaged = json.loads(capfdbinary.readouterr().out)
    assert triaged["incident"]["facts"]["harm"] is True
    assert (repository / "video.yaml").read_text() == head + expected
    assert run(["simulate", "video.yaml", "--format", "json"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == triaged


def test_what_the_log_says_is_known(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    head = "kind: incident\nid: video\ntitle: Video\ndetected_at: 2026-03-14T21:40:00Z\n"
    (repository / "incidents").mkdir()
    video = repository / "incidents" / "video.yaml"
    video.write_text(head)
    line = {
        "format": 1,
        "at": "2026-03-14T21:50:00Z",
        "event": "fact",
        "by": "person:ana",
        "facts": {"harm": False},
    }
    (repository / "incidents" / "video.log.jsonl").write_text(json.dumps(line) + "\n")
    answer(monkeypatch, "2k", "-")
    assert run(["triage", str(video), "--format", "json"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["incident"]["facts"]["harm"] is False
    assert "harm" not in video.read_text()


@pytest.mark.usefixtures("repository")
def test_an_incident_file_that_cannot_be_read_is_refused(
    repository: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (repository / "video.yaml").write_text("kind: incident\n")
    assert run(["triage", "video.yaml"]) == 2
    assert run(["triage", "missing.yaml"]) == 2
    assert run(["triage", "video.yaml", "--continue"]) == 2
    assert b"holds no incident that can be read" in capfdbinary.readouterr().err


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


ROOT = Path(__file__).parents[2]
SHIPPED = ["--at", "2026-11-29T03:00:00+01:00", "--policy", str(ROOT)]


@pytest.fixture
def caching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")


TRANSCRIPTS = Path(__file__).parent / "transcripts"


@pytest.mark.usefixtures("caching")
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_shipped_policy_asks(
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
    language: str,
) -> None:
    answer(monkeypatch, "claim", "z", "4", "none", "", "safety", "s")
    assert run(["triage", *SHIPPED, "-q", "--brief", "--lang", language]) == 0
    captured = capfdbinary.readouterr()
    said = captured.err.decode()
    assert said == (TRANSCRIPTS / f"triage.{language}.txt").read_text("utf-8")
    assert all(len(line.removeprefix("> ")) <= 80 for line in said.splitlines())
