"""`log`, `due` and `review` on the command line."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from govcheck.cli.main import run
from govcheck.logbook.read import read_log

ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]
AT = ("--at", "2026-11-14T23:25+01:00")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("policies", "incidents", "schemas", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def unwrapped(said: str) -> str:
    return " ".join(said.split())


def log(*arguments: str) -> int:
    return run(["log", "airbag-video", *arguments, "-q"])


def book(folder: Path) -> list[dict[str, object]]:
    text = (folder / "incidents" / "airbag-video.log.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_lines_are_completed_and_appended(folder: Path, capfd: Captured) -> None:
    (folder / "holding.md").write_text("We are looking into it.")
    assert log("opened", "--by", "tool:listening", "--at", "2026-11-14T22:40:00+01:00") == 0
    assert log("acknowledged", "--by", "mei", "--at", "2026-11-14T22:47") == 0
    assert log("done", "pause", "--by", "mei", "--at", "2026-11-14T22:58:00+01:00") == 0
    assert log("fact", "injury=none", "--by", "mei", "--at", "2026-11-14T23:05:00+01:00") == 0
    asked = ("asked", "engineer-and-counsel", "--by", "mei", "--text", "holding.md")
    assert log(*asked, "--at", "2026-11-14T23:20:00+01:00") == 0
    assert [one["event"] for one in book(folder)] == [
        "opened", "acknowledged", "done", "fact", "asked",
    ]  # fmt: skip
    assert book(folder)[1]["at"] == "2026-11-14T22:47:00+01:00"
    assert book(folder)[2]["action"] == "product-safety/pause"
    assert book(folder)[3]["facts"] == {"injury": "none"}
    assert re.fullmatch("[0-9a-f]{64}", str(book(folder)[4]["text_sha256"]))
    capfd.readouterr()
    assert run(["due", "airbag-video", *AT, "--format", "json"]) == 0
    (found,) = json.loads(capfd.readouterr().out)["incidents"]
    assert list(found) == [
        "incident", "title", "at", "policy", "state", "severity", "due", "done", "silent",
        "reliefs", "problems",
    ]  # fmt: skip
    assert found["state"] == "open"
    assert found["severity"] == {
        "now": "sev2", "since": "2026-11-14T22:05:00Z", "was": ["sev1"],
    }  # fmt: skip
    holding = next(one for one in found["due"] if one["obligation"] == "product-safety/holding")
    assert holding["seconds_left"] == 900
    assert holding["waits_for"][0]["asked"] == "2026-11-14T22:20:00Z"
    assert {"obligation": "product-safety/pause", "at": "2026-11-14T21:58:00Z", "by": "mei",
            "late_seconds": 480, "log_line": 3} in found["done"]  # fmt: skip
    assert run(["due", *AT]) == 0
    said = capfd.readouterr().out
    assert (
        "waits for Product safety (Hana, Tomas) AND"
        " Legal counsel (Grace +1 212 555 0109, Jonas +49 30 23125 008), asked 23:20"
    ) in unwrapped(said)
    assert "Hana +65 5550 0113 or Tomas +49 30 23125 012 Decide whether" in unwrapped(said)
    assert "Grace Miller +1 212 555 0109 has not answered" in said
    assert "; then Jonas" not in said
    assert "Sat 14 Nov 2026, 23:25 Berlin: SEV 2" in said
    assert max(map(len, said.splitlines())) <= 80
    assert run(["due", *AT, "--lang", "de"]) == 0
    assert "wartet auf Technik (Hana, Tomas) UND Recht (Grace +1 212 555 0109," in unwrapped(
        capfd.readouterr().out
    )
    approved = ("approved", "engineer-and-counsel", "--by", "hana", "--text", "holding.md")
    assert log(*approved, "--at", "2026-11-14T23:22:00+01:00") == 0
    capfd.readouterr()
    assert run(["due", *AT]) == 0
    assert "waits for Product safety (has agreed: Hana) AND Legal counsel (Grace" in unwrapped(
        capfd.readouterr().out
    )


def test_simulate_takes_in_what_was_logged(folder: Path, capfd: Captured) -> None:
    assert log("opened", "--by", "mei", "--at", "2026-11-14T22:40:00+01:00") == 0
    assert log("fact", "injury=none", "--by", "mei", "--at", "2026-11-14T23:05:00+01:00") == 0
    command = ["simulate", "incidents/airbag-video.yaml", "--format", "json"]
    for more, severity, logged in (([], "sev2", True), (["--ignore-log"], "sev1", False)):
        capfd.readouterr()
        assert run([*command, *more]) == 0
        found = json.loads(capfd.readouterr().out)
        assert found["decisions"]["severity"]["result"] == severity
        assert found["logged"] is logged


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("done", "pauze", "--by", "mei"), "no playbook has the action `pauze`"),
        (("told", "mej", "--by", "mei"), "there is no person `mej`; did you mean `mei`?"),
        (("acknowledged", "--by", "nobody"), "there is no person `nobody`"),
        (("fact", "injury=perhaps", "--by", "mei"), "`perhaps` is not a value of `injury`"),
        (("fact", "injry=none", "--by", "mei"), "no vocabulary declares the fact `injry`"),
        (("skipped", "pause", "--by", "mei"), "say why it is skipped"),
        (("handover", "--by", "mei"), "say who takes over"),
        (("approved", "--by", "mei"), "`approved` of what?"),
        (("corrects", "one", "at=x", "--by", "mei"), "write `corrects LINE KEY=VALUE`"),
        (("done", "pause", "--by", "mei", "--text", "gone.md"), "`gone.md` cannot be read"),
    ],
)
def test_a_slip_of_the_pen_is_not_written(
    folder: Path, capfd: Captured, arguments: tuple[str, ...], said: str
) -> None:
    assert log(*arguments) == 2
    assert said in capfd.readouterr().err
    assert not (folder / "incidents" / "airbag-video.log.jsonl").exists()


def test_what_the_policy_does_not_foresee_is_written_anyway(folder: Path, capfd: Captured) -> None:
    assert log("done", "call-the-retailers", "--by", "mei", "--anyway") == 0
    capfd.readouterr()
    assert run(["due", "airbag-video", "--format", "json"]) == 0
    (found,) = json.loads(capfd.readouterr().out)["incidents"]
    said = [one["message"] for one in found["problems"]]
    assert "no playbook has the action `call-the-retailers`" in said


PAGERDUTY = {
    "log_entries": [
        {"type": "trigger_log_entry", "created_at": "2026-11-14T21:41:00Z", "summary": "Video"},
        {"type": "notify_log_entry", "created_at": "2026-11-14T21:42:00Z",
         "user": {"summary": "Mei Tan"}, "channel": {"type": "phone"}},
        {"type": "acknowledge_log_entry", "created_at": "2026-11-14T21:47:00Z",
         "agent": {"summary": "Mei Tan"}},
        {"type": "notify_log_entry", "created_at": "2026-11-14T21:48:00Z",
         "user": {"summary": "A stranger"}},
        {"type": "annotate_log_entry", "created_at": "bad"},
    ]
}  # fmt: skip
SLACK = [
    {"ts": "1794692820.0001", "text": "two posts stopped ::set-output", "user": "U1",
     "user_profile": {"name": "mei"}},
    {"ts": "1794692880.0002", "text": "seen", "user": "U2"},
    {"text": "no instant"},
]  # fmt: skip
MATTERMOST = {
    "posts": {"a": {"create_at": 1794692820000, "message": "on it", "username": "mei"}, "b": 3}
}


@pytest.mark.parametrize(
    ("name", "export", "expected", "left"),
    [
        ("pagerduty", PAGERDUTY, [("note", "tool:pagerduty"), ("told", "tool:pagerduty"),
                                  ("acknowledged", "mei")], 2),
        ("slack", SLACK, [("note", "mei"), ("note", "tool:U2")], 1),
        ("mattermost", MATTERMOST, [("note", "mei")], 1),
    ],
)  # fmt: skip
def test_what_other_tools_recorded_is_taken_in_once(
    folder: Path, capfd: Captured, name: str, export: object, expected: list[object], left: int
) -> None:
    (folder / "export.json").write_text(json.dumps(export), encoding="utf-8")
    assert log("import", name, "export.json") == 0
    said = capfd.readouterr().err
    assert f"{len(expected)} taken, 0 known already, {left} left out" in said
    assert [(one["event"], one["by"]) for one in book(folder)] == expected
    assert log("import", name, "export.json") == 0
    assert f"0 taken, {len(expected)} known already" in capfd.readouterr().err
    assert len(book(folder)) == len(expected)


@pytest.mark.parametrize("text", ["", "[", "3", "{}", "[" * 9000, '{"log_entries": 3}'])
@pytest.mark.parametrize("name", ["pagerduty", "slack", "mattermost"])
def test_an_export_that_is_none_is_refused(
    folder: Path, capfd: Captured, name: str, text: str
) -> None:
    (folder / "export.json").write_text(text, encoding="utf-8")
    assert log("import", name, "export.json") == 2
    assert not (folder / "incidents" / "airbag-video.log.jsonl").exists()


def test_two_writers_keep_every_line_whole(folder: Path) -> None:
    path = folder / "incidents" / "airbag-video.log.jsonl"
    path.write_bytes(b'{"torn": ')
    code = (
        "import sys; from govcheck.logbook.read import append\n"
        "for n in range(60): append(sys.argv[1], {'at': '2026-11-14T22:40:00Z', 'by': sys.argv[2],"
        " 'event': 'note', 'because': 'x' * 3000})"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), f"tool:{name}"]) for name in "ab"
    ]
    assert [one.wait() for one in writers] == [0, 0]
    found = read_log(path.read_bytes())
    assert len(found.of("note")) == 120
    assert [one.line for one in found.problems if one.lost] == [1]


def test_a_link_in_place_of_a_log_is_not_followed(folder: Path, capfd: Captured) -> None:
    other = folder / "other.txt"
    other.write_text("mine")
    os.symlink(other, folder / "incidents" / "airbag-video.log.jsonl")
    assert log("opened", "--by", "mei") == 2
    assert other.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "code", "verdicts"),
    [
        ("taxi-question", 0, {"kept": 2}),
        ("wheel-video", 0, {"kept": 11, "late": 1}),
        ("seat-rumour", 1, {"kept": 4, "broken": 1, "unknown": 1}),
    ],
)
def test_the_closed_incidents_of_the_repository(
    capfd: Captured, name: str, code: int, verdicts: dict[str, int]
) -> None:
    path = str(ROOT / "incidents" / "closed" / f"{name}.yaml")
    assert run(["review", path, "--format", "json"]) == code
    (found,) = json.loads(capfd.readouterr().out)["reviews"]
    told = [one["verdict"] for one in found["verdicts"] if one["verdict"] != "not-owed"]
    assert {kind: told.count(kind) for kind in set(told)} == verdicts
    assert found["problems"] == []
    for one in found["verdicts"]:
        assert set(one) == {
            "obligation", "verdict", "because", "due", "done", "by", "log_lines", "path", "line",
        }  # fmt: skip
    strict = run(["review", path, "--strict"])
    assert strict == (0 if name == "taxi-question" else 1)
    for language in ("en", "de"):
        capfd.readouterr()
        assert run(["review", path, "--lang", language]) == code
        said = capfd.readouterr().out
        assert max(map(len, said.splitlines())) <= 80
        assert "role:" not in said
    capfd.readouterr()
    assert run(["review", path, "--format", "markdown"]) == code
    assert "### What happened" in capfd.readouterr().out


def test_a_folder_is_reviewed_as_a_whole(capfd: Captured) -> None:
    assert run(["review", str(ROOT / "incidents" / "closed"), "--format", "json"]) == 1
    found = json.loads(capfd.readouterr().out)["reviews"]
    assert [one["incident"] for one in found] == ["seat-rumour", "taxi-question", "wheel-video"]


def test_an_incident_becomes_a_scenario(folder: Path, capfd: Captured) -> None:
    assert run(["review", "incidents/closed", "--scenario"]) == 0
    text = capfd.readouterr().out
    assert text.count("kind:") == 3
    (folder / "scenarios").mkdir()
    (folder / "scenarios" / "past.yaml").write_text(text, encoding="utf-8")
    assert run(["test"]) == 0
    assert "3 scenarios: 3 passed" in capfd.readouterr().err


def test_what_is_not_there_is_exit_2(folder: Path, capfd: Captured) -> None:
    assert run(["due", "airbag-vide"]) == 2
    assert "did you mean `airbag-video`?" in capfd.readouterr().err
    assert run(["review", "incidents/gone.yaml"]) == 2
    (folder / "incidents" / "bad.yaml").write_text("kind: incident\nid: [")
    assert run(["due", "bad"]) == 2
    capfd.readouterr()
    assert run(["due"]) == 0
    assert capfd.readouterr().out == "No incident is open.\n"


def test_the_policy_of_the_beginning_judges(folder: Path, capfd: Captured) -> None:
    git = ("git", "-c", "user.name=N", "-c", "user.email=n@example.com")
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "first")):
        subprocess.run((*git, *arguments), cwd=folder, check=True)
    assert log("opened", "--by", "mei", "--at", "2026-11-14T22:40:00+01:00") == 0
    path = folder / "policies" / "playbooks" / "product-safety.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("within: 10m", "within: 3h"), encoding="utf-8")
    capfd.readouterr()
    assert run(["due", "airbag-video", *AT, "--format", "json"]) == 0
    (found,) = json.loads(capfd.readouterr().out)["incidents"]
    pause = next(one for one in found["due"] if one["obligation"] == "product-safety/pause")
    assert pause["due"] == "2026-11-14T21:50:00Z"
    assert [one["message"] for one in found["problems"]] == [
        "the policy has changed since: the one of the beginning is used"
    ]
    lines = (folder / "incidents" / "airbag-video.log.jsonl").read_text()
    gone = re.sub('"policy": "[0-9a-f]+"', '"policy": "' + "0" * 40 + '"', lines)
    (folder / "incidents" / "airbag-video.log.jsonl").write_text(gone)
    assert run(["due", "airbag-video", *AT, "--format", "json"]) == 0
    (found,) = json.loads(capfd.readouterr().out)["incidents"]
    assert "cannot be read: the present one is used" in found["problems"][0]["message"]


def planned(capfd: Captured, *options: str) -> dict[str, dict[str, object]]:
    capfd.readouterr()
    run(["simulate", "incidents/airbag-video.yaml", "--format", "json", "-q", *options])
    found = json.loads(capfd.readouterr().out)["obligations"]
    return {one["id"]: one for one in found}


def test_a_plan_begins_from_what_was_done(folder: Path, capfd: Captured) -> None:
    """What was done late stays late, and what hangs on it moves; what was skipped is not owed."""
    fresh = planned(capfd)
    assert fresh["product-safety/pause"]["met"] is True
    assert log("opened", "--by", "tool:listening", "--at", "2026-11-14T22:40:00+01:00") == 0
    assert planned(capfd) == fresh, "a log in which nothing is done plans the same"
    # Paused three hours after the detection.
    assert log("done", "pause", "--by", "mei", "--at", "2026-11-15T01:40:00+01:00") == 0
    late = planned(capfd)["product-safety/pause"]
    assert late["met"] is False
    assert late["due"] == fresh["product-safety/pause"]["due"]
    due = int(str(fresh["product-safety/pause"]["slack_seconds"]))
    assert int(str(late["slack_seconds"])) < 0 <= due
    assert planned(capfd, "--ignore-log") == fresh
    others = set(fresh) - {"product-safety/pause"}
    assert log("skipped", "holding", "--because", "nobody asks", "--by", "mei",
               "--at", "2026-11-15T01:50:00+01:00") == 0  # fmt: skip
    assert set(planned(capfd)) == others - {"product-safety/holding"} | {"product-safety/pause"}


def test_a_plan_knows_which_approvals_are_given(folder: Path, capfd: Captured) -> None:
    assert log("opened", "--by", "tool:listening", "--at", "2026-11-14T22:40:00+01:00") == 0
    for person in ("jonas", "tomas", "hana", "grace"):
        log("approved", "engineer-and-counsel", "--by", person,
            "--at", "2026-11-14T22:50:00+01:00")  # fmt: skip
    capfd.readouterr()
    run(["simulate", "incidents/airbag-video.yaml", "--format", "json", "-q"])
    given = json.loads(capfd.readouterr().out)
    run(["simulate", "incidents/airbag-video.yaml", "--format", "json", "-q", "--ignore-log"])
    fresh = json.loads(capfd.readouterr().out)
    before, after = (
        next(one for one in each["obligations"] if one["id"] == "product-safety/holding")
        for each in (fresh, given)
    )
    assert int(after["slack_seconds"]) > int(before["slack_seconds"])
