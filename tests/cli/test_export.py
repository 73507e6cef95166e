"""Tests of `govcheck export` of duty, people and user groups."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run

POLICY = """\
kind: organization
id: acme
name: Acme
format: 1
timezone: Europe/Berlin
languages: [en]
severities: [{id: sev1, name: Crisis, means: Bad}]
---
{kind: person, id: ana, name: Ana Keller, email: ana@larkling.example, deputies: [ben]}
---
{kind: person, id: ben, name: Ben, email: ben@larkling.example}
---
{kind: rota, id: duty, name: {en: Duty, de: Dienst}, timezone: Europe/Berlin, starts: 2026-10-19,
 handover: "09:00", shift: weekly, members: [ana, ben]}
---
{kind: council, id: board, name: Board, chair: ana, quorum: 1, meets: quarterly,
 seats: [{person: ana, represents: executive}, {person: ben, represents: expert}]}
"""
AT = "2026-10-20T12:00:00Z"
USERS = {"members": [{"id": "U0ANA", "profile": {"email": "Ana@larkling.example"}}]}


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "all.yaml").write_text(POLICY)
    (tmp_path / "users.json").write_text(json.dumps(USERS))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", f"{tmp_path}-cache")
    return tmp_path


def said(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    code = run(["export", *arguments, "-q"])
    assert code == 0
    return capfdbinary.readouterr().out.decode()


def test_duty_of_a_rota_as_a_calendar(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = said(
        capfdbinary,
        "ics",
        "rota:duty",
        "--at",
        AT,
        "--until",
        "2026-11-03T00:00:00Z",
        "--lang",
        "de",
    )
    assert "X-WR-CALNAME:Dienst" in text
    assert "DTSTART:20261026T080000Z" in text
    assert 'ATTENDEE;CN="Ana Keller":mailto:ana@larkling.example' in text
    assert text.count("BEGIN:VEVENT") == 3


def test_duty_of_a_person_has_only_theirs(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = said(capfdbinary, "ics", "person:ben", "--at", AT, "--until", "2026-11-03T00:00:00Z")
    assert text.count("BEGIN:VEVENT") == 1
    assert "SUMMARY:On call: Duty" in text


def test_meetings_of_a_council_are_whole_days(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = said(capfdbinary, "ics", "council:board", "--at", AT, "--until", "2027-05-01T00:00:00Z")
    assert "DTSTART;VALUE=DATE:20270101" in text
    assert "DTSTART;VALUE=DATE:20270401" in text
    assert text.count("BEGIN:VEVENT") == 2


def test_duty_as_a_table_has_a_row_a_change(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = said(capfdbinary, "csv", "rota:duty", "--at", AT, "--until", "2026-10-30T00:00:00Z")
    assert text.splitlines() == [
        "from,to,duty",
        "2026-10-20T14:00:00+02:00,2026-10-26T09:00:00+01:00,Ana Keller",
        "2026-10-26T09:00:00+01:00,2026-10-30T01:00:00+01:00,Ben",
    ]


def test_people_as_a_table(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert said(capfdbinary, "csv", "people").splitlines()[1].startswith("Ana Keller,ana@larkling")


def test_a_user_group_is_who_is_on_duty_now(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    asked = ("slack-usergroup", "rota:duty", "--users", "users.json", "--group", "S0DUTY", "--at")
    assert json.loads(said(capfdbinary, *asked, AT)) == {"usergroup": "S0DUTY", "users": "U0ANA"}
    assert run(["export", *asked, "2026-10-27T12:00:00Z"]) == 1
    assert b"Slack knows nobody with the address of Ben" in capfdbinary.readouterr().err


def test_a_list_of_slack_s_users_that_goes_on_says_so(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "users.json"
    page = {"ok": True, "members": [], "response_metadata": {"next_cursor": "dXNlcjpVMEc5V0ZYTlo="}}
    file.write_text(json.dumps(page))
    asked = ["export", "slack-usergroup", "rota:duty", "--users", str(file), "--group", "S0DUTY"]
    assert run([*asked, "--at", AT]) == 1
    assert b"has more pages than this file" in capfdbinary.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["ics"],
        ["ics", "rota:dutty"],
        ["ics", "rota:duty", "--at", AT, "--until", AT],
        ["csv", "person:ana"],
        ["slack-usergroup", "rota:duty"],
        ["slack-usergroup", "rota:duty", "--users", "policies/all.yaml"],
        ["slack-usergroup", "rota:duty", "--users", "users.json"],
        ["slack-usergroup", "rota:duty", "--users", "users.json", "--group", "@social-duty"],
        ["codeowners", "rota:duty"],
    ],
)
def test_what_cannot_be_exported_is_refused(arguments: list[str]) -> None:
    assert run(["export", *arguments]) == 2
