"""What the page hands over is what the commands read."""

import json
from pathlib import Path

import pytest

from govcheck.cli.main import run
from govcheck.logbook.read import read_log
from govcheck.site.door import Door
from tests.site.conftest import AT, ROOT, OpenedPolicy


@pytest.fixture
def door(policy: OpenedPolicy) -> Door:
    return Door(policy.program, policy.stamp, {"templates/holding-safety.md": "We are sorry."})


STATED: dict[str, object] = {
    "id": "", "title": "A wheel \u202e: #1", "detected_at": AT, "published_at": AT - 600,
    "facts": {"mention": "claim", "topics": ["safety"], "followers": 48000}, "skipped": ["author"],
    "conflicts": [["jonas", "hard"]],
}  # fmt: skip


def test_the_commands_read_what_is_handed_over(
    door: Door, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    text = json.dumps(STATED)
    ticked = [
        {"at": AT + 300, "recorded_at": AT + 300, "by": "mei", "person": "mei",
         "event": "acknowledged"},
        {"at": AT + 400, "recorded_at": AT + 460, "by": "mei", "event": "done",
         "action": "product-safety/pause"},
        {"at": AT + 900, "recorded_at": AT + 900, "by": "grace", "person": "grace",
         "event": "approved", "approval": "product-safety/engineer-and-counsel"},
    ]  # fmt: skip
    incident = tmp_path / "wheel.yaml"
    incident.write_text(door.incident(text), encoding="utf-8")
    written = door.log(text, json.dumps(ticked))
    (tmp_path / "wheel.log.jsonl").write_text(written, encoding="utf-8")
    book = read_log(written.encode())
    assert book.problems == ()
    assert [one.event for one in book.entries] == ["opened", "acknowledged", "done", "approved"]
    assert run(["simulate", str(incident), "--policy", str(ROOT), "--format", "json", "-q"]) == 0
    printed = capsysbinary.readouterr().out.decode()
    page = {**STATED, "logged": True, "acknowledged": [["mei", 300]], "ticks": ticked}
    assert door.simulate(json.dumps(page)) == printed


def test_what_is_handed_over_is_read_again(door: Door) -> None:
    found = json.loads(door.read(door.incident(json.dumps(STATED))))["incident"]
    assert found["facts"] == STATED["facts"]
    assert found["conflicts"] == STATED["conflicts"]
    assert (found["detected_at"], found["published_at"]) == (AT, AT - 600)


@pytest.mark.parametrize(
    "text",
    ["", "kind: incident", "[]", "{}", "[" * 9999, '{"kind": "incident", "id": 1}', "null",
     '{"kind":"incident","id":"a","title":"a","detected_at":"now","facts":{}}'],
)  # fmt: skip
def test_other_files_are_refused(door: Door, text: str) -> None:
    assert json.loads(door.read(text)) == {"unreadable": True}


def test_facts_that_cannot_be_are_told(door: Door) -> None:
    text = door.incident(json.dumps({**STATED, "facts": {"mention": "nonsense"}}))
    assert json.loads(door.read(text))["problems"]


def test_nothing_hidden_is_shown(door: Door) -> None:
    assert "\u202e" not in json.loads(door.plan(json.dumps(STATED), "de"))["title"]


def test_what_is_assumed_is_not_said_as_a_fact(door: Door) -> None:
    text = json.dumps({**STATED, "conflicts": []})
    assert "to be safe" in json.loads(door.plan(text, "en"))["title"]
    why = json.loads(door.why(text, "en", True))
    reasons = " ".join(line["text"] for part in why["reasons"] for line in part["lines"])
    assert reasons
    assert "A child was hurt" not in reasons.replace("we act as if: A child was hurt", "")


def test_drafts_stand_beside_what_must_not_be_said(door: Door) -> None:
    plan = json.loads(door.plan(json.dumps(STATED), "en"))
    assert plan["drafts"][0]["lines"] == ["We are sorry."]
    said = [(part["heading"], line["text"]) for part in plan["forbidden"] for line in part["lines"]]
    assert any("name a cause" in text for _, text in said)
    headings = [part["heading"] for part in plan["forbidden"]]
    assert len({*headings}) == len(headings) <= 7
    assert (headings[-1], "Jonas cannot agree: conflict of interest") in said
    times = [line["when"] for line in plan["call"]["lines"] if line["reach"]]
    assert all(times)


def test_what_hangs_on_something_unknown_has_its_if(policy: OpenedPolicy) -> None:
    drafts = dict.fromkeys(("templates/statement.md", "templates/holding-leak.md"), "We are sorry.")
    door = Door(policy.program, policy.stamp, drafts)
    facts = {"mention": "complaint", "topics": [], "author": "customer", "sentiment": "hostile",
             "followers": 3, "injury": "none", "personal_data": "alleged"}  # fmt: skip
    plan = json.loads(door.plan(json.dumps({**STATED, "facts": facts}), "en"))
    assert plan["title"].startswith("SEV 2 - ")  # as data may be lost
    tasks = {one["task"] for one in plan["drafts"]}
    assert "Publish the holding statement" in tasks
    said = "Publish what happened and what we do about it (if it is a case of viral complaint)"
    assert said in tasks
    facts["personal_data"] = "none"
    plan = json.loads(door.plan(json.dumps({**STATED, "facts": facts}), "en"))
    assert plan["title"].startswith("SEV 2, to be safe - ")


def test_an_interview_asks_as_triage_does(door: Door, policy: OpenedPolicy) -> None:
    from govcheck.triage.interview import Interview

    stated: dict[str, object] = {"detected_at": AT, "facts": {}, "skipped": []}
    interview = Interview(policy.program, AT, tried={})
    for _ in range(20):
        question = interview.next_question()
        asked = json.loads(door.ask(json.dumps(stated), "en"))["question"]
        assert (asked and asked["fact"]) == (question and question.fact)
        if question is None:
            break
        interview = interview.without(question.fact)
        stated["skipped"] = [*stated["skipped"], question.fact]  # type: ignore[misc]
    else:
        raise AssertionError("the interview does not end")


def test_what_is_shown_in_pieces_is_the_whole(door: Door, policy: OpenedPolicy) -> None:
    """The quick plan and the reasons are what one answer would say, but for further questions."""
    from govcheck.render.page.names import PageNames
    from govcheck.simulate.play import play
    from govcheck.simulate.state import state_as
    from govcheck.site.door import statement
    from govcheck.site.sheet import ResponderSheet, shown
    from govcheck.tongue import tongue

    text = json.dumps(STATED)
    stated, problems = state_as(policy.program, statement(STATED, "Europe/Berlin"))
    assert problems == ()
    outcome = play(policy.program, stated)
    whole = ResponderSheet(outcome, PageNames(policy.program, tongue("en")), door.drafts)
    plan, why = json.loads(door.plan(text, "en")), json.loads(door.why(text, "en"))
    for key in ("title", "level", "call", "answer", "tasks", "undated", "forbidden", "approvals"):
        assert plan[key] == json.loads(json.dumps(shown(whole.plan()[key]))), key
    all_of_it = json.loads(door.why(text, "en", True))
    assert all_of_it == json.loads(json.dumps(shown(whole.why())))
    assert [one["heading"] for one in why["reasons"]] == [
        one["heading"] for one in all_of_it["reasons"]
    ]


def test_what_was_asked_ahead_is_what_is_asked(policy: OpenedPolicy) -> None:
    fresh, eager = (Door(policy.program, policy.stamp, {}) for _ in range(2))
    states: list[dict[str, object]] = [
        {"detected_at": AT, "facts": facts, "skipped": skipped}
        for facts in ({}, {"mention": "claim"}, {"mention": "claim", "topics": ["safety"]})
        for skipped in ([], ["injury"], ["mention", "injury"])
    ]
    for one in reversed(states):
        eager.ask(json.dumps(one), "de")
    for one in states:
        new = Door(policy.program, policy.stamp, {})
        assert eager.ask(json.dumps(one), "en") == new.ask(json.dumps(one), "en"), one
        called = json.loads(fresh.call(json.dumps(one), "en"))
        assert called.items() <= json.loads(eager.ask(json.dumps(one), "en")).items()


def test_the_last_resort_is_called_however_late(door: Door) -> None:
    plan = json.loads(door.plan(json.dumps(STATED), "en"))
    lines = plan["call"]["lines"]
    last = [line for line in lines if line["text"].startswith("if nobody answered, call ")]
    assert all(line["when"] and line["reach"] for line in last)
    assert last or any(line["text"].endswith("- if nobody answered") for line in lines)
