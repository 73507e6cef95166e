"""Tests of the way from documents to the roster."""

import pickle
import subprocess
import sys
from datetime import date
from typing import Any

from govcheck.duty.compile import compile_roster
from govcheck.duty.resolve import resolve
from govcheck.duty.roster import Roster
from govcheck.load.policy import Policy
from govcheck.model.calendar import Calendar
from govcheck.model.council import Council
from govcheck.model.organization import Organization
from govcheck.model.person import Person
from govcheck.model.representative import Representative
from govcheck.model.role import Role
from govcheck.model.rota import Rota
from govcheck.model.team import Team
from govcheck.time.clock import format_instant
from tests.duty.rosters import instant

MODELS = {
    model.kind_name: model
    for model in (Calendar, Council, Organization, Person, Representative, Role, Rota, Team)
}
ORGANIZATION = {
    "kind": "organization",
    "id": "acme",
    "name": "Acme",
    "format": 1,
    "timezone": "Europe/Berlin",
    "languages": ["en"],
    "severities": [{"id": "sev1", "name": "Crisis", "means": "Bad"}],
}
ROTA = {
    "kind": "rota",
    "id": "duty",
    "timezone": "Europe/Berlin",
    "starts": "2026-03-02",
    "handover": "09:30",
    "shift": "weekly",
    "members": ["ana", "zed", "ben"],
}


def compiled(*documents: dict[str, Any]) -> Roster:
    return compile_roster(
        Policy(MODELS[document["kind"]].model_validate(document) for document in documents)
    )


def human(id: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "person", "id": id, "name": id.title(), **fields}


def office(**fields: Any) -> dict[str, Any]:
    return {"kind": "calendar", "id": "office", "timezone": "UTC", "hours": {}, **fields}


def test_an_empty_policy_has_an_empty_roster_in_utc() -> None:
    roster = compiled()
    assert roster.timezone == "UTC"
    assert roster.people == {}
    assert roster.holidays_version is None


def test_day_keys_that_overlap_add_up_and_join() -> None:
    roster = compiled(
        office(
            hours={
                "mon-fri": ["09:00-12:30", "13:30-18:00"],
                "mon-sat": ["12:00-14:00"],
                "sat": ["22:00-06:00"],
                "sun": ["00:00-24:00"],
            }
        )
    )
    hours = roster.calendars["office"].hours
    assert hours[0] == hours[4] == ((540, 1080),)
    assert hours[5] == ((720, 840), (1320, 1800))
    assert hours[6] == ((0, 1440),)


def test_closed_days_and_public_holidays() -> None:
    roster = compiled(
        office(closed=["2026-03-03"], holidays={"country": "DE", "subdivision": "BY"})
    )
    assert roster.calendars["office"].closed == {date(2026, 3, 3).toordinal()}
    assert date(2026, 1, 6).toordinal() in roster.holidays["DE", "BY", 2026]
    assert roster.holidays_version is not None


def test_a_country_that_does_not_exist_has_no_holidays() -> None:
    roster = compiled(office(holidays={"country": "Atlantis"}))
    assert roster.holidays["Atlantis", None, 2026] == frozenset()


def test_absences_are_whole_days_of_the_person_s_zone_or_instants() -> None:
    roster = compiled(
        ORGANIZATION,
        human("ana", absences=[{"from": "2026-03-28", "to": "2026-03-29"}]),
        human(
            "ben",
            timezone="Asia/Tokyo",
            absences=[{"from": "2026-03-02", "to": "2026-03-03T12:00:00Z"}],
        ),
        human("cem", absences=[{"from": "2026-03-05", "to": "2026-03-04"}]),
        human("dia", absences=[{"from": "2026-03-05", "to": "2026-03-05"}]),
    )
    assert shown(roster.people["ana"].absences) == [
        ("2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z")
    ]
    assert shown(roster.people["ben"].absences) == [
        ("2026-03-01T15:00:00Z", "2026-03-03T12:00:00Z")
    ]
    assert roster.people["cem"].absences == ()
    assert shown(roster.people["dia"].absences) == [
        ("2026-03-04T23:00:00Z", "2026-03-05T23:00:00Z")
    ]


