"""Calendars: recurrence, exceptions, whole-day absences, and names in titles."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import WEEKLY, rrule, rruleset

from govcheck.time.clock import parse_instant
from tests.imports.runs import codes, content, duty, faults, fields, names, run, sayings, tree

FILE = ["ical/rota-google.ics"]
BERLIN = "Europe/Berlin"
WHO = {"On call: Ana Keller": "ana-keller", "ben": "ben", "Mei Tan (for Ben) [L2]": "mei-tan"}
AT = parse_instant("2026-09-01T00:00:00Z")


def test_duty_is_as_an_expansion_of_the_calendar_has_it() -> None:
    imported = run("ical", FILE, at=AT)
    expected = [
        (start.replace(" ", "T"), end.replace(" ", "T"), WHO[title])
        for start, end, title in tree("ical/expected.json")["events"]
        if title in WHO
    ]
    found = duty(imported, "rota/community-duty", "2026-09-01T00:00:00Z", expected[-1][1], BERLIN)
    assert found == expected
    assert not faults(imported)


def test_a_pattern_that_goes_on_is_turns_and_one_that_ends_begins_a_layer() -> None:
    rota = fields(run("ical", FILE, at=AT), "rota/community-duty")
    assert rota["members"] == ["ana-keller", "ben", "nobody"]
    (layer,) = rota["layers"]
    assert layer["members"] == ["ana-keller", "nobody", "nobody"]
    assert [one["person"] for one in rota["overrides"]] == ["mei-tan"]
    assert "until" not in rota


def test_an_excluded_date_that_hits_nothing_is_said_and_excludes_nothing() -> None:
    assert "the excluded date 2026-12-28 09:00 hits no shift" in sayings(run("ical", FILE, at=AT))


def test_a_whole_day_event_is_an_absence_whose_end_is_the_day_before() -> None:
    person = fields(run("ical", FILE, at=AT), "person/ana-keller")
    assert person["absences"] == [{"from": "2026-12-28", "to": "2027-01-06"}]


EVENT = """BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:duty
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
UID:a
SUMMARY:Ana Keller
{}
END:VEVENT
END:VCALENDAR
"""


def test_further_dates_are_shifts_and_those_of_a_rule_go_on() -> None:
    """As `dateutil.rrule.rruleset` has them; a period has a length of its own."""
    text = EVENT.format(
        "DTSTART;TZID=Europe/Berlin:20261020T180000\nDTEND;TZID=Europe/Berlin:20261020T200000\n"
        "RRULE:FREQ=WEEKLY\nRDATE;TZID=Europe/Berlin:20261022T180000,20261025T120000\n"
        "RDATE;TZID=Europe/Berlin;VALUE=PERIOD:20261029T090000/PT3H\n"
        "EXDATE;TZID=Europe/Berlin:20261027T180000"
    )
    shifts = rruleset()
    shifts.rrule(rrule(WEEKLY, dtstart=datetime(2026, 10, 20, 18), until=datetime(2026, 11, 12)))
    for day in (datetime(2026, 10, 22, 18), datetime(2026, 10, 25, 12)):
        shifts.rdate(day)
    shifts.exdate(datetime(2026, 10, 27, 18))
    expected = [(one, one + timedelta(hours=2)) for one in shifts]
    expected.append((datetime(2026, 10, 29, 9), datetime(2026, 10, 29, 12)))
    imported = run("ical", {"a.ics": text.encode()}, at=AT)
    found = duty(imported, "rota/duty", "2026-10-01T00:00:00Z", "2026-11-12T00:00:00Z", BERLIN)
    zone = ZoneInfo(BERLIN)
    assert [one[:2] for one in found] == [
        (begin.replace(tzinfo=zone).isoformat(), end.replace(tzinfo=zone).isoformat())
        for begin, end in sorted(expected)
    ]
    assert {one[2] for one in found} == {"ana-keller"}


def test_an_absence_that_repeats_is_each_of_them() -> None:
    text = content(FILE[0]).decode().replace("\r\n", "\n")
    once = "DTSTART;VALUE=DATE:20261228\n"
    assert once in text
    again = text.replace(once, f"{once}RDATE;VALUE=DATE:20270301,20270405\n")
    person = fields(run("ical", {"a.ics": again.encode()}, at=AT), "person/ana-keller")
    assert person["absences"] == [
        {"from": "2026-12-28", "to": "2027-01-06"},
        {"from": "2027-03-01", "to": "2027-03-10"},
        {"from": "2027-04-05", "to": "2027-04-14"},
    ]
    for_ever = text.replace(once, f"{once}RRULE:FREQ=YEARLY\n")
    imported = run("ical", {"a.ics": for_ever.encode()}, at=AT)
    assert fields(imported, "person/ana-keller")["absences"] == person["absences"][:1]
    assert "repeats for ever: absences are listed up to 2027-10-06" in sayings(imported)
    assert "listed-until" in codes(imported)


def test_people_of_a_list_are_found_by_address_by_first_name_and_within_a_title() -> None:
    imported = run("ical", FILE, at=AT)
    assert names(imported)[:3] == ["person/ana-keller", "person/ben", "person/mei-tan"]
    assert codes(imported) == ["name-alone"]


def test_an_excluded_date_that_hits_has_nobody() -> None:
    text = content(FILE[0]).replace(b"20261228T090000\r\nSUMMARY", b"20261019T090000\r\nSUMMARY")
    imported = run("ical", {"a.ics": text}, at=AT)
    found = duty(
        imported, "rota/community-duty", "2026-10-12T08:00:00Z", "2026-10-30T00:00:00Z", BERLIN
    )
    assert [one[2] for one in found] == ["mei-tan"]


def test_what_follows_no_pattern_is_listed_up_to_a_day() -> None:
    text = content(FILE[0]).replace(b"FREQ=WEEKLY;INTERVAL=3\r\n", b"FREQ=MONTHLY;BYDAY=1MO\r\n")
    imported = run("ical", {"a.ics": text}, at=AT)
    assert "listed-until" in codes(imported)
    assert not faults(imported)


def test_people_on_duty_at_once_are_rotas() -> None:
    text = (
        b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/Berlin\r\n"""
        + b"".join(
            b"BEGIN:VEVENT\r\nUID:%s\r\nDTSTART;TZID=Europe/Berlin:20260928T090000\r\n"
            b"DTEND;TZID=Europe/Berlin:20260928T180000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n"
            b"SUMMARY:%s\r\nEND:VEVENT\r\n" % (name, name)
            for name in (b"Ana", b"Ben")
        )
        + b"END:VCALENDAR\r\n"
    )
    imported = run("ical", {"duty.ics": text}, at=AT)
    assert [name for name in names(imported) if name.startswith("rota")] == [
        "rota/duty-1",
        "rota/duty-2",
    ]
    rota = fields(imported, "rota/duty-1")
    assert rota["layers"][0]["members"] == ["ana"]
    assert rota["layers"][0]["hours"] == {"mon-fri": ["09:00-18:00"]}
    found = duty(imported, "rota/duty-1", "2026-10-23T12:00:00Z", "2026-10-26T12:00:00Z", BERLIN)
    assert found == [
        ("2026-10-23T14:00:00+02:00", "2026-10-23T18:00:00+02:00", "ana"),
        ("2026-10-26T09:00:00+01:00", "2026-10-26T13:00:00+01:00", "ana"),
    ]


