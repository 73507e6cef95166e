"""The JSON of `simulate`: a public interface."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from hypothesis import given

from govcheck.briefing.simulation.json import render
from govcheck.render.stamp import PolicyStamp
from govcheck.simulate.outcome import Outcome
from govcheck.time.clock import parse_instant
from tests.briefing.simulation.hostile import infected
from tests.briefing.simulation.samples import DETECTED, OUTCOME, PROGRAM, STAMP
from tests.report.harmless import is_harmless


def read(*outcomes: Outcome, listed: bool = False) -> Any:
    return json.loads(render(outcomes, PROGRAM, STAMP, listed=listed))


def test_the_keys_of_the_contract() -> None:
    assert list(read(OUTCOME)) == [
        "format",
        "policy",
        "incident",
        "decisions",
        "timeline",
        "obligations",
        "missed",
        "untold",
        "forbidden",
        "single_points",
        "ask_next",
        "approvals",
        "quorums",
        "boundaries",
        "near_misses",
        "notes",
        "logged",
    ]
    assert read(OUTCOME)["format"] == 1


def test_the_stamp() -> None:
    assert read(OUTCOME)["policy"] == {
        "revision": STAMP.revision,
        "dirty": True,
        "tzdata": "2026.6",
        "holidays": "0.109",
    }
    outside_git = PolicyStamp(None, False, "2026.6", None)
    assert json.loads(render([OUTCOME], PROGRAM, outside_git))["policy"]["revision"] is None


def test_the_incident_lists_tags_as_declared() -> None:
    assert read(OUTCOME)["incident"] == {
        "id": "airbag-video",
        "title": "Video says our child seat failed in a crash",
        "detected_at": "2026-03-14T21:40:00Z",
        "facts": {"topics": ["safety", "praise"], "followers": 31000},
        "unknown": ["personal_data", "sentiment"],
        "assumed": {},
    }


def test_decisions_always_say_what_is_possible() -> None:
    decisions = read(OUTCOME)["decisions"]
    assert decisions["severity"]["result"] == "sev1"
    assert decisions["severity"]["possible"] == ["sev2", "sev1"]
    assert decisions["severity"]["hit_policy"] == "highest"
    assert decisions["escalation"] == {
        "result": "crisis",
        "possible": ["crisis"],
        "certain": True,
        "hit_policy": "first",
        "matched": [],
    }
    assert decisions["playbooks"]["result"] == ["product-safety"]


def test_a_match_names_its_rule_and_place() -> None:
    certain, possible = read(OUTCOME)["decisions"]["severity"]["matched"]
    assert certain == {
        "rule": "product-safety-spreading",
        "document": "severity-rules",
        "path": "policies/decisions/severity.yaml",
        "line": 31,
        "result": "sev2",
        "possible": False,
        "because": "People may be hurt; product-liability duty to inform",
    }
    assert (possible["rule"], possible["possible"]) == ("leak-confirmed", True)


def test_a_notification_has_the_clock_of_its_recipient() -> None:
    first, lead = (row for row in read(OUTCOME)["timeline"] if row["event"] == "notify")
    assert first == {
        "offset_seconds": 0,
        "at": "2026-03-14T21:40:00Z",
        "event": "notify",
        "step": "duty",
        "round": 1,
        "people": [
            {
                "person": "ben",
                "target": "rota:community-duty",
                "via": ["phone", "chat"],
                "stands_in_for": None,
                "also": [],
                "local": "2026-03-14T22:40:00+01:00",
            }
        ],
    }
    mina, lee = lead["people"]
    assert (mina["local"], mina["stands_in_for"]) == ("2026-03-15T06:45:00+09:00", "eva")
    assert lee["local"] == "2026-03-14T21:45:00+00:00"


def test_a_deadline_row() -> None:
    acknowledge = next(
        row for row in read(OUTCOME)["timeline"] if row.get("obligation") == "acknowledge"
    )
    assert acknowledge == {
        "offset_seconds": 900,
        "at": "2026-03-14T21:55:00Z",
        "event": "due",
        "obligation": "acknowledge",
        "met": True,
        "slack_seconds": 900,
    }


def test_what_is_never_done_has_no_slack() -> None:
    report = next(one for one in read(OUTCOME)["obligations"] if one["id"].endswith("report"))
    assert (report["met"], report["done"], report["slack_seconds"]) == (False, None, None)
    row = read(OUTCOME)["timeline"][-1]
    assert (row["met"], row["slack_seconds"]) == (False, None)


def test_an_obligation() -> None:
    holding = read(OUTCOME)["obligations"][1]
    assert holding == {
        "id": "product-safety/holding",
        "do": "Publish the holding statement",
        "due": "2026-03-14T22:10:00Z",
        "done": "2026-03-14T22:20:00Z",
        "met": False,
        "slack_seconds": -600,
        "untold": [],
        "possible": False,
        "left_out": [],
        "owed_by": ["person:mina", "person:eva"],
        "waits_for": ["legal-sign-off"],
        "publishes": True,
        "template": "templates/holding.md",
        "calendar": None,
        "segments": [],
    }
    assert read(OUTCOME)["missed"] == ["product-safety/holding", "product-safety/report"]


def test_the_arithmetic_of_working_time() -> None:
    segments = read(OUTCOME)["obligations"][2]["segments"]
    lengths = [
        datetime.fromisoformat(one["to"]) - datetime.fromisoformat(one["from"]) for one in segments
    ]
    assert [length.total_seconds() for length in lengths] == [1200, 600]


def test_what_an_answer_would_change() -> None:
    assert read(OUTCOME)["ask_next"] == [
        {
            "fact": "personal_data",
            "question": "Is personal data concerned?",
            "would_change": {"none": {"severity": "sev2", "playbooks": []}},
        }
    ]


def test_every_instant_in_utc_is_the_offset_from_detection() -> None:
    for row in read(OUTCOME)["timeline"]:
        assert row["at"].endswith("Z")
        assert parse_instant(row["at"]) - DETECTED == row["offset_seconds"]


def test_one_incident_is_an_object_and_several_are_a_list() -> None:
    assert isinstance(read(OUTCOME), dict)
    assert [one["format"] for one in read(OUTCOME, OUTCOME)] == [1, 1]


def test_one_left_of_several_is_still_a_list() -> None:
    assert len(read(OUTCOME, listed=True)) == 1
    assert read(listed=True) == []


def test_the_same_outcome_gives_the_same_bytes() -> None:
    assert render([OUTCOME], PROGRAM, STAMP) == render([OUTCOME], PROGRAM, STAMP)


@given(infected())
def test_hostile_text_comes_back_unchanged_and_harmless(
    infect: Callable[[Outcome], Outcome],
) -> None:
    outcome = infect(OUTCOME)
    document = render([outcome], PROGRAM, STAMP)
    assert json.loads(document)["incident"]["title"] == outcome.stated.title
    assert all(is_harmless(character) for character in document if character != "\n")
