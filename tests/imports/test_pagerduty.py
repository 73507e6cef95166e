"""PagerDuty's exports: the duty that an independent script walked, and each trap by its name."""

from copy import deepcopy
from typing import Any

import pytest

from govcheck.time.clock import format_instant, parse_instant
from tests.imports.runs import codes, duty, faults, fields, names, run, sayings, tree

FILES = [
    f"pagerduty/{name}.json" for name in ("users", "schedule", "overrides", "escalation_policies")
]
BERLIN = "Europe/Berlin"
PEOPLE = {
    "Ana Keller": "ana-keller",
    "Ben Ito": "ben-ito",
    "Mei Tan": "mei-tan",
    "Clara Weiss": "clara-weiss",
}
EXPECTED = [
    (one["from"], one["to"], PEOPLE[one["who"]]) for one in tree("pagerduty/expected.json")["duty"]
]
START, END = "2026-10-23T00:00:00+02:00", "2026-10-27T00:00:00+01:00"


def trees(**changed: Any) -> dict[str, Any]:
    """The four files as values, some of them changed."""
    found = {name: tree(name) for name in FILES}
    return {
        name: changed.get(name.split("/")[1].removesuffix(".json"), one)
        for name, one in found.items()
    }


def schedule() -> Any:
    found = deepcopy(tree("pagerduty/schedule.json"))
    del found["schedule"]["final_schedule"]
    return found


def test_duty_over_the_end_of_summer_time_is_as_it_was_walked() -> None:
    imported = run("pagerduty", FILES)
    assert duty(imported, "rota/community-duty", START, END, BERLIN) == EXPECTED
    assert not faults(imported)
    assert not [one for one in imported.approximated if one.intervals]


def test_what_must_be_said_is_said() -> None:
    said = sayings(run("pagerduty", FILES))
    assert "layer `Retired` has ended and is left out" in said
    assert "step 2 tells all of its targets, not one in turn" in said
    assert codes(run("pagerduty", FILES)) == ["chosen-last-resort", "round-robin"]
    assert codes(run("pagerduty", FILES, last_resort="person:ana")) == ["round-robin"]


def test_layers_are_listed_strongest_first() -> None:
    rota = fields(run("pagerduty", FILES), "rota/community-duty")
    assert rota["members"] == ["ana-keller", "ben-ito", "mei-tan"]
    assert [layer["id"] for layer in rota["layers"]] == ["layer-2"]
    assert rota["layers"][0]["hours"] == {"mon-sun": ["22:00-06:00"]}


def test_the_same_person_twice_on_purpose_stays_twice() -> None:
    rota = fields(run("pagerduty", FILES), "rota/community-duty")
    assert rota["layers"][0]["members"] == ["mei-tan", "mei-tan", "clara-weiss"]


def test_delays_count_from_the_step_before_and_one_loop_is_two_rounds() -> None:
    escalation = fields(run("pagerduty", FILES), "escalation/urgent")
    assert [step["wait"] for step in escalation["steps"]] == ["15m", "30m"]
    assert escalation["repeat"] == 1
    assert escalation["steps"][0]["notify"] == ["rota:community-duty"]
    assert escalation["steps"][1]["notify"] == ["person:clara-weiss", "person:ana-keller"]


def test_somebody_in_no_list_is_refused_with_the_place_or_mapped() -> None:
    changed = schedule()
    changed["schedule"]["schedule_layers"][2]["end"] = None
    imported = run("pagerduty", trees(schedule=changed))
    assert "rota/community-duty" not in names(imported)
    assert "nobody in a list of people is `PGONE05`" in sayings(imported)
    assert "unknown-on-duty" in codes(imported)
    mapped = run("pagerduty", trees(schedule=changed), said={"PGONE05": "nobody"})
    assert "rota/community-duty" in names(mapped)


def test_turns_count_from_the_virtual_start_and_not_from_the_start() -> None:
    changed = schedule()
    layer = changed["schedule"]["schedule_layers"][1]
    layer["start"] = "2026-10-14T12:00:00+02:00"
    rota = fields(
        run("pagerduty", trees(schedule=changed), at=parse_instant("2026-10-20T00:00:00Z")),
        "rota/community-duty",
    )
    assert (rota["starts"], rota["members"][0]) == ("2026-10-12", "mei-tan")


def test_a_layer_that_begins_within_a_turn_begins_then() -> None:
    changed = schedule()
    changed["schedule"]["schedule_layers"] = changed["schedule"]["schedule_layers"][1:2]
    changed["schedule"]["schedule_layers"][0]["start"] = "2026-10-14T12:00:00+02:00"
    imported = run("pagerduty", trees(schedule=changed, overrides={"overrides": []}))
    found = duty(
        imported, "rota/community-duty", "2026-10-10T00:00:00Z", "2026-10-20T00:00:00Z", BERLIN
    )
    assert found[0][0] == "2026-10-14T12:00:00+02:00"


