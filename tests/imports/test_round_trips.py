"""What `export` writes `import` reads: the same people on duty at every second."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.change.nodes import node_of, plain
from govcheck.duty.compile import compile_roster
from govcheck.duty.roster import Roster
from govcheck.imports.shifts import (
    DutyStretch,
    SourceLayer,
    SourceOverride,
    SourceRota,
    WeekSpan,
    differences,
    duty_of,
    rota_of,
    walk,
)
from govcheck.imports.week_hours import hours_of
from govcheck.load.file import load_file
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.report.exports import ics, table
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, HOUR, parse_instant
from govcheck.tongue import ENGLISH
from tests.duty.rosters import CHANGES, person, roster
from tests.duty.test_rotas import rotations
from tests.imports.runs import fields, run

PEOPLE = ["ana", "ben", "cem", "dia", "eva", "fay"]
EMAILS = {name: f"{name}@example.com" for name in PEOPLE}


def stretches(staff: Roster, start: int, end: int) -> list[DutyStretch]:
    from govcheck.duty.coverage import stints

    return [(one.start, one.end, one.person) for one in stints(staff, "rota:duty", start, end)]


def peopled(staff: Roster) -> Roster:
    return roster(*(person(name) for name in PEOPLE))._replace(
        calendars=staff.calendars, rotas=staff.rotas
    )


def read_back(files: Mapping[str, Any], format_: str, zone: str) -> dict[str, Any] | None:
    people = "name,email\n" + "".join(f"{name.title()},{EMAILS[name]}\n" for name in PEOPLE)
    imported = run(
        format_,
        {**files, **({"p.csv": people.encode()} if format_ == "csv" else {})},
        at=0,
        timezone=zone,
    )
    rotas = [one for one in imported.files if one.draft.kind == "rota"]
    assert all(one.rule is None for one in imported.left_out)
    return dict(rotas[0].draft.fields) if rotas else None


@settings(max_examples=40, deadline=None)
@given(rotations())
def test_a_calendar_of_a_rota_comes_back(drawn: tuple[Any, Roster, int]) -> None:
    turning, staff, middle = drawn
    staff = peopled(staff)
    start, end = middle - 40 * DAY, middle + 40 * DAY
    text = ics.of_rota(staff, "duty", "duty", EMAILS, start, end, ENGLISH)
    found = read_back({"duty.ics": text.encode()}, "ical", turning.timezone)
    had = [] if found is None else duty_of(found, start, end)
    assert had == stretches(staff, start, end)


@settings(max_examples=40, deadline=None)
@given(rotations())
def test_a_table_of_a_rota_comes_back(drawn: tuple[Any, Roster, int]) -> None:
    turning, staff, middle = drawn
    staff = peopled(staff)
    start, end = middle - 40 * DAY, middle + 40 * DAY
    text = table.of_rotas(staff, ["duty"], start, end)
    if text.count("\n") < 2:
        return
    found = read_back({"duty.csv": text.encode()}, "csv", turning.timezone)
    had = [] if found is None else duty_of(found, start, end)
    assert had == stretches(staff, start, end)


def test_a_list_of_people_comes_back() -> None:
    imported = run("csv", ["people/personen-excel.csv"])
    documents = [load_file(one.path, one.content or b"").documents[0] for one in imported.files]
    people = [one for one in documents if isinstance(one, Person)]
    text = table.of_people(people, "en")
    again = run("csv", {"people.csv": text.encode()})
    for one in people:
        before, after = fields(imported, f"person/{one.id}"), fields(again, f"person/{one.id}")
        assert after == before
    assert compile_roster(Policy(people)).people.keys() == {"ana-keller", "clara-weiss"}


LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Lo"]), min_size=1, max_size=8)


@st.composite
def persons(draw: st.DrawFn) -> Person:
    """Somebody with what a list of people has."""
    joined = draw(st.none() | st.dates(date(2015, 1, 1), date(2026, 9, 30)))
    left = draw(st.none() | st.dates(date(2026, 10, 2), date(2030, 1, 1)))
    active = {
        key: day.isoformat() for key, day in (("from", joined), ("until", left)) if day is not None
    }
    phones = st.from_regex(r"\+49 [1-9][0-9]{6,9}", fullmatch=True)
    chats = st.from_regex(r"@[a-z]{2,9}", fullmatch=True)
    contacts = [
        {"via": via, "address": address}
        for via, addresses in (("phone", phones), ("chat", chats))
        for address in draw(st.lists(addresses, max_size=2))
    ]
    ids = st.from_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)?", fullmatch=True)
    optional = {
        "email": draw(st.none() | st.from_regex(r"[a-z]{2,9}@example\.com", fullmatch=True)),
        "department": draw(st.none() | st.from_regex(r"[a-z]{3,9}", fullmatch=True)),
        "timezone": draw(st.none() | st.sampled_from(["Europe/Berlin", "Asia/Singapore", "UTC"])),
        "languages": draw(st.none() | st.permutations(["en", "de", "fr"])),
        "github": draw(st.none() | st.from_regex(r"[a-z][a-z0-9]{2,9}", fullmatch=True)),
        "employer": draw(st.none() | st.from_regex(r"[A-Z][a-z]{2,9}", fullmatch=True)),
        "active": active or None,
        "contacts": contacts or None,
        "roles": draw(st.lists(ids, max_size=3, unique=True)) or None,
    }
    stated = {key: value for key, value in optional.items() if value is not None}
    name = f"{draw(LETTERS)} {draw(LETTERS)}"
    return Person.model_validate({"kind": "person", "id": "x", "name": name, **stated})


@settings(max_examples=40, deadline=None)
@given(persons())
def test_anybody_in_a_list_comes_back(person: Person) -> None:
    text = table.of_people([person], "en")
    again = run("csv", {"people.csv": text.encode()}).files[0]
    found = dict(again.draft.fields)
    had = dict(plain(node_of(person)))
    del had["id"]
    if person.email is not None:
        # Whoever has an address can be told there.
        by_mail = {"via": "email", "address": person.email}
        had["contacts"] = [*had.get("contacts", []), by_mail]
    assert found == had


@st.composite
def sources(draw: st.DrawFn) -> tuple[SourceRota, int]:
    """Layers of a tool, near a change of the clock."""
    zone, change = draw(
        st.sampled_from([one for one in CHANGES if not one[0].startswith("Pacific")])
    )
    middle = parse_instant(change)
    layers = []
    for number in range(draw(st.integers(1, 3))):
        begin = middle - draw(st.integers(-100, 900)) * HOUR
        anchor = wall.reading(begin, zone) // HOUR * HOUR - draw(st.integers(0, 400)) * HOUR
        length = draw(st.sampled_from([1, 5, 12, 24, 48, 168])) * HOUR
        spans = draw(
            st.none()
            | st.lists(
                st.builds(
                    WeekSpan,
                    st.integers(0, 167).map(lambda n: n * HOUR),
                    st.integers(1, 40).map(lambda n: n * HOUR),
                ),
                min_size=1,
                max_size=3,
            ).map(tuple)
        )
        members = draw(st.lists(st.sampled_from([*PEOPLE[:3], "nobody"]), min_size=1, max_size=4))
        layers.append(
            SourceLayer(f"l{number}", "layer", begin, None, anchor, length, tuple(members), spans)
        )
    near = st.integers(-200, 200).map(lambda hours: middle + hours * HOUR)
    overrides = draw(
        st.lists(st.builds(SourceOverride, near, near, st.sampled_from(PEOPLE[3:])), max_size=2)
    )
    return SourceRota("duty", "duty", zone, tuple(layers), tuple(overrides)), middle


@settings(max_examples=150, deadline=None)
@given(sources())
def test_a_rota_has_on_duty_whom_its_source_has(drawn: tuple[SourceRota, int]) -> None:
    source, middle = drawn
    made = rota_of(source, middle - 60 * DAY)
    start, end = middle + 2 * DAY, middle + 300 * DAY
    begun = max([start, *(layer.begin + 8 * DAY for layer in source.layers)])
    found = differences(walk(source, begun, end), duty_of(made, begun, end), begun, end)
    assert not [one for one in found if one[1] - one[0] > 2 * HOUR]
    assert sum(right - left for left, right, _ in found) <= 12 * HOUR


def test_hours_of_a_week_that_wraps_around() -> None:
    assert hours_of([WeekSpan(6 * DAY + 18 * HOUR, 20 * HOUR)]) == {"sun": ["18:00-14:00"]}
    assert hours_of([WeekSpan(0, 7 * DAY)]) == {"mon-sun": ["00:00-24:00"]}
