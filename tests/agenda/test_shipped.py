"""The agenda of the shipped repository, in both languages, as its council would read it."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from govcheck.agenda.item import Agenda
from govcheck.cache.store import Cache
from govcheck.cli.main import run
from govcheck.library.location import open_tree
from govcheck.render.stamp import PolicyStamp
from govcheck.report.agenda import AgendaReport, render
from govcheck.time.clock import parse_instant
from govcheck.tongue import tongue
from govcheck.workspace.agenda import agenda_of
from govcheck.workspace.answers import compiled

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"
AT = parse_instant("2026-11-29T10:00:00Z")
FOLDERS = (
    "archive", "archives", "incidents", "policies", "posts", "scenarios", "schemas", "templates",
)  # fmt: skip
Shipped = tuple[Agenda, AgendaReport]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shipped]:
    """Without git, so that nothing hangs on when it was committed."""
    folder = tmp_path_factory.mktemp("shipped")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # the files of archives are named from there
        tree = open_tree(str(folder), None)
        cache = Cache(None, str(folder))
        agenda = agenda_of(tree, cache, AT)
        program = compiled(tree, cache).program
        stamp = PolicyStamp(None, dirty=False, tzdata="2026.1", holidays="0.60")
        yield agenda, AgendaReport(agenda, program, stamp)


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("form", "suffix"), [("text", "txt"), ("markdown", "md")])
def test_the_agenda_as_it_is_read(shipped: Shipped, language: str, form: str, suffix: str) -> None:
    _, report = shipped
    shown = render(report._replace(tongue=tongue(language)), form)
    assert shown == (GOLDEN / f"agenda.{language}.{suffix}").read_text(encoding="utf-8")
    if form == "text":
        assert max(map(len, shown.splitlines())) <= 80


def test_what_must_not_be_overlooked(shipped: Shipped) -> None:
    agenda, _ = shipped
    topics = {one.topic for one in agenda.items}
    assert {"absence", "incident-review", "post", "waiver"} <= topics
    assert {one.people for one in agenda.items if one.topic == "absence"} == {
        ("ines",), ("nadia",), ("yusuf",),
    }  # fmt: skip
    assert [one.subject for one in agenda.items if one.topic == "incident-review"] == [
        "incident/seat-rumour"
    ]
    assert not agenda.notes


def test_calendar_and_agenda_have_the_council_meet_on_the_same_days(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Nobody meets on New Year's Day, on which the calendars of all are closed."""
    stretch = ("--policy", str(ROOT), "--at", "2026-12-01T06:00:00Z")
    run(["export", "ics", "council:social-council", *stretch, "--until", "2027-02-02"])
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)", capfdbinary.readouterr().out.decode())
    assert days == ["20261201", "20270104", "20270201"]
    run(["agenda", *stretch, "--until", "2026-12-02", "--format", "json"])
    (meeting,) = json.loads(capfdbinary.readouterr().out)["meetings"]
    assert [meeting["date"], meeting["after"]] == ["2026-12-01", "2027-01-04"]
