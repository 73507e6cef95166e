"""Tests of `govcheck simulate`: the command, its exit codes and its streams."""

import io
import json
import shutil
from pathlib import Path

import pytest

from govcheck.cli.main import run

ROOT = Path(__file__).parents[2]
AIRBAG = "incidents/airbag-video.yaml"
ADVERT = "incidents/advert-meme.yaml"
CLASHING = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities: [{id: low, name: Low, means: Routine}, {id: high, name: High, means: Harm}]
---
kind: vocabulary
id: facts
facts: {a: {type: boolean}, b: {type: boolean}}
---
kind: decision
id: severity
decides: severity
hit_policy: unique
otherwise: low
because: Routine
rules:
  - {id: one, when: {a: true}, then: low, because: One}
  - {id: two, when: {b: true}, then: high, because: Two}
"""
INCIDENT = """\
kind: incident
id: both
title: Both
detected_at: 2026-03-14T22:40:00+01:00
facts: {a: true, b: true}
"""

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")


def incident(tmp_path: Path, facts: str) -> str:
    path = tmp_path / "incident.yaml"
    path.write_text(INCIDENT.replace("{a: true, b: true}", facts), encoding="utf-8")
    return str(path)


def test_the_verdict_comes_first(capfd: Captured) -> None:
    assert run(["simulate", AIRBAG]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("SEV 1, to be safe - Video says that our child seat failed")
    assert err == ""
    assert max(map(len, out.splitlines())) <= 80


def test_brief_is_brief(capfd: Captured) -> None:
    assert run(["simulate", AIRBAG]) == 0
    page = capfd.readouterr().out
    assert run(["simulate", AIRBAG, "--brief"]) == 0
    brief = capfd.readouterr().out
    assert page.startswith(brief)
    assert "DO NOT, until these agree" in brief
    assert "WHY" not in brief


def test_full_has_everything(capfd: Captured) -> None:
    assert run(["simulate", AIRBAG]) == 0
    page = capfd.readouterr().out
    assert run(["simulate", AIRBAG, "--full"]) == 0
    full = capfd.readouterr().out
    assert full.startswith(page)
    assert "TIMELINE" in full
    assert run(["simulate", AIRBAG, "--full", "--brief"]) == 2


@pytest.mark.parametrize(
    ("variable", "value", "heading"),
    [("GOVCHECK_LANG", "de_AT.UTF-8", "ANRUFEN"), ("LANG", "de", "ANRUFEN"), ("LANG", "C", "CALL")],
)
def test_the_surroundings_choose_the_language(
    capfd: Captured, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, heading: str
) -> None:
    for name in ("GOVCHECK_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(variable, value)
    assert run(["simulate", AIRBAG]) == 0
    assert heading in capfd.readouterr().out
    assert run(["simulate", AIRBAG, "--lang", "en"]) == 0
    assert "CALL" in capfd.readouterr().out


def test_one_incident_is_an_object_and_several_are_a_list(capfd: Captured) -> None:
    assert run(["simulate", AIRBAG, "--format", "json"]) == 0
    one = json.loads(capfd.readouterr().out)
    assert run(["simulate", AIRBAG, ADVERT, "--format", "json"]) == 0
    assert json.loads(capfd.readouterr().out)[0] == one
    assert one["format"] == 1


def test_a_bad_incident_does_not_hide_the_others(capfd: Captured, tmp_path: Path) -> None:
    bad = incident(tmp_path, "{folowers: 3}")
    assert run(["simulate", bad, AIRBAG, "nowhere.yaml", "--format", "json"]) == 2
    out, err = capfd.readouterr()
    assert [one["incident"]["id"] for one in json.loads(out)] == ["airbag-video"]
    assert "`nowhere.yaml` cannot be read" in err
    assert " 5 | facts: {folowers: 3}\n   |         ^^^^^^^^" in err
    assert "did you mean `followers`?" in err


def test_a_file_without_an_incident_is_no_answer(capfd: Captured) -> None:
    organization = "policies/organization/larkling.yaml"
    assert run(["simulate", "--strict", organization, AIRBAG, "--format", "json"]) == 2
    out, err = capfd.readouterr()
    assert [one["incident"]["id"] for one in json.loads(out)] == ["airbag-video"]
    assert f"this file holds no incident\n --> {organization}:1:1" in err.replace("  -->", " -->")


def test_standard_input_has_a_name(capfd: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    content = INCIDENT.replace("both", "Both", 1).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run(["simulate", "-", "--stdin-name", "mail.yaml"]) == 2
    assert "--> mail.yaml:2:5" in capfd.readouterr().err


def test_options_change_the_incident(capfd: Captured) -> None:
    assert run(["simulate", AIRBAG, "--set", "injury=none", "--format", "json"]) == 0
    outcome = json.loads(capfd.readouterr().out)
    assert outcome["decisions"]["severity"]["result"] == "sev2"
    assert outcome["incident"]["facts"]["injury"] == "none"
    assert run(["simulate", AIRBAG, "--at", "2026-11-16T10:00:00+01:00", "--format", "json"]) == 0
    moved = json.loads(capfd.readouterr().out)
    assert moved["incident"]["detected_at"] == "2026-11-16T09:00:00Z"


def test_an_absent_person_is_not_told(capfd: Captured) -> None:
    assert run(["simulate", AIRBAG, "--absent", "mei", "--format", "json"]) == 0
    timeline = json.loads(capfd.readouterr().out)["timeline"]
    told = {person["person"] for event in timeline for person in event.get("people", [])}
    assert told
    assert "mei" not in told


def test_an_acknowledgement_ends_the_escalation(capfd: Captured) -> None:
    assert run(["simulate", AIRBAG, "--ack", "mei@+3m", "--format", "json"]) == 0
    events = [event["event"] for event in json.loads(capfd.readouterr().out)["timeline"]]
    assert "acknowledged" in events
    assert "exhausted" not in events


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--absent", "anna"], "`anna` is not a known person; did you mean `ana`?"),
        (["--absent", "person:ana"], "`person:ana` is not a known person; did you mean `ana`?"),
        (["--absent", "Keller"], "`Keller` is not a known person; did you mean `ana`?"),
        (["--ack", "person:anna@+1m"], "`anna` is not a known person; did you mean `ana`?"),
        (["--ack", "ana"], "`ana` is not an acknowledgement like `ana@+12m`"),
        (["--ack", "zoltan@+1m"], "`zoltan` is not a known person"),
        (["--set", "followers"], "is not a setting like `fact=value`"),
        (["--set", "followers=-3"], "`followers` cannot be `-3`"),
        (["--set", "folowers=3"], "did you mean `followers`?"),
        (["--at", "2026-02-30T00:00:00Z"], "is not a date and time that exists"),
        (["--at", "yesterday"], "is not an instant"),
        (["--ack", "ana@+1m", "--no-ack"], "exclude each other"),
        (["--rev", "no-such-revision"], "is not a commit"),
    ],
)
def test_what_cannot_be_served(options: list[str], message: str, capfd: Captured) -> None:
    assert run(["simulate", AIRBAG, *options]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert message in err


def test_strict_fails_where_something_is_missed(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    crisis = tmp_path / "policies" / "playbooks" / "product-safety.yaml"
    text = crisis.read_text(encoding="utf-8")
    assert "within: 1h" in text
    crisis.write_text(text.replace("within: 1h", "within: 1m", 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["simulate", str(ROOT / AIRBAG), "-q"]) == 0
    assert "TOO LATE by" in capfd.readouterr().out
    assert run(["simulate", str(ROOT / AIRBAG), "--strict", "-q"]) == 1
    monkeypatch.chdir(ROOT)
    assert run(["simulate", "incidents/authority.yaml", "--strict"]) == 0


def test_strict_fails_where_somebody_concerned_is_not_told(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    takeover = ["simulate", str(ROOT / "incidents/stolen-account.yaml"), "--format", "json"]
    early = [*takeover, "--strict", "--ack", "mei@+2m", "--ack", "wei@+2m"]
    assert run(early) == 0
    assert json.loads(capfd.readouterr().out)["untold"] == []
    shutil.copytree(ROOT / "policies", tmp_path / "policies")
    steps = tmp_path / "policies" / "escalations" / "takeover.yaml"
    lines = steps.read_text(encoding="utf-8").splitlines(keepends=True)
    # whoever stands in for the editor at night is a spokesperson, too
    left = [one for one in lines if "id: voice" not in one and "id: editor" not in one]
    steps.write_text("".join(left), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(early) == 1
    told = json.loads(capfd.readouterr().out)
    assert told["untold"] == ["account-takeover/warn"]
    assert told["missed"] == []
    warn = next(one for one in told["obligations"] if one["id"] == "account-takeover/warn")
    assert warn["untold"] == ["role:spokesperson", "chain:social-council"]
    assert run(["simulate", early[1], "--ack", "mei@+2m", "--ack", "wei@+2m"]) == 0
    said = " ".join(capfd.readouterr().out.split())
    whom = "Spokesperson or whoever commands in Social media council"
    assert f"NOBODY TELLS {whom} in time: call them." in said


def test_rules_that_clash_are_an_error_with_both_named(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(CLASHING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["simulate", incident(tmp_path, "{a: true, b: true}")]) == 1
    out, err = capfd.readouterr()
    assert out.startswith("HIGH")
    assert "`one` (policies/all.yaml:20) and `two` (policies/all.yaml:21) both decide" in err
    assert run(["simulate", incident(tmp_path, "{a: true, b: false}")]) == 0


def test_a_policy_that_does_not_load_answers_nothing(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").mkdir()
    broken = CLASHING.replace("otherwise: low", "otherwise: lwo")
    (tmp_path / "policies" / "all.yaml").write_text(broken, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert run(["simulate", incident(tmp_path, "{a: true}")]) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "otherwise: lwo" in err
    assert "the policy does not load: 1 error" in err


def test_findings_of_checks_do_not_keep_an_answer_back(
    capfd: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").mkdir()
    silent = CLASHING.replace(", because: One", "")
    (tmp_path / "policies" / "all.yaml").write_text(silent, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked = ["simulate", incident(tmp_path, "{a: true, b: false}")]
    assert run(asked) == 0
    first = capfd.readouterr()
    assert first.out.startswith("LOW")
    assert "DEC015" in first.err
    assert run(asked) == 0
    assert capfd.readouterr() == first


@pytest.mark.parametrize("format_", ["text", "json", "markdown", "html", "svg", "mermaid", "ics"])
def test_every_format_says_the_same_twice(format_: str, capfd: Captured) -> None:
    assert run(["simulate", AIRBAG, "--format", format_]) == 0
    first = capfd.readouterr().out
    assert run(["simulate", AIRBAG, "--format", format_]) == 0
    assert capfd.readouterr().out == first
    assert "airbag" in first or "child seat" in first


def test_a_calendar_of_somebodys_own(capfd: Captured) -> None:
    asked = ["simulate", AIRBAG, "--format", "ics", "--person"]
    assert run([*asked, "clara"]) == 0
    by_id = capfd.readouterr().out
    assert by_id.count("BEGIN:VEVENT") == by_id.count("BEGIN:VALARM") > 0
    assert "+49 30 23125 005" in by_id
    for name in ("person:clara", "clara weiss"):
        assert run([*asked, name]) == 0
        assert capfd.readouterr().out == by_id
    assert run([*asked, "clra"]) == 2
    assert "did you mean `clara`" in capfd.readouterr().err
    assert run(["simulate", AIRBAG, "--person", "clara"]) == 2
    assert "`--person` goes with `--format ics`" in capfd.readouterr().err
