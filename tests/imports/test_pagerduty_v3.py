"""What the documents of PagerDuty's shift-based schedules allow beside the plain case."""

from typing import Any

import pytest

from govcheck.imports.importing import ImportResult
from tests.imports.runs import codes, duty, faults, names, run, sayings, tree

USERS = {"users.json": tree("pagerduty/users.json")}
ANA, BEN, MEI = "PANA001", "PBEN002", "PMEI003"


def event(who: list[str], *recurrence: str, **changed: Any) -> dict[str, Any]:
    """Days from eight to eight from Monday the 28th of September on."""
    return {
        "id": "E1", "type": "schedule_event", "name": "Days",
        "start_time": {"date_time": "2026-09-28T06:00:00Z", "time_zone": "Europe/Berlin"},
        "end_time": {"date_time": "2026-09-28T18:00:00Z", "time_zone": "Europe/Berlin"},
        "effective_since": "2026-09-28T06:00:00Z", "effective_until": None,
        "recurrence": list(recurrence or ("RRULE:FREQ=DAILY",)),
        "assignment_strategy": {
            "type": "rotating_member_assignment_strategy", "shifts_per_member": 1,
            "members": [{"type": "user_member", "user_id": one} for one in who],
        },
        **changed,
    }  # fmt: skip


def schedule(*rotations: dict[str, Any], **more: Any) -> dict[str, Any]:
    listed = [{"type": "schedule_rotation", **one} for one in rotations]
    return {"schedule": {"id": "PV3", "type": "schedule", "name": "Duty",
                         "time_zone": "Europe/Berlin", "rotations": listed, **more}}  # fmt: skip


def imported(**files: Any) -> ImportResult:
    found = run("pagerduty", {**USERS, **{f"{name}.json": one for name, one in files.items()}})
    assert not faults(found)
    return found


def days(found: ImportResult, first: int, last: int) -> list[tuple[int, str]]:
    """Who begins on which day of October."""
    shifts = duty(found, "rota/duty", f"2026-10-{first:02}T00:00:00Z",
                  f"2026-10-{last:02}T23:00:00Z", "Europe/Berlin")  # fmt: skip
    return [(int(start[8:10]), who.partition("-")[0]) for start, _, who in shifts]


def test_a_shift_keeps_its_time_of_day_although_its_instants_are_written_in_utc() -> None:
    found = imported(s=schedule({"id": "R1", "events": [event([ANA, BEN])]}))
    shifts = duty(
        found, "rota/duty", "2026-10-24T00:00:00Z", "2026-10-26T23:00:00Z", "Europe/Berlin"
    )
    assert [start[11:] for start, _, _ in shifts] == [
        "08:00:00+02:00", "08:00:00+01:00", "08:00:00+01:00",
    ]  # fmt: skip


@pytest.mark.parametrize("shape", ["rotation", "rotations", "events"])
def test_events_may_come_in_a_file_of_their_own(shape: str) -> None:
    """A schedule is answered with the ids of its rotations alone."""
    whole = {"id": "R1", "type": "rotation", "events": [event([ANA, BEN])]}
    file = {
        "rotation": {"rotation": whole},
        "rotations": {"rotations": [whole], "more": False},
        "events": {"events": whole["events"], "limit": 25, "offset": 0, "more": False},
    }[shape]
    apart = imported(s=schedule({"id": "R1", "type": "rotation"}), r=file)
    assert names(apart)[-1] == "rota/duty", sayings(apart)
    together = imported(s=schedule(whole))
    assert days(apart, 1, 9) == days(together, 1, 9)


def test_events_of_one_of_two_rotations_are_refused_unless_they_say_of_which() -> None:
    bare = schedule({"id": "R1"}, {"id": "R2"})
    found = imported(s=bare, r={"events": [event([ANA])]})
    assert "rota/duty" not in names(found)
    assert "comes without the events" in sayings(found)
    both = [{"rotation": {"id": f"R{one}", "events": [event([who])]}}
            for one, who in ((1, ANA), (2, BEN))]  # fmt: skip
    found = imported(s=bare, a=both[0], b=both[1])
    assert {"rota/duty-1", "rota/duty-2"} <= {*names(found)}


