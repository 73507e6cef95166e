"""Who is on duty by an import is who is on duty by a walk of the export that knows no import."""

from collections.abc import Callable
from typing import Any

import pytest

from govcheck.imports.importing import ImportResult
from govcheck.imports.shifts import duty_of
from govcheck.time.clock import parse_instant
from tests.imports.runs import codes, faults, fields, names, run, sayings, tree
from tests.imports.vendors import (
    ANA,
    END,
    START,
    VENDORS,
    VendorExport,
    instants,
    jira,
    opsgenie,
    pagerduty_v2,
    pagerduty_v3,
)


def imported_of(export: VendorExport, **changed: Any) -> ImportResult:
    return run(export.format_, {**export.files, **changed})


@pytest.mark.parametrize("twisted", [False, True], ids=["plain", "twisted"])
@pytest.mark.parametrize("vendor", VENDORS)
def test_duty_is_as_the_export_has_it(
    vendor: Callable[[bool], VendorExport], twisted: bool
) -> None:
    export = vendor(twisted)
    imported = imported_of(export)
    assert not faults(imported), sayings(imported)
    start, end = int(START.timestamp()), int(END.timestamp())
    held = [
        stretch
        for name in names(imported)
        if name.startswith("rota/")
        for stretch in duty_of(fields(imported, name), start, end)
    ]
    wrong = []
    for at in instants():
        second = int(at.timestamp())
        had = {who for left, right, who in held if left <= second < right}
        if had != export.walk(at):
            wrong.append((at.isoformat(), had, export.walk(at)))
    assert not wrong, (wrong[:5], sayings(imported))


def test_a_schedule_of_jira_without_its_rotations_is_refused() -> None:
    export = jira(False)
    del export.files["rotations.json"]
    imported = imported_of(export)
    assert "schedule `Duty` comes without its rotations" in sayings(imported)
    assert "no-counterpart" in codes(imported)


def test_a_rotation_of_one_of_several_schedules_is_refused_unless_it_says_which() -> None:
    export = jira(False)
    export.files["schedules.json"]["values"].append(
        {"id": "s2", "name": "Other", "timezone": "UTC", "enabled": True}
    )
    assert "a rotation does not say to which" in sayings(imported_of(export))
    export.files["rotations.json"]["values"][0]["_parent"] = {"id": "s1", "name": "Duty"}
    assert "rota/duty" in names(imported_of(export))


def test_a_program_is_nobody_and_an_account_that_is_closed_is_told() -> None:
    export = jira(False)
    assert "`Automation for Jira` is a program" in sayings(imported_of(export))
    closed = {"accountId": "x", "accountType": "atlassian", "accountStatus": "closed",
              "name": "Eva Roth", "email": "eva@example.com"}  # fmt: skip
    imported = imported_of(export, **{"more.json": {"data": [closed]}})
    assert fields(imported, "person/eva-roth")["email"] == "eva@example.com"
    assert "blocked-person" in codes(imported)


def test_a_page_with_another_one_after_it_says_so() -> None:
    export = jira(False)
    assert "more pages" not in sayings(imported_of(export))
    export.files["schedules.json"]["links"] = {"next": "/v1/schedules?offset=1"}
    assert "more pages" in sayings(imported_of(export))


def test_an_override_of_opsgenie_belongs_to_the_schedule_that_it_names() -> None:
    export = opsgenie(False)
    everybody = [{"type": "user", "id": ANA}]
    rotation = {"id": "r9", "name": "All", "startDate": "2026-09-28T00:00:00Z", "type": "weekly"}
    other = {"id": "s2", "name": "Other", "timezone": "UTC", "enabled": True,
             "rotations": [{**rotation, "length": 1, "participants": everybody}]}  # fmt: skip
    del export.files["overrides.json"]["data"][0]["rotations"]
    imported = imported_of(export, **{"other.json": {"data": other}})
    assert "overrides" not in fields(imported, "rota/other")
    assert len(fields(imported, "rota/duty-weeks")["overrides"]) == 1


