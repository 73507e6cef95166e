"""Logs that name what has been renamed since, read through the history of git."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from govcheck.cli.main import run

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities: [{id: low, name: Low, means: Nobody is hurt}]
---
{kind: person, id: ana, name: Ana}
---
{kind: person, id: ben, name: Ben}
---
{kind: vocabulary, id: facts, facts: {spreading: {type: boolean}}}
---
kind: decision
id: books
decides: playbooks
hit_policy: collect
rules: [{id: all, when: {}, then: [recall], because: Always}]
---
kind: playbook
id: recall
actions:
  - {id: stop, do: Stop the sale, owed_by: person:ana, within: 1h}
  - {id: say, do: Say it, owed_by: person:ana, within: 2h, needs: [ok], publishes: true}
approvals: [{id: ok, by: person:ben, within: 30m}]
"""
START = {"at": "2026-11-02T10:00:00Z", "recorded_at": "2026-11-02T10:00:00Z", "by": "ana"}
LOG = (
    {**START, "event": "opened"},
    {**START, "event": "done", "action": "recall/stop"},
    {**START, "event": "approved", "approval": "recall/ok", "by": "ben"},
    {**START, "event": "done", "action": "recall/say"},
)


def git(*arguments: str) -> None:
    name = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(("git", *name, *arguments), check=True, capture_output=True)


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of the policy, committed, with an incident whose log says no revision."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "policies/all.yaml"
    file.parent.mkdir()
    file.write_text(POLICY)
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents/video.yaml").write_text(
        "kind: incident\nid: video\ntitle: A video\ndetected_at: 2026-11-02T10:00:00Z\nfacts: {}\n"
    )
    write_log()
    git("init", "-q")
    commit()
    return file


def commit() -> None:
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", "A change")


def write_log(**opened: str) -> None:
    lines = ({**LOG[0], **opened}, *LOG[1:])
    text = "".join(json.dumps(line) + "\n" for line in lines)
    Path("incidents/video.log.jsonl").write_text(text)


def rename(file: Path, *names: tuple[str, str]) -> None:
    text = file.read_text()
    for old, new in names:
        text = text.replace(old, new)
    file.write_text(text)


def reviewed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    capsys.readouterr()
    run(["review", "video", "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["reviews"]
    assert isinstance(found, dict)
    return found


def verdicts(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(one["obligation"], one["verdict"]) for one in found["verdicts"]}


@pytest.mark.parametrize("committed", [True, False])
def test_what_was_renamed_is_read_under_its_new_name_and_told(
    policy: Path, capsys: pytest.CaptureFixture[str], committed: bool
) -> None:
    rename(policy, ("id: stop", "id: halt"), ("id: ok", "id: yes"), ("[ok]", "[yes]"))
    rename(policy, ("id: ben", "id: benno"), ("person:ben", "person:benno"))
    if committed:
        commit()
        commit()
    before = Path("incidents/video.log.jsonl").read_bytes()
    found = reviewed(capsys)
    assert verdicts(found) == {("recall/halt", "kept"), ("recall/say", "kept")}
    said = [one["message"].partition(" since ")[0].partition(",")[0] for one in found["problems"]]
    assert said == [
        "`recall/stop` is called `recall/halt`",
        "`ben` is called `benno`",
        "`recall/ok` is called `recall/yes`",
    ]
    assert all(one["message"].endswith("is read so") for one in found["problems"])
    assert (" since " in found["problems"][0]["message"]) is committed
    assert Path("incidents/video.log.jsonl").read_bytes() == before


def test_a_playbook_may_have_got_another_name_and_again_another(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for old, new in (("recall", "call-back"), ("call-back", "take-back"), ("id: stop", "id: halt")):
        rename(policy, (old, new))
        commit()
    found = reviewed(capsys)
    assert verdicts(found) == {("take-back/halt", "kept"), ("take-back/say", "kept")}


def test_what_is_gone_or_could_be_two_things_is_not_guessed(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twice = "id: halt, do: Stop the sale, owed_by: person:ana, within: 1h}\n  - {id: hold,"
    rename(policy, ("id: stop,", twice))
    commit()
    found = reviewed(capsys)
    assert {("recall/halt", "unknown"), ("recall/hold", "unknown")} <= verdicts(found)
    assert "no playbook has the action `recall/stop`" in {
        one["message"] for one in found["problems"]
    }


def test_what_the_policy_of_the_beginning_judges_keeps_its_names(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = subprocess.run(("git", "rev-parse", "HEAD"), check=True, capture_output=True, text=True)
    write_log(policy=head.stdout.strip())
    rename(policy, ("id: stop", "id: halt"))
    commit()
    found = reviewed(capsys)
    assert verdicts(found) == {("recall/stop", "kept"), ("recall/say", "kept")}
