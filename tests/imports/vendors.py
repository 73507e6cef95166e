"""Five exports in the shapes that their tools publish, each with a twist that a migrator loses.

Beside each stands a walk of it that knows nothing of this program: it asks the export, quarter of
an hour by quarter of an hour, who is on duty, with `zoneinfo` alone. All of them span the night of
25 October 2026, on which Berlin's clocks go back.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from tests.imports.runs import tree

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 10, 19, tzinfo=UTC)
END = datetime(2026, 11, 9, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
WEEK = timedelta(days=7)
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

Walk = Callable[[datetime], set[str]]


class VendorExport(NamedTuple):
    """The files of an export, and who is on duty by them."""

    name: str
    format_: str
    files: dict[str, Any]
    walk: Walk


def instants() -> Iterator[datetime]:
    """Every quarter of an hour."""
    at = START
    while at < END:
        yield at
        at += QUARTER


def clock(at: datetime) -> datetime:
    """What the clock on Berlin's wall shows, both times that it shows 02:30 alike."""
    return at.astimezone(BERLIN).replace(tzinfo=None, fold=0)


def moment(text: str) -> datetime:
    """An instant of an export."""
    return datetime.fromisoformat(text)


def monday(shown: datetime) -> datetime:
    """The beginning of its week, on the same clock."""
    return datetime.combine(shown.date() - timedelta(shown.weekday()), datetime.min.time())


def within_week(shown: datetime, start: timedelta, length: timedelta) -> bool:
    """Whether a reading lies in a stretch of each week, which may reach into the next one."""
    since = shown - monday(shown)
    return any(start <= since + back < start + length for back in (timedelta(), WEEK))


# PagerDuty, GET /schedules/{id}: layers strongest first.

PAGERDUTY = {"PANA001": "ana-keller", "PBEN002": "ben-ito", "PMEI003": "mei-tan",
             "PCLA004": "clara-weiss"}  # fmt: skip


def _pd_layer(name: str, start: str, length: int, users: list[str], restrictions: list[Any]) -> Any:
    return {
        "id": name.upper().replace(" ", ""), "name": name, "start": start, "end": None,
        "rotation_virtual_start": start, "rotation_turn_length_seconds": length,
        "users": [{"user": {"id": one, "type": "user_reference"}} for one in users],
        "restrictions": restrictions, "rendered_schedule_entries": [],
        "rendered_coverage_percentage": None,
    }  # fmt: skip


def pagerduty_v2(twisted: bool) -> VendorExport:
    """A week of duty below nights; twisted, the nights are a weekend from Friday to Monday."""
    nights = {
        "type": "daily_restriction", "start_time_of_day": "22:00:00", "duration_seconds": 28800,
    }  # fmt: skip
    weekend = {
        "type": "weekly_restriction", "start_day_of_week": 5, "start_time_of_day": "18:00:00",
        "duration_seconds": 62 * 3600 + 1800,
    }  # fmt: skip
    schedule: Any = {
        "schedule": {
            "id": "PS1", "type": "schedule", "name": "Duty", "time_zone": "Europe/Berlin",
            "schedule_layers": [
                _pd_layer("Strong", "2026-09-28T22:00:00+02:00", 86400,
                          ["PMEI003", "PMEI003", "PCLA004"], [weekend if twisted else nights]),
                _pd_layer("Weak", "2026-09-28T09:00:00+02:00", 604800,
                          ["PANA001", "PBEN002"], []),
            ],
        }
    }  # fmt: skip
    overrides: Any = {
        "overrides": [
            {"id": "Q1", "start": "2026-10-24T23:00:00+02:00", "end": "2026-10-25T02:30:00+01:00",
             "user": {"id": "PBEN002", "type": "user_reference"}}
        ]
    }  # fmt: skip

    def walk(at: datetime) -> set[str]:
        for one in overrides["overrides"]:
            if moment(one["start"]) <= at < moment(one["end"]):
                return {PAGERDUTY[one["user"]["id"]]}
        for layer in schedule["schedule"]["schedule_layers"]:
            shown, virtual = clock(at), clock(moment(layer["rotation_virtual_start"]))
            if at < moment(layer["start"]) or not _pd_on(layer["restrictions"], shown):
                continue
            turn = (shown - virtual) // timedelta(seconds=layer["rotation_turn_length_seconds"])
            users = layer["users"]
            return {PAGERDUTY[users[turn % len(users)]["user"]["id"]]}
        return set()

    files = {"users.json": tree("pagerduty/users.json"), "schedule.json": schedule,
             "overrides.json": overrides}  # fmt: skip
    return VendorExport("pagerduty-v2", "pagerduty", files, walk)