def test_fields_may_be_rendered_in_the_zone_of_whoever_asked() -> None:
    changed = tree("pagerduty/schedule.json")
    for layer in changed["schedule"]["schedule_layers"]:
        for field in ("start", "end", "rotation_virtual_start"):
            if layer[field]:
                at = parse_instant(layer[field])
                layer[field] = format_instant(at, "America/New_York")
        for one in layer["restrictions"]:
            if one["start_time_of_day"] == "22:00:00":
                one["start_time_of_day"] = "16:00:00"
    imported = run("pagerduty", trees(schedule=changed))
    assert duty(imported, "rota/community-duty", START, END, BERLIN) == EXPECTED
    assert "rendered-differs" not in codes(imported)
    del changed["schedule"]["final_schedule"]
    unsure = run("pagerduty", trees(schedule=changed))
    assert "clock-of-another-zone" in codes(unsure)


def test_a_weekly_restriction_is_one_span() -> None:
    changed = schedule()
    layer = changed["schedule"]["schedule_layers"][0]
    layer["restrictions"] = [
        {
            "type": "weekly_restriction",
            "start_day_of_week": 5,
            "start_time_of_day": "18:00:00",
            "duration_seconds": 226800,
        }
    ]
    rota = fields(run("pagerduty", trees(schedule=changed)), "rota/community-duty")
    assert rota["layers"][0]["hours"] == {
        "mon": ["00:00-09:00"],
        "fri": ["18:00-24:00"],
        "sat-sun": ["00:00-24:00"],
    }


def test_seconds_of_a_turn_are_wall_clock_seconds_across_clock_changes() -> None:
    imported = run("pagerduty", trees(schedule=schedule(), overrides={"overrides": []}))
    found = duty(
        imported, "rota/community-duty", "2026-10-25T22:00:00Z", "2026-10-27T00:00:00Z", BERLIN
    )
    assert ("2026-10-26T09:00:00+01:00", "2026-10-26T22:00:00+01:00", "ben-ito") in found


def test_shifts_that_the_export_shows_are_compared() -> None:
    changed = tree("pagerduty/schedule.json")
    entry = changed["schedule"]["final_schedule"]["rendered_schedule_entries"][1]
    entry["user"] = {"id": "PBEN002", "summary": "Ben Ito"}
    imported = run("pagerduty", trees(schedule=changed))
    (differs,) = [one for one in imported.approximated if one.intervals]
    assert differs.rule is not None
    assert differs.rule.name == "rendered-differs"
    assert differs.minutes == 16 * 60


@pytest.mark.parametrize("length", [5400, 86400 + 1])
def test_a_turn_that_is_no_whole_number_of_hours_is_refused(length: int) -> None:
    changed = schedule()
    changed["schedule"]["schedule_layers"][1]["rotation_turn_length_seconds"] = length
    imported = run("pagerduty", trees(schedule=changed))
    assert "rota/community-duty" not in names(imported)
    assert "no-such-shift" in codes(imported)


def test_a_file_that_is_one_page_of_many_says_so() -> None:
    changed = tree("pagerduty/users.json")
    changed["more"] = True
    assert "more pages than this file" in sayings(run("pagerduty", trees(users=changed)))


def test_events_take_turns_and_an_empty_member_is_a_gap_that_is_meant() -> None:
    imported = run("pagerduty", ["pagerduty/users.json", "pagerduty/schedule-v3.json"])
    rota = fields(imported, "rota/community-duty-shift-based-1")
    assert rota["layers"][0]["members"] == ["ana-keller", "ben-ito", "nobody"]
    assert rota["layers"][0]["hours"] == {"mon-fri": ["09:00-18:00"]}
    assert rota["overrides"][-1]["person"] == "nobody"
    found = duty(
        imported, "rota/community-duty-shift-based-1", START, "2026-10-28T00:00:00+01:00", BERLIN
    )
    assert found == [
        ("2026-10-23T09:00:00+02:00", "2026-10-23T18:00:00+02:00", "ana-keller"),
        ("2026-10-24T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "mei-tan"),
        ("2026-10-26T09:00:00+01:00", "2026-10-26T18:00:00+01:00", "ben-ito"),
        ("2026-10-27T09:00:00+01:00", "2026-10-27T18:00:00+01:00", "ben-ito"),
    ]
    second = duty(imported, "rota/community-duty-shift-based-2", START, END, BERLIN)
    assert second == [("2026-10-24T00:00:00+02:00", "2026-10-26T00:00:00+01:00", "clara-weiss")]
    assert not faults(imported)


def test_who_is_mapped_may_be_a_target_of_a_step_or_nobody_and_never_a_member() -> None:
    policies = deepcopy(tree("pagerduty/escalation_policies.json"))
    rule = policies["escalation_policies"][0]["escalation_rules"][1]
    rule["targets"].append({"id": "PTEAM01", "type": "team_reference", "summary": "Social"})
    files = trees(escalation_policies=policies)
    assert "unknown-on-duty" in codes(run("pagerduty", files))
    to_team = run("pagerduty", files, said={"PTEAM01": "team:social"})
    assert "team:social" in fields(to_team, "escalation/urgent")["steps"][1]["notify"]
    to_nobody = run("pagerduty", files, said={"PTEAM01": "nobody"})
    assert len(fields(to_nobody, "escalation/urgent")["steps"][1]["notify"]) == 2
    changed = schedule()
    changed["schedule"]["schedule_layers"][2]["end"] = None
    odd = run("pagerduty", trees(schedule=changed), said={"PGONE05": "team:social"})
    assert "rota/community-duty" not in names(odd)
    assert not faults(to_team)