def test_a_list_of_schedules_without_layers_is_refused() -> None:
    export = pagerduty_v2(False)
    del export.files["schedule.json"]["schedule"]["schedule_layers"]
    imported = imported_of(export)
    assert "schedule `Duty` comes without its layers" in sayings(imported)
    assert "no-counterpart" in codes(imported)


def test_a_rotation_without_its_events_is_refused() -> None:
    export = pagerduty_v3(False)
    del export.files["schedule.json"]["schedule"]["rotations"][1]["events"]
    imported = imported_of(export)
    assert "schedule `Duty` comes without the events of its rotations" in sayings(imported)
    assert not [name for name in names(imported) if name.startswith("rota/")]


def test_shifts_that_a_shift_based_schedule_shows_are_compared() -> None:
    export = pagerduty_v3(False)
    shown = {
        "type": "computed_shift_assignment",
        "start_time": "2026-10-24T20:00:00+02:00",
        "end_time": "2026-10-25T08:00:00+01:00",
        "member": {"type": "user_member", "user_id": "PCLA004"},
    }
    export.files["schedule.json"]["schedule"]["final_schedule"] = {
        "computed_shift_assignments": [shown]
    }
    assert "rendered-differs" not in codes(imported_of(export))
    shown["member"] = {"type": "user_member", "user_id": "PBEN002"}
    assert "rendered-differs" in codes(imported_of(export))
    seen = run("pagerduty", export.files, check_rendered=True)
    assert "rendered-differs" in codes(seen)


def test_an_override_of_somebody_who_is_not_on_shift_is_refused() -> None:
    export = pagerduty_v3(True)
    export.files["overrides.json"]["overrides"][0]["start_time"] = "2026-10-25T10:00:00Z"
    export.files["overrides.json"]["overrides"][0]["end_time"] = "2026-10-25T11:00:00Z"
    assert "replaces somebody who is not on shift then" in sayings(imported_of(export))
    export.files["overrides.json"]["overrides"][0]["rotation_id"] = "R9"
    assert "does not say to which of the schedules" in sayings(imported_of(export))


def test_an_escalation_that_is_switched_off_is_left_out() -> None:
    escalations = tree("opsgenie/escalations.json")
    escalations["data"][0]["enabled"] = False
    export = opsgenie(False)
    imported = imported_of(export, **{"escalations.json": escalations})
    assert "escalation `Social_escalation` is switched off" in sayings(imported)
    assert not [name for name in names(imported) if name.startswith("escalation/")]


def test_a_table_over_the_end_of_summer_time() -> None:
    """The same as the others, from a table; a reading that comes twice is the first of the two."""
    people = b"name\nAna\nBen\n"
    first, second = (
        b"2026-10-24 20:00,2026-10-25 02:30,Ana",
        b"2026-10-25 02:30,2026-10-25 08:00,Ben",
    )
    table = b"\n".join([b"from,to,who", first, second, b""])
    imported = run("csv", {"p.csv": people, "r.csv": table}, timezone="Europe/Berlin")
    start, end = parse_instant("2026-10-24T00:00:00Z"), parse_instant("2026-10-27T00:00:00Z")
    assert duty_of(fields(imported, "rota/r"), start, end) == [
        (parse_instant("2026-10-24T18:00:00Z"), parse_instant("2026-10-25T00:30:00Z"), "ana"),
        (parse_instant("2026-10-25T00:30:00Z"), parse_instant("2026-10-25T07:00:00Z"), "ben"),
    ]


@pytest.mark.parametrize("vendor", [pagerduty_v2, opsgenie])
def test_a_restriction_over_midnight_goes_on_into_the_next_day(
    vendor: Callable[[bool], VendorExport],
) -> None:
    """Saturday's night ends on Sunday morning, an hour later than on other days."""
    imported = imported_of(vendor(False))
    layer = next(
        layer
        for name in names(imported)
        if name.startswith("rota/")
        for layer in fields(imported, name).get("layers", ())
    )
    ((days, (hours,)),) = layer["hours"].items()
    assert days == "mon-sun"
    assert hours in ("22:00-06:00", "18:00-09:00")
