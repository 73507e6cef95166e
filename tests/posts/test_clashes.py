"""What a calendar of posts lacks, against what was worked out by hand."""

import csv
import json
from pathlib import Path
from typing import Any

import icalendar
import pytest

from govcheck.cli.main import run

POLICY = """\
kind: organization
id: acme
name: {en: Acme, de: Acme}
format: 1
timezone: UTC
languages: [en, de]
severities: [{id: low, name: Low, means: Nobody is hurt}]
---
{kind: person, id: ana, name: Ana Adams}
---
{kind: person, id: ben, name: Ben Berg}
---
{kind: team, id: care, name: Care, lead: ana, members: [{person: ana}]}
---
{kind: calendar, id: office, timezone: UTC, hours: {mon-fri: ["09:00-17:00"]}}
---
kind: channel
id: help
network: forum
handle: acme
owner: care
admins: [ana, ben]
languages: [en]
standards:
  review_cycle: 4h
  calendar: office
  posts: {at_most: 5, per: week}
  approvals: {drafts: 1, by: [person:ben]}
---
kind: channel
id: other
network: forum
handle: other
owner: care
admins: [ana, ben]
languages: [en]
standards: {posts: {at_most: 5, per: day}}
"""
AT = "2026-11-30T00:00:00Z"  # a Monday
UNTIL = "2026-12-21T00:00:00Z"


def calendar(
    folder: Path, posts: dict[str, str], capsys: pytest.CaptureFixture[str], *options: str
) -> Any:
    (folder / "policies").mkdir(exist_ok=True)
    (folder / "posts").mkdir(exist_ok=True)
    (folder / "policies/all.yaml").write_text(POLICY)
    for name, when in posts.items():
        (folder / f"posts/{name}.md").write_text(
            f"---\nkind: post\nid: {name}\nchannels: [help]\npublish_at: {when}\n"
            "drafted_by: ana\n---\nHello\n"
        )
    capsys.readouterr()
    assert run(["post", "--policy", str(folder), "--at", AT, "--until", UNTIL, *options]) == 0
    return capsys.readouterr().out


def lacks(folder: Path, posts: dict[str, str], capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(calendar(folder, posts, capsys, "--format", "json"))


@pytest.mark.parametrize(
    ("second", "apart"),
    [("10:00:00", 0), ("10:59:59", 3599), ("11:00:00", None), ("11:00:01", None)],
)
def test_posts_less_than_an_hour_apart_collide(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], second: str, apart: int | None
) -> None:
    posts = {"one": "2026-12-01T10:00:00Z", "two": f"2026-12-01T{second}Z"}
    found = lacks(tmp_path, posts, capsys)["collisions"]
    assert [one["apart_seconds"] for one in found] == ([] if apart is None else [apart])


def test_weeks_and_days_without_a_post(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    # Of the weeks of 30 November, 7 and 14 December only the second has a post. The other channel
    # has none on any of the 21 days.
    found = lacks(tmp_path, {"one": "2026-12-08T10:00:00Z"}, capsys)["gaps"]
    assert found == [
        {"channel": "help", "per": "week", "periods": 3, "without": 2, "first": "2026-11-30"},
        {"channel": "other", "per": "day", "periods": 21, "without": 21, "first": "2026-11-30"},
    ]


def test_a_post_of_the_last_second_counts_for_its_week(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = lacks(tmp_path, {"one": "2026-12-06T23:59:59Z"}, capsys)["gaps"]
    assert (found[0]["without"], found[0]["first"]) == (2, "2026-12-07")


@pytest.mark.parametrize(
    ("when", "read"),
    [
        ("2026-12-01T16:59:59Z", None),
        ("2026-12-01T17:00:00Z", "2026-12-02T09:00:00Z"),
        ("2026-12-02T04:59:59Z", "2026-12-02T09:00:00Z"),
        ("2026-12-02T05:00:00Z", None),  # four hours are in time
        ("2026-12-05T12:00:00Z", "2026-12-07T09:00:00Z"),
    ],
)
def test_posts_that_nobody_reads_for_longer_than_the_review_cycle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], when: str, read: str | None
) -> None:
    found = lacks(tmp_path, {"one": when}, capsys)["unread"]
    assert [one["read_at"] for one in found] == ([] if read is None else [read])


