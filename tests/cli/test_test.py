"""Tests of `govcheck test`."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped repository with a threshold that somebody has raised."""
    for folder in ("policies", "incidents", "scenarios", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    reach = tmp_path / "policies" / "decisions" / "reach.yaml"
    text = reach.read_text(encoding="utf-8")
    assert "at_least: 100000" in text
    reach.write_text(text.replace("at_least: 100000", "at_least: 500000"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


@pytest.mark.usefixtures("changed")
def test_a_changed_threshold_names_the_scenario_that_broke(capfd: Captured) -> None:
    assert run(["test"]) == 1
    out, err = capfd.readouterr()
    assert (
        out
        == """\
1 of 128 examples no longer comes out as agreed.
"As many followers as a newspaper" (100,000 followers, 0 shares an hour, news,
  no topic, ...)
  agreed: reach VIRAL     now: GROWING
  because: rule "audience" asks for followers: at least 500,000
  because: rule "racing" asks for shares an hour: more than 200
  Meant?  then change scenarios/reach.yaml:71.  Not meant?  undo the change.
Every difference with its place: --full
"""
    )
    assert ", 1 failed" in err
    assert run(["test", "--full"]) == 1
    out = capfd.readouterr().out
    assert "FAIL newspaper-size  scenarios/reach.yaml:" in out
    assert "`reach` is `growing`, expected `viral`" in out


@pytest.mark.usefixtures("changed")
def test_a_failure_in_german(capfd: Captured) -> None:
    assert run(["test", "--lang", "de"]) == 1
    assert (
        capfd.readouterr().out
        == """\
1 von 128 Beispielen kommt nicht mehr heraus wie vereinbart.
"As many followers as a newspaper" (100.000 Follower, 0 Teilungen/Std.,
  Nachricht, ohne Thema, ...)
  vereinbart: Reichweite VIRAL     jetzt: WACHSEND
  weil: Regel "audience" verlangt Follower: mindestens 500.000
  weil: Regel "racing" verlangt Teilungen/Std.: mehr als 200
  Gewollt?  scenarios/reach.yaml:71 ändern.  Nicht gewollt?  Änderung
  zurücknehmen.
Jede Abweichung mit ihrem Ort: --full
"""
    )


def test_what_comes_late_names_people(changed: Path, capfd: Captured) -> None:
    crisis = changed / "policies/escalations/crisis.yaml"
    text = crisis.read_text(encoding="utf-8")
    crisis.write_text(text.replace("wait: 5m", "wait: 50m", 1), encoding="utf-8")
    for language in ("en", "de"):
        assert run(["test", "--lang", language]) == 1
        out = capfd.readouterr().out
        assert all(len(line) <= 80 for line in out.splitlines())
        assert not re.search(r"`|\b(role|person|rota|team):", out)
        assert "Clara Weiss" in out


@pytest.mark.usefixtures("changed")
def test_paths_choose_whose_failures_count(capfd: Captured) -> None:
    assert run(["test", "scenarios/people.yaml"]) == 0
    assert run(["test", "scenarios/reach.yaml", "-q"]) == 1
    assert "passed" in capfd.readouterr().err


@pytest.mark.usefixtures("changed")
def test_json_has_each_scenario_and_its_differences(capfd: Captured) -> None:
    assert run(["test", "--format", "json"]) == 1
    found = json.loads(capfd.readouterr().out)
    failed = [one for one in found["scenarios"] if not one["passed"]]
    assert found["format"] == 1
    assert found["summary"]["failed"] == len(failed) == 1
    assert failed[0]["differences"][0]["path"] == "scenarios/reach.yaml"


@pytest.mark.usefixtures("changed")
def test_junit_has_a_case_for_each_scenario(capfd: Captured) -> None:
    assert run(["test", "--format", "junit"]) == 1
    suite = ET.fromstring(capfd.readouterr().out).find("testsuite")
    assert suite is not None
    assert suite.get("tests") == str(len(suite.findall("testcase")))
    assert [case.get("name") for case in suite.findall("testcase[failure]")] == ["newspaper-size"]


def test_coverage_lists_what_no_scenario_reaches(changed: Path, capfd: Captured) -> None:
    shutil.copy(ROOT / "policies/decisions/reach.yaml", changed / "policies/decisions/reach.yaml")
    assert run(["test", "--coverage", "--fail-under", "100"]) == 0
    assert "reached by the scenarios: 100 %" in capfd.readouterr().out
    for file in (changed / "scenarios").glob("*.yaml"):
        if file.name != "reach.yaml":
            file.unlink()
    assert run(["test", "--coverage"]) == 0
    assert "not reached:" in capfd.readouterr().out
    assert run(["test", "--fail-under", "100"]) == 1


def test_a_policy_that_does_not_load_fails(changed: Path, capfd: Captured) -> None:
    (changed / "policies" / "broken.yaml").write_text("kind: [", encoding="utf-8")
    assert run(["test"]) == 1
    assert "YAML001" in capfd.readouterr().out
