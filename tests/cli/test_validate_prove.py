"""Tests of what `govcheck validate` proves."""

import json
import re
import shutil
from pathlib import Path

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]
AT = ["--at", "2026-11-26T00:00:00Z"]
PROVE = ["validate", "--select", "RULE", *AT]

Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is proved once of the same files is not proved again."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def policy(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped repository without the waivers of what is refuted."""
    for folder in ("policies", "incidents", "scenarios", "schemas", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", str(cache))
    return tmp_path


@pytest.mark.usefixtures("policy")
def test_what_is_waived_is_accepted_until_the_waiver_ends(capfd: Captured) -> None:
    assert run(PROVE) == 0
    assert "(3 accepted)" in capfd.readouterr().err
    assert run([*PROVE, "--full", "--at", "2029-01-01T00:00:00Z", "--select", "RULE006"]) == 1
    assert "error[RULE006]" in capfd.readouterr().out


def test_a_refutation_is_an_error_with_its_places(policy: Path, capfd: Captured) -> None:
    (policy / "policies" / "waivers" / "unknown-harm.yaml").unlink()
    assert run(["validate", "--no-prove", *AT]) == 0
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
    assert run(["validate", *AT]) == 1
    assert "RULE006" not in capfd.readouterr().out


def test_proofs_come_from_the_cache_where_nothing_has_changed(
    policy: Path, capfd: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (policy / "policies" / "waivers" / "unknown-harm.yaml").unlink()
    assert run([*PROVE, "--format", "json"]) == 1
    first = capfd.readouterr().out
    monkeypatch.setattr("govcheck.workspace.prove.prove_opened", None)  # who calls it would fail
    later = [*PROVE[:-1], "2026-11-26T17:00:00Z", "--format", "json"]
    assert run(later) == 1
    assert capfd.readouterr().out == first


def test_somebody_absent_over_christmas_is_found(policy: Path, capfd: Captured) -> None:
    for name in ("ana", "ben", "mei"):
        person = policy / "policies" / "people" / f"{name}.yaml"
        text = re.sub(r"(?m)^deputies:.*\n", "", person.read_text(encoding="utf-8"))
        entry = "absences:\n  - {from: 2026-12-24, to: 2026-12-26}\n"
        alone = text.replace("absences:\n", entry) if "absences:" in text else text + entry
        person.write_text(alone, encoding="utf-8")
    assert run(["validate", "--no-prove", "--select", "COVER", *AT]) == 0
    assert run(["validate", "--select", "COVER", "--format", "concise", *AT]) == 1
    assert "COVER002" in capfd.readouterr().out


def test_what_was_refuted_only_before_now_is_over(policy: Path, capfd: Captured) -> None:
    assert run(["validate", "--select", "COVER", *AT]) == 0
    rota = policy / "policies" / "rotas" / "community-duty.yaml"
    text = rota.read_text(encoding="utf-8")
    rota.write_text(text.replace("starts: 2026-01-05", "starts: 2026-11-30"), encoding="utf-8")
    at = ["--select", "COVER002", "--at"]
    assert run(["validate", *at, "2026-11-30T07:00:00Z"]) == 1
    assert run(["validate", *at, "2026-11-30T09:00:00Z"]) == 0
