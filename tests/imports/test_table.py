"""Tables of people and of shifts, as CSV and Excel write them."""

import io
from datetime import datetime

import openpyxl
import pytest

from govcheck.imports.directory import Directory
from govcheck.time.clock import parse_instant
from tests.imports.runs import codes, content, duty, faults, fields, names, run, sayings

AT = parse_instant("2026-09-01T00:00:00Z")
BERLIN = "Europe/Berlin"
PEOPLE = ["people/personen-excel.csv"]
CLOSED = b"von;bis;wer\n01.12.2026;06.12.2026;Ana\n07.12.2026;13.12.2026;Ben\n"
HALF_OPEN = b"von;bis;wer\n01.12.2026;07.12.2026;Ana\n07.12.2026;14.12.2026;Ben\n"


def test_a_german_table_has_a_mark_semicolons_dates_with_dots_and_windows_zones() -> None:
    imported = run("csv", PEOPLE, at=AT)
    ana = fields(imported, "person/ana-keller")
    assert ana["active"] == {"from": "2024-03-01"}
    clara = fields(imported, "person/clara-weiss")
    assert clara["name"] == "Clara Weiß"
    assert clara["timezone"] == "Europe/Berlin"
    assert clara["active"] == {"from": "2023-09-15", "until": "2026-12-31"}
    assert names(imported) == [
        "person/ana-keller",
        "role/social-media-managerin",
        "person/clara-weiss",
        "role/sprecherin",
    ]
    assert not faults(imported)


def test_two_languages_in_a_cell_are_two() -> None:
    imported = run("csv", PEOPLE, at=AT)
    assert fields(imported, "person/ana-keller")["languages"] == ["de", "en"]
    assert fields(imported, "person/clara-weiss")["languages"] == ["de", "en"]


def test_a_rota_with_five_kinds_of_mess() -> None:
    people = (
        "name,email\nAna Keller,ana@larkling.example\nBen Ito,ben@larkling.example\n"
        "Mei Tan,mei@larkling.example\n"
    )
    imported = run(
        "csv",
        {"rota.csv": content("people/rota.csv"), "people.csv": people.encode()},
        at=AT,
        timezone=BERLIN,
    )
    assert duty(
        imported, "rota/rota-primary", "2026-09-01T00:00:00Z", "2027-01-01T00:00:00Z", BERLIN
    ) == [
        ("2026-09-28T09:00:00+02:00", "2026-10-05T09:00:00+02:00", "ana-keller"),
        ("2026-10-05T09:00:00+02:00", "2026-10-12T09:00:00+02:00", "ben-ito"),
        ("2026-10-12T09:00:00+02:00", "2026-10-19T09:00:00+02:00", "mei-tan"),
        ("2026-10-19T09:00:00+02:00", "2026-10-26T09:00:00+01:00", "ana-keller"),
    ]
    assert codes(imported) == ["no-time-of-day", "unknown-on-duty"]
    assert "rota.csv:6: `???` is nobody in a list of people" in sayings(imported)
    assert "`Mei` is taken for `mei-tan`" in sayings(imported)
    assert not faults(imported)


def test_dates_that_may_be_read_in_two_ways_are_refused_until_it_is_said() -> None:
    table = b"from,to,who\n03/04/2026,04/04/2026,Ana\n"
    people = b"name\nAna\n"
    files = {"p.csv": people, "r.csv": table}
    imported = run("csv", files, at=AT, timezone=BERLIN)
    assert "say `--dates mdy` or `dmy`" in sayings(imported)
    said = run("csv", files, at=AT, timezone=BERLIN, dates="dmy")
    assert fields(said, "rota/r")["overrides"][0]["from"] == "2026-04-03T00:00:00+02:00"


def test_dates_alone_include_their_last_day_unless_the_next_begins_on_it() -> None:
    people = b"name\nAna\nBen\n"
    closed = run("csv", {"p.csv": people, "r.csv": CLOSED}, at=AT, timezone=BERLIN)
    half_open = run("csv", {"p.csv": people, "r.csv": HALF_OPEN}, at=AT, timezone=BERLIN)
    assert fields(closed, "rota/r")["overrides"] == fields(half_open, "rota/r")["overrides"]


def test_without_a_zone_it_is_asked_for() -> None:
    assert "say `--timezone" in sayings(
        run("csv", {"r.csv": b"from,to,who\n2026-01-01,2026-01-02,Ana\n"})
    )