def _pd_on(restrictions: list[Any], shown: datetime) -> bool:
    for one in restrictions:
        hours, minutes, _ = map(int, one["start_time_of_day"].split(":"))
        begin, length = timedelta(hours=hours, minutes=minutes), one["duration_seconds"]
        days = range(7) if one["type"] == "daily_restriction" else [one["start_day_of_week"] - 1]
        if any(
            within_week(shown, timedelta(day) + begin, timedelta(seconds=length)) for day in days
        ):
            return True
    return not restrictions


# PagerDuty, GET /v3/schedules/{id} and its overrides and custom shifts.


def pagerduty_v3(twisted: bool) -> VendorExport:
    """Turns at days and at weekends; twisted, an override cuts one in two in the night itself."""
    rotations = [
        _v3_rotation("R1", "2026-09-28T08:00:00", 12, "RRULE:FREQ=DAILY", 2,
                     ["PANA001", "PBEN002", None]),
        _v3_rotation("R2", "2026-10-03T20:00:00", 12, "RRULE:FREQ=WEEKLY;BYDAY=SA", 1,
                     ["PMEI003", "PCLA004"]),
    ]  # fmt: skip
    schedule = {"schedule": {"id": "PV3", "type": "schedule_v3", "name": "Duty",
                             "time_zone": "Europe/Berlin", "rotations": rotations}}  # fmt: skip
    overrides: Any = {"overrides": [
        {"id": "O1", "type": "override_shift", "rotation_id": "R2",
         "start_time": "2026-10-25T00:30:00Z", "end_time": "2026-10-25T01:30:00Z",
         "overridden_member": {"type": "user_member", "user_id": "PCLA004"},
         "overriding_member": {"type": "user_member", "user_id": "PBEN002"}}
    ] if twisted else []}  # fmt: skip
    shifts: Any = {"custom_shifts": [
        {"id": "C1", "type": "custom_shift", "start_time": "2026-10-27T20:00:00+01:00",
         "end_time": "2026-10-28T02:00:00+01:00",
         "assignments": [{"id": "A1", "type": "shift_assignment",
                          "member": {"type": "user_member", "user_id": "PMEI003"}}]}
    ]}  # fmt: skip

    def walk(at: datetime) -> set[str]:
        found = [
            one["assignments"][0]["member"]["user_id"]
            for one in shifts["custom_shifts"]
            if moment(one["start_time"]) <= at < moment(one["end_time"])
        ]
        for rotation in rotations:
            who = _v3_turn(rotation["events"][0], at)
            for one in overrides["overrides"]:
                if one["rotation_id"] == rotation["id"] and (
                    moment(one["start_time"]) <= at < moment(one["end_time"])
                ):
                    assert who == one["overridden_member"]["user_id"]
                    who = one["overriding_member"]["user_id"]
            found.append(who)
        return {PAGERDUTY[one] for one in found if one}

    files = {"users.json": tree("pagerduty/users.json"), "schedule.json": schedule,
             "overrides.json": overrides, "shifts.json": shifts}  # fmt: skip
    return VendorExport("pagerduty-v3", "pagerduty", files, walk)


def _v3_rotation(key: str, start: str, hours: int, rule: str, each: int, who: list[Any]) -> Any:
    begin = datetime.fromisoformat(start)
    stop = begin + timedelta(hours=hours)
    members = [
        {"type": "user_member", "user_id": one} if one else {"type": "empty_member"} for one in who
    ]
    return {"id": key, "type": "schedule_rotation", "events": [{
        "id": f"{key}E", "type": "schedule_event", "name": key,
        "start_time": {"date_time": f"{begin.isoformat()}+02:00", "time_zone": "Europe/Berlin"},
        "end_time": {"date_time": f"{stop.isoformat()}+02:00", "time_zone": "Europe/Berlin"},
        "effective_since": f"{begin.isoformat()}+02:00", "effective_until": None,
        "recurrence": [rule],
        "assignment_strategy": {"type": "rotating_member_assignment_strategy",
                                "shifts_per_member": each, "members": members},
    }]}  # fmt: skip


