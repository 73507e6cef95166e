"""In the made-up language nothing is left of what commands say that write, ask or take in."""

import io
import re
import shutil
from pathlib import Path

import pytest

from govcheck.cli.main import run
from tests.tongue.test_pseudo import (
    AT,
    ROOT,
    Captured,
    foreign,
    of_page,
    said,
    without,
    words_in,
)

pytestmark = pytest.mark.usefixtures("pseudo", "proved_once")

EXPORTS = ROOT / "tests/imports/exports"
LOG = ("log", "airbag-video")
TIMED = ("--by", "mei", "--at", "2026-11-14T22:50:00+01:00")


def words_of(*texts: str) -> set[str]:
    """The words of what is to be typed, or was written by others."""
    return {word.casefold() for text in texts for word in words_in(text)}


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "arguments",
    [
        ("replay", "--map", "listening-tool"),
        ("replay", "--map", "listening-tool", "--against", "HEAD", "--format", "markdown"),
        ("replay", "--map", "listening-tool", "--people", "3", "--format", "html"),
        ("replay", "--map", "listening-tool", "--against", "HEAD", "--max-night-pages", "0"),
    ],
    ids=" ".join,
)
def test_replay(capfd: Captured, arguments: tuple[str, ...]) -> None:
    assert (
        foreign(
            of_page(said(capfd, *arguments)), words_of("listening tool archive mentions autumn")
        )
        == []
    )


@pytest.mark.usefixtures("repository")
def test_log(capfd: Captured) -> None:
    for event in (
        ("opened",),
        ("told", "ben"),
        ("acknowledged",),
        ("fact", "injury=claimed"),
        ("done", "product-safety/pause"),
        ("asked", "product-safety/engineer-and-counsel"),
        ("skipped", "product-safety/stop-ads", "--because", "ohne"),
        ("note", "ohne"),
        ("closed",),
    ):
        assert foreign(said(capfd, *LOG, *event, *TIMED), words_of("log ohne")) == []
    assert foreign(said(capfd, "due", "airbag-video", *AT)) == []


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("answers", ["claim\n1\n\n2\ns\n", "?\nb\nno such\n12k\ns\n"])
def test_triage(capfd: Captured, monkeypatch: pytest.MonkeyPatch, answers: str) -> None:
    typed = io.TextIOWrapper(io.BytesIO(answers.encode()), encoding="utf-8")
    monkeypatch.setattr("sys.stdin", typed)
    shown = said(capfd, "triage", "--at", "2026-11-14T22:40:00+01:00")
    assert foreign(shown, words_of("no such 12k")) == []


@pytest.mark.parametrize("size", ["startup", "consumer", "enterprise"])
def test_init(tmp_path: Path, capfd: Captured, size: str) -> None:
    shown = said(capfd, "init", str(tmp_path / "new"), "--size", size, "--name", "Larkling")
    assert (
        foreign(
            without(shown, r"(\.|\w)[\w./-]*/[\w./-]*"),
            words_of("cd govcheck validate test simulate"),
        )
        == []
    )


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    "arguments",
    [
        ("pagerduty", "pagerduty/users.json", "pagerduty/schedule.json",
         "pagerduty/escalation_policies.json"),
        ("opsgenie", "opsgenie/users.json", "opsgenie/schedule.json", "opsgenie/escalations.json"),
        ("ical", "ical/rota-google.ics"),
        ("csv", "people/personen-excel.csv", "people/rota.csv"),
    ],
    ids=lambda one: one[0],
)  # fmt: skip
def test_import(capfd: Captured, arguments: tuple[str, ...]) -> None:
    format_, *names = arguments
    files = [EXPORTS / name for name in names]
    shown = said(capfd, "import", format_, *map(str, files), "--timezone", "Europe/Berlin", *AT)
    allowed = " ".join(re.findall(r"(?:--allow |^  |:\d+ )([a-z-]+)", shown, re.MULTILINE))
    written = words_of(
        f"allow {format_}",
        allowed.replace("-", " "),
        *(one.read_text("utf-8", "replace") for one in files),
    )
    assert foreign(without(shown, r"\S*/\S*"), written) == []


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (("export", "csv", "rota:community-duty", *AT), "from until start end person name"),
        (("rename", "person/ana", "anna", "--dry-run"), "ana anna"),
        (("rename", "severity/sev1", "worst", "--dry-run"), "worst"),
        (("schema", "--check"), ""),
        (("approvers", "--base", "HEAD", "--head", "HEAD"), ""),
        (("explain", "GUARD002"), "guaranteed notice missed"),
        (("explain", "TEAM002"), "lead outside team"),
        (("prove", "--absent-people", "1", "--select", "COVER", *AT), ""),
        (("validate", "--statistics", *AT), ""),
    ],
    ids=lambda one: one if isinstance(one, str) else " ".join(one),
)
def test_what_else_is_written(capfd: Captured, arguments: tuple[str, ...], written: str) -> None:
    shown = said(capfd, *arguments)
    shown = re.sub(r"[\w./-]+\.jsonl?", "", shown)
    if arguments[0] == "rename":
        shown = without(shown, r"^[-+ @d].*$")
    if arguments[0] == "explain":
        shown = re.sub(r"(?s)⟦Wrong⟧.*", "", shown)
    assert foreign(shown, words_of(written, *arguments)) == []


def test_fmt(repository: Path, capfd: Captured) -> None:
    file = repository / "policies/teams/social.yaml"
    file.write_text(file.read_text("utf-8").replace(": ", ":   "), encoding="utf-8")
    assert foreign(said(capfd, "fmt", "--check")) == []
    assert foreign(said(capfd, "fmt")) == []


@pytest.mark.usefixtures("repository")
def test_site(tmp_path: Path, capfd: Captured) -> None:
    shown = said(capfd, "site", str(tmp_path / "out"), "--no-engine", *AT)
    assert foreign(shown.replace(str(tmp_path / "out"), "")) == []


@pytest.mark.usefixtures("repository")
def test_what_ends_the_writing(capfd: Captured, tmp_path: Path) -> None:
    full = tmp_path / "full"
    full.mkdir()
    (full / "file").write_text("")
    shutil.copytree(full, tmp_path / "again")
    assert run(["init", str(full), "--size", "startup"]) == 2
    out, err = capfd.readouterr()
    assert foreign(without(f"{out}\n{err}", r"\S*/\S*"), words_of("full")) == []
