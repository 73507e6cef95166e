"""What hangs on a result that is only acted on has its *if* in every format."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run
from tests.logbook.test_due_in_doubt import ROOT, incident

__all__ = ["incident"]


def simulated(incident: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert run(["simulate", str(incident), "--policy", str(ROOT), "--lang", "en", *options]) == 0
    return capsys.readouterr().out


def test_the_whole_page_hedges_every_reason(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = " ".join(simulated(incident, capsys, "--full").split())
    assert "severity: sev2 to be safe, until `reposts_per_hour` is known" in said
    assert "severity SEV2: viral-anger (possible)" in said
    assert "only if so: The brand itself is the story" in said
    assert "escalation crisis: serious (possible)" in said
    assert "playbooks viral-complaint: complaint-that-grows (possible)" in said
    assert "route social: otherwise" in said


def test_json_says_the_same(incident: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(simulated(incident, capsys, "--format", "json"))
    assert {name: one["certain"] for name, one in found["decisions"].items()} == {
        "reach": False,
        "severity": False,
        "playbooks": False,
        "escalation": False,
        "route": True,
    }
    hanging = {one["id"] for one in found["obligations"] if one["possible"]}
    assert hanging == {
        one["id"] for one in found["obligations"] if one["id"].startswith("viral-complaint/")
    }


def test_nothing_is_hedged_once_it_is_known(
    incident: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = ("--set", "reposts_per_hour=900")
    said = simulated(incident, capsys, "--full", *known)
    assert "(possible)" not in said
    assert "to be safe" not in said
    found = json.loads(simulated(incident, capsys, "--format", "json", *known))
    assert all(one["certain"] for one in found["decisions"].values())
    assert not any(one["possible"] for one in found["obligations"])
