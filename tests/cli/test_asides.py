"""What is wrong beside an answer is told before it, and does not push it off the screen."""

from pathlib import Path

import pytest

from govcheck.cli.main import run

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
responsibilities: []
severities: [{id: routine, name: Routine, means: Nothing much}]
---
kind: vocabulary
id: facts
facts: {loud: {type: boolean}}
---
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: routine
because: There is one
rules: []
"""
PERSON = """\
---
kind: person
id: p{number}
name: Person {number}
contacts: [{{via: phone, address: "+49 30 {number}"}}]
notification: [{{via: phone, after: 0m}}]
"""


def test_one_of_each_kind_is_told_and_the_others_are_counted(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "policies").mkdir()
    people = "".join(PERSON.format(number=number) for number in range(1, 9))
    (tmp_path / "policies/all.yaml").write_text(POLICY + people)
    incident = tmp_path / "incident.yaml"
    facts = "title: X\ndetected_at: 2026-11-14T22:40:00Z\nfacts: {loud: true}\n"
    incident.write_text(f"kind: incident\nid: x\n{facts}")
    run(["simulate", str(incident), "--policy", str(tmp_path)])
    said = capfd.readouterr().err.splitlines()
    told = [line for line in said if "[PERS008]" in line]
    assert len(told) == 1
    assert "more like these: `govcheck validate` has all of them" in said[-1]
    run(["validate", "--no-prove", "--format", "concise", "--policy", str(tmp_path)])
    every = [line for line in capfd.readouterr().out.splitlines() if ": warning[" in line]
    assert int(said[-1].split()[0]) == len(every) - sum(": warning[" in line for line in said)
