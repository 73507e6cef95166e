"""People, their roles, deputies and departures, beyond the examples."""

from datetime import date

import pytest

from tests.checks.overlay import found, messages
from tests.checks.people import person, team


def test_roles_exclude_each_other_whoever_says_so_and_wherever_they_stand() -> None:
    """`social-media-manager` excludes `legal-counsel`, not the other way round."""
    assert found("PERS001", person("eli", roles="social-media-manager, legal-counsel")) == [
        "legal-counsel"
    ]
    in_team = team("{person: eli, role: social-media-manager}")
    assert found("PERS001", in_team) == ["social-media-manager"]


def test_a_role_that_excludes_itself_is_no_conflict() -> None:
    role = "kind: role\nid: hermit\nname: Hermit\nexcludes: [hermit]\n---\n"
    assert found("PERS001", role + person("eli", roles="hermit, hermit")) == []


def test_each_pair_is_reported_once() -> None:
    roles = "".join(
        f"kind: role\nid: {one}\nname: {one}\nexcludes: [{other}]\n---\n"
        for one, other in (("left", "right"), ("right", "left"))
    )
    assert len(found("PERS001", roles + person("eli", roles="left, right, left"))) == 1


GONE = person("eli", "active: {from: 2020-01-01, until: 2026-10-31}")


@pytest.mark.parametrize(
    "document",
    [
        team("{person: eli}").replace("lead: eli", "lead: dora"),
        person("dora", "deputies: [eli]", roles="spokesperson"),
        "kind: rota\nid: r\ntimezone: UTC\nstarts: 2026-01-05\nhandover: '09:00'\nshift: daily\n"
        "members: [ana, eli]\n",
        "kind: escalation\nid: e\nsteps: [{id: one, notify: ['person:eli']}]\n"
        "last_resort: person:clara\n",
        "kind: escalation\nid: e\nsteps: [{id: one, notify: ['person:dora']}]\n"
        "last_resort: person:eli\n",
        "kind: playbook\nid: p\nactions: [{id: a, do: Act, owed_by: 'person:eli'}]\n",
        "kind: playbook\nid: p\nactions: [{id: a, do: Act, owed_by: 'role:legal-counsel'}]\n"
        "approvals: [{id: ok, within: 1h, by: {any_of: ['person:eli', 'person:dora']}}]\n",
        "kind: representative\nperson: eli\ndepartment: legal\n",
        "kind: change-control\nid: c\notherwise: {requires: {all_of: ['person:eli']}}\n",
    ],
)
def test_nothing_rests_on_somebody_who_has_left(document: str) -> None:
    assert {text.removeprefix("person:") for text in found("PERS004", GONE + document)} == {"eli"}
    assert found("PERS004", GONE + document, date(2026, 10, 31)) == []


def test_a_rota_that_has_ended_rests_on_nobody() -> None:
    rota = (
        "kind: rota\nid: r\ntimezone: UTC\nstarts: 2026-01-05\nhandover: '09:00'\nshift: daily\n"
        "members: [eli]\nuntil: 2026-10-{day}\n"
    )
    assert found("PERS004", GONE + rota.replace("{day}", "31")) == []
    assert found("PERS004", GONE + rota.replace("{day}", "31").replace("10-31", "12-01")) == ["eli"]
    over = rota.replace("{day}", "31").replace("10-31", "11-22")
    assert found("PERS004", GONE + over, date(2026, 11, 22)) == ["eli"]
    assert found("PERS004", GONE + over, date(2026, 11, 23)) == []


def test_a_shift_that_ends_at_the_first_instant_of_a_day_is_not_on_that_day() -> None:
    rota = (
        "kind: rota\nid: r\ntimezone: Asia/Singapore\nstarts: 2026-01-05\nhandover: '09:00'\n"
        "shift: daily\nmembers: [ana]\noverrides:\n"
        "  - {from: '2026-10-31T09:00:00+08:00', to: '2026-11-01T00:00:%s+08:00', person: eli}\n"
    )
    day = date(2026, 11, 1)
    assert found("PERS004", GONE + rota % "00", day) == []
    assert found("PERS004", GONE + rota % "01", day) == ["eli"]


def test_what_is_promised_for_days_after_somebody_has_left_counts_at_once() -> None:
    goes = person("eli", "active: {from: 2020-01-01, until: 2026-12-01}")
    rota = (
        "kind: rota\nid: r\ntimezone: UTC\nstarts: 2026-01-05\nhandover: '09:00'\n"
        "shift: daily\nmembers: [ana%s]\noverrides:\n"
        "  - {from: 2026-12-%02d, to: 2026-12-09, person: eli}\n"
    )
    day = date(2026, 11, 22)
    assert found("PERS004", goes + rota % ("", 8), day) == ["eli"]
    assert found("PERS004", goes + rota % ("", 1), day) == ["eli"]  # away for a part of it
    assert found("PERS004", goes + rota % ("", 8), date(2026, 12, 10)) == []
    member = found("PERS004", goes + rota % (", eli", 8), date(2026, 12, 10))
    assert member == ["eli"]  # the membership, from the day on which they are gone
    layer = rota.replace("overrides:\n", "layers:\n").replace(
        "{from: 2026-12-%02d, to: 2026-12-09, person: eli}",
        "{id: l, starts: 2026-12-%02d, handover: '09:00', shift: daily, members: [eli]}",
    )
    assert found("PERS004", goes + layer % ("", 2), day) == ["eli"]
    assert found("PERS004", goes + layer % ("", 1), day) == []


