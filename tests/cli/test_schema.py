"""Tests of `govcheck schema`."""

import json
import re
import shutil
from pathlib import Path

import check_jsonschema
import pytest
from click.testing import CliRunner

from govcheck.cli.main import run
from tests.load.trees import SMALL

FACTS = "^(?!x-)[a-z][a-z0-9_-]*$"
"""How facts are named, in a schema."""


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


def test_facts_values_and_results_complete_where_they_may_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(__file__).parents[2]
    for name in ("policies", "incidents", "scenarios", "templates", "posts", "archives"):
        shutil.copytree(root / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    assert run(["schema", "--ids"]) == 0
    decision = json.loads((tmp_path / "schemas/decision.schema.json").read_text())
    tested = decision["$defs"]["Condition"]["properties"]
    assert "legal-threat" in tested["topics"]["examples"]
    assert tested["severity"]["examples"] == ["sev1", "sev2", "sev3", "sev4"]
    assert "crisis" in decision["$defs"]["Rule"]["properties"]["then"]["examples"]
    assert "severity" in decision["properties"]["decides"]["examples"]
    incident = json.loads((tmp_path / "schemas/incident.schema.json").read_text())
    assert "examples" not in incident["properties"]["facts"]  # those are of another repository
    facts = incident["properties"]["facts"]["properties"]
    assert facts["our_own_post"] == incident["properties"]["facts"]["patternProperties"][FACTS]
    assert facts["channel"]["examples"]
    vocabulary = json.loads((tmp_path / "schemas/vocabulary.schema.json").read_text())
    assert "properties" not in vocabulary["properties"]["facts"]
    assert run(["validate", "--no-prove", "--at", "2026-11-25T00:00:00Z"]) == 0


@pytest.mark.parametrize("size", ["startup", "enterprise"])
def test_another_reader_of_schemas_accepts_every_file_that_init_writes(
    size: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["init", str(tmp_path / "new"), "--size", size]) == 0
    monkeypatch.chdir(tmp_path / "new")
    assert run(["schema", "--ids"]) == 0
    files: dict[str, list[str]] = {}
    for path in sorted((tmp_path / "new").rglob("*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        if named is not None:  # the other reader takes one document a file
            for number, one in enumerate(path.read_text(encoding="utf-8").split("\n---\n")):
                alone = path.with_suffix(f".{number}.yaml")
                alone.write_text(one, encoding="utf-8")
                files.setdefault(str((path.parent / named[1]).resolve()), []).append(str(alone))
    assert len(files) > 10
    for schema, some in files.items():
        done = CliRunner().invoke(check_jsonschema.main, ["--schemafile", schema, *some])
        assert done.exit_code == 0, done.output
