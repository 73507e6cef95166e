"""Posts as other tools export them: CSV with one post a row, each at its place in the file."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from govcheck.finding import Diagnostic, Finding
from govcheck.load import nodes
from govcheck.load.nodes import KeyValue, Node, Scalar
from govcheck.named_tuples import NamedTuple
from govcheck.source import Source
from govcheck.time.clock import format_instant
from govcheck.time.wall_clocks import EPOCH_DAY, first_instant
from govcheck.translation import said, told

BAD_TABLE: Final = Diagnostic(
    "DOC014",
    "unreadable-table",
    truth="A table of posts can be read: it is CSV, and one of its columns is the text.",
    why="`govcheck post` knows the headings of some tools; `--column text=HEADING` names others.",
)

FIELDS: Final = (
    "id", "title", "channels", "publish_at", "date", "time", "drafted_by", "language", "text",
    "link", "media", "alt", "topics", "disclosure", "goal", "share", "status", "approved_by",
)  # fmt: skip
"""What a column may be; `date` and `time` make `publish_at`, and a `link` goes below the text."""
_NAMED: Final = {
    "channel": "channels", "kanal": "channels", "kanäle": "channels", "profile": "channels",
    "postatspecifictime": "publish_at", "scheduled at": "publish_at", "datum": "date",
    "uhrzeit": "time", "zeit": "time", "content": "text", "message": "text", "beitrag": "text",
    "caption": "text", "url": "link", "bild": "media", "image": "media", "imageurls": "media",
    "file": "media", "alternativtext": "alt", "alt text": "alt", "alt_text": "alt",
    "sprache": "language", "titel": "title", "freigabe": "approved_by", "autor": "drafted_by",
    "author": "drafted_by", "themen": "topics",
}  # fmt: skip
_STATUS: Final = {
    "entwurf": "draft", "freigegeben": "approved", "ready": "approved", "geplant": "approved",
    "scheduled": "approved", "veröffentlicht": "published", "zurückgezogen": "withdrawn",
}  # fmt: skip
_MOMENTS: Final = (
    "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M %p", "%Y-%m-%d %I:%M %p", "%d.%m.%Y %H:%M", "%d.%m.%y %H:%M",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%y %H:%M:%S",
)  # fmt: skip
_LISTS: Final = ("channels", "topics", "approved_by")
_SPLIT: Final = {"channels": r"[/,;|+]", "topics": r"[,;|]", "approved_by": r"[,;|]"}
_MOST_ROWS: Final = 20_000


class TableReading(NamedTuple):
    """How the columns of a table are read, and what its words mean in this policy."""

    columns: Mapping[str, str] = {}
    """The column, by its heading, that each field is read from."""
    constants: Mapping[str, str] = {}
    """What fields are that no column has."""
    channels: Mapping[str, str] = {}
    """The channel that a name in small letters means."""
    people: Mapping[str, str] = {}
    """The person that a name in small letters means."""
    timezone: str = "UTC"
    """The clock by which times without an offset are read."""


class TableCell(NamedTuple):
    """A cell with the characters of the file that it takes, quotes aside."""

    text: str
    start: int
    end: int


_Put = Callable[[str, Node], None]


class Table(NamedTuple):
    """The rows of a table as documents, and what is wrong with the table itself."""

    roots: list[Node]
    findings: list[Finding]


def read_table(source: Source, reading: TableReading) -> Table:
    """The posts of a table. What a row lacks is said of the row once it is a document."""
    findings: list[Finding] = []
    try:
        rows = list(table_rows(source.text))
    except ValueError as error:
        return Table([], [_finding(source, 0, 1, told(error))])
    rows = [row for row in rows if any(cell.text.strip() for cell in row)]
    if not rows:
        return Table([], [_finding(source, 0, 0, said("the table is empty"))])
    if len(rows) > _MOST_ROWS:
        message = said("the table has more than {most} rows", most=_MOST_ROWS)
        return Table([], [_finding(source, 0, 1, message)])
    fields = _headings(rows[0], reading)
    body = rows[1:]
    if not fields and _moment(rows[0][0].text, "", reading.timezone) is not None:
        fields = dict(enumerate(("publish_at", "text", "link")))
        body = rows
    known = {cell.text.strip().casefold() for cell in rows[0]}
    missing = [name for name in reading.columns.values() if name.casefold() not in known]
    for name in missing:
        cell = rows[0][0]
        message = said("the table has no column `{name}`", name=name)
        findings.append(_finding(source, cell.start, cell.end, message))
    texts = [cell for cell in rows[0] if _field(cell) == "text"]
    if ("text" not in fields.values() or len(texts) > 1) and "text" not in reading.columns:
        first, last = (texts or rows[0])[0], (texts or rows[0])[-1]
        message = said("no column of the table is known to be the text")
        if texts:
            message = said("several columns of the table may be the text")
        advice = said("name it: `--column text=HEADING`")
        findings.append(_finding(source, first.start, last.end, message, advice))
    if not body:
        findings.append(_finding(source, 0, 0, said("the table is empty")))
    if findings:
        return Table([], findings)
    roots: list[Node] = []
    for row in body:
        more = [cell for cell in row[len(rows[0]) :] if cell.text.strip()]
        if more:  # otherwise half of a text would be checked
            message = said("the row has more cells than the heading")
            advice = said("put a text in quotes in which the separator stands")
            findings.append(_finding(source, more[0].start, more[-1].end, message, advice))
        else:
            roots.append(_post(source, row, fields, reading))
    return Table(roots, findings)


def _field(heading: TableCell) -> str | None:
    name = heading.text.strip().casefold()
    return name if name in FIELDS else _NAMED.get(name)


def _headings(heading: Sequence[TableCell], reading: TableReading) -> dict[int, str]:
    stated = {name.casefold(): field for field, name in reading.columns.items()}
    found: dict[int, str] = {}
    for number, cell in enumerate(heading):
        own, usual = stated.get(cell.text.strip().casefold()), _field(cell)
        field = own or (None if usual in reading.columns else usual)
        if field is not None and field not in found.values():
            found[number] = field
    return found


def _post(
    source: Source, row: Sequence[TableCell], fields: Mapping[int, str], reading: TableReading
) -> nodes.Mapping:
    start, end = row[0].start, row[-1].end
    line, _ = source.position(start)
    cells = {field: row[number] for number, field in fields.items() if number < len(row)}
    for field, value in reading.constants.items():
        if not cells.get(field, TableCell("", 0, 0)).text.strip():
            cells[field] = TableCell(value, start, start)
    given = {field: cell for field, cell in cells.items() if cell.text.strip()}
    entries: dict[str, KeyValue] = {}

    def put(field: str, value: Node) -> None:
        entries[field] = KeyValue(value.start, value.end, value)

    put("kind", Scalar("post", start, start))
    put("id", Scalar(f"row-{line}", row[0].start, row[0].end))
    for field, cell in given.items():
        if field in ("date", "time", "link", "alt", "media", "text"):
            continue
        put(field, _value(field, cell, reading))
    _put_moment(given, reading, put)
    _put_text(given, put)
    if "media" in given:
        put("media", _media(given["media"], given.get("alt")))
    return nodes.Mapping(entries, start, end)


def _put_moment(given: Mapping[str, TableCell], reading: TableReading, put: _Put) -> None:
    cell = given.get("date") or given.get("publish_at")
    if cell is None:
        return
    time = given["time"].text if "time" in given else ""
    moment = _moment(cell.text, time, reading.timezone)
    put("publish_at", Scalar(moment or f"{cell.text} {time}".strip(), cell.start, cell.end))


def _put_text(given: Mapping[str, TableCell], put: _Put) -> None:
    cells = [given[field] for field in ("text", "link") if field in given]
    if cells:
        both = "\n".join(cell.text.strip() for cell in cells)
        put("text", Scalar(both, cells[0].start, cells[0].end))


def _value(field: str, cell: TableCell, reading: TableReading) -> Node:
    text = cell.text.strip()
    if field in _LISTS:
        parts = [part.strip() for part in re.split(_SPLIT[field], text) if part.strip()]
        if field == "channels":
            parts = [reading.channels.get(part.casefold(), part) for part in parts]
        if field == "approved_by":
            parts = [p for part in parts if (p := _person(part, reading)) is not None]
        items: list[Node] = [Scalar(part, cell.start, cell.end) for part in dict.fromkeys(parts)]
        return nodes.Sequence(items, cell.start, cell.end)
    if field == "status":
        text = _STATUS.get(text.casefold(), text.casefold())
    if field == "drafted_by":
        text = reading.people.get(text.casefold(), text)
    return Scalar(text, cell.start, cell.end)


def _person(part: str, reading: TableReading) -> str | None:
    """The person whom a name means; a date beside it names nobody."""
    if re.fullmatch(r"[\d.\-/: ]+", part):
        return None
    return reading.people.get(part.casefold(), part)


def _media(cell: TableCell, alt: TableCell | None) -> nodes.Sequence:
    file = Scalar(cell.text.strip(), cell.start, cell.end)
    entries = {"file": KeyValue(cell.start, cell.end, file)}
    if alt is not None:
        shown = Scalar(alt.text.strip(), alt.start, alt.end)
        entries["alt"] = KeyValue(alt.start, alt.end, shown)
    return nodes.Sequence([nodes.Mapping(entries, cell.start, cell.end)], cell.start, cell.end)


def _moment(day: str, time: str, timezone: str) -> str | None:
    """An instant as RFC 3339 has it, of a date and a time as people write them."""
    clock = re.sub(r"\s*(uhr|h)\s*$", "", time.strip(), flags=re.IGNORECASE).replace(".", ":")
    text = f"{day.strip()} {clock}".strip()
    for form in _MOMENTS:
        try:
            shown = datetime.strptime(text, form)  # noqa: DTZ007 - a wall clock has no offset
        except ValueError:
            continue
        seconds = (shown.toordinal() - EPOCH_DAY) * 86400 + shown.hour * 3600
        return format_instant(
            first_instant(seconds + shown.minute * 60 + shown.second, timezone), timezone
        )
    return text if "T" in text else None


def table_rows(text: str) -> Iterator[list[TableCell]]:
    """The cells of a table, by RFC 4180, whatever separates them."""
    lines = re.split(r"[\r\n]+", re.sub(r'"[^"]*"', "", text), maxsplit=9)
    first = next((line for line in lines if re.search(r"[;\t,]", line)), "")
    separator = max((";", "\t", ","), key=first.count)
    row: list[TableCell] = []
    position = 0
    while position < len(text):
        cell, position = _cell(text, position, separator)
        row.append(cell)
        if position >= len(text) or text[position] != separator:
            yield row
            row = []
            position += 2 if text[position : position + 2] == "\r\n" else 1
        else:
            position += 1
            if position == len(text):
                row.append(TableCell("", position, position))
                yield row


def _cell(text: str, position: int, separator: str) -> tuple[TableCell, int]:
    if text[position : position + 1] != '"':
        found = re.compile(rf"[^{re.escape(separator)}\r\n]*").match(text, position)
        assert found is not None
        return TableCell(found[0], position, found.end()), found.end()
    end = position + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            raise ValueError(said("a quoted cell has no end"))
        if text[end + 1 : end + 2] != '"':
            break
        end += 2
    value = text[position + 1 : end].replace('""', '"')
    cell = TableCell(value, position + 1, end)
    if end + 1 < len(text) and text[end + 1] not in (separator, "\r", "\n"):
        raise ValueError(said("text stands behind a quoted cell"))
    return cell, end + 1


def _finding(
    source: Source, start: int, end: int, message: str, advice: str | None = None
) -> Finding:
    span = source.span(start, min(end, len(source.text)))
    return Finding(span, BAD_TABLE, message, help=advice)
