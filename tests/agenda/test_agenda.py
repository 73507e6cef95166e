"""The agenda of a made-up policy, against what was worked out by hand."""

import json
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from govcheck.cli.main import run
from govcheck.render.page.names import PageNames
from govcheck.report.agenda.hours import tenths
from govcheck.tongue import ENGLISH
from tests.briefing.simulation.samples import PROGRAM

AT = "2026-11-29T10:00:00Z"  # a Sunday
POLICY = {
    "policies/organization.yaml": """\
kind: organization
id: acme
name: Acme
format: 1
timezone: UTC
languages: [en]
severities:
  - {id: low, name: Low, means: Nobody is hurt}
  - {id: high, name: High, means: Somebody may be}
---
# 1 December is closed, so that the council meets on the 2nd.
kind: calendar
id: office
timezone: UTC
hours: {mon-fri: ["09:00-17:00"]}
closed: [2026-12-01]
""",
    "policies/people.yaml": """\
{kind: person, id: ana, name: Ana, calendar: office, roles: [counsel], languages: [en],
 trainings: [{training: basics, completed_on: 2026-11-03}]}
---
{kind: person, id: ben, name: Ben, roles: [counsel], languages: [en]}
---
{kind: person, id: clara, name: Clara, languages: [en, de]}
---
{kind: person, id: dora, name: Dora, absences: [{from: 2026-12-02, to: 2026-12-02}]}
---
{kind: person, id: eva, name: Eva, absences: [{from: 2026-12-01, to: 2026-12-09}]}
---
{kind: person, id: fay, name: Fay, active: {until: 2026-12-31}}
---
kind: role
id: counsel
name: Counsel
permissions: [approve]
requires_training: [basics]
---
{kind: training, id: basics, name: The basics, valid_for: 30d}
""",
    "policies/council.yaml": """\
kind: council
id: board
name: Board
chair: ana
seats:
  - {person: ana, represents: executive, term: {until: 2028-12-31}}
  - {person: ben, represents: stakeholder, term: {until: 2026-11-28}}
  - {person: clara, represents: expert, term: {until: 2026-12-02}}
  - {person: dora, represents: expert, deputy: fay, term: {until: 2027-01-01}}
  - {person: eva, represents: advocate, term: {until: 2027-01-02}}
quorum: 3
meets: monthly
""",
    "policies/rules.yaml": """\
kind: vocabulary
id: facts
facts:
  followers: {type: integer, minimum: 0, worse: higher}
---
kind: decision
id: severity
decides: severity
hit_policy: highest
otherwise: low
rules:
  - {id: large, when: {followers: {at_least: 10000}}, then: high, because: Many see it,
     review_by: 2026-12-31}
  - {id: huge, when: {followers: {at_least: 90000}}, then: high, because: All see it,
     review_by: 2027-01-02}
""",
    "policies/channels.yaml": """\
kind: network
id: forum
limits:
  - {field: text, at_most: 500, unit: code-points, source: The forum, checked_on: 2025-12-01}
---
kind: channel
id: help
network: forum
handle: acme
owner: care
admins: [ana, clara]
languages: [en, de]
standards:
  respond_within: 4h
  calendar: office
  review_cycle: 2h
  approvals: {drafts: 2, by: [role:counsel, person:clara]}
review_by: 2026-11-28
---
kind: team
id: care
name: Care
lead: ana
members:
  - {person: ana, weekly_hours: 5}
  - {person: clara, weekly_hours: 1}
---
{kind: goal, id: trust, company_objective: Grow, social_goal: Be trusted, metric: Survey,
 target: 5, due: 2026-12-02, owner: eva, channels: [help]}
---
{kind: rota, id: duty, timezone: UTC, starts: 2026-01-01, handover: "09:00", shift: weekly,
 members: [ana, clara], until: 2026-12-01}
---
kind: playbook
id: leak
actions:
  - {id: hold, do: Publish the statement, owed_by: person:ana, within: 1h,
     template: templates/hold.md}
""",
    "policies/waivers.yaml": """\
kind: waiver
id: no-deputy
check: CHAN001
subject: channel/help
reason: Two hires start soon
approved_by: [chair]
until: 2026-12-31
""",
    "templates/hold.md": "---\nreview_by: 2026-12-03\n---\nWe look into it.\n",
    "scenarios/quiet.yaml": """\
# What is expected is what happens today, and nobody has confirmed it: read it, put right
# what should happen instead, and take this comment away.
kind: scenario
id: quiet
incident: {title: Quiet, detected_at: 2026-11-01T10:00:00Z, facts: {followers: 1}}
expect: {severity: low}
---
kind: scenario
id: loud
incident: {title: Loud, detected_at: 2026-11-01T10:00:00Z, facts: {followers: 10000}}
expect: {severity: high}
""",
    "posts/news.md": """\
---
kind: post
id: news
channels: [help]
publish_at: 2026-12-02T10:00:00Z
drafted_by: ana
language: en
approved_by: [clara]
---
News for everybody
""",
    "posts/old.md": """\
---
kind: post
id: old
channels: [help]
drafted_by: clara
language: en  # govcheck: ignore[POST010] it is the language of the channel
status: published
publish_at: 2026-11-24T10:00:00Z
approved_by: [ana, ben]
---
Old news
""",
}


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in POLICY.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", str(tmp_path / ".cache"))
    return tmp_path


