"""The text of `prove` shows durations as people write them, and exactly."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from govcheck.cli.main import run

POLICY = """\
{kind: organization, id: acme, name: Acme, format: 1, timezone: Europe/Berlin, languages: [en],
 severities: [{id: low, name: Low, means: Little}]}
---
{kind: calendar, id: office, timezone: Europe/Berlin, hours: {mon-fri: ["09:00-17:00"]}}
---
kind: person
id: ana
name: Ana
absences:
  - {from: "2026-03-04T10:20:30Z", to: "2026-03-04T10:20:34Z"}
  - {from: "2026-03-05T10:20:30Z", to: "2026-03-05T11:21:30Z"}
---
{kind: rota, id: duty, timezone: Europe/Berlin, starts: 2026-01-05, handover: "09:00",
 shift: weekly, members: [ana], calendar: office}
---
kind: playbook
id: reply
actions:
  - {id: answer, do: Answer, owed_by: "rota:duty", within: 1h30m}
---
kind: escalation
id: call
acknowledge_within: 90s
steps: [{id: duty, notify: ["rota:duty"], wait: 5m}]
last_resort: "person:ana"
---
{kind: decision, id: what, decides: playbooks, hit_policy: collect, otherwise: [reply], rules: []}
---
{kind: decision, id: who, decides: escalation, hit_policy: first, otherwise: call,
 because: It always does, rules: []}
"""
DURATION = (
    r"(?=\d)(?:(\d+) days?)? ?(?:(\d+) h)? ?(?:(\d\d)(?! min| s| h|\d)|(\d+) min)? ?(?:(\d+) s)?"
)


def seconds(text: str) -> int:
    """What a duration of the text means."""
    written = re.fullmatch(DURATION, text)
    assert written, text
    days, hours, short, minutes, rest = (int(part or 0) for part in written.groups())
    return ((days * 24 + hours) * 60 + short + minutes) * 60 + rest


def instant(text: str) -> datetime:
    """What `Wed 4 Mar 2026 11:20:30` means in the organisation's zone."""
    form = "%a %d %b %Y %H:%M:%S" if text.count(":") == 2 else "%a %d %b %Y %H:%M"
    return datetime.strptime(text, form).replace(tzinfo=ZoneInfo("Europe/Berlin")).astimezone(UTC)


@pytest.fixture(params=["2026-03-02T00:00:00Z", "2026-03-02T00:00:04Z"])
def proofs(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> tuple[str, dict[str, float]]:
    """The text of the proofs, and the minutes of each verdict from the JSON."""
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    asked = ["prove", "--at", request.param, "--horizon", "90d", "--select", "COVER"]
    run([*asked, "--full", "--color", "never"])
    text = capfd.readouterr().out
    run([*asked, "--format", "json"])
    verdicts = json.loads(capfd.readouterr().out)["verdicts"]
    return text, {one["code"]: one["minutes"] for one in verdicts if one["intervals"]}


def test_no_duration_is_a_number_of_minutes(proofs: tuple[str, dict[str, float]]) -> None:
    text, _ = proofs
    assert not re.search(r"\d (minute|second|hour)", text)
    assert not re.search(r"\d\.\d", re.sub(r"tzdata \S+|holidays \S+", "", text))
    assert "4 s" in text


def test_each_total_is_that_of_the_machine(proofs: tuple[str, dict[str, float]]) -> None:
    text, minutes = proofs
    blocks = re.findall(r"^refuted\[(\w+)\].*?^  (\d.*?) in all$", text, re.MULTILINE | re.DOTALL)
    assert {code: seconds(total) for code, total in blocks} == {
        code: round(total * 60) for code, total in minutes.items()
    }
    assert set(minutes) >= {"COVER001", "COVER002", "COVER003"}


def test_each_interval_is_as_long_as_is_said(proofs: tuple[str, dict[str, float]]) -> None:
    text, _ = proofs
    rows = re.findall(r"^    (.*) to (.*), (\d.*)$", text, re.MULTILINE)
    assert {"4 s", "1 h 01", "16 h", "2 days 16 h"} <= {length for *_, length in rows}
    for start, end, length in rows:
        assert seconds(length) == (instant(end) - instant(start)).total_seconds()
