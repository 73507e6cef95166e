"""One import: the files of an export become documents, and what is said of them."""

import os
from collections.abc import Sequence
from typing import Final, NamedTuple

from govcheck.imports.batch import Batch, Present, Wishes
from govcheck.imports.cursor import Cursor, Unreadable
from govcheck.imports.json_text import NotJson, read_json
from govcheck.imports.merge import MergedFile, merged
from govcheck.imports.remark import Remark, say
from govcheck.load.nodes import Scalar
from govcheck.load.repository import Repository
from govcheck.load.tree import replace_file
from govcheck.source import Source
from govcheck.tongue import Tongue

MOST_BYTES: Final = 20 << 20
"""So large an export may be."""
FORMATS: Final = ("pagerduty", "opsgenie", "jira", "ical", "csv")


class ImportResult(NamedTuple):
    """What an import comes to."""

    files: tuple[MergedFile, ...]
    present: tuple[Present, ...]
    approximated: tuple[Remark, ...]
    left_out: tuple[Remark, ...]
    sources: tuple[Source, ...]

    def refused(self, allowed: Sequence[str]) -> list[str]:
        """The names of the rules that something breaks and that are not allowed."""
        found = {
            one.rule.name: one.rule.code
            for one in (*self.approximated, *self.left_out)
            if one.rule is not None
        }
        known = {one.casefold() for one in allowed}
        return sorted(name for name, code in found.items() if not {name, code.casefold()} & known)


def import_documents(
    format_: str,
    contents: Sequence[tuple[str, bytes]],
    repository: Repository | None,
    into: str,
    wishes: Wishes,
    tongue: Tongue,
) -> ImportResult:
    """The documents of some files in one format, beside those of a policy."""
    batch = Batch(format_, None if repository is None else repository.policy, wishes)
    sources: list[Source] = []
    for path, content in contents:
        try:
            sources += _sources(format_, path, content)
        except Unreadable as error:
            batch.fault(error)
    try:
        _read(format_, batch, sources)
    except Unreadable as error:
        batch.fault(error)
    files = merged(batch.drafts, repository, into, tongue)
    kept = [remark for file in files for remark in file.kept]
    return ImportResult(
        tuple(files),
        tuple(batch.present),
        _in_order(batch.approximated),
        _in_order([*batch.left_out, *kept]),
        tuple(sources),
    )


def _in_order(remarks: Sequence[Remark]) -> tuple[Remark, ...]:
    """Each once, by place."""
    seen: dict[tuple[object, ...], Remark] = {}
    for one in remarks:
        said = (one.sentence.text, *map(str, one.sentence.values.values()))
        seen.setdefault((one.place, one.rule, *said), one)
    return tuple(sorted(seen.values(), key=lambda one: (one.place, one.sentence.text)))


def _sources(format_: str, path: str, content: bytes) -> list[Source]:
    if len(content) > MOST_BYTES:
        said = say("the file is larger than {count} MB", count=MOST_BYTES >> 20)
        raise _whole(Source(path, " ")).refuse(said)
    if format_ == "csv" and (path.lower().endswith(".xlsx") or content[:4] == b"PK\x03\x04"):
        from govcheck.imports.table_sheet import unpacked

        return unpacked(path, content)
    return [Source(path, _text(format_, path, content))]


def _text(format_: str, path: str, content: bytes) -> str:
    """The text of a file; a table that is no UTF-8 is what Excel writes in the West."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            if format_ != "csv":
                at = Source(path, content[: error.start].decode("utf-8", "replace") + " ")
                place = Cursor(at, Scalar("", len(at.text) - 1, len(at.text)))
                raise place.refuse(say("the file is not UTF-8")) from None
            text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise _whole(Source(path, " ")).refuse(say("the file is not text"))
    return text


def _whole(source: Source) -> Cursor:
    return Cursor(source, Scalar("", 0, 1))


def _trees(batch: Batch, sources: Sequence[Source]) -> list[Cursor]:
    found = []
    for source in sources:
        try:
            found.append(Cursor(source, read_json(source.text)))
        except NotJson as error:
            at = min(error.position, max(len(source.text) - 1, 0))
            place = Cursor(source, Scalar("", at, at + 1))
            batch.fault(place.refuse(say("the file cannot be read: {reason}", reason=str(error))))
    return found


def _read(format_: str, batch: Batch, sources: Sequence[Source]) -> None:
    """Take what some files hold, by the module of their format, which alone is imported."""
    if format_ == "pagerduty":
        from govcheck.imports import pagerduty

        pagerduty.read(batch, _trees(batch, sources))
    elif format_ == "ical":
        from govcheck.imports import ical

        ical.read(batch, sources)
    elif format_ == "csv":
        from govcheck.imports import table

        table.read(batch, sources)
    else:
        from govcheck.imports import opsgenie

        opsgenie.read(batch, _trees(batch, sources))


def write_files(root: str, files: Sequence[MergedFile]) -> None:
    """Write what is new or changed.

    Raises:
        OSError: A file cannot be written.
    """
    for file in files:
        if file.content is not None:
            target = os.path.join(root, *file.path.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            replace_file(target, file.content)