def test_a_part_of_the_calendar_lacks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = {"one": "2026-12-01T18:00:00Z"}
    shown = calendar(tmp_path, posts, capsys, "--share", "ana", "--format", "json")
    assert "gaps" not in json.loads(shown)
    wanted = calendar(tmp_path, posts, capsys, "--channel", "help", "--format", "json")
    assert {one["channel"] for one in json.loads(wanted)["gaps"]} == {"help"}


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "Times: UTC",
                "",
                "Tue 1 Dec 2026",
                "  18:00  acme (forum): Hello",
                "         draft; drafted by Ana Adams; 1 approval is missing, of Ben Berg",
                "",
                "WHAT THE CALENDAR LACKS",
                "  acme (forum): after “Hello”, Tue 1 Dec 2026 18:00, it is read again only Wed 2",
                "  Dec 2026 09:00 (every 4 h)",
                "  acme (forum): 2 of 3 weeks without a post, the first from Mon 7 Dec 2026",
            ],
        ),
        (
            "de",
            [
                "Uhrzeiten: UTC",
                "",
                "Di 1.12.2026",
                "  18:00  acme (forum): Hello",
                "         Entwurf; entworfen von Ana Adams; 1 Zustimmung fehlt, von Ben Berg",
                "",
                "WAS DEM KALENDER FEHLT",
                "  acme (forum): nach „Hello“, Di 1.12.2026 18:00, wird erst Mi 2.12.2026 09:00",
                "  wieder gelesen (alle 4 Std.)",
                "  acme (forum): 2 von 3 Wochen ohne Beitrag, die erste ab Mo 7.12.2026",
            ],
        ),
    ],
)
def test_the_calendar_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, lines: list[str]
) -> None:
    posts = {"one": "2026-12-01T18:00:00Z"}
    shown = calendar(tmp_path, posts, capsys, "--lang", language, "--channel", "help")
    assert shown.splitlines() == lines


def test_all_times_are_by_one_clock_and_the_channel_s_stands_beside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A time in Tokyo beside one in Berlin would be read as one in Berlin."""
    (tmp_path / "policies").mkdir()
    abroad = """---
{kind: calendar, id: tokyo, timezone: Asia/Tokyo, hours: {mon-sun: ["00:00-24:00"]}}
---
kind: channel
id: tokyo
network: forum
handle: tokyo
owner: care
admins: [ana, ben]
languages: [en]
standards: {review_cycle: 1d, calendar: tokyo}
"""
    (tmp_path / "policies/tokyo.yaml").write_text(abroad)
    (tmp_path / "posts").mkdir()
    for name, when in (("late", "2026-12-02T20:00:00Z"), ("early", "2026-12-03T01:00:00Z")):
        (tmp_path / f"posts/{name}.yaml").write_text(
            f'{{kind: post, id: {name}, channels: [tokyo], publish_at: "{when}", drafted_by: ana,'
            f" text: {name}}}"
        )
    shown = calendar(tmp_path, {}, capsys, "--channel", "tokyo").splitlines()
    assert shown == [
        "Times: UTC",
        "",
        "Wed 2 Dec 2026",
        "  20:00  tokyo (forum): late",
        "         Thu 3 Dec 05:00 Tokyo; draft; drafted by Ana Adams; no approval is",
        "         asked for",
        "",
        "Thu 3 Dec 2026",
        "  01:00  tokyo (forum): early",
        "         10:00 Tokyo; draft; drafted by Ana Adams; no approval is asked for",
    ]
    table = calendar(tmp_path, {}, capsys, "--channel", "tokyo", "--format", "markdown")
    assert "| Wed 2 Dec 2026 20:00 (Thu 3 Dec 05:00 Tokyo) | tokyo (forum) | late |" in table


def test_what_is_settled_shows_in_a_calendar_and_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    posts = {"one": "2026-12-01T10:00:00Z", "two": "2026-12-02T10:00:00Z"}
    calendar(tmp_path, posts, capsys)
    file = tmp_path / "posts/two.md"
    file.write_text(
        file.read_text().replace("\n---\nH", "\nstatus: approved\napproved_by: [ben]\n---\nH")
    )
    shown = calendar(tmp_path, {}, capsys, "--format", "ics")
    events = icalendar.Calendar.from_ical(shown).walk("VEVENT")
    assert [(one["SUMMARY"], one["STATUS"]) for one in events] == [
        ("acme (forum): Hello", "TENTATIVE"), ("acme (forum): Hello", "CONFIRMED"),
    ]  # fmt: skip
    rows = csv.DictReader(calendar(tmp_path, {}, capsys, "--format", "csv").splitlines())
    assert [(one["approvals_missing"], one["could_approve"]) for one in rows] == [
        ("1", "ben"), ("0", ""),
    ]  # fmt: skip
