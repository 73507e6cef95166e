"""Tests of `govcheck schema`."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run
from tests.load.trees import SMALL


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, content in SMALL.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    return tmp_path


def test_schemas_are_written_and_checked(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "--check"]) == 1
    assert not (folder / "schemas").exists()
    missing = capfd.readouterr().out
    assert run(["schema"]) == 0
    assert capfd.readouterr().out == missing
    assert (
        sorted(f"schemas/{path.name}" for path in (folder / "schemas").iterdir()) == missing.split()
    )
    assert run(["schema", "--check"]) == 0
    assert capfd.readouterr().out == ""
    assert run(["validate", "--at", "2026-11-23T00:00:00Z"]) == 0


def test_a_changed_copy_is_named_and_replaced(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["schema", "-q"])
    person = folder / "schemas" / "person.schema.json"
    text = person.read_text()
    person.write_text(text.replace('"name"', '"nick"'))
    capfd.readouterr()
    assert run(["schema", "--check"]) == 1
    shown = capfd.readouterr()
    assert shown.out == "schemas/person.schema.json\n"
    assert shown.err == "1 of 25 schemas would change\n"
    assert run(["schema"]) == 0
    assert person.read_text() == text


def test_the_ids_of_the_repository_are_added(folder: Path) -> None:
    assert run(["schema", "--ids"]) == 0
    team = json.loads((folder / "schemas" / "team.schema.json").read_text())
    assert team["properties"]["lead"]["examples"] == ["ana", "ben"]
    assert run(["schema", "--ids", "--check"]) == 0
    assert run(["schema", "--check"]) == 1
    assert run(["validate", "--at", "2026-11-23T00:00:00Z"]) == 0


def test_schemas_that_cannot_be_written(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "schemas").write_text("in the way")
    assert run(["schema"]) == 2
    assert "schemas" in capfd.readouterr().err
