"""Tables of people and of shifts, as CSV and as Excel writes them."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final, NamedTuple

from govcheck.imports import violations as rules
from govcheck.imports.batch import NOBODY, Batch
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.directory import folded
from govcheck.imports.draft import Draft
from govcheck.imports.extra import library
from govcheck.imports.occurrences import Series, rota_of_series
from govcheck.imports.remark import Remark, say
from govcheck.imports.shifts import DutyStretch
from govcheck.imports.zones import iana
from govcheck.load.nodes import Scalar
from govcheck.load.post_table import TableCell, table_rows
from govcheck.source import Source
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, parse_instant

MOST_ROWS: Final = 20_000
MOST_UNPACKED: Final = 50 << 20
_MOST_COLUMNS: Final = 200

_PEOPLE: Final = {
    "name": ("name", "full name", "mitarbeiter", "mitarbeiterin", "person", "vollständiger name"),
    "first": ("first name", "vorname", "given name"),
    "last": ("last name", "nachname", "family name", "surname"),
    "email": ("email", "e-mail", "mail", "e-mail-adresse", "email address"),
    "department": ("department", "abteilung", "bereich"),
    "timezone": ("timezone", "time zone", "zeitzone"),
    "languages": ("languages", "language", "sprachen", "sprache"),
    "roles": ("role", "roles", "rolle", "rollen", "funktion", "job title", "position"),
    "phone": ("phone", "telefon", "mobile", "mobil", "handy", "telephone"),
    "chat": ("chat", "slack", "teams"),
    "from": ("joined", "eintritt", "start date", "active from"),
    "until": ("left", "austritt", "end date", "active until"),
    "github": ("github",),
    "gitlab": ("gitlab",),
    "employer": ("employer", "arbeitgeber", "firma", "company"),
    "deputies": ("deputy", "deputies", "vertretung", "stellvertretung"),
}  # fmt: skip
_SHIFTS: Final = {
    "from": ("from", "von", "start", "begin", "beginn", "ab"),
    "to": ("to", "bis", "end", "ende", "until"),
    "aside": ("week", "kw", "woche", "kalenderwoche", "note", "notes", "notiz", "bemerkung",
              "kommentar", "comment", "#", "nr"),
}  # fmt: skip
_LANGUAGES: Final = {
    "deutsch": "de", "german": "de", "englisch": "en", "english": "en", "französisch": "fr",
    "french": "fr", "spanisch": "es", "spanish": "es", "italienisch": "it", "italian": "it",
    "niederländisch": "nl", "dutch": "nl", "polnisch": "pl", "polish": "pl", "türkisch": "tr",
    "turkish": "tr", "japanisch": "ja", "japanese": "ja", "chinesisch": "zh", "chinese": "zh",
    "portugiesisch": "pt", "portuguese": "pt",
}  # fmt: skip
_SPLIT: Final = re.compile(r"\s*[,;/|+]\s*|\s+(?:und|and)\s+")
_SLASHES: Final = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_TIME: Final = re.compile(r"[T ](\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:Uhr|h)?$")


class _Sheet(NamedTuple):
    source: Source
    rows: list[list[TableCell]]

    def cursor(self, cell: TableCell) -> Cursor:
        return Cursor(self.source, Scalar(cell.text, cell.start, max(cell.end, cell.start)))

    def whole(self) -> Cursor:
        """The heading."""
        end = self.rows[0][-1].end if self.rows else 1
        return Cursor(self.source, Scalar("", 0, end))


def read(batch: Batch, files: Sequence[Source]) -> None:
    """Take the tables of some files: people first, then shifts."""
    people: list[tuple[_Sheet, dict[str, int]]] = []
    shifts: list[tuple[_Sheet, dict[str, int]]] = []
    for source in files:
        sheet = _sheet(batch, source)
        if sheet is None:
            continue
        as_shifts = _columns(sheet, _SHIFTS)
        as_people = _columns(sheet, _PEOPLE)
        if "from" in as_shifts and not as_people.keys() & {"email", "phone", "department", "last"}:
            shifts.append((sheet, as_shifts))
        elif "name" in as_people or {"first", "last"} <= as_people.keys():
            people.append((sheet, as_people))
        else:
            batch.leave_out(
                sheet.whole(),
                rules.UNREADABLE,
                say("no column is called like a name or like the begin of a shift"),
                say("call them `name` and `email`, or `from` and `to`"),
            )
    deputies: list[Callable[[], None]] = []
    for sheet, columns in people:
        for row in sheet.rows[1:]:
            try:
                _person(batch, sheet, row, columns, deputies)
            except Unreadable as error:
                batch.fault(error)
    for settle in deputies:
        settle()
    for sheet, columns in shifts:
        try:
            _shifts(batch, sheet, columns)
        except Unreadable as error:
            batch.fault(error)


def unpacked(path: str, content: bytes) -> list[Source]:
    """The sheets of an Excel file as text, one row a line.

    Raises:
        Unreadable: It is none, or too large.
    """
    nothing = Source(path, " ")
    whole = Cursor(nothing, Scalar("", 0, 1))
    openpyxl: Any = library("openpyxl")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(one.file_size for one in archive.infolist())
        book = None
        if size <= MOST_UNPACKED:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        texts = [] if book is None else [_as_text(sheet) for sheet in book.worksheets]
    except Exception as error:  # noqa: BLE001 - the library says what it likes of a broken file
        raise whole.refuse(
            say("the file cannot be read: {reason}", reason=type(error).__name__)
        ) from None
    if book is None:
        raise whole.refuse(say("the file is too large once it is unpacked"))
    return [Source(path, text) for text in texts if text.strip("; \n")]


def _as_text(sheet: Any) -> str:
    """The rows of a sheet as CSV, one more than may be read at most."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if number > MOST_ROWS:
            break
        writer.writerow([_cell(value) for value in row[:_MOST_COLUMNS]])
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return (
            f"{value:%Y-%m-%d}"
            if value.time() == datetime.min.time()
            else f"{value:%Y-%m-%d %H:%M}"
        )
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).replace("\n", " ").replace("\r", " ")


