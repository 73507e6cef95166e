"""Opsgenie's exports, and those of Jira Service Management: each trap by its name."""

from copy import deepcopy
from itertools import accumulate
from typing import Any

from govcheck.time.clock import parse_duration, parse_instant
from tests.imports.runs import codes, duty, faults, fields, names, run, sayings, tree

FILES = [f"opsgenie/{name}.json" for name in ("users", "schedule", "overrides", "escalations")]
MAPPED = {"team-support": "ben-ito", "team-social": "clara-weiss"}
BERLIN = "Europe/Berlin"


def trees(**changed: Any) -> dict[str, Any]:
    return {
        name: changed.get(name.split("/")[1].removesuffix(".json"), tree(name)) for name in FILES
    }


def test_delays_count_from_the_start_and_not_from_the_rule_before() -> None:
    escalation = fields(run("opsgenie", FILES, said=MAPPED), "escalation/social-escalation")
    waits = [parse_duration(step["wait"]) // 60 for step in escalation["steps"]]
    starts = [0, *accumulate(waits)]
    expected = tree("opsgenie/expected.json")["escalation_offsets_minutes_from_start"]
    assert starts[:3] == sorted(set(expected.values()))
    assert waits[-1] == 20
    assert escalation["repeat"] == 2


def test_rules_with_the_same_delay_run_together_and_next_is_who_comes_on_shift_next() -> None:
    escalation = fields(run("opsgenie", FILES, said=MAPPED), "escalation/social-escalation")
    assert escalation["steps"][1]["notify"] == [
        "next:community-duty-office-hours",
        "next:community-duty-night",
        "next:community-duty-twelve-hours",
        "person:clara-weiss",
    ]


def test_a_rule_until_the_alert_is_closed_goes_on_after_an_answer() -> None:
    imported = run("opsgenie", FILES, said=MAPPED)
    step = fields(imported, "escalation/social-escalation")["steps"][2]
    assert step["always"] is True
    assert {"goes-on-after-answer", "asked-again"} <= set(codes(imported))


def test_admins_of_a_team_are_nobody_unless_mapped() -> None:
    imported = run("opsgenie", FILES)
    assert "team `Social` (`admins`) is nobody whom the policy can tell" in sayings(imported)
    assert "no-counterpart" in codes(imported)


def test_a_round_is_as_long_as_it_was_where_its_last_rule_tells_nobody() -> None:
    said = {**MAPPED, "team-social": "nobody"}
    steps = fields(run("opsgenie", FILES, said=said), "escalation/social-escalation")["steps"]
    assert [parse_duration(step["wait"]) // 60 for step in steps] == [10, 70]


def test_rotations_that_overlap_are_rotas_and_not_layers() -> None:
    imported = run("opsgenie", FILES, said=MAPPED)
    assert [name for name in names(imported) if name.startswith("rota/")] == [
        "rota/community-duty-office-hours",
        "rota/community-duty-night",
        "rota/community-duty-twelve-hours",
    ]
    assert not faults(imported)
    assert not [one for one in imported.approximated if one.intervals]


def test_a_participant_none_is_a_gap_that_is_meant() -> None:
    rota = fields(run("opsgenie", FILES), "rota/community-duty-night")
    assert rota["layers"][0]["members"] == ["mei-tan", "nobody", "clara-weiss"]
    assert rota["layers"][0]["hours"] == {"mon-sun": ["18:00-09:00"]}


def test_a_team_on_shift_is_refused_unless_mapped() -> None:
    imported = run("opsgenie", FILES)
    assert "rota/community-duty-twelve-hours" not in names(imported)
    assert "not-a-person-on-shift" in codes(imported)


def test_a_team_that_has_a_name_alone_is_mapped_by_it() -> None:
    text = b"""{"data": {"id": "s", "name": "Desk", "timezone": "Europe/Berlin", "rotations": [
        {"id": "r", "name": "Days", "type": "weekly", "length": 1,
         "startDate": "2026-09-01T07:00:00Z", "participants": [{"type": "team", "name": "T"}]}
    ]}}"""
    imported = run("opsgenie", {"a.json": text})
    assert "team `T` is on shift, and no person" in sayings(imported)
    mapped = run("opsgenie", {"a.json": text}, said={"T": "nobody"})
    assert "not-a-person-on-shift" not in codes(mapped)


def test_turns_of_twelve_hours_end_within_the_day() -> None:
    imported = run("opsgenie", FILES, said=MAPPED)
    assert fields(imported, "rota/community-duty-twelve-hours")["layers"][0]["shift"] == {
        "hours": 12
    }
    found = duty(
        imported,
        "rota/community-duty-twelve-hours",
        "2026-12-31T10:00:00Z",
        "2027-01-02T00:00:00Z",
        BERLIN,
    )
    assert found[-1][1] == "2026-12-31T23:00:00+01:00"
    autumn = duty(
        imported,
        "rota/community-duty-twelve-hours",
        "2026-10-24T22:00:00Z",
        "2026-10-26T00:00:00Z",
        BERLIN,
    )
    assert [start for start, _, _ in autumn][1:] == [
        "2026-10-25T08:00:00+01:00",
        "2026-10-25T20:00:00+01:00",
    ]


def test_an_override_without_rotations_replaces_every_one_and_another_only_its_own() -> None:
    imported = run("opsgenie", FILES, said=MAPPED)
    count = {
        name: len(fields(imported, f"rota/community-duty-{name}")["overrides"])
        for name in ("office-hours", "night")
    }
    assert count == {"office-hours": 1, "night": 2}


def test_a_restriction_from_monday_to_friday_is_one_span() -> None:
    changed = deepcopy(tree("opsgenie/schedule.json"))
    changed["data"]["rotations"][0]["timeRestriction"]["restrictions"] = [
        {
            "startDay": "monday",
            "startHour": 9,
            "startMin": 0,
            "endDay": "friday",
            "endHour": 18,
            "endMin": 0,
        }
    ]
    rota = fields(run("opsgenie", trees(schedule=changed)), "rota/community-duty-office-hours")
    assert rota["layers"][0]["hours"] == {
        "mon": ["09:00-24:00"],
        "tue-thu": ["00:00-24:00"],
        "fri": ["00:00-18:00"],
    }


def test_jira_service_management_has_values_account_ids_and_minutes() -> None:
    imported = run(
        "jira",
        {
            "users.json": {
                "values": [
                    {
                        "accountId": "5b10a2",
                        "displayName": "Ana Keller",
                        "emailAddress": "ana@larkling.example",
                    },
                    {
                        "accountId": "5b10a3",
                        "displayName": "Ben Ito",
                        "emailAddress": "ben@larkling.example",
                    },
                ]
            },
            "schedules.json": {
                "values": [
                    {
                        "id": "s1",
                        "name": "Duty",
                        "timezone": BERLIN,
                        "enabled": True,
                        "rotations": [
                            {
                                "id": "r1",
                                "name": "Week",
                                "startDate": "2026-09-28T07:00:00Z",
                                "type": "weekly",
                                "length": 1,
                                "participants": [
                                    {"id": "5b10a2", "type": "user"},
                                    {"id": "5b10a3", "type": "user"},
                                ],
                            }
                        ],
                    }
                ]
            },
            "escalations.json": {
                "values": [
                    {
                        "id": "e1",
                        "name": "Urgent",
                        "rules": [
                            {
                                "condition": "if-not-acked",
                                "notifyType": "default",
                                "delay": 0,
                                "recipient": {"type": "schedule", "id": "s1"},
                            },
                            {
                                "condition": "if-not-acked",
                                "notifyType": "default",
                                "delay": 15,
                                "recipient": {"type": "user", "id": "5b10a3"},
                            },
                        ],
                    }
                ]
            },
        },
    )
    assert fields(imported, "escalation/urgent")["steps"][0] == {
        "id": "rule-1",
        "notify": ["rota:duty"],
        "wait": "15m",
    }
    found = duty(imported, "rota/duty", "2026-10-24T00:00:00Z", "2026-10-27T00:00:00Z", BERLIN)
    assert (found[0][0], found[0][1]) == ("2026-10-24T02:00:00+02:00", "2026-10-26T09:00:00+01:00")
    assert not faults(imported)


def test_a_rotation_that_has_ended_is_left_out() -> None:
    later = run("opsgenie", FILES, said=MAPPED, at=parse_instant("2027-02-01T00:00:00Z"))
    assert "rotation `Twelve hours` has ended" in sayings(later)
