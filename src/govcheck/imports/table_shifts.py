"""Tables of shifts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch, who_is
from govcheck.imports.cursor import Unreadable
from govcheck.imports.occurrences import Series, rota_of_series
from govcheck.imports.remark import Remark, say
from govcheck.imports.shifts import DutyStretch
from govcheck.imports.table_dates import day_of, order_of
from govcheck.imports.table_sheet import MOST_COLUMNS, TableSheet, cell_in
from govcheck.load.post_table import TableCell
from govcheck.time import wall_clocks as wall
from govcheck.time.clock import DAY, parse_instant

SHIFTS: Final = {
    "from": ("from", "von", "start", "begin", "beginn", "ab"),
    "to": ("to", "bis", "end", "ende", "until"),
    "aside": ("week", "kw", "woche", "kalenderwoche", "note", "notes", "notiz", "bemerkung",
              "kommentar", "comment", "#", "nr"),
}  # fmt: skip
_TIME: Final = re.compile(r"[T ](\d{1,2}):(\d{2})(?::(\d{2}))?\s*(?:Uhr|h)?$")


def take_shifts(batch: Batch, sheet: TableSheet, columns: Mapping[str, int]) -> None:
    """Take a rota for each column that has people in it."""
    zone = batch.timezone
    if zone is None:
        raise sheet.whole().refuse(say("no time zone is known: say `--timezone Europe/Berlin`"))
    order = order_of(batch, sheet, columns)
    rows = [row for row in sheet.rows[1:] if cell_in(row, columns, "from") is not None]
    spans = _spans(batch, sheet, rows, columns, order, zone)
    taken = set(columns.values())
    aside = {
        number
        for number, cell in enumerate(sheet.rows[0])
        if cell.text.strip().casefold() in SHIFTS["aside"]
    }
    people = [n for n in range(len(sheet.rows[0])) if n not in taken | aside and n < MOST_COLUMNS]
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
    sheet: TableSheet,
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
            name = cell.text.strip()[:80]
            said = say("`{name}` is nobody in a list of people: the shift has nobody", name=name)
            remark = Remark(
                rules.UNKNOWN_PERSON,
                at.place,
                said,
                intervals=(span,),
                zone=zone,
                help=who_is(name),
            )
            batch.left_out.append(remark)
            continue
        if known.by_first_name:
            name = cell.text.strip()
            said = say("`{name}` is taken for `{person}`", name=name, person=known.id)
            batch.approximated.append(Remark(None, at.place, said))
        yield (*span, known.id)


class _Edge(NamedTuple):
    day: date
    minute: int | None
    at: int | None = None
    """The instant, where it is written with an offset."""


def _spans(
    batch: Batch,
    sheet: TableSheet,
    rows: Sequence[Sequence[TableCell]],
    columns: Mapping[str, int],
    order: Mapping[str, str],
    zone: str,
) -> list[tuple[int, int] | None]:
    """The instants of each row; None where it cannot be read."""
    edges: list[tuple[_Edge, _Edge | None] | None] = []
    for row in rows:
        try:
            begins, ends = cell_in(row, columns, "from"), cell_in(row, columns, "to")
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
        left, last = _moment(start, minute, zone), end
        if whole_days and end.minute is None:
            last = end._replace(day=end.day + timedelta(days=1))
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
            time = f"{minute // 60:02d}:{minute % 60:02d}"
            said = say("the row has dates alone: hand-over is at {time}", time=time)
            batch.approximate(at, rules.NO_TIME, said, unclear, zone)
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


def _edge(batch: Batch, sheet: TableSheet, cell: TableCell, order: Mapping[str, str]) -> _Edge:
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
    return _Edge(day_of(batch, sheet, cell._replace(text=text), order), minute)
