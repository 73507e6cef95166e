"""Tests of `govcheck validate --prove`."""

import json
import shutil
from pathlib import Path

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]
AT = ["--at", "2026-11-26T00:00:00Z"]
PROVE = ["validate", "--prove", "--select", "RULE", *AT]

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped repository without the waivers of what is refuted."""
    for folder in ("policies", "incidents", "scenarios", "schemas", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


@pytest.mark.usefixtures("policy")
def test_what_is_waived_is_accepted_until_the_waiver_ends(capfd: Captured) -> None:
    assert run(PROVE) == 0
    assert "(3 accepted)" in capfd.readouterr().err
    assert run([*PROVE, "--at", "2029-01-01T00:00:00Z", "--select", "RULE006"]) == 1
    assert "error[RULE006]" in capfd.readouterr().out


def test_a_refutation_is_an_error_with_its_places(policy: Path, capfd: Captured) -> None:
    (policy / "policies" / "waivers" / "unknown-harm.yaml").unlink()
    assert run(["validate", *AT]) == 0
    capfd.readouterr()
    assert run([*PROVE, "--format", "json"]) == 1
    found = json.loads(capfd.readouterr().out)["findings"]
    assert {one["code"] for one in found} == {"RULE006"}
    assert {one["document"] for one in found} == {"decision/severity-harm"}
    assert all(one["severity"] == "error" and one["related"] for one in found)
    assert "`govcheck prove --select RULE006 --at 2026-11-26T00:00:00Z`" in found[0]["help"]
    assert run([*PROVE, "--ignore", "RULE006"]) == 0


@pytest.mark.parametrize(
    "format_", ["full", "concise", "json", "sarif", "github", "gitlab", "junit"]
)
def test_every_format(policy: Path, capfd: Captured, format_: str) -> None:
    (policy / "policies" / "waivers" / "unknown-harm.yaml").unlink()
    assert run([*PROVE, "--format", format_]) == 1
    assert "RULE006" in capfd.readouterr().out


def test_paths_answer_for_what_they_contain(policy: Path, capfd: Captured) -> None:
    (policy / "policies" / "waivers" / "unknown-harm.yaml").unlink()
    assert run([*PROVE, "policies/decisions/severity-harm.yaml"]) == 1
    assert run([*PROVE, "policies/goals/goals.yaml"]) == 0
    capfd.readouterr()


def test_nothing_is_proved_of_what_does_not_load(policy: Path, capfd: Captured) -> None:
    (policy / "policies" / "broken.yaml").write_text("kind: [", encoding="utf-8")
    assert run(["validate", "--prove", *AT]) == 1
    assert "RULE006" not in capfd.readouterr().out