def shown(intervals: tuple[tuple[int, int], ...]) -> list[tuple[str, str]]:
    return [(format_instant(start), format_instant(end)) for start, end in intervals]


def test_active_days_are_both_in() -> None:
    roster = compiled(human("ana", active={"from": "2026-03-02", "until": "2026-03-03"}))
    assert roster.people["ana"].active == (instant("2026-03-02 00:00"), instant("2026-03-04 00:00"))
    assert compiled(human("ana")).people["ana"].active == (None, None)


def test_ways_follow_the_personal_sequence_and_then_the_contacts() -> None:
    contacts = [{"via": "mail", "address": "a@b"}, {"via": "mail", "address": "c@d"}]
    sequence = [{"via": "phone", "after": "5m"}, {"via": "chat"}, {"via": "phone", "after": "9m"}]
    roster = compiled(
        human("ana", contacts=contacts, notification=sequence), human("ben", contacts=contacts)
    )
    assert roster.people["ana"].ways == ("chat", "phone")
    assert roster.people["ben"].ways == ("mail",)


def test_a_rota_with_its_end_and_its_overrides() -> None:
    override = {"from": "2026-03-28", "to": "2026-03-29", "person": "ben"}
    instants = {"from": "2026-03-05T08:00:00Z", "to": "2026-03-05T09:00:00Z", "person": "ana"}
    backwards = {"from": "2026-03-05", "to": "2026-03-04", "person": "ana"}
    unknown = {"from": "2026-03-05", "to": "2026-03-05", "person": "zed"}
    roster = compiled(
        human("ana"),
        human("ben"),
        ROTA | {"until": "2026-12-31", "overrides": [override, instants, backwards, unknown]},
    )
    rota = roster.rotas["duty"]
    assert (rota.starts, rota.handover, rota.days) == (date(2026, 3, 2).toordinal(), 570, 7)
    assert rota.members == ("ana", "ben")
    assert rota.end is not None
    assert format_instant(rota.end) == "2026-12-31T23:00:00Z"
    assert [
        (format_instant(start), format_instant(end), person)
        for start, end, person in rota.overrides
    ] == [
        ("2026-03-27T23:00:00Z", "2026-03-29T22:00:00Z", "ben"),
        ("2026-03-05T08:00:00Z", "2026-03-05T09:00:00Z", "ana"),
    ]


def test_the_lengths_of_a_shift() -> None:
    for shift, days in (("daily", 1), ("weekly", 7), ({"days": 3}, 3)):
        assert compiled(human("ana"), ROTA | {"shift": shift}).rotas["duty"].days == days


def test_roles_come_from_people_and_from_teams() -> None:
    roster = compiled(
        human("ben", roles=["lead"]),
        human("ana"),
        {"kind": "role", "id": "spare", "name": "Spare"},
        {
            "kind": "team",
            "id": "social",
            "name": "Social",
            "lead": "ana",
            "members": [{"person": "ana", "role": "lead"}, {"person": "zed", "role": "lead"}],
        },
        {"kind": "representative", "person": "ben", "department": "support"},
        {"kind": "representative", "person": "ana", "department": "support"},
    )
    assert roster.roles == {"lead": ("ana", "ben"), "spare": ()}
    assert roster.teams == {"social": ("ana",)}
    assert roster.representatives == {"support": ("ana", "ben")}


def test_a_council_with_terms_and_names_that_lead_nowhere() -> None:
    roster = compiled(
        human("ana", calendar="nowhere", deputies=["zed", "ben"]),
        human("ben"),
        {
            "kind": "council",
            "id": "board",
            "name": "Board",
            "chair": "ana",
            "quorum": 1,
            "meets": "monthly",
            "seats": [
                {"person": "zed", "represents": "expert"},
                {
                    "person": "ana",
                    "represents": "executive",
                    "deputy": "zed",
                    "term": {"until": "2026-03-03"},
                },
            ],
            "chain_of_command": ["zed", "ben"],
            "convene_within": {"sev1": "2h"},
        },
    )
    board = roster.councils["board"]
    assert board.seats == (("ana", "executive", None, (None, instant("2026-03-04 00:00"))),)
    assert board.chain == ("ben",)
    assert board.convene_within == {"sev1": 7200}
    assert roster.people["ana"].calendar is None
    assert roster.people["ana"].deputies == ("ben",)


