"""Tables of people."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from govcheck.imports import violations as rules
from govcheck.imports.batch import Batch
from govcheck.imports.cursor import Cursor
from govcheck.imports.directory import NOBODY, folded
from govcheck.imports.draft import Draft
from govcheck.imports.remark import say
from govcheck.imports.table_dates import day_of
from govcheck.imports.table_sheet import TableSheet, cell_in, text_in
from govcheck.imports.zones import iana
from govcheck.load.post_table import TableCell

PEOPLE: Final = {
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
_LANGUAGES: Final = {
    "deutsch": "de", "german": "de", "englisch": "en", "english": "en", "französisch": "fr",
    "french": "fr", "spanisch": "es", "spanish": "es", "italienisch": "it", "italian": "it",
    "niederländisch": "nl", "dutch": "nl", "polnisch": "pl", "polish": "pl", "türkisch": "tr",
    "turkish": "tr", "japanisch": "ja", "japanese": "ja", "chinesisch": "zh", "chinese": "zh",
    "portugiesisch": "pt", "portuguese": "pt",
}  # fmt: skip
_AMERICAN: Final = r"[2-9]\d\d[2-9]\d{6}"
_SPLIT: Final = re.compile(r"\s*[,;/|+]\s*|\s+(?:und|and)\s+")


def take_person(
    batch: Batch,
    sheet: TableSheet,
    row: Sequence[TableCell],
    columns: Mapping[str, int],
    later: list[Callable[[], None]],
) -> None:
    """Take whoever has a row; who stands in for them is settled once everybody is known."""
    name = text_in(row, columns, "name")
    last, comma, first = name.partition(", ")
    if comma and first:
        name = f"{first} {last}"
    name = name or f"{text_in(row, columns, 'first')} {text_in(row, columns, 'last')}".strip()
    at = sheet.cursor(row[columns.get("name", 0)] if columns.get("name", 0) < len(row) else row[0])
    if not name:
        raise at.refuse(say("a row has no name"))
    email = text_in(row, columns, "email")
    fields: dict[str, Any] = {
        field: text_in(row, columns, field)
        for field in ("github", "gitlab", "employer", "department")
        if text_in(row, columns, field)
    }
    fields |= _zone(sheet, row, columns)
    fields |= _spoken(batch, sheet, row, columns)
    contacts = [{"via": "phone", "address": one} for one in _phones(batch, sheet, row, columns)]
    contacts += [
        {"via": way, "address": address.strip()}
        for way in ("chat", "email")
        for address in text_in(row, columns, way).split(";")
        if address.strip()
    ]
    if contacts:
        fields["contacts"] = contacts
    active = {
        field: day_of(batch, sheet, cell, {}).isoformat()
        for field in ("from", "until")
        if (cell := cell_in(row, columns, field)) is not None
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


def _phones(
    batch: Batch, sheet: TableSheet, row: Sequence[TableCell], columns: Mapping[str, int]
) -> list[str]:
    """The numbers of a cell; what a spreadsheet has made of one is told."""
    cell = cell_in(row, columns, "phone")
    found = []
    for part in [] if cell is None else re.split(r"[;|\r\n]|\s(?=\+\d)", cell.text):
        number = " ".join(part.strip().removeprefix("'").split())
        if cell is None or not number:
            continue
        if re.fullmatch(r"[\d.,]+e\+?\d+", number, re.IGNORECASE):
            said = say(
                "`{number}` is no number that can be called: a spreadsheet has rounded it",
                number=number,
            )
            advice = say("make the column one of text, and write the number again")
            batch.leave_out(sheet.cursor(cell), rules.UNREADABLE, said, advice)
            continue
        if re.fullmatch(r"[1-9]\d{8,}", number) and not re.fullmatch(_AMERICAN, number):
            said = say(
                "`{number}` begins with neither `+` nor `0`, which spreadsheets cut off",
                number=number,
            )
            batch.leave_out(sheet.cursor(cell), None, said)
        found.append(number)
    return found


def _several(row: Sequence[TableCell], columns: Mapping[str, int], field: str) -> list[str]:
    return [part for part in re.split(r"\s*[,;|]\s*", text_in(row, columns, field)) if part]


def _zone(
    sheet: TableSheet, row: Sequence[TableCell], columns: Mapping[str, int]
) -> dict[str, Any]:
    zone = cell_in(row, columns, "timezone")
    if zone is None:
        return {}
    known = iana(zone.text)
    if known is None:
        said = say("`{name}` is not an IANA time zone", name=zone.text.strip()[:80])
        raise sheet.cursor(zone).refuse(said)
    return {"timezone": known}


def _spoken(
    batch: Batch, sheet: TableSheet, row: Sequence[TableCell], columns: Mapping[str, int]
) -> dict[str, Any]:
    cell = cell_in(row, columns, "languages")
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