@pytest.mark.parametrize(
    "text", [b"", b"BEGIN:VCALENDAR\r\n", b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n", b"\xff\xfe\x00"]
)
def test_what_is_no_calendar_is_told(text: bytes) -> None:
    assert run("ical", {"a.ics": text}, at=AT).left_out


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=MINUTELY;COUNT=999999999", "FREQ=DAILY;BYSECOND=1,2,3", "FREQ=X"],
)
def test_a_rule_that_floods_is_refused_before_it_is_followed(rule: str) -> None:
    text = content(FILE[0]).replace(b"FREQ=WEEKLY;INTERVAL=3\r\n", f"{rule}\r\n".encode())
    imported = run("ical", {"a.ics": text}, at=AT)
    assert "unreadable-export" in codes(imported)
    assert "rota/community-duty" in names(imported)


def test_events_that_begin_before_calendars_did_are_refused() -> None:
    text = content(FILE[0]).replace(
        b"DTSTART;TZID=Europe/Berlin:20260928", b"DTSTART;TZID=Europe/Berlin:00010928"
    )
    assert "unreadable-export" in codes(run("ical", {"a.ics": text}, at=AT))


def test_whoever_a_title_means_may_be_said() -> None:
    imported = run("ical", FILE, at=AT, said={"ben": "nobody", "Mei Tan": "ana@larkling.example"})
    rota = fields(imported, "rota/community-duty")
    assert "ben" not in str(rota)
    assert [one["person"] for one in rota["overrides"]] == ["ana-keller"]
    assert not faults(imported)
    target = run("ical", FILE, at=AT, said={"ben": "team:social"})
    assert not faults(target)
