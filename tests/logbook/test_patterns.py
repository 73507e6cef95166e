"""What several incidents have in common, worked out by hand."""

import json
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
severities: [{id: low, name: Low, means: Routine}]
---
{kind: calendar, id: office, timezone: UTC, hours: {mon-fri: ["09:00-17:00"]}}
---
{kind: person, id: ana, name: Ana}
---
{kind: person, id: ben, name: Ben, calendar: office}
---
{kind: person, id: boss, name: Boss}
---
{kind: vocabulary, id: facts, facts: {fire: {type: boolean, default: true}}}
---
{kind: decision, id: severity, decides: severity, hit_policy: highest, otherwise: low,
 because: All is low here, rules: []}
---
{kind: decision, id: escalation, decides: escalation, hit_policy: first, otherwise: alarm,
 because: There is one, rules: []}
---
kind: decision
id: playbooks
decides: playbooks
hit_policy: collect
rules: [{id: burning, when: {fire: true}, then: fire, because: It burns}]
---
kind: escalation
id: alarm
acknowledge_within: 15m
steps:
  - {id: office, notify: [person:ben], wait: 10m}
  - {id: duty, notify: [person:ana], wait: 10m}
repeat: 0
last_resort: person:boss
---
kind: playbook
id: fire
actions:
  - {id: water, do: Bring water, owed_by: person:ana, within: 30m}
  - {id: tell, do: Tell everybody, owed_by: person:ana, within: 1h}
"""
DAYS = {"one": "2026-11-02", "two": "2026-11-03", "night": "2026-11-07"}  # the last is a Saturday


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies/all.yaml").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    # Water: 10 and 30 minutes late, and in time. Telling: skipped twice, once not logged at all.
    # Ben is told first on the two weekdays and never answers; on Saturday he is not there.
    add(tmp_path / "incidents/closed", "one", ("done", "water", 40), ("skipped", "tell", 45))
    add(tmp_path / "incidents/closed", "two", ("done", "water", 60), ("skipped", "tell", 65))
    add(tmp_path / "incidents", "night", ("done", "water", 20))
    return tmp_path


def add(folder: Path, name: str, *lines: tuple[str, str, int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    day = DAYS[name]
    (folder / f"{name}.yaml").write_text(
        f"kind: incident\nid: {name}\ntitle: {name}\ndetected_at: {day}T10:00:00Z\nfacts: {{}}\n"
    )
    written = [("opened", "", 0), ("told", "", 1), ("acknowledged", "", 12), *lines,
               ("closed", "", 300)]  # fmt: skip
    text = ""
    for event, action, minute in written:
        at = f"{day}T{10 + minute // 60}:{minute % 60:02}:00Z"
        line: dict[str, Any] = {"at": at, "recorded_at": at, "by": "ana", "event": event}
        if event == "told":
            line |= {"person": "ana", "via": "phone"}
        if action:
            line |= {"action": f"fire/{action}", "because": "nobody was there to be told"}
        text += json.dumps(line) + "\n"
    (folder / f"{name}.log.jsonl").write_text(text)


def test_what_they_have_in_common(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["review", "incidents", "--format", "json"])
    found = json.loads(capsys.readouterr().out)
    assert [one["incident"] for one in found["reviews"]] == ["night", "one", "two"]
    patterns = found["patterns"]
    assert patterns["late"] == [
        {"obligation": "fire/water", "late": 2, "broken": 0, "owed": 3, "usual_delay_seconds": 600}
    ]
    assert patterns["unreached"] == [
        {"step": "escalation/alarm/office", "ran": 3, "nobody": 1, "unanswered": 2}
    ]
    assert patterns["overruled"] == [
        {
            "rule": "decision/playbooks/burning",
            "playbook": "fire",
            "skipped": ["fire/tell"],
            "because": ["nobody was there to be told"],
            "incidents": 2,
        }
    ]


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "Bring water: late in 2 of 3 incidents, usually by 10 min",
                "Ben (alarm): nobody was there in 1 of 3 incidents",
                "Ben (alarm): told in 3 incidents, and in 2 of them only others answered",
                "“It burns”: in 2 incidents people skipped what fire asks: Tell everybody",
            ],
        ),
        (
            "de",
            [
                "Bring water: in 2 von 3 Vorfällen zu spät, meist um 10 Min.",
                "Ben (alarm): in 1 von 3 Vorfällen war niemand da",
                "Ben (alarm): in 3 Vorfällen verständigt, und in 2 davon antworteten nur andere",
                "„It burns“: in 2 Vorfällen wurde ausgelassen, was fire verlangt: Tell everybody",
            ],
        ),
    ],
)
def test_it_is_said_in_both_languages(
    year: Path, capsys: pytest.CaptureFixture[str], language: str, lines: list[str]
) -> None:
    run(["review", "incidents", "--lang", language, "--format", "markdown"])
    shown = capsys.readouterr().out.splitlines()
    assert [one.removeprefix("- ") for one in shown[-4:]] == lines


def test_one_incident_has_nothing_in_common(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["review", "incidents/closed/one.yaml", "--format", "json"])
    assert "patterns" not in json.loads(capsys.readouterr().out)
