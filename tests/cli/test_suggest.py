"""Tests of `govcheck test --suggest`."""

import json
import shutil
from pathlib import Path

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]
AT = "2026-11-26T00:00:00Z"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped repository without its scenarios but one."""
    for folder in ("policies", "incidents", "schemas", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    (tmp_path / "scenarios").mkdir()
    shutil.copy(ROOT / "scenarios" / "people.yaml", tmp_path / "scenarios" / "people.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def test_suggestions_reach_everything_and_pass(bare: Path, capfd: Captured) -> None:
    suggest = ["test", "--suggest", "scenarios/more", "--at", AT]
    assert run([*suggest, "--format", "json"]) == 0
    answer = json.loads(capfd.readouterr().out)
    assert answer["coverage"]["unreached"]
    assert answer["suggested"]["unreachable"] == []
    files = sorted(bare.glob("scenarios/more/*.yaml"))
    paths = [one["path"] for one in answer["suggested"]["scenarios"]]
    assert [file.relative_to(bare).as_posix() for file in files] == sorted(paths)
    assert run(["fmt", "--check", "scenarios"]) == 0
    assert run(["validate", "--at", AT]) == 0
    assert run(["test", "--fail-under", "100"]) == 0
    before = {file: file.read_text(encoding="utf-8") for file in files}
    capfd.readouterr()
    assert run(suggest) == 0
    assert "nothing to suggest" in capfd.readouterr().out
    for file in files:
        file.unlink()
    assert run(suggest) == 0
    assert {file: file.read_text(encoding="utf-8") for file in files} == before


def test_a_file_that_is_there_is_left_alone(bare: Path, capfd: Captured) -> None:
    suggest = ["test", "--suggest", "elsewhere", "--at", AT]
    assert run(suggest) == 0
    files = sorted(bare.glob("elsewhere/*.yaml"))
    files[0].write_text("mine\n", encoding="utf-8")
    assert run(suggest) == 0
    assert files[0].read_text(encoding="utf-8") == "mine\n"
    assert files[0].with_name(f"{files[0].stem}-2.yaml").exists()
    capfd.readouterr()


def test_what_cannot_be_reached_is_told_with_the_reason(bare: Path, capfd: Captured) -> None:
    path = bare / "policies" / "decisions" / "extra.yaml"
    path.write_text(
        """
kind: decision
id: extra
decides: extra
hit_policy: first
results: [a, b]
otherwise: a
rules:
  - {id: often, when: {our_own_post: true}, then: b}
  - {id: rarely, when: {our_own_post: true, sentiment: hostile}, then: a}
""",
        encoding="utf-8",
    )
    assert run(["test", "--suggest", "scenarios/more", "--at", AT]) == 0
    out = capfd.readouterr().out
    assert "rule       decision/extra/rarely: rule `rarely` matches\n" in out
    assert "    `often` always matches first\n" in out


def test_nothing_is_suggested_for_what_does_not_load(bare: Path, capfd: Captured) -> None:
    (bare / "policies" / "broken.yaml").write_text("kind: [", encoding="utf-8")
    assert run(["test", "--suggest", "scenarios/more"]) == 1
    assert not (bare / "scenarios" / "more").exists()
    capfd.readouterr()
