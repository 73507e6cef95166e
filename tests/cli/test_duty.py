"""Tests of `govcheck duty`."""

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
severities: [{id: sev1, name: Crisis, means: Bad}]
---
{kind: person, id: ana, name: Ana, deputies: [ben]}
---
{kind: person, id: ben, name: Ben}
---
{kind: rota, id: duty, timezone: Europe/Berlin, starts: 2026-03-02, handover: "09:00",
 shift: weekly, members: [ana, ben]}
"""
AT = "2026-03-03T12:00:00Z"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


@pytest.mark.usefixtures("repository")
def test_json_of_all_targets(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["duty", "--at", AT, "--format", "json", "--absent", "ana"]) == 0
    shown = json.loads(capfdbinary.readouterr().out)
    assert shown["until"] == "2026-06-01T12:00:00Z"
    assert shown["targets"] == [
        {
            "target": "rota:duty",
            "now": [{"person": "ben", "stands_in_for": "ana", "until": "2026-03-09T08:00:00Z"}],
            "next": [{"person": "ben", "from": "2026-03-09T08:00:00Z"}],
            "gaps": [],
        }
    ]


@pytest.mark.usefixtures("repository")
def test_text_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "duty.txt"
    assert run(["duty", "person:ben", "--at", AT, "--output", str(target)]) == 0
    assert "  Ben  Ben\n" in target.read_text()


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rota:dutty"], "no target `rota:dutty`; did you mean `rota:duty`?"),
        (["duty"], "no target `duty`; did you mean `next:duty` or `rota:duty`?"),
        (["--absent", "anna"], "no person `anna`; did you mean `ana`?"),
        (["--absent", "person:ana"], "no person `person:ana`; did you mean `ana`?"),
        (["ana"], "no target `ana`; did you mean `person:ana`?"),
        (["role:ana"], "no target `role:ana`; did you mean `person:ana`?"),
        (["bne"], "no target `bne`; did you mean `person:ben`?"),
        (["--at", "2026-03-03T25:00"], "is not a time that exists"),
        (["--at", "2026-02-30"], "is not a date that exists"),
        (["--at", AT, "--until", AT], "`--until` is not within the ten years after `--at`"),
    ],
)
def test_a_request_that_cannot_be_served(
    arguments: list[str], said: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run(["duty", *arguments]) == 2
    captured = capfdbinary.readouterr()
    assert captured.out == b""
    assert said in captured.err.decode()


def test_a_policy_that_cannot_be_trusted(
    repository: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (repository / "policies" / "bad.yaml").write_text("kind: person\nid: cem\n")
    assert run(["duty", "--at", AT]) == 2
    assert "bad.yaml:2" in capfdbinary.readouterr().err.decode()


@pytest.mark.usefixtures("repository")
def test_now_is_a_full_minute(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in ("duty", "prove"):
        monkeypatch.setattr(f"govcheck.cli.{module}.now", lambda: 1_780_000_038)
    for command, read in ((["duty"], "at"), (["prove", "--horizon", "1d"], "horizon")):
        run([*command, "--format", "json"])
        assert "T20:27:00Z" in str(json.loads(capsys.readouterr().out)[read])