def agenda(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["agenda", "--at", AT, "--format", "json", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def of(found: dict[str, Any], *topics: str) -> set[tuple[str, str, str | None, str | None, str]]:
    return {
        (one["topic"], one["subject"], one["part"], one["date"], one["state"])
        for one in found["items"]
        if one["topic"] in topics
    }


def test_what_ends_and_what_is_overdue(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = agenda(capsys)
    assert (found["until"], found["ahead"]) == ("2026-12-02", "2027-01-01")
    assert of(found, "term", "training", "departure", "rota") == {
        ("term", "council/board", "ben", "2026-11-28", "overdue"),
        ("term", "council/board", "clara", "2026-12-02", "due"),
        ("term", "council/board", "dora", "2027-01-01", "ahead"),
        # completed on 3 November, valid for 30 days, that day included
        ("training", "training/basics", "counsel", "2026-12-02", "due"),
        # Ben never completed it
        ("training", "training/basics", "counsel", "2026-11-28", "overdue"),
        ("departure", "person/fay", None, "2026-12-31", "ahead"),
        ("rota", "rota/duty", None, "2026-12-01", "due"),
    }
    assert of(found, "rule-review", "channel-review", "goal", "template", "limit") == {
        ("rule-review", "decision/severity", "large", "2026-12-31", "ahead"),
        ("channel-review", "channel/help", "acme", "2026-11-28", "overdue"),
        ("goal", "goal/trust", None, "2026-12-02", "due"),
        ("template", "playbook/leak", "templates/hold.md", "2026-12-03", "ahead"),
        # 1 December 2025 and 365 days
        ("limit", "network/forum", None, "2026-12-01", "due"),
    }


def test_the_meeting_and_its_quorum(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (meeting,) = agenda(capsys)["meetings"]
    # Ana and Clara are there, Fay sits for Dora; Ben's term is over, Eva is away.
    assert meeting == {
        "council": "board",
        "date": "2026-12-02",
        "after": "2027-01-01",
        "quorum": {"needed": 3, "filled": 3, "seats": 5, "reached": True},
        "away": [
            {"person": "ben", "filled_by": None},
            {"person": "dora", "filled_by": "fay"},
            {"person": "eva", "filled_by": None},
        ],
    }


def test_a_meeting_without_a_quorum_is_said(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = policy / "policies/council.yaml"
    file.write_text(file.read_text().replace("quorum: 3", "quorum: 4"))
    assert agenda(capsys)["meetings"][0]["quorum"]["reached"] is False
    run(["agenda", "--at", AT])
    shown = capsys.readouterr().out
    assert "NO QUORUM: Board meets on Wed 2 Dec 2026, 3 of 5 seats are filled, 4 are" in shown
    assert "Dora is away: Fay takes the seat" in shown


def test_posts_that_wait(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (post,) = (one for one in agenda(capsys)["items"] if one["topic"] == "post")
    # Two are asked for, Clara has approved, Ana drafted it: Ben is left.
    assert (post["subject"], post["part"], post["date"]) == ("post/news", "help", "2026-12-02")
    assert (post["count"], post["people"], post["state"]) == (1, ["ben"], "due")


def test_what_nobody_looked_at(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert of(agenda(capsys), "scenario", "rule") == {
        ("scenario", "scenario/quiet", None, None, "open"),
        ("rule", "decision/severity", "huge", None, "open"),
    }


def test_a_past_incident_reaches_a_rule(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = policy / "incidents/closed"
    folder.mkdir(parents=True)
    (folder / "video.yaml").write_text(
        "kind: incident\nid: video\ntitle: A video\n"
        "detected_at: 2026-11-02T10:00:00Z\nfacts: {followers: 95000}\n"
    )
    line = {"recorded_at": "2026-11-02T10:00:00Z", "by": "ana"}
    opened = {**line, "at": "2026-11-02T10:00:00Z", "event": "opened"}
    (folder / "video.log.jsonl").write_text(json.dumps(opened) + "\n")
    found = agenda(capsys)
    assert of(found, "rule") == set()
    assert of(found, "open-incident") == {
        ("open-incident", "incident/video", None, None, "open"),
    }


def test_what_was_broken_stays_until_somebody_with_a_seat_has_dealt_with_it(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    policies = policy / "policies"
    (policies / "books.yaml").write_text(
        "kind: decision\nid: books\ndecides: playbooks\nhit_policy: collect\n"
        "rules: [{id: all, when: {}, then: [recall], because: Always}]\n---\n"
        "kind: playbook\nid: recall\nactions: [{id: say, do: Say it, owed_by: person:ana,"
        " within: 1h, needs: [ok], publishes: true}]\n"
        "approvals: [{id: ok, by: person:ben, within: 30m}]\n"
    )
    (policy / "incidents").mkdir(exist_ok=True)
    (policy / "incidents/video.yaml").write_text(
        "kind: incident\nid: video\ntitle: A video\n"
        "detected_at: 2026-11-02T10:00:00Z\nfacts: {followers: 95000}\n"
    )
    file = policy / "incidents/video.log.jsonl"

    def write(hour: int, event: str, by: str = "ana", **more: object) -> None:
        at = f"2026-11-{hour // 24 + 2:02}T{hour % 24:02}:00:00Z"
        line = {"at": at, "recorded_at": at, "by": by, "event": event, **more}
        with file.open("a") as log:
            log.write(json.dumps(line) + "\n")

    def reviews(*topics: str) -> list[dict[str, Any]]:
        return [one for one in agenda(capsys)["items"] if one["topic"] == "incident-review"]

    write(10, "opened")
    write(11, "done", action="recall/say")
    write(20, "closed")
    assert [one["subject"] for one in reviews()] == ["incident/video"]
    write(50, "reviewed", by="guest", because="Nothing to see")
    found = agenda(capsys)
    assert "`guest` has no seat on a council, so that their review does not count" in str(
        found["notes"]
    )
    assert len(reviews()) == 1
    write(60, "reviewed", by="ben", because="Ben is asked first from now on")
    assert reviews() == []
    capsys.readouterr()
    assert run(["review", "video", "--format", "json"]) == 1
    (review,) = json.loads(capsys.readouterr().out)["reviews"]
    assert [(one["log_line"], one["by"]) for one in review["reviewed"]] == [
        (4, "guest"),
        (5, "ben"),
    ]
    assert (review["left"], review["verdicts"][0]["verdict"]) == ([], "broken")
    assert run(["review", "video"]) == 1
    assert "Dealt with by Ben on Wed 4 Nov 2026 (line 5): Ben is asked first" in " ".join(
        capsys.readouterr().out.split()
    )
    # What is corrected later has not been dealt with.
    write(70, "corrects", line=2, change={"at": "2026-11-02T12:30:00Z"})
    assert [one["part"] for one in reviews()] == ["recall/say"]
    assert run(["log", "video", "reviewed", "Again", "--by", "fay"]) == 0  # deputy of a seat
    assert run(["log", "video", "reviewed", "Again", "--by", "guest"]) == 2
    assert run(["log", "video", "reviewed", "--by", "ben"]) == 2


def test_an_archive_reaches_rules_and_says_what_to_expect(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (policy / "archives").mkdir()
    (policy / "archives/tool.yaml").write_text(
        'kind: archive\nid: tool\nfiles: ["past.csv"]\ndetected_at: {column: when}\n'
        "facts: {followers: {column: reach}}\n"
    )
    # 14 days from the first to the last: 20 a week, two hours at ten an hour.
    days = [f"2026-10-{number:02}T10:00:00Z" for number in (*range(1, 15), 15)]
    rows = [f"{day},95000" for day in days] + [f"{days[3]},1"] * 25
    (policy / "past.csv").write_text("when,reach\n" + "\n".join(rows) + "\n")
    found = agenda(capsys)
    assert of(found, "rule") == set()
    assert found["expected"] == {
        "kind": "answers", "channel": None, "language": None, "languages": [],
        "times_a_week": 20.0, "hours": 2.0,
    }  # fmt: skip


def test_hours_that_are_asked_and_are_not_there(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # 40 open hours, read every two in two languages: 20 readings of 5 minutes each, 1 h 40. Two
    # posts in the weeks of 23 and 30 November: one a week, one hour. German: only Clara, 1 h.
    (item,) = (one for one in agenda(capsys)["items"] if one["topic"] == "workload")
    assert item["hours"]["languages"] == ["de"]
    assert (item["people"], item["hours"]["have"]) == (["clara"], 1.0)
    assert item["hours"]["need"] == pytest.approx(1 + 40 / 60, abs=1e-4)
    file = policy / "policies/organization.yaml"
    text = file.read_text()
    file.write_text(text.replace("---", "resources: {minutes_per_reading: 3}\n---"))
    assert of(agenda(capsys), "workload") == set()  # 20 readings of three minutes are an hour
    # Answers: 2 h of readings, 1 h of posts, of 6 h: 30 answers are 3 h, 31 are more.
    for mentions, short in ((30, 0), (31, 1)):
        more = f"resources: {{minutes_per_reading: 3, weekly_mentions: {mentions}}}\n---"
        file.write_text(text.replace("---", more))
        assert len(of(agenda(capsys), "workload")) == short
    more = "resources: {minutes_per_reading: 3, weekly_mentions: 31, answers_per_hour: 11}\n---"
    file.write_text(text.replace("---", more))
    assert of(agenda(capsys), "workload") == set()


def overworked(capsys: pytest.CaptureFixture[str]) -> list[str]:
    run(["validate", "--no-prove", "--select", "TEAM009", "--format", "concise"])
    return [line for line in capsys.readouterr().out.splitlines() if "TEAM009" in line]


def test_answers_are_compared_with_those_who_answer_there(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of 40 mentions a week 30 arrive on the forum, of which nobody but Clara speaks German."""
    channels = policy / "policies/channels.yaml"
    text = channels.read_text()
    press = (
        "---\n{kind: channel, id: press, network: x, handle: acme, owner: media, admins: [ben],"
        " languages: [en], standards: {respond_within: 4h}}\n---\n"
        "{kind: team, id: media, name: Media, lead: ben,"
        " members: [{person: ben, weekly_hours: 2}]}\n"
    )
    channels.write_text(
        text.replace("languages: [en, de]\nstandards", "languages: [de]\nstandards") + press
    )
    facts = policy / "policies/rules.yaml"
    network = "facts:\n  network: {type: choice, values: [x, forum, mail]}\n"
    facts.write_text(facts.read_text().replace("facts:\n", network))
    (policy / "archives").mkdir()
    (policy / "archives/tool.yaml").write_text(
        'kind: archive\nid: tool\nfiles: ["past.csv"]\ndetected_at: {column: when}\n'
        "facts: {network: {column: where}}\n"
    )
    days = ["2026-10-01T10:00:00Z", "2026-10-08T10:00:00Z"]
    rows = [f"{day},{where}" for day in days for where in ["forum"] * 15 + ["x"] * 5 + ["mail"] * 3]
    (policy / "past.csv").write_text("when,where\n" + "\n".join(rows) + "\n")
    found = agenda(capsys)
    assert [(one["channel"], one["times_a_week"]) for one in found["expected_by_channel"]] == [
        ("help", 30.0), ("press", 10.0),
    ]  # fmt: skip
    (item,) = (one for one in found["items"] if one["topic"] == "workload")
    # 20 readings in German are 1 h 40, 30 answers 3 h, and Clara has an hour; ten
    # answers in English are an hour of the two that Ben has.
    assert (item["subject"], item["people"]) == ("team/care", ["clara"])
    assert item["hours"]["need"] == pytest.approx(1 + 40 / 60 + 3, abs=1e-4)
    answers = [one for one in item["hours"]["chores"] if one["kind"] == "answers"]
    assert answers == [
        {"kind": "answers", "channel": "help", "language": "de", "languages": ["de"],
         "times_a_week": 30.0, "hours": 3.0},
    ]  # fmt: skip
    # `validate` does the same arithmetic, and again when the archive has changed.
    assert [line.partition("TEAM009]: ")[2] for line in overworked(capsys)] == [
        "those of team `care` who speak `de` have 1 h a week, and what is asked of them takes"
        " 4.67 h: answers 3 h + reading 1.67 h"
    ]
    kept = (policy / "past.csv").read_text()
    (policy / "past.csv").write_text(kept.replace(",forum", ",mail"))
    (line,) = overworked(capsys)
    assert line.endswith("takes 1.67 h: reading 1.67 h")
    (policy / "past.csv").write_text(kept)
    # A fact of the type `channel` says it more exactly.
    facts.write_text(facts.read_text().replace(network, network + "  place: {type: channel}\n"))
    tool = policy / "archives/tool.yaml"
    tool.write_text(tool.read_text().replace("where}}", "where}, place: {column: place}}"))
    named = [f"{row},press" if ",forum" in row else f"{row}," for row in rows]
    (policy / "past.csv").write_text("when,where,place\n" + "\n".join(named) + "\n")
    by_channel = agenda(capsys)["expected_by_channel"]
    assert [(one["channel"], one["times_a_week"]) for one in by_channel] == [("press", 40.0)]
    tool.write_text(tool.read_text().replace(", place: {column: place}", ""))
    # A figure of the organization is shared as the archive is: 80 a week, 20 of them for Ben.
    file = policy / "policies/organization.yaml"
    organization = file.read_text()
    for figure, short in ((80, False), (81, True)):
        more = f"resources: {{weekly_mentions: {figure}}}\n---"
        file.write_text(organization.replace("---", more))
        teams = {one["subject"] for one in agenda(capsys)["items"] if one["topic"] == "workload"}
        assert ("team/media" in teams) is short


def test_what_is_accepted_has_an_age(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert {
        (one["topic"], one["subject"], one["since"])
        for one in agenda(capsys)["items"]
        if one["topic"] in ("waiver", "ignore")
    } == {("waiver", "waiver/no-deputy", None), ("ignore", "posts/old.md", None)}
    git(policy, "init", "-q")
    commit(policy, "2026-09-01T12:00:00Z")
    waivers = policy / "policies/waivers.yaml"
    waivers.write_text(waivers.read_text().replace("2026-12-31", "2026-12-02"))
    waivers.rename(policy / "policies/accepted.yaml")
    commit(policy, "2026-10-01T12:00:00Z")
    found = [one for one in agenda(capsys)["items"] if one["topic"] in ("waiver", "ignore")]
    # Until when it counts was changed, and its file moved; since when was not.
    assert [(one["since"], one["age_days"], one["date"], one["state"]) for one in found] == [
        ("2026-09-01", 89, "2026-12-02", "due"),
        ("2026-09-01", 89, None, "open"),
    ]


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, when: str) -> None:
    git(folder, "add", "-A")
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@acme.test", "commit", "-qm", "Change"],
        cwd=folder,
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder),
             "GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when},
    )  # fmt: skip


def test_an_end_that_is_asked_for_looks_no_further(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = agenda(capsys, "--until", "2026-11-30")
    assert (found["until"], found["ahead"]) == ("2026-11-30", None)
    assert {one["state"] for one in found["items"] if one["topic"] != "waiver"} <= {
        "overdue", "open",
    }  # fmt: skip
    assert run(["agenda", "--at", AT, "--until", "2026-11-28"]) == 2


def test_every_item_has_a_place_in_its_file(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for one in agenda(capsys)["items"]:
        lines = (policy / one["path"]).read_text().splitlines()
        assert 1 <= one["line"] <= len(lines)
        if one["date"] is not None and one["topic"] in ("term", "goal", "rota", "departure"):
            assert one["date"] in lines[one["line"] - 1]


def test_a_policy_that_does_not_load_has_no_agenda(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (policy / "policies/council.yaml").write_text("kind: council\nid: board\n")
    assert run(["agenda", "--at", AT]) == 2
    assert "bug:" not in capsys.readouterr().err


def test_the_calendar_has_the_meeting_and_the_days(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["agenda", "--at", AT, "--format", "ics"]) == 0
    text = capsys.readouterr().out.replace("\r\n", "\n").replace("\n ", "")
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")
    assert "DTSTART;VALUE=DATE:20261202\nDTEND;VALUE=DATE:20261203\nSUMMARY:Meeting: Board" in text
    assert "SUMMARY:OVERDUE: Board: the term of Ben ends" in text


def test_what_validate_will_find_by_then_is_told(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A contact was to be verified within a year: what becomes a finding meanwhile has its day."""
    found = agenda(capsys)
    codes = {one["part"] for one in found["items"] if one["topic"] == "finding"}
    run(["validate", "--no-prove", "--at", AT, "--format", "json"])
    now = json.loads(capsys.readouterr().out)["findings"]
    own = {"CNCL006", "PERS002", "PERS003", "CHAN009", "GOAL001", "PLAY017", "TEAM009", "POST003"}
    assert {one["code"] for one in now if one["waived"] is None} - own <= codes
    assert not codes & own


def test_a_bare_policy_has_an_agenda(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies").mkdir()
    text = POLICY["policies/organization.yaml"] + "---\n" + POLICY["policies/rules.yaml"]
    (tmp_path / "policies/all.yaml").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    found = agenda(capsys)
    assert (found["until"], found["ahead"], found["meetings"]) == ("2026-12-30", None, [])


def test_what_others_wrote_stays_text(policy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = policy / "policies/waivers.yaml"
    hostile = "Two hires \\e[31m @all <b>soon</b> ::error::"
    file.write_text(file.read_text().replace("Two hires start soon", f'"{hostile}"'))
    for form in ("text", "markdown", "ics"):
        capsys.readouterr()
        assert run(["agenda", "--at", AT, "--format", form]) == 0
        shown = capsys.readouterr().out
        assert "\x1b" not in shown
        assert not any(line.lstrip().startswith("::") for line in shown.splitlines())
        if form == "markdown":
            assert "<b>" not in shown.replace("\\<b>", "")


def test_a_revision_is_read_without_what_happened(
    policy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(policy, "init", "-q")
    commit(policy, "2026-09-01T12:00:00Z")
    (policy / "policies/council.yaml").unlink()
    found = agenda(capsys, "--rev", "HEAD")
    assert [one["council"] for one in found["meetings"]] == ["board"]
    assert found["notes"] == ["logs and archives of a revision are not read"]


@pytest.mark.parametrize(
    ("times", "shown"),
    [(Fraction(809, 100), "8.1"), (Fraction(1, 50), "under 0.1"), (Fraction(4), "4")],
)
def test_a_little_of_what_is_expected_is_never_nothing(times: Fraction, shown: str) -> None:
    assert tenths(times, PageNames(PROGRAM, ENGLISH)) == shown
