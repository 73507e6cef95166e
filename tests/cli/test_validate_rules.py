"""Which findings `validate` tells of, and as of when."""

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine

from govcheck.cli.main import run
from tests.load.trees import SMALL

AT = ("--at", "2026-11-23T00:00:00Z")
TEAM = """\
kind: team
id: social
name: Social
lead: ben
members: [{person: ana, role: editor}, {person: zoe, role: editor}]
"""
BROKEN = {
    "policies/team.yaml": TEAM,
    "policies/training.yaml": "kind: training\nid: basics\nname: Basics\nvalid_for: 365d\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, content in SMALL.with_files(dict(BROKEN)).files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def found(capfd: pytest.CaptureFixture[str], *arguments: str) -> list[Any]:
    """The findings, as JSON."""
    run(["validate", "--format", "json", *AT, *arguments])
    findings: list[Any] = json.loads(capfd.readouterr().out)["findings"]
    return findings


def codes(capfd: pytest.CaptureFixture[str], *arguments: str) -> set[str]:
    return {finding["code"] for finding in found(capfd, *arguments)}


def test_select_and_ignore_divide_the_findings(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    every = codes(capfd)
    assert {"REF001", "TEAM002"} < every
    for names in (["REF001"], ["unknown-reference"], ["ref001"], ["REF"], ["Unknown-Reference"]):
        assert codes(capfd, "--select", *names) == {"REF001"}
        assert codes(capfd, "--ignore", *names) == every - {"REF001"}


def test_several_at_once(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert codes(capfd, "--select", "REF, TEAM002") == {"REF001", "TEAM002"}
    assert codes(capfd, "--select", "REF", "--select", "lead-outside-team") == {"REF001", "TEAM002"}
    assert codes(capfd, "--select", "REF,TEAM002", "--ignore", "TEAM") == {"REF001"}
    assert codes(capfd, "--select", "WAIVER") == set()


@pytest.mark.parametrize(
    ("option", "name", "near"),
    [
        ("--select", "TEM002", "did you mean `TEAM002`?"),
        ("--ignore", "lead-outside-teams", "did you mean `lead-outside-team`?"),
        ("--select", "qqqqqq", "`govcheck explain` lists them all"),
        ("--select", "TEAM002,", "`govcheck explain` lists them all"),
    ],
)
def test_unknown_names_are_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], option: str, name: str, near: str
) -> None:
    assert run(["validate", option, name]) == 2
    assert near in capfd.readouterr().err


def test_what_is_not_selected_does_not_fail(folder: Path) -> None:
    assert run(["validate", *AT]) == 1
    assert run(["validate", *AT, "--select", "WAIVER"]) == 0
    assert run(["validate", *AT, "--select", "REF"]) == 1


def test_the_fail_level_counts_what_is_selected(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    milder = {f["code"] for f in found(capfd) if f["severity"] != "error"}
    select = ["--select", ",".join(sorted(milder))]
    assert milder
    assert run(["validate", *AT, *select]) == 0
    assert run(["validate", *AT, *select, "--fail-level", "note"]) == 1


def test_statistics_count_by_rule(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["validate", *AT, "--statistics", "--select", "REF,TEAM002"]) == 1
    counted = capfd.readouterr().out.splitlines()
    assert counted == ["    2  REF001     unknown-reference", "    1  TEAM002    lead-outside-team"]
    assert run(["validate", "--statistics", "--format", "json"]) == 2


def test_what_is_accepted_is_counted_and_shown_on_request(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = TEAM.replace("lead: ben", "lead: ben  # govcheck: ignore[TEAM002] he joins on Monday")
    (folder / "policies" / "team.yaml").write_text(text)
    only = ("--select", "TEAM002")
    assert [f["waived"] for f in found(capfd, *only)] == ["ignored: he joins on Monday"]
    for format_ in ("text", "full", "concise"):
        assert run(["validate", *AT, *only, "--format", format_]) == 0
        shown = capfd.readouterr()
        assert shown.out == ""
        assert shown.err == "no findings in 10 documents (1 accepted)\n"
        assert run(["validate", *AT, *only, "--format", format_, "-v"]) == 0
        assert "ignored: he joins on Monday" in capfd.readouterr().out


WAIVER = """\
kind: waiver
id: until-spring
check: TEAM002
subject: team/social
reason: Two hires start in spring
approved_by: [ana]
until: 2027-03-31
"""


def test_a_merge_does_not_start_failing_overnight(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "policies" / "waiver.yaml").write_text(WAIVER)
    only = ("validate", "--select", "TEAM002,WAIVER001,WAIVER002", "--format", "concise")
    soon = ("--warn-before", "30d")
    # The last day of March still counts, wherever in the organisation's Berlin it is.
    for at, arguments, code, severities in (
        ("2027-03-31T21:59:59Z", (), 0, []),
        ("2027-03-31T21:59:59Z", soon, 0, ["warning"]),
        ("2027-03-31T22:00:00Z", (), 1, ["error", "error"]),
        ("2027-03-31T22:00:00Z", soon, 1, ["error", "error"]),
    ):
        assert run([*only, "--at", at, *arguments]) == code
        lines = capfd.readouterr().out.splitlines()
        assert [line.split()[1].split("[")[0] for line in lines] == severities


def test_without_at_the_clock_decides(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "policies" / "waiver.yaml").write_text(WAIVER)
    for now, code in (("2027-03-31T12:00:00Z", 0), ("2027-04-02T12:00:00Z", 1)):
        with time_machine.travel(now, tick=False):
            assert run(["validate", "--select", "TEAM002"]) == code


def test_with_paths_a_warning_elsewhere_is_not_taken_for_new(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "policies" / "waiver.yaml").write_text(WAIVER)
    at = ("--at", "2027-03-31T12:00:00Z", "--warn-before", "30d")
    path = str(folder / "policies" / "training.yaml")
    run(["validate", "--format", "json", *at, path])
    findings = json.loads(capfd.readouterr().out)["findings"]
    assert "WAIVER002" not in {finding["code"] for finding in findings}
