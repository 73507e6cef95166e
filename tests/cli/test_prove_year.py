"""Tests of `govcheck prove --year`."""

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
severities: [{id: sev1, name: Crisis, means: Bad}]
---
{kind: calendar, id: office, timezone: UTC, hours: {mon-sun: ["08:00-20:00"]}}
---
{kind: person, id: ana, name: Ana, calendar: office}
---
{kind: decision, id: what, decides: playbooks, hit_policy: collect, otherwise: [leak], rules: []}
---
{kind: playbook, id: leak, actions: [{id: fix, do: Fix it, owed_by: person:ana, within: 2h}]}
"""
ASKED = ["prove", "--at", "2026-03-02T00:00:00Z", "--horizon", "1d"]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("repository")
def test_a_strip_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ASKED, "--year"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last == f"{'Mon 2 Mar 2026':<16}######*{'.' * 13}####"


@pytest.mark.usefixtures("repository")
def test_a_strip_as_svg(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*ASKED, "--year=svg"]) == 0
    assert capsys.readouterr().out.startswith("<svg ")


def test_a_policy_that_does_not_load(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repository / "policies" / "more.yaml").write_text("kind: person\n")
    assert run([*ASKED, "--year"]) == 2
    assert "does not load" in capsys.readouterr().err