def test_a_date_that_is_added_is_whose_turn_it_is_and_moves_nobody() -> None:
    rule = ("RRULE:FREQ=WEEKLY;BYDAY=MO", "RDATE:20261008T060000Z")
    found = imported(s=schedule({"id": "R1", "events": [event([ANA, BEN, MEI], *rule)]}))
    assert days(found, 5, 20) == [(5, "ben"), (8, "ben"), (12, "mei"), (19, "ana")]
    assert codes(found) == ["excluded-turn"]


def test_a_date_that_is_left_out_has_nobody_and_one_that_hits_nothing_is_nothing() -> None:
    rule = ("RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20261012T060000Z")
    found = imported(s=schedule({"id": "R1", "events": [event([ANA, BEN, MEI], *rule)]}))
    assert days(found, 5, 20) == [(5, "ben"), (19, "ana")]
    rule = ("RRULE:FREQ=WEEKLY;BYDAY=MO", "EXDATE:20261013T060000Z")
    found = imported(s=schedule({"id": "R1", "events": [event([ANA, BEN, MEI], *rule)]}))
    assert days(found, 5, 20) == [(5, "ben"), (12, "mei"), (19, "ana")]
    assert codes(found) == []
    assert (
        "`Days`: the excluded date 2026-10-13 08:00 hits no shift and excludes nothing"
        in sayings(found)
    )


def shown(first: str) -> dict[str, Any]:
    """Three days of October that the tool has worked out, whoever has the first one."""
    turn = [ANA, BEN, MEI]
    turn = turn[turn.index(first) :] + turn[: turn.index(first)]
    return {"type": "final_schedule", "computed_shift_assignments": [
        {"type": "computed_shift_assignment", "start_time": f"2026-10-{day:02}T06:00:00Z",
         "end_time": f"2026-10-{day:02}T18:00:00Z",
         "member": {"type": "user_member", "user_id": who},
         "source": {"type": "schedule_rotation_shift", "rotation_id": "R1"}}
        for day, who in zip((2, 3, 4), turn, strict=True)
    ]}  # fmt: skip


@pytest.mark.parametrize(
    ("final", "first", "told"),
    [
        ({}, "ben", ["inexact-shifts"]),
        ({"final_schedule": shown(BEN)}, "ben", []),
        ({"final_schedule": shown(ANA)}, "ana", []),
    ],
    ids=["nothing shown", "from the start", "from when it takes effect"],
)
def test_an_event_that_takes_effect_late_counts_as_the_shifts_show(
    final: dict[str, Any], first: str, told: list[str]
) -> None:
    """The fourth day after its start is Ben's from there, and Ana's from when it takes effect."""
    late = event([ANA, BEN, MEI], effective_since="2026-10-01T20:00:00Z")
    found = imported(s=schedule({"id": "R1", "events": [late]}, **final))
    assert days(found, 1, 2) == [(2, first)]
    assert codes(found) == told


def test_a_single_override_is_taken_as_one_of_a_list_is() -> None:
    one = {"id": "O1", "type": "override_shift", "rotation_id": "R1",
           "start_time": "2026-10-01T06:00:00Z", "end_time": "2026-10-01T18:00:00Z",
           "overridden_member": {"type": "user_member", "user_id": BEN},
           "overriding_member": {"type": "user_member", "user_id": MEI}}  # fmt: skip
    base = schedule({"id": "R1", "events": [event([ANA, BEN])]})
    for file in ({"override": one}, {"overrides": [one]}):
        assert days(imported(s=base, o=file), 1, 2) == [(1, "mei"), (2, "ana")]


@pytest.mark.parametrize("line", ["FREQ=DAILY", "RRULE:FREQ=DAILY;INTERVAL=1"])
def test_a_rule_may_come_without_its_name(line: str) -> None:
    found = imported(s=schedule({"id": "R1", "events": [event([ANA, BEN], line)]}))
    assert days(found, 1, 3) == [(1, "ben"), (2, "ana"), (3, "ben")]


@pytest.mark.parametrize(
    "lines", [["RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], ["EXRULE:FREQ=DAILY"], ["RDATE:yesterday"]]
)
def test_rules_that_nobody_knows_are_refused_with_their_place(lines: list[str]) -> None:
    found = imported(s=schedule({"id": "R1", "events": [event([ANA, BEN], *lines)]}))
    assert "rota/duty" not in names(found)
    assert "s.json:1: " in sayings(found)
    assert "unreadable-export" in codes(found)