def _sheet(batch: Batch, source: Source) -> _Sheet | None:
    try:
        rows = [row for row in table_rows(source.text) if any(cell.text.strip() for cell in row)]
    except ValueError as error:
        at = Cursor(source, Scalar("", 0, 1))
        batch.leave_out(
            at, rules.UNREADABLE, say("the table cannot be read: {reason}", reason=str(error))
        )
        return None
    at = Cursor(source, Scalar("", 0, 1))
    if len(rows) < 2:
        batch.leave_out(at, rules.UNREADABLE, say("the table has no rows"))
        return None
    if len(rows) > MOST_ROWS:
        batch.leave_out(
            at, rules.UNREADABLE, say("the table has more than {count} rows", count=MOST_ROWS)
        )
        return None
    return _Sheet(source, rows)


def _columns(sheet: _Sheet, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(sheet.rows[0][:_MOST_COLUMNS]):
        heading = " ".join(cell.text.split()).casefold().strip(":*")
        for field, words in names.items():
            if heading in words and field not in found:
                found[field] = number
    return found


def _get(row: Sequence[TableCell], columns: Mapping[str, int], field: str) -> TableCell | None:
    number = columns.get(field)
    if number is None or number >= len(row) or not row[number].text.strip():
        return None
    return row[number]


def _text(row: Sequence[TableCell], columns: Mapping[str, int], field: str) -> str:
    cell = _get(row, columns, field)
    return "" if cell is None else " ".join(cell.text.split())


def _person(
    batch: Batch,
    sheet: _Sheet,
    row: Sequence[TableCell],
    columns: Mapping[str, int],
    later: list[Callable[[], None]],
) -> None:
    name = _text(row, columns, "name")
    last, comma, first = name.partition(", ")
    if comma and first:
        name = f"{first} {last}"
    name = name or f"{_text(row, columns, 'first')} {_text(row, columns, 'last')}".strip()
    at = sheet.cursor(row[columns.get("name", 0)] if columns.get("name", 0) < len(row) else row[0])
    if not name:
        raise at.refuse(say("a row has no name"))
    email = _text(row, columns, "email")
    fields: dict[str, Any] = {
        field: _text(row, columns, field)
        for field in ("github", "gitlab", "employer", "department")
        if _text(row, columns, field)
    }
    fields |= _zone(sheet, row, columns)
    fields |= _spoken(batch, sheet, row, columns)
    contacts = [
        {"via": way, "address": _text(row, columns, way)}
        for way in ("phone", "chat", "email")
        if _text(row, columns, way)
    ]
    if contacts:
        fields["contacts"] = contacts
    active = {
        field: _day(batch, sheet, cell, {}).isoformat()
        for field in ("from", "until")
        if (cell := _get(row, columns, field)) is not None
    }
    if active:
        fields["active"] = active
    id_ = batch.person(at, (email or name).casefold(), name, email or None, fields)
    roles = _several(row, columns, "roles")
    if roles and batch.drafts and batch.drafts[-1].name == f"person/{id_}":
        taken = len(batch.drafts) - 1
        held = [_role(batch, at, role) for role in roles]
        draft = batch.drafts[taken]
        batch.drafts[taken] = draft._replace(fields={**draft.fields, "roles": held})
    stand_ins = _several(row, columns, "deputies")
    if stand_ins:
        later.append(lambda: _deputies(batch, at, id_, stand_ins))


def _several(row: Sequence[TableCell], columns: Mapping[str, int], field: str) -> list[str]:
    return [part for part in re.split(r"\s*[,;|]\s*", _text(row, columns, field)) if part]


def _zone(sheet: _Sheet, row: Sequence[TableCell], columns: Mapping[str, int]) -> dict[str, Any]:
    zone = _get(row, columns, "timezone")
    if zone is None:
        return {}
    known = iana(zone.text)
    if known is None:
        raise sheet.cursor(zone).refuse(
            say("`{name}` is not an IANA time zone", name=zone.text.strip()[:80])
        )
    return {"timezone": known}


def _spoken(
    batch: Batch, sheet: _Sheet, row: Sequence[TableCell], columns: Mapping[str, int]
) -> dict[str, Any]:
    cell = _get(row, columns, "languages")
    if cell is None:
        return {}
    spoken = [_language(part) for part in _SPLIT.split(cell.text.strip()) if part]
    if None in spoken:
        said = say("`{text}`: a language that is not known", text=cell.text.strip()[:80])
        batch.leave_out(sheet.cursor(cell), None, said)
    found = [one for one in dict.fromkeys(spoken) if one is not None]
    return {"languages": found} if found else {}


def _deputies(batch: Batch, at: Cursor, person: str, names: Sequence[str]) -> None:
    found = []
    for name in names:
        known = batch.people.find(name)
        if known is None:
            said = say("nobody in a list of people is `{name}`", name=name[:80])
            batch.leave_out(at, rules.UNKNOWN_PERSON, said)
        elif known.id != NOBODY:
            found.append(known.id)
    for number, draft in enumerate(batch.drafts):
        if draft.name == f"person/{person}" and found:
            batch.drafts[number] = draft._replace(fields={**draft.fields, "deputies": found})


def _language(text: str) -> str | None:
    word = text.strip().casefold()
    if word in _LANGUAGES:
        return _LANGUAGES[word]
    return word if re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", word) else None


def _role(batch: Batch, at: Cursor, name: str) -> str:
    """The role of that name, which is taken where the policy has none."""
    for role in () if batch.policy is None else batch.policy.roles:
        if folded(name) in (folded(str(role.name)), role.id):
            return role.id
    origin = batch.origin("role", folded(name))
    for draft in batch.drafts:
        if draft.origin == origin:
            return draft.id
    id_ = batch.id_for("role", origin, name)
    note = say("from {tool}: {noun} {key}", tool=batch.tool, noun="role", key=name)
    batch.add(Draft("role", id_, {"name": name}, origin, at.place, (note,)))
    return id_


def _shifts(batch: Batch, sheet: _Sheet, columns: Mapping[str, int]) -> None:
    zone = batch.timezone
    if zone is None:
        raise sheet.whole().refuse(say("no time zone is known: say `--timezone Europe/Berlin`"))
    order = _order(batch, sheet, columns)
    rows = [row for row in sheet.rows[1:] if _get(row, columns, "from") is not None]
    spans = _spans(batch, sheet, rows, columns, order, zone)
    taken = set(columns.values())
    aside = {
        number
        for number, cell in enumerate(sheet.rows[0])
        if cell.text.strip().casefold() in _SHIFTS["aside"]
    }
    people = [n for n in range(len(sheet.rows[0])) if n not in taken | aside and n < _MOST_COLUMNS]
    stem = re.sub(r"\.[^.]*$", "", sheet.source.path.rpartition("/")[2])
    title = batch.wishes.name or stem
    held = [(n, sheet.rows[0][n].text.strip() or f"column {n + 1}") for n in people]
    held = [
        (n, label) for n, label in held if any(n < len(row) and row[n].text.strip() for row in rows)
    ]
    for number, label in held:
        stretches = list(_stretches(batch, sheet, rows, spans, number, zone))
        name = f"{title}: {label}" if len(held) > 1 else title
        key = f"{title}/{label}" if len(held) > 1 else title
        series = Series(label, "", (), tuple(stretches), False, False)
        until = max((end for _, end, _ in stretches), default=0)
        said = rota_of_series(name, zone, [series], until, until)
        if said is None:
            batch.leave_out(sheet.cursor(sheet.rows[0][number]), None,
                            say("column `{name}` has no shifts", name=label))  # fmt: skip
            continue
        id_ = batch.id_for("rota", batch.origin("schedule", key), name)
        last = max(end for _, end, _ in stretches)
        ends = say("nobody is on duty after {day}: the table ends there",
                   day=date.fromordinal(wall.day_of(last - 1, zone)).isoformat())  # fmt: skip
        batch.take_rota(sheet.whole(), key, key, id_, said.fields, (ends,))


def _stretches(
    batch: Batch,
    sheet: _Sheet,
    rows: Sequence[Sequence[TableCell]],
    spans: Sequence[tuple[int, int] | None],
    number: int,
    zone: str,
) -> Iterator[DutyStretch]:
    for row, span in zip(rows, spans, strict=True):
        if span is None or number >= len(row) or not row[number].text.strip():
            continue
        cell = row[number]
        known = batch.people.find(cell.text)
        at = sheet.cursor(cell)
        if known is None:
            batch.left_out.append(
                Remark(
                    rules.UNKNOWN_PERSON,
                    at.place,
                    say("`{name}` is nobody in a list of people: the shift has nobody",
                        name=cell.text.strip()[:80]),
                    intervals=(span,),
                    zone=zone,
                    help=say("say who is meant: `--map {name}=PERSON`, or `=nobody`",
                             name=cell.text.strip()[:80]),
                )
            )  # fmt: skip
            continue
        if known.by_first_name:
            batch.approximated.append(
                Remark(None, at.place, say("`{name}` is taken for `{person}`",
                                           name=cell.text.strip(), person=known.id))
            )  # fmt: skip
        yield (*span, known.id)


class _Edge(NamedTuple):
    day: date
    minute: int | None
    at: int | None = None
    """The instant, where it is written with an offset."""


def _spans(
    batch: Batch,
    sheet: _Sheet,
    rows: Sequence[Sequence[TableCell]],
    columns: Mapping[str, int],
    order: Mapping[str, str],
    zone: str,
) -> list[tuple[int, int] | None]:
    """The instants of each row; None where it cannot be read."""
    edges: list[tuple[_Edge, _Edge | None] | None] = []
    for row in rows:
        try:
            begins, ends = _get(row, columns, "from"), _get(row, columns, "to")
            assert begins is not None
            first = _edge(batch, sheet, begins, order)
            edges.append((first, None if ends is None else _edge(batch, sheet, ends, order)))
        except Unreadable as error:
            batch.fault(error)
            edges.append(None)
    stated = Counter(one[0].minute for one in edges if one and one[0].minute is not None)
    usual = stated.most_common(1)[0][0] if stated else 0
    minute = usual or 0
    whole_days = _ends_are_in(edges) if not stated else False
    found: list[tuple[int, int] | None] = []
    for number, (row, one) in enumerate(zip(rows, edges, strict=True)):
        if one is None:
            found.append(None)
            continue
        start, end = one
        at = sheet.cursor(row[columns["from"]])
        following = next((each for each in edges[number + 1 :] if each), None)
        if end is None:
            if following is None:
                batch.leave_out(at, rules.NO_TIME, say("the last shift has no end"))
                found.append(None)
                continue
            end = following[0]
        left = _moment(start, minute, zone)
        last = (
            end._replace(day=end.day + timedelta(days=1))
            if whole_days and end.minute is None
            else end
        )
        right = _moment(last, minute, zone)
        if right <= left:
            batch.leave_out(at, rules.UNREADABLE, say("a shift ends before it starts"))
            found.append(None)
            continue
        unclear = [
            (wall.day_start(edge.day.toordinal(), zone), _moment(edge, minute, zone), "")
            for edge in (start, end)
            if edge.minute is None and minute
        ]
        if unclear or (start.minute is None and not stated):
            batch.approximate(
                at, rules.NO_TIME, say("the row has dates alone: hand-over is at {time}",
                                       time=f"{minute // 60:02d}:{minute % 60:02d}"),
                unclear, zone,
            )  # fmt: skip
        found.append((left, right))
    return found


def _ends_are_in(edges: Sequence[tuple[_Edge, _Edge | None] | None]) -> bool:
    """Whether the last day of each row belongs to it: unless the next one begins on it."""
    read = [one for one in edges if one is not None]
    return not any(
        one[1] is not None and one[1].day == following[0].day for one, following in pairwise(read)
    )


def _moment(edge: _Edge, minute: int, zone: str) -> int:
    if edge.at is not None:
        return edge.at
    return wall.instant_at(
        edge.day.toordinal(), minute if edge.minute is None else edge.minute, zone
    )


def _edge(batch: Batch, sheet: _Sheet, cell: TableCell, order: Mapping[str, str]) -> _Edge:
    text = cell.text.strip()
    try:
        at = parse_instant(text)
    except ValueError:
        pass
    else:
        return _Edge(date.fromordinal(wall.EPOCH_DAY + at // DAY), 0, at)
    found = _TIME.search(text)
    minute = None
    if found is not None:
        minute = int(found[1]) * 60 + int(found[2])
        if minute >= DAY // 60 or int(found[2]) > 59:
            raise sheet.cursor(cell).refuse(say("a time of day is expected, like `09:00`"))
        text = text[: found.start()]
    return _Edge(_day(batch, sheet, cell._replace(text=text), order), minute)


def _order(batch: Batch, sheet: _Sheet, columns: Mapping[str, int]) -> dict[str, str]:
    """What stands first in dates with slashes: the month or the day, as a 13th tells."""
    if batch.wishes.dates is not None:
        return {"/": batch.wishes.dates}
    seen = [
        (int(found[1]), int(found[2]))
        for row in sheet.rows[1:]
        for field in ("from", "to")
        if (cell := _get(row, columns, field)) and (found := _SLASHES.match(cell.text.strip()))
    ]
    months_first = any(second > 12 for _, second in seen)
    days_first = any(first > 12 for first, _ in seen)
    if months_first == days_first:
        return {}
    return {"/": "mdy" if months_first else "dmy"}


def _day(batch: Batch, sheet: _Sheet, cell: TableCell, order: Mapping[str, str]) -> date:
    text = cell.text.strip()
    slashes = _SLASHES.fullmatch(text)
    if slashes is not None:
        first, second, year = int(slashes[1]), int(slashes[2]), int(slashes[3])
        which = order.get("/") or batch.wishes.dates or _evident(first, second)
        if which is None:
            raise sheet.cursor(cell).refuse(
                say("`{text}`: the month or the day may stand first; say `--dates mdy` or `dmy`",
                    text=text),
                rules.DATE_ORDER,
            )  # fmt: skip
        month, day = (first, second) if which == "mdy" else (second, first)
        return _real(sheet, cell, year, month, day)
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    if iso is not None:
        return _real(sheet, cell, int(iso[1]), int(iso[2]), int(iso[3]))
    dots = re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})", text)
    if dots is not None:
        year = int(dots[3])
        return _real(sheet, cell, year + 2000 if year < 100 else year, int(dots[2]), int(dots[1]))
    raise sheet.cursor(cell).refuse(
        say("`{text}` is not a date like `2026-03-14` or `14.03.2026`", text=text[:40])
    )


def _evident(first: int, second: int) -> str | None:
    if first > 12:
        return "dmy"
    return "mdy" if second > 12 else None


def _real(sheet: _Sheet, cell: TableCell, year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        found = date.min
    if not 1971 <= found.year < 2199:
        raise sheet.cursor(cell).refuse(
            say("`{text}` is not a date that exists", text=cell.text.strip()[:40])
        )
    return found