def test_an_excel_file_is_read_like_its_csv() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [
        ["Name", "E-Mail", "Zeitzone", "Eintritt"],
        ["Ana Keller", "ana@larkling.example", "W. Europe Standard Time", datetime(2024, 3, 1)],
    ]:
        sheet.append(row)
    second = book.create_sheet("Dienst")
    for row in [
        ["von", "bis", "wer"],
        [datetime(2026, 10, 25, 9), datetime(2026, 10, 26, 9), "Ana Keller"],
    ]:
        second.append(row)
    out = io.BytesIO()
    book.save(out)
    imported = run("csv", {"people.xlsx": out.getvalue()}, at=AT, timezone=BERLIN)
    assert fields(imported, "person/ana-keller")["timezone"] == "Europe/Berlin"
    assert duty(
        imported, "rota/people", "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z", BERLIN
    ) == [("2026-10-25T09:00:00+01:00", "2026-10-26T09:00:00+01:00", "ana-keller")]


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"\n\n",
        b"name\n",
        b'"open',
        b"a,b\n1,2\n",
        b"PK\x03\x04nonsense",
        b"\0",
        b"from,to,who\nx,y,z\n",
        b"name,zeitzone\nAna,Mars\n",
        b"name;Eintritt\nAna;31.02.2026\n",
    ],
)
def test_what_is_no_table_is_told_with_its_place(table: bytes) -> None:
    imported = run("csv", {"r.csv": table}, timezone=BERLIN)
    assert any(
        one.rule is not None and one.rule.name == "unreadable-export" for one in imported.left_out
    )


def test_a_title_before_a_name_is_none() -> None:
    """A rota says `Petra Schäfer`, or `Petra`, of whom the list of people calls `Dr.`."""
    people = Directory([("ps", "Dr. Petra Schäfer", None), ("ow", "Dr. Ole Weiss", None)], {})
    for name, id_ in (("Petra Schäfer", "ps"), ("Petra", "ps"), ("Weiss, Ole", "ow")):
        found = people.find(name)
        assert found is not None
        assert found.id == id_
    assert people.find("Dr.") is None


PLAIN = "Name;E-Mail;Rolle;Telefon\nJürgen Groß;j@a.example;Leitung;+49 30 1\n"


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode("cp1252"),
        PLAIN.replace(";", "\t").encode("utf-16"),
        b"\xef\xbb\xbfsep=;\r\n" + PLAIN.encode(),
        ("Mitarbeiter\nStand: 1.11.2026;;;\n\n" + PLAIN).encode(),
        ("Mitarbeiter\n" + PLAIN.replace(";", ",")).encode(),
        PLAIN.replace("+49", "'+49").encode(),
    ],
    ids=["windows-1252", "utf-16 with tabs", "sep=", "titles above", "commas", "apostrophe"],
)
def test_whatever_a_spreadsheet_writes_is_read_alike(content: bytes) -> None:
    imported = run("csv", {"people.csv": content})
    assert names(imported) == ["person/juergen-gross", "role/leitung"], sayings(imported)
    contacts = fields(imported, "person/juergen-gross")["contacts"]
    assert contacts[0] == {"via": "phone", "address": "+49 30 1"}


@pytest.mark.parametrize("number", ["4,93023E+11", "4.93E+11", "4,93023e11"])
def test_a_number_that_a_spreadsheet_has_rounded_is_nobody_s(number: str) -> None:
    imported = run("csv", {"people.csv": PLAIN.replace("+49 30 1", number).encode()})
    assert [one["via"] for one in fields(imported, "person/juergen-gross")["contacts"]] == ["email"]
    assert "people.csv:2: `" in sayings(imported)
    assert codes(imported) == ["unreadable-export"]


@pytest.mark.parametrize(
    ("cell", "numbers", "told"),
    [
        ('"+49 30 1\n+49 170 2"', ["+49 30 1", "+49 170 2"], False),
        ("+49 30 1 +49 170 2", ["+49 30 1", "+49 170 2"], False),
        ("030/123 456-7", ["030/123 456-7"], False),
        ("49301234567", ["49301234567"], True),
        ("2125550123", ["2125550123"], False),
        ("4711", ["4711"], False),
    ],
)
def test_the_numbers_of_a_cell(cell: str, numbers: list[str], told: bool) -> None:
    imported = run("csv", {"people.csv": PLAIN.replace("+49 30 1", cell).encode()})
    contacts = fields(imported, "person/juergen-gross")["contacts"]
    assert [one["address"] for one in contacts if one["via"] == "phone"] == numbers
    assert ("which spreadsheets cut off" in sayings(imported)) == told
    assert codes(imported) == []


def test_a_row_that_is_there_twice_counts_once() -> None:
    row = b"Ana Keller,ana@larkling.example\n"
    imported = run("csv", {"p.csv": b"name,email\n" + row + row})
    assert names(imported) == ["person/ana-keller"]
    assert imported.present == ()
    assert [one.place.line for one in imported.left_out] == [3]
