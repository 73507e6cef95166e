"""Tests of `checks` of the organization, from the file to what `validate` says and returns."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run
from tests.load.trees import SMALL

ARGUMENTS = ("validate", "--no-prove", "--select", "PERS011", "--at", "2026-11-23T00:00:00Z")
ZOE = "policies/zoe.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A policy with somebody whom nothing refers to, which PERS011 says as a note."""
    for path, content in SMALL.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / ZOE).write_text("kind: person\nid: zoe\nname: Zoe\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def set_level(folder: Path, line: str) -> None:
    """Write a line into the organization."""
    for path in (folder / "policies").rglob("*.yaml"):
        text = path.read_text()
        if "kind: organization\n" in text:
            path.write_text(text.replace("kind: organization\n", f"kind: organization\n{line}\n"))
            return
    pytest.fail("there is no organization")


def said(capfd: pytest.CaptureFixture[str], *options: str) -> tuple[int, list[str]]:
    """The exit code, and the severities of what is said of Zoe."""
    code = run([*ARGUMENTS, "--format", "json", *options])
    findings = json.loads(capfd.readouterr().out)["findings"]
    return code, [one["severity"] for one in findings if one["path"] == ZOE]


@pytest.mark.parametrize(
    ("line", "severities", "code", "strict"),
    [
        ("x-checks: none", ["note"], 0, 0),
        ("checks: {PERS011: off}", [], 0, 0),
        ("checks: {PERS011: note}", ["note"], 0, 0),
        ("checks: {PERS011: warning}", ["warning"], 0, 1),
        ("checks: {PERS011: error}", ["error"], 1, 1),
    ],
)
def test_a_level_changes_what_is_said_and_the_exit_code(
    folder: Path,
    capfd: pytest.CaptureFixture[str],
    line: str,
    severities: list[str],
    code: int,
    strict: int,
) -> None:
    set_level(folder, line)
    assert said(capfd) == (code, severities)
    assert said(capfd, "--fail-level", "warning") == (strict, severities)
    assert run([*ARGUMENTS, "--full", "--color", "never"]) == code
    out = capfd.readouterr().out
    assert [
        word for word in ("note", "warning", "error") if f"{word}[PERS011]" in out
    ] == severities


def test_a_level_that_there_is_not_is_a_finding_at_its_place(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    set_level(folder, "checks: {PERS011: loud}")
    assert run(["validate", "--no-prove", "--format", "concise"]) == 1
    assert "loud" in capfd.readouterr().out