def test_somebody_who_comes_later_cannot_be_relied_on_before() -> None:
    coming = person("eli", "active: {from: 2026-12-01}")
    members = team("{person: eli}")
    assert messages("PERS004", coming + members)[-1] == "`eli` is active only from 2026-12-01"
    assert found("PERS004", coming + members, date(2026, 12, 1)) == []


COMING = person("eli", "active: {from: 2026-12-01}")
ROTA = (
    "kind: rota\nid: r\ntimezone: UTC\nstarts: 2026-11-23\nhandover: '09:00'\nshift: weekly\n"
    "members: [%s]\n"
)
SEAT = (
    "kind: council\nid: other\nname: Other\nchair: dora\nquorum: 1\nmeets: monthly\nseats:\n"
    "  - {person: dora, represents: expert}\n"
    "  - {person: eli, represents: expert, term: {from: %s, until: 2027-12-31}}\n"
)


@pytest.mark.parametrize(
    "document",
    [
        team("{person: dora}", "{person: eli}"),
        ROTA % "dora, eli",  # whose first turn is from 30 November on, and who is missed for a day
        ROTA % "dora, clara, eli",
        ROTA % "dora" + "overrides: [{from: 2026-12-01, to: 2026-12-02, person: eli}]\n",
        SEAT % "2026-12-01",
    ],
)
def test_whoever_joins_later_may_be_planned(document: str) -> None:
    early = ["eli"] if document == ROTA % "dora, eli" else []
    assert found("PERS004", COMING + document) == early
    assert found("PERS004", COMING + document, date(2026, 12, 8)) == []


@pytest.mark.parametrize(
    "document",
    [
        ROTA % "eli, dora",
        ROTA % "dora" + "overrides: [{from: 2026-11-30, to: 2026-12-02, person: eli}]\n",
        SEAT % "2026-11-30",
        team("{person: eli}", "{person: dora}"),
        person("dora", "deputies: [eli]", roles="spokesperson"),
        "kind: playbook\nid: p\nactions: [{id: a, do: Act, owed_by: 'person:eli'}]\n",
    ],
)
def test_nobody_is_planned_before_they_join(document: str) -> None:
    assert {text.removeprefix("person:") for text in found("PERS004", COMING + document)} == {"eli"}


def test_a_leaver_is_no_fault_of_their_own_document() -> None:
    deputies = person(
        "dora", "deputies: [eli]", "active: {until: 2026-10-31}", roles="spokesperson"
    )
    assert found("PERS004", GONE + deputies) == []


def test_the_deputy_of_a_seat_is_not_its_holder() -> None:
    council = (
        "kind: council\nid: other\nname: Other\nchair: dora\nquorum: 1\nmeets: monthly\n"
        "seats:\n  - {person: dora, represents: expert, deputy: dora}\n"
    )
    assert found("PERS005", council) == ["dora"]


def test_a_circle_is_reported_once_and_named() -> None:
    text = person("eli", "deputies: [fay]") + person("fay", "deputies: [dora, eli]")
    assert messages("PERS006", text) == ["deputies go round in a circle: `eli` → `fay` → `eli`"]


def test_being_ones_own_deputy_is_not_also_a_circle() -> None:
    assert found("PERS006", person("eli", "deputies: [eli]")) == []


def test_a_part_is_a_name_elsewhere_or_a_role_that_is_called_for() -> None:
    alone = person("gus", roles="spokesperson").replace("spokesperson]", "editor]")
    editor = "kind: role\nid: editor\nname: Editor\n---\n"
    assert found("PERS011", editor + alone) == ["gus"]
    asked = "kind: playbook\nid: p\nactions: [{id: a, do: Act, owed_by: 'role:editor'}]\n"
    assert found("PERS011", editor + alone + asked) == []
    scenario = (
        "kind: scenario\nid: s\nabsent: [gus]\n"
        "incident: {title: T, detected_at: 2026-11-24T10:00:00Z, facts: {}}\nexpect: {}\n"
    )
    assert found("PERS011", editor + alone + scenario) == ["gus"]


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2026-12-01", "2026-12-01", False),
        ("2026-12-02", "2026-12-01", True),
        ("2026-12-01T10:00:00Z", "2026-12-01T10:00:00Z", True),
        ("2026-12-01T10:00:00Z", "2026-12-01T11:00:00+01:00", True),
        ("2026-12-01T10:00:00Z", "2026-12-01T11:00:00Z", False),
        ("2026-12-01", "2026-12-01T01:00:00Z", False),
        ("2026-12-01", "2026-12-01T00:00:00Z", True),
        ("2026-12-01T23:00:00Z", "2026-12-01", False),
        ("2026-12-02T00:00:00Z", "2026-12-01", True),
    ],
)
def test_an_absence_has_at_least_an_instant(start: str, end: str, wrong: bool) -> None:
    text = person("eli", f"absences: [{{from: '{start}', to: '{end}'}}]", "timezone: UTC")
    assert bool(found("PERS012", text)) == wrong


def test_an_active_time_has_at_least_a_day() -> None:
    assert found("PERS012", person("eli", "active: {from: 2026-01-02, until: 2026-01-01}")) == [
        "2026-01-01"
    ]
    assert found("PERS012", person("eli", "active: {from: 2026-01-01, until: 2026-01-01}")) == []


def test_two_phones_are_not_the_same_contact() -> None:
    same = "{via: phone, address: '1'}"
    other = "{via: phone, address: '2'}"
    assert found("PERS013", person("eli", f"contacts: [{same}, {other}]")) == []
    assert len(found("PERS013", person("eli", f"contacts: [{same}, {other}, {same}]"))) == 1