def test_a_policy_answers_end_to_end() -> None:
    roster = compiled(
        ORGANIZATION,
        human("ana", absences=[{"from": "2026-03-03", "to": "2026-03-03"}], deputies=["ben"]),
        human("ben", calendar="office"),
        office(hours={"mon-fri": ["09:00-17:00"]}),
        ROTA,
    )
    tuesday = resolve(roster, ["rota:duty"], instant("2026-03-03 12:00"))
    assert [(answer.person, answer.stands_in_for) for answer in tuesday.people] == [("ben", "ana")]


def test_a_cached_roster_loads_and_answers_without_the_models() -> None:
    pickled = pickle.dumps(compiled(human("ana"), human("ben"), ROTA))
    program = (
        "import pickle, sys\n"
        "roster = pickle.load(sys.stdin.buffer)\n"
        "from govcheck.duty.coverage import duty\n"
        "assert duty(roster, [], 1772600000, 1772700000)[0].now[0].person == 'ana'\n"
        "heavy = {'pydantic', 'click', 'rich', 'jsonschema', 'ruamel', 'holidays', 'json',"
        " 'dataclasses', 'subprocess'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=pickled, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "[]"


def told(roster: Roster, target: str, at: str) -> list[str]:
    return [one.person for one in resolve(roster, [target], instant(at)).people]


def test_layers_replace_those_below_and_nobody_replaces_by_nobody() -> None:
    night = {
        "id": "night",
        "starts": "2026-10-19",
        "until": "2026-10-31",
        "handover": "22:00",
        "shift": "daily",
        "members": ["cem", "nobody"],
        "hours": {"mon-sun": ["22:00-06:00"]},
    }
    rota = ROTA | {"shift": {"hours": 36}, "members": ["ana", "ben"], "layers": [night]}
    roster = compiled(human("ana"), human("ben"), human("cem"), rota)
    turning = roster.rotas["duty"]
    assert (turning.days, turning.hours) == (1, 12)
    assert [(layer.id, layer.days, layer.members) for layer in turning.layers] == [
        ("night", 1, ("cem", "nobody"))
    ]
    # the night in which 02:00 to 03:00 comes twice lasts nine hours
    assert told(roster, "rota:duty", "2026-10-23 19:59") == ["ben"]
    assert told(roster, "rota:duty", "2026-10-23 20:00") == ["cem"]
    assert told(roster, "next:duty", "2026-10-23 20:00") == ["ben"]
    assert told(roster, "rota:duty", "2026-10-24 20:00") == []
    assert told(roster, "rota:duty", "2026-10-25 04:59") == []
    assert told(roster, "rota:duty", "2026-10-25 05:00") == ["ben"]  # until 09:30, then ana
    assert told(roster, "rota:duty", "2026-10-25 08:30") == ["ana"]
    assert len(told(roster, "rota:duty", "2026-10-31 23:00")) == 1


def test_holidays_take_no_turn_but_single_openings_do() -> None:
    calendar = office(
        hours={"mon-fri": ["09:00-17:00"]},
        holidays={"country": "DE"},
        open=[{"date": "2026-12-26", "hours": ["10:00-12:00"]}],
    )
    members = ["ana", "ben", "cem", "dia"]
    rota = ROTA | {"timezone": "UTC", "starts": "2026-12-24", "handover": "00:00"}
    rota |= {"shift": "daily", "members": members, "turns": "open-days", "calendar": "office"}
    roster = compiled(*map(human, members), calendar, rota)
    days = ("24 10:00", "25 10:00", "26 10:00", "27 10:00", "28 10:00", "29 10:00", "30 10:00")
    found = [told(roster, "rota:duty", f"2026-12-{day}") for day in days]
    assert found == [["ana"], [], ["ben"], [], ["cem"], ["dia"], ["ana"]]
