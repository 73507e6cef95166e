"""`govcheck init`: from nothing to a repository that passes, by the commands it names."""

import os
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from govcheck.cli.init import _prove
from govcheck.cli.main import run
from govcheck.tongue import tongue
from govcheck.workspace import validate


@pytest.fixture(autouse=True)
def _no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")


@pytest.mark.parametrize("size", ["startup", "consumer", "enterprise"])
def test_the_next_steps_work(
    size: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init", "my governance", "--size", size, "--timezone", "Asia/Kathmandu"]) == 0
    said = capfd.readouterr()
    assert said.out == ""
    steps = [line.strip() for line in said.err.splitlines() if line.startswith("  ")]
    assert steps[0] == "cd 'my governance'"
    monkeypatch.chdir(tmp_path / "my governance")
    for step in steps[1:]:
        assert run(step.split()[1:]) == 0, (step, capfd.readouterr())
    assert run(["validate", "--fail-level", "note"]) == 0
    assert run(["prove"]) == 0
    assert run(["fmt", "--check"]) == 0
    assert run(["schema", "--check"]) == 0


@pytest.mark.parametrize("size", ["startup", "consumer", "enterprise"])
def test_what_is_written_speaks_german_first(
    size: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert run(["init", str(folder), "--size", size, "--lang", "de"]) == 0
    organization = (folder / "policies/organization.yaml").read_text(encoding="utf-8")
    assert "languages: [de, en] " in organization
    assert run(["validate", "--policy", str(folder), "--fail-level", "note"]) == 0
    capfd.readouterr()
    arguments = ["--policy", str(folder), str(folder / "incidents/customer-list.yaml")]
    assert run(["simulate", "--lang", "de", *arguments]) == 0
    german = capfd.readouterr().out
    assert "Alle geplanten Beiträge anhalten" in german
    assert not re.search(r"\b(the|and|or|of|what|who|until|not|are|is)\b", german)
    assert run(["simulate", "--lang", "en", *arguments]) == 0
    assert "Pause every scheduled post" in capfd.readouterr().out


def test_the_pipelines_install_what_the_option_says(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    source = "git+https://git.example/tools/govcheck@" + "a1" * 20
    assert run(["init", str(tmp_path / "new"), "--size", "startup", "--source", source]) == 0
    assert "pipelines reach" not in capfd.readouterr().err
    written = (tmp_path / "new" / "requirements.txt").read_text(encoding="utf-8")
    assert written.splitlines()[-1] == f"govcheck @ {source}"


def test_a_folder_with_something_in_it_is_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    assert run(["init", str(tmp_path), "--size", "startup"]) == 2
    assert "is not empty" in capfd.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--size", "huge"],
        ["--size", "startup", "--timezone", "Mars"],
        ["--size", "startup", "--name", " "],
        ["--size", "startup", "--source", "govcheck"],
        ["--size", "startup", "--source", "govcheck==1.0"],
        ["--size", "startup", "--source", "git+https://git.example/tools/govcheck"],
    ],
)
def test_a_request_that_cannot_be_served_makes_nothing(
    arguments: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "new"
    assert run(["init", str(folder), *arguments]) == 2
    assert capfd.readouterr().err
    assert not folder.exists()


def test_their_own_people_from_a_table(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "people.csv"
    table.write_text(
        "Name;E-Mail;Rolle;Telefon\n"
        "Mara Lind;mara@acme.example;Social-Media-Managerin;+49 30 1\n;x;;\n",
        encoding="utf-8-sig",
    )
    folder = tmp_path / "new"
    arguments = ["--size", "startup", "--people", str(table), "--channel", "x=@acme"]
    assert run(["init", str(folder), *arguments]) == 0
    said = capfd.readouterr().err
    assert "people.csv:3: a row has no name" in said
    has = "Mara Lind: Social-media manager, Channel administrator"
    assert f"{has} (in the place of Alex Reed)" in said
    assert "nobody has stated: the dates in `trainings`" in said
    assert "validated and proved: 0 errors" in said
    assert (folder / "policies/people/mara-lind.yaml").is_file()


@pytest.mark.parametrize("table", ["", "name\n", "a;b\n1;2\n"])
def test_a_table_with_nobody_in_it_makes_nothing(table: str, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(table)
    folder = tmp_path / "new"
    arguments = ["--size", "startup", "--people", str(tmp_path / "people.csv")]
    assert run(["init", str(folder), *arguments]) == 2
    assert not folder.exists()


def test_in_a_terminal_whatever_is_not_said_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pty")
    import pty
    import subprocess
    import sys

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "govcheck", "init", str(tmp_path / "new")]
    process = subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower)
    os.close(follower)
    os.write(leader, b"Acme\nEurope/Berlin\nde,en\n\ninstagram=@acme\nstartup\n")
    said = b""
    try:
        while chunk := os.read(leader, 4096):
            said += chunk
    except OSError:  # what Linux says of a terminal whose program has ended
        pass
    assert process.wait(timeout=60) == 0, said
    organization = (tmp_path / "new/policies/organization.yaml").read_text()
    assert "name: Acme" in organization
    assert "languages: [de, en]" in organization
    assert "wer entscheidet" in (tmp_path / "new/README.md").read_text(encoding="utf-8")


def test_it_says_whose_part_is_a_guess_who_has_none_and_what_is_english(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "people.csv"
    table.write_text("Name;Rolle;Telefon\nMara Lind;;+49 30 1\nKarl Frey;Lagerist;+49 30 2\n")
    arguments = ["--size", "startup", "--people", str(table), "--languages", "fr", "--lang", "en"]
    assert run(["init", str(tmp_path / "new"), *arguments]) == 0
    said = capfd.readouterr().err
    assert re.search(r"Mara Lind: .* \(a guess, in the place of Alex Reed: the table", said)
    assert "without a part, so never called: Karl Frey\n" in said
    assert "who would be called: Jo Brandt, Kim Larsen, Noor Haddad, Robin Okafor; nobody" in said
    assert "are in English: there are none in `fr` yet" in said


def test_days_count_from_the_day_where_the_organisation_is(tmp_path: Path) -> None:
    """In Kathmandu it is the next day already, and a proof of a year ends a day later."""
    with time_machine.travel("2026-11-29T18:30:00Z", tick=False):
        assert run(["init", str(tmp_path / "new"), "--size", "startup"]) == 0
        zone = ["--size", "startup", "--timezone", "Asia/Kathmandu"]
        assert run(["init", str(tmp_path / "later"), *zone]) == 0
    for name, day in (("new", "2027-11-29"), ("later", "2027-11-30")):
        goals = (tmp_path / name / "policies/goals/goals.yaml").read_text(encoding="utf-8")
        assert f"due: {day}" in goals


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "validated and proved: 1 error, 1 thing to look at"),
        ("de", "geprüft und bewiesen: 1 Fehler, 1 Punkt zum Ansehen"),
    ],
)
def test_one_is_told_in_the_singular(
    language: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: Any = [SimpleNamespace(severity="error"), SimpleNamespace(severity="warning")]
    monkeypatch.setattr(validate, "answer", lambda *_: SimpleNamespace(findings=found))
    noted: list[str] = []
    reader = tongue(language)
    shared: Any = SimpleNamespace(
        tongue=reader, note=lambda sentence: noted.append(reader.text(sentence))
    )
    _prove(str(tmp_path), shared)
    assert noted == [expected]
