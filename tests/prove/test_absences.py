"""Tests of `govcheck prove` with everybody of an employer or of a time zone missing."""

import json
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from govcheck.cli.main import run

POLICY = """\
{kind: organization, id: acme, name: Acme, format: 1, timezone: Europe/Berlin, languages: [en],
 severities: [{id: low, name: Low, means: Little}]}
---
{kind: calendar, id: office, timezone: Europe/Berlin, hours: {mon-sun: ["09:00-17:00"]}}
---
{kind: person, id: ana, name: Ana, employer: Acme GmbH}
---
{kind: person, id: ben, name: Ben, employer: "Acme G.m.b.H. ", calendar: office}
---
{kind: person, id: cleo, name: Cleo, employer: "Agency/::../x", timezone: Asia/Tokyo,
 calendar: office}
---
{kind: person, id: dan, name: Dan}
---
{kind: person, id: eve, name: Eve, employer: Nobody's}
---
kind: playbook
id: reply
actions:
  - {id: answer, do: Answer, owed_by: person:ana, within: 1h}
  - {id: check, do: Check, owed_by: person:ben, within: 1d}
  - {id: tell, do: Tell, owed_by: person:cleo, within: 1d, after: [check]}
---
{kind: decision, id: what, decides: playbooks, hit_policy: collect, otherwise: [reply], rules: []}
"""


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def prove(capture: pytest.CaptureFixture[bytes], *options: str) -> tuple[int, str]:
    code = run(["prove", "--at", "2026-03-02T00:00:00+01:00", "--horizon", "2d", *options])
    return code, capture.readouterr().out.decode()


def verdicts(capture: pytest.CaptureFixture[bytes], *options: str) -> dict[str, Any]:
    _, out = prove(capture, "--format", "json", "--select", "ABSENCE", *options)
    return {one["subject"]: one for one in json.loads(out)["verdicts"]}


def test_everybody_of_an_employer(policy: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    found = verdicts(capfdbinary, "--absent-employer")
    assert {name: one["verdict"] for name, one in found.items()} == {
        "employer/Acme GmbH": "refuted",
        "employer/Agency/::../x": "refuted",
        "employer/Nobody's": "vacuous",
    }
    acme = found["employer/Acme GmbH"]
    assert (acme["code"], acme["minutes"]) == ("ABSENCE002", 2880)
    assert acme["message"].startswith("without the 2 people of `Acme GmbH` 3 properties fail")
    assert acme["witness"]["absent"] == ["ana", "ben"]
    assert acme["related"][0]["message"] == "it cannot be done within `1h`, for 2d in all"


def test_everybody_of_a_time_zone(policy: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    found = verdicts(capfdbinary, "--absent-zone")
    assert {name: one["verdict"] for name, one in found.items()} == {
        "timezone/Asia/Tokyo": "refuted",
        "timezone/Europe/Berlin": "refuted",
    }
    assert found["timezone/Europe/Berlin"]["witness"]["absent"] == ["ana", "ben", "dan", "eve"]
    witness = found["timezone/Asia/Tokyo"]["witness"]
    assert witness["absent"] == ["cleo"]
    command, text = witness["command"].split(" <<'EOF'\n")
    arguments = [sys.executable, "-m", "govcheck", *shlex.split(command)[1:]]
    played = subprocess.run(
        [*arguments, "--format", "json"],
        input=text.removesuffix("EOF").encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    assert json.loads(played.stdout)["missed"] == ["reply/tell"]


def test_nobody_asks_for_groups(policy: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert verdicts(capfdbinary) == {}
    _, out = prove(capfdbinary, "--absent-people", "1", "--select", "ABSENCE002")
    assert "ABSENCE" not in out


def test_sarif_and_waivers(policy: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    waiver = (
        "{kind: waiver, id: tokyo, check: single-timezone, subject: timezone/Asia/Tokyo, "
        "reason: It is one person, approved_by: [ana], until: 2026-12-31}\n"
    )
    (policy / "policies" / "waiver.yaml").write_text(waiver)
    options = ("--absent-zone", "--select", "ABSENCE003", "--format", "sarif")
    code, out = prove(capfdbinary, *options)
    [found] = json.loads(out)["runs"]
    assert set(found["properties"]["policy"]) == {"revision", "dirty", "tzdata", "holidays"}
    assert found["properties"]["horizon"]["to"] == "2026-03-03T23:00:00Z"
    results = found["results"]
    assert {one["properties"]["minutes"] for one in results} == {2880}
    assert code == 1
    assert (
        run(["prove", "--at", "2026-03-02T00:00:00Z", "--horizon", "2d", "--select", "ABSENCE"])
        == 0
    )
    assert b"accepts nothing" not in capfdbinary.readouterr().err
    assert {(one["ruleId"], bool(one.get("suppressions"))) for one in results} == {
        ("ABSENCE003", False),
        ("ABSENCE003", True),
    }
