"""Imports of files of this folder, or of plain values, without a terminal."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from govcheck.imports.batch import Wishes
from govcheck.imports.importing import ImportResult, import_documents
from govcheck.imports.shifts import DutyStretch, duty_of
from govcheck.load.file import load_file
from govcheck.load.repository import Repository
from govcheck.time.clock import format_instant, parse_instant
from govcheck.tongue import ENGLISH

EXPORTS = Path(__file__).parent / "exports"
AT = parse_instant("2026-10-01T00:00:00Z")
INTO = "policies/imported"


def content(name: str) -> bytes:
    return (EXPORTS / name).read_bytes()


def tree(name: str) -> Any:
    return json.loads(content(name))


def run(
    format_: str,
    files: Sequence[str] | Mapping[str, Any],
    repository: Repository | None = None,
    **wishes: Any,
) -> ImportResult:
    """The import of some files, or of values by the names of their files."""
    if isinstance(files, Mapping):
        contents = [
            (name, one if isinstance(one, bytes) else json.dumps(one).encode())
            for name, one in files.items()
        ]
    else:
        contents = [(name, content(name)) for name in files]
    said = Wishes(**{"at": AT, **wishes})
    return import_documents(format_, contents, repository, INTO, said, ENGLISH)


def fields(imported: ImportResult, name: str) -> dict[str, Any]:
    return next(dict(one.draft.fields) for one in imported.files if one.draft.name == name)


def names(imported: ImportResult) -> list[str]:
    return [one.draft.name for one in imported.files]


def codes(imported: ImportResult) -> list[str]:
    return imported.refused(())


def sayings(imported: ImportResult) -> str:
    remarks = (*imported.approximated, *imported.left_out)
    return "\n".join(
        f"{one.place.path}:{one.place.line}: "
        + ENGLISH.say(one.sentence.text, **one.sentence.values)
        for one in remarks
    )


def duty(
    imported: ImportResult, name: str, start: str, end: str, zone: str
) -> list[tuple[str, str, str]]:
    """Who is on duty by an imported rota, in local time."""
    found = duty_of(fields(imported, name), parse_instant(start), parse_instant(end))
    return [shown(one, zone) for one in found]


def shown(stretch: DutyStretch, zone: str) -> tuple[str, str, str]:
    start, end, person = stretch
    return format_instant(start, zone), format_instant(end, zone), person


def faults(imported: ImportResult) -> list[str]:
    """What the loader has to say of the documents."""
    return [
        f"{one.path}: {finding.message}"
        for one in imported.files
        if one.content is not None
        for finding in load_file(one.path, one.content).findings
    ]
