"""What an import came to, as JSON: a public interface, versioned by `format`."""

from collections.abc import Sequence
from typing import TypedDict

from govcheck.imports.importing import ImportResult
from govcheck.imports.remark import Remark
from govcheck.render.shape import dumped, shaped
from govcheck.time.clock import format_instant
from govcheck.tongue import ENGLISH


class TakenJson(TypedDict):
    """A document, its file, and whether that is new, changed or unchanged."""

    document: str
    path: str
    state: str
    origin: str


class RemarkJson(TypedDict):
    """What was approximated or not taken; without a code nobody who is told changes."""

    code: str | None
    name: str | None
    message: str
    path: str
    line: int
    column: int
    pointer: str
    minutes: float
    intervals: list[dict[str, str]]
    help: str | None


def render(imported: ImportResult, allowed: Sequence[str]) -> str:
    """One JSON object, indented."""
    data = {
        "format": 1,
        "taken": [
            TakenJson(
                document=one.draft.name, path=one.path, state=one.state, origin=one.draft.origin
            )
            for one in imported.files
        ],
        "present": sorted({one.name for one in imported.present}),
        "approximated": [_remark(one) for one in imported.approximated],
        "not_taken": [_remark(one) for one in imported.left_out],
        "not_allowed": imported.refused(allowed),
    }
    return dumped(data)


def _remark(one: Remark) -> RemarkJson:
    return shaped(
        RemarkJson,
        one,
        **one.place._asdict(),
        code=None if one.rule is None else one.rule.code,
        name=None if one.rule is None else one.rule.name,
        message=ENGLISH.say(one.sentence.text, **one.sentence.values),
        intervals=[
            {"from": format_instant(start, one.zone), "to": format_instant(end, one.zone)}
            for start, end in one.intervals
        ],
        help=None if one.help is None else ENGLISH.say(one.help.text, **one.help.values),
    )