def _v3_turn(event: Any, at: datetime) -> Any:
    strategy = event["assignment_strategy"]
    begin = clock(moment(event["start_time"]["date_time"]))
    length = clock(moment(event["end_time"]["date_time"])) - begin
    step = timedelta(days=1) if "DAILY" in event["recurrence"][0] else WEEK
    turn = (clock(at) - begin) // step
    if turn < 0 or clock(at) - (begin + turn * step) >= length:
        return None
    members = strategy["members"]
    return members[turn // strategy["shifts_per_member"] % len(members)].get("user_id")


# Opsgenie, GET /v2/schedules/{id} and its overrides.

OPSGENIE = {f"00000000-0000-4000-8000-00000000000{number}": who for number, who in
            enumerate(["ana-keller", "ben-ito", "mei-tan", "clara-weiss"], 1)}  # fmt: skip
ANA, BEN, MEI, CLARA = OPSGENIE


def _span(day: str, hour: int, last: str, end: int) -> Any:
    return {"startDay": day, "startHour": hour, "startMin": 30, "endDay": last, "endHour": end,
            "endMin": 0}  # fmt: skip


def _rotation(key: str, start: str, kind: str, length: int, who: list[str], limits: Any) -> Any:
    return {
        "id": key, "name": key.title(), "startDate": start, "endDate": None, "type": kind,
        "length": length, "timeRestriction": limits,
        "participants": [
            {"type": "none"} if one == "none" else {"type": "user", "id": one} for one in who
        ],
    }  # fmt: skip


def opsgenie(twisted: bool) -> VendorExport:
    """Weeks and nights at once; twisted, a span of the week wraps around its end."""
    weekend = {"type": "weekday-and-time-of-day",
               "restrictions": [_span("saturday", 12, "monday", 8)]}  # fmt: skip
    night = {"type": "time-of-day", "restriction": {
        "startHour": 18, "startMin": 0, "endHour": 9, "endMin": 0}}  # fmt: skip
    rotations = [
        _rotation("weeks", "2026-09-28T07:00:00Z", "weekly", 2, [ANA, BEN], None),
        _rotation("nights", "2026-09-28T16:00:00Z", "daily", 1, [MEI, "none", CLARA],
                  weekend if twisted else night),
    ]  # fmt: skip
    schedule = {"id": "s1", "name": "Duty", "timezone": "Europe/Berlin", "enabled": True,
                "rotations": rotations}  # fmt: skip
    overrides = [{"_parent": {"id": "s1", "name": "Duty", "enabled": True}, "alias": "swap",
                  "user": {"type": "user", "id": CLARA, "username": "clara@larkling.example"},
                  "startDate": "2026-10-25T00:00:00Z", "endDate": "2026-10-25T02:00:00Z",
                  "rotations": [{"id": "weeks", "name": "Weeks"}]}]  # fmt: skip

    def walk(at: datetime) -> set[str]:
        return {OPSGENIE[one] for one in _on_shift(rotations, overrides, at)}

    files = {"users.json": tree("opsgenie/users.json"), "schedule.json": {"data": schedule},
             "overrides.json": {"data": overrides}}  # fmt: skip
    return VendorExport("opsgenie", "opsgenie", files, walk)


def _on_shift(rotations: list[Any], overrides: list[Any], at: datetime) -> Iterator[str]:
    for rotation in rotations:
        replaced = [
            one
            for one in overrides
            if moment(one["startDate"]) <= at < moment(one["endDate"])
            and rotation["id"] in _meant(one, rotations)
        ]
        if replaced:
            yield (replaced[-1].get("user") or replaced[-1]["responder"])["id"]
            continue
        if at < moment(rotation["startDate"]) or not _limited(rotation["timeRestriction"], at):
            continue
        unit = {"daily": timedelta(days=1), "weekly": WEEK}[rotation["type"]] * rotation["length"]
        turn = (clock(at) - clock(moment(rotation["startDate"]))) // unit
        who = rotation["participants"][turn % len(rotation["participants"])]
        if who["type"] == "user":
            yield who["id"]


def _meant(override: Any, rotations: list[Any]) -> list[str]:
    named = [one["id"] for one in override.get("rotations", [])] or override.get("rotationIds", [])
    return named or [one["id"] for one in rotations]


def _limited(limits: Any, at: datetime) -> bool:
    if limits is None:
        return True
    shown = clock(at)
    if limits["type"] == "time-of-day":
        one = limits["restriction"]
        minute = shown.hour * 60 + shown.minute
        start, end = (one[f"{edge}Hour"] * 60 + one[f"{edge}Min"] for edge in ("start", "end"))
        return bool(start <= minute < end if start < end else minute >= start or minute < end)
    for one in limits["restrictions"]:
        start, end = (
            timedelta(DAYS.index(one[f"{edge}Day"]), hours=one[f"{edge}Hour"],
                      minutes=one[f"{edge}Min"])
            for edge in ("start", "end")
        )  # fmt: skip
        if within_week(shown, start, (end - start) % WEEK):
            return True
    return False


# Jira Service Management: GET /v1/schedules, /v1/schedules/{id}/rotations, .../overrides, and
# Jira's own /rest/api/3/users/search.

JIRA = {"5b10a1": "ana-keller", "5b10a2": "ben-ito", "5b10a3": "mei-tan"}


def jira(twisted: bool) -> VendorExport:
    """Rotations come in a file of their own; twisted, nobody has a turn, and all are replaced."""
    users = [
        {"accountId": key, "accountType": "atlassian", "active": True, "timeZone": "Europe/Berlin",
         "displayName": name.replace("-", " ").title(), "emailAddress": f"{name}@example.com"}
        for key, name in JIRA.items()
    ]  # fmt: skip
    users.append({"accountId": "557058", "accountType": "app", "active": True,
                  "displayName": "Automation for Jira"})  # fmt: skip
    participants = [{"id": "5b10a1", "type": "user"}, {"id": "5b10a2", "type": "user"}]
    if twisted:
        participants.insert(1, {"type": "noone"})
    rotations = [{
        "id": "r1", "name": "Days", "startDate": "2026-09-28T06:00:00Z", "endDate": None,
        "type": "daily", "length": 3, "participants": participants,
        "timeRestriction": {"type": "time-of-day", "restriction": {
            "startHour": 20, "endHour": 8, "startMin": 0, "endMin": 0}},
    }]  # fmt: skip
    overrides: Any = [{
        "alias": "o1", "responder": {"id": "5b10a3", "type": "user"}, "rotationIds": [],
        "startDate": "2026-10-25T00:00:00Z", "endDate": "2026-10-25T01:30:00Z",
    }] if twisted else []  # fmt: skip
    links = {"next": ""}
    schedules = [{"id": "s1", "name": "Duty", "description": "", "timezone": "Europe/Berlin",
                  "enabled": True, "teamId": "t1"}]  # fmt: skip

    def walk(at: datetime) -> set[str]:
        return {JIRA[one] for one in _on_shift(rotations, overrides, at)}

    files = {
        "users.json": users,
        "schedules.json": {"values": schedules, "links": links},
        "rotations.json": {"values": rotations, "links": links},
        "overrides.json": {"values": overrides, "links": links},
    }
    return VendorExport("jira", "jira", files, walk)


# Google Calendar, RFC 5545.


def ical(twisted: bool) -> VendorExport:
    """Two who alternate; twisted, one week is somebody else's and a date is left out."""
    hit = "EXDATE;TZID=Europe/Berlin:20261102T090000\n" if twisted else ""
    moved = (
        "BEGIN:VEVENT\nUID:ana@x\nRECURRENCE-ID;TZID=Europe/Berlin:20261019T090000\n"
        "DTSTAMP:20260901T080000Z\nDTSTART;TZID=Europe/Berlin:20261019T090000\n"
        "DTEND;TZID=Europe/Berlin:20261025T023000\nSUMMARY:Mei\nEND:VEVENT\n"
        if twisted
        else ""
    )
    text = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\n"
        "X-WR-CALNAME:Duty\nX-WR-TIMEZONE:Europe/Berlin\n"
        "BEGIN:VEVENT\nUID:ana@x\nDTSTAMP:20260901T080000Z\n"
        "DTSTART;TZID=Europe/Berlin:20260921T090000\nDTEND;TZID=Europe/Berlin:20260928T090000\n"
        f"RRULE:FREQ=WEEKLY;INTERVAL=2\n{hit}SUMMARY:Ana\nEND:VEVENT\n{moved}"
        "BEGIN:VEVENT\nUID:ben@x\nDTSTAMP:20260901T080000Z\n"
        "DTSTART;TZID=Europe/Berlin:20260928T090000\nDTEND;TZID=Europe/Berlin:20261005T090000\n"
        "RRULE:FREQ=WEEKLY;INTERVAL=2\nSUMMARY:Ben\nEND:VEVENT\nEND:VCALENDAR\n"
    )

    def walk(at: datetime) -> set[str]:
        shown = clock(at)
        turn = (shown - datetime(2026, 9, 21, 9)) // WEEK
        week = datetime(2026, 9, 21, 9) + turn * WEEK
        if turn % 2:
            return {"ben"}
        if twisted and week.isoformat().startswith("2026-11-02"):
            return set()
        if twisted and week.isoformat().startswith("2026-10-19"):
            # 02:30 comes twice in this night; the end of an event is the first of them.
            return {"mei"} if at < datetime(2026, 10, 25, 0, 30, tzinfo=UTC) else set()
        return {"ana"}

    files = {"duty.ics": text.replace("\n", "\r\n").encode()}
    return VendorExport("ical", "ical", files, walk)


VENDORS = [pagerduty_v2, pagerduty_v3, opsgenie, jira, ical]
