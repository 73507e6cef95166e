"""Tests of `govcheck diff`, `gate`, `approvers` and `export` as commands."""

import json
from pathlib import Path

import pytest
import time_machine

from govcheck.cli.main import run
from tests.gate.story import LOOSER, POLICY, RULES, Story, review
from tests.load.test_git import run as git

AT = ("--at", "2026-11-23T12:00:00Z")
INCIDENT = """\
kind: incident
id: seen
title: Seen by many
detected_at: 2026-11-20T10:00:00Z
facts: {followers: 20000}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A policy in a folder of its own within the repository, and a change of it."""
    place = tmp_path / "repository" / "governance"
    for path, text in POLICY.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text)
    git(tmp_path / "repository", "init", "-q", "-b", "main")
    git(tmp_path / "repository", "add", "-A")
    git(tmp_path / "repository", "commit", "-q", "-m", "first")
    (place / "policies/rules/severity.yaml").write_text(LOOSER)
    monkeypatch.chdir(place)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    return place


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "second")


def test_the_files_as_they_are_against_a_revision(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", "HEAD", "--format", "json", *AT]) == 0
    found = json.loads(capsys.readouterr().out)
    (edit,) = found["edits"]
    assert edit == {
        "change": "changed",
        "document": "decision/severity",
        "pointer": "/rules/0/when/followers/at_least",
        "before": 10_000,
        "after": 50_000,
    }
    (effect,) = found["effects"]
    assert effect["effect"] == "lowers-severity"
    assert effect["class"] == "weaker"
    assert effect["region"] == "followers 10000 to 49999"
    assert effect["witness"]["facts"] == {"followers": 10_000}
    assert [one["rule"] for one in found["requirements"]] == ["weaker", "rules"]


def test_two_revisions_and_two_folders_say_the_same(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(folder)
    assert run(["diff", "HEAD~1", "HEAD", "--format", "json", *AT]) == 0
    revisions = json.loads(capsys.readouterr().out)
    other = tmp_path / "other"
    for path, text in POLICY.items():
        (other / path).parent.mkdir(parents=True, exist_ok=True)
        (other / path).write_text(text)
    assert run(["diff", str(other), str(folder), "--format", "json", *AT]) == 0
    folders = json.loads(capsys.readouterr().out)
    for key in ("edits", "effects", "requirements"):
        assert revisions[key] == folders[key]


def test_a_name_that_is_both_is_a_revision(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "main" / "policies").mkdir(parents=True)
    assert run(["diff", "main", "--format", "json", *AT]) == 0
    assert len(json.loads(capsys.readouterr().out)["edits"]) == 1
    assert run(["diff", "./main", "--format", "json", *AT]) == 2


def test_incidents_that_are_decided_differently(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(INCIDENT)
    bad.write_text("kind: incident\nid: [")
    code = run(["diff", "HEAD", *AT, "--incidents", str(good), "--incidents", str(bad)])
    shown = capsys.readouterr()
    assert code == 2
    assert "Seen by many: Severity Low instead of High" in shown.out
    assert "bad.yaml" in shown.err


WHOLE = """
{kind: person, id: nia, name: Nia, contacts: [{via: phone, address: "+49 30 1"}]}
---
{kind: person, id: oto, name: Oto, contacts: [{via: phone, address: "+49 30 2"}]}
---
{kind: person, id: pim, name: Pim, contacts: [{via: phone, address: "+49 30 3"}]}
---
kind: escalation
id: crisis
acknowledge_within: 15m
steps:
  - {id: nia, notify: [person:nia], wait: 10m}
  - {id: oto, notify: [person:oto], wait: 0m, always: true}
last_resort: person:pim
---
kind: decision
id: escalation
decides: escalation
hit_policy: first
otherwise: crisis
rules: []
---
kind: decision
id: playbooks
decides: playbooks
hit_policy: collect
otherwise: [leak]
rules: []
---
kind: playbook
id: leak
actions:
  - {id: say, do: Say so, owed_by: person:nia, within: 1h, needs: [sign-off], publishes: true}
approvals:
  - {id: sign-off, by: person:oto, within: 20m}
forbidden_until_approved: [deny it]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("within: 1h", "within: 2h", "leak/say is due: 2026-11-20T11:00:00Z -> 2026-11-20T12"),
        (", needs: [sign-off]", "", "leak/say waits for: sign-off -> not"),
        ("by: person:oto", "by: person:pim", "approval: person:oto, by 2026-11-20T10:20:00Z,"),
        (", always: true", "", "oto is told, if somebody answers at once: at once"),
        ("wait: 10m", "wait: 14m", "oto is told: 10 min"),
        (
            "owed_by: person:nia",
            "owed_by: person:pim",
            "leak/say is owed by: person:nia ->",
        ),
        ("[deny it]", "[confirm it]", "deny it is forbidden: until it is approved -> not"),
        ("do: Say so", "do: Say it", "leak/say says: Say so -> Say it"),
    ],
)
def test_an_incident_that_is_decided_alike_may_still_end_otherwise(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    (folder / "policies/whole.yaml").write_text(WHOLE)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "whole")
    (folder / "policies/rules/severity.yaml").write_text(RULES)
    (folder / "policies/whole.yaml").write_text(WHOLE.replace(old, new))
    incident = tmp_path / "seen.yaml"
    incident.write_text(INCIDENT)
    assert run(["diff", "HEAD", *AT, "--incidents", str(incident), "--full"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "1 of 1 incidents comes out otherwise. Seen by many: " in shown
    assert said in shown
    assert run(["diff", "HEAD", *AT, "--incidents", str(incident), "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["incidents"]
    assert found["changes"]


def test_a_comparison_starts_at_the_newest_commit(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for now in ("2026-11-20T10:00:00Z", "2027-05-07T08:09:10Z"):
        with time_machine.travel(now, tick=False):
            assert run(["diff", "HEAD", "--format", "json"]) == 0
            told.append(capsys.readouterr().out)
    assert told[0] == told[1]


def test_nothing_changes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", "HEAD", "HEAD", *AT]) == 0
    assert capsys.readouterr().out == "Nothing changes: both policies say the same.\n"


def test_a_refactoring_is_proved_to_be_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = RULES.replace("{at_least: 10000}", "{more_than: 9999}")
    (folder / "policies/rules/severity.yaml").write_text(rules)
    assert run(["diff", "HEAD", *AT]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith(
        "Nothing changes for people or incidents: one document reads otherwise."
    )
    assert "It is proved: every incident and every instant" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["diff", "nowhere"], "is not a commit"),
        (["diff", "--", "-x"], "is not a git revision"),
        (["diff", "HEAD", "/"], "holds no `policies/`"),
        (["diff", "HEAD", "--horizon", "0d"], "is empty"),
        (["gate", "--base", "x", "--head", "HEAD", "--reviews", "r.json"], "is not a commit"),
        (["gate", "--base", "HEAD", "--head", "HEAD", "--reviews", "none"], "cannot be read"),
        (["gate", "--base", "HEAD", "--head", "HEAD", "--reviews", "b.json"], "are not JSON"),
        (["approvers", "--base", "-x", "--head", "HEAD"], "is not a git revision"),
    ],
)
def test_what_cannot_be_served(
    folder: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "r.json").write_text("[]")
    (folder / "b.json").write_text("{")
    assert run(arguments) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err


def test_a_side_that_does_not_load(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "policies/rules/severity.yaml").write_text("kind: [")
    assert run(["diff", "HEAD", *AT]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "policies/rules/severity.yaml:1" in shown.err


def test_the_gate_in_a_folder_of_the_repository(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(folder)
    (folder / "r.json").write_text("[]")
    asked = ["--base", "HEAD~1", "--head", "HEAD", "--author", "mallory", *AT]
    assert run(["gate", *asked, "--reviews", "r.json", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["allowed"] is False
    assert {"rule", "requires", "met", "approved_by", "could_still", "excluded"} <= {
        *found["requirements"][0]
    }
    assert found["requirements"][1]["could_still"] == ["ana"]
    assert found["missing_people"] == 3
    assert found["shortest"]["choices"][0] == {"count": 1, "of": ["ana"]}
    assert run(["approvers", *asked]) == 0
    said = capsys.readouterr().out
    assert said.startswith("3 people must approve\nShortest way: Ana (@ana-acme)")
    assert "NOT ALLOWED" not in said


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_what_is_approved_stands_beside_what_changes(
    folder: Path, format_: str, capsys: pytest.CaptureFixture[str]
) -> None:
    commit(folder)
    head = git(folder, "rev-parse", "HEAD").strip()
    given = [review(name, "APPROVED", head, n) for n, name in enumerate(("ana-acme", "ben-acme"))]
    (folder / "r.json").write_text(json.dumps(given))
    asked = ["HEAD~1", "HEAD", "--reviews", "r.json", "--format", format_, *AT]
    assert run(["diff", *asked]) == 0
    shown = capsys.readouterr().out
    assert "Not yet: 1 more person must approve" in shown
    assert "A majority of the council: 2 of 3." in shown
    assert "Yes: Ana, Ben." in shown
    assert run(["diff", "HEAD~1", "--reviews", "r.json", *AT]) == 2


def test_a_bare_clone_has_no_files_to_be_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    story = Story(tmp_path)
    story.commit({"policies/rules/severity.yaml": LOOSER}, "change")
    monkeypatch.chdir(tmp_path)
    assert run(["approvers", "--base", "main", "--head", "change", *AT]) == 0
    assert "A majority of the council: 0 of 3." in capsys.readouterr().out


def test_code_owners(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["export", "codeowners", "--check", *AT]) == 1
    assert "no CODEOWNERS" in capsys.readouterr().err
    (folder / ".github").mkdir()
    assert run(["export", "codeowners", "--output", ".github/CODEOWNERS", *AT]) == 0
    said = capsys.readouterr().err
    assert "rule `weaker`: effects (lowers-severity)" in said
    assert "unanimity" not in said
    written = (folder / ".github/CODEOWNERS").read_text().splitlines()
    assert "/policies/rules/** @ana-acme" in written
    assert "/templates/** @Ben-Acme" in written
    council = "@ana-acme @Ben-Acme @clara-acme @dora-acme @eva-acme"
    assert written.index(f"/requirements*.txt {council}") < written.index("/templates/** @Ben-Acme")
    assert f"/.github/** {council}" in written
    assert "/policies/control.yaml @ana-acme @Ben-Acme @clara-acme @dora-acme @eva-acme" in written
    assert run(["export", "codeowners", "--check", *AT]) == 0
    (folder / ".github/CODEOWNERS").write_text("* @mallory\n")
    assert run(["export", "codeowners", "--check", *AT]) == 1
    assert "-* @mallory" in capsys.readouterr().out


def test_code_owners_read_paths_as_the_gate_does(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What no file matches there owns nothing here, be it a folder that these platforms own."""
    control = folder / "policies/control.yaml"
    text = control.read_text()
    for glob in ("/templates/**", "./templates/**", "templates/", "templates", "!templates/x"):
        control.write_text(text.replace("templates/**", glob))
        assert run(["export", "codeowners", *AT]) == 0
        captured = capsys.readouterr()
        assert "templates" not in captured.out
        assert f"no file can match the path `{glob}`" in captured.err
    control.write_text(text.replace("policies/rules/**", "policies/rules"))
    assert run(["export", "codeowners", *AT]) == 0
    captured = capsys.readouterr()
    assert "/policies/rules " not in captured.out
    assert "the path `policies/rules` would own all below a folder" in captured.err


def test_code_owners_without_change_control(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "policies/control.yaml").unlink()
    assert run(["export", "codeowners"]) == 2
    assert "no change control" in capsys.readouterr().err


ARCHIVE = """kind: archive
id: last-year
files: ["archive/*.csv"]
detected_at: {column: when, format: "%Y-%m-%d %H:%M", timezone: UTC}
id_column: number
facts: {followers: {column: reach}}
"""
MENTIONS = """number;when;reach
1;2025-03-01 10:00;5000
2;2025-03-02 10:00;20000
3;2025-03-03 10:00;49999
4;2025-03-04 10:00;60000
"""


def test_the_mentions_of_an_archive(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The threshold rises from 10,000 to 50,000: two of four mentions lie between."""
    for path, text in (("archives/last-year.yaml", ARCHIVE), ("archive/2025.csv", MENTIONS)):
        (folder / path).parent.mkdir()
        (folder / path).write_text(text)
    assert run(["diff", "HEAD", *AT, "--archive", "last-year"]) == 0
    text = " ".join(capsys.readouterr().out.split())
    assert "Archive last year (4 mentions," in text
    assert "): 2 are decided otherwise (50.0 %)." in text
    assert run(["diff", "HEAD", *AT, "--archive", "last-year", "--format", "markdown"]) == 0
    assert "2 are decided otherwise" in capsys.readouterr().out
    assert run(["diff", "HEAD", *AT, "--archive", "last-year", "--format", "json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["archives"]
    assert found["archive_id"] == "last-year"
    assert found["against"]["changed"] == 2
    assert run(["diff", "HEAD", *AT, "--archive", "nothing"]) == 2
    assert "no archive is called `nothing`" in capsys.readouterr().err


def test_an_archive_that_cannot_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "archives").mkdir()
    (folder / "archives/last-year.yaml").write_text(ARCHIVE)
    assert run(["diff", "HEAD", *AT, "--archive", "last-year"]) == 2
    out, err = capsys.readouterr()
    assert "followers" in out
    assert "no row of the archive `last-year` is decided" in err
