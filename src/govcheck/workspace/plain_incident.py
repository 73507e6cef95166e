"""Incidents of which nothing is wrong, read without the models, which take long to import.

It takes what the models take, to the same values, or leaves the file to them: whatever is unusual
or wrong is theirs to read and to word. A test compares both on files made to be difficult.
"""

from collections.abc import Mapping as Fields
from math import isfinite
from typing import Any, Final

from govcheck.load.simple_yaml import simple_document
from govcheck.load.tree import ARCHIVES, POLICIES, POSTS, SCENARIOS
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.model.texts import FACT, ID, LANGUAGE, READERS
from govcheck.simulate.statement import IncidentStatement
from govcheck.source import Source
from govcheck.time.clock import INSTANT_PATTERN
from govcheck.translation import translated

_KNOWN: Final = frozenset(
    (
        "kind",
        "id",
        "title",
        "detected_at",
        "published_at",
        "aware_at",
        "facts",
        "conflicts",
        "notes",
    )
)
_NEEDED: Final = frozenset(("kind", "id", "title", "detected_at"))
_LARGEST: Final = 1 << 60
"""Larger numbers are left to the models."""


class _Unusual(Exception):
    """Something that the models have to look at."""


def plain_incidents(
    path: str, content: bytes, *, simple: bool = False
) -> tuple[tuple[IncidentStatement, ...], Source] | None:
    """The incidents of a file with its text; None where the models have to look at it.

    With `simple` that is also where the parser would have to.
    """
    elsewhere = path.partition("/")[0] in (POLICIES, SCENARIOS, ARCHIVES, POSTS)
    if len(content) > MOST_BYTES or path.endswith(".md") or elsewhere:
        return None
    try:
        source = Source(path, content.decode("utf-8").lstrip("\ufeff"))
    except UnicodeDecodeError:
        return None
    document = simple_document(source.text)
    if document is None and simple:
        return None
    try:
        documents = _parsed(source) if document is None else [document]
        return tuple(_statement(one, index) for index, one in enumerate(documents)), source
    except (_Unusual, ValueError):
        return None


def _parsed(source: Source) -> list[object]:
    """The documents of a file by the parser. Raises _Unusual where something is wrong."""
    from govcheck.load.nodes import Mapping, plain
    from govcheck.load.yaml import parse

    roots, faults = parse(source)
    if faults or not roots or not all(isinstance(root, Mapping) for root in roots):
        raise _Unusual
    return [plain(root) for root in roots]


def _statement(document: Any, index: int) -> IncidentStatement:
    stated = {key: value for key, value in document.items() if not key.startswith("x-")}
    if stated.get("kind") != "incident" or not stated.keys() <= _KNOWN:
        raise _Unusual
    if not stated.keys() >= _NEEDED or any(value is None for value in stated.values()):
        raise _Unusual
    title = _title(stated["title"])
    _text(stated.get("notes", ""))
    return IncidentStatement(
        _read(ID, stated["id"]),
        title,
        _read(INSTANT_PATTERN, stated["detected_at"]),
        _facts(stated.get("facts", {})),
        _instant(stated, "published_at"),
        _instant(stated, "aware_at"),
        tuple(map(_conflict, _list(stated.get("conflicts", [])))),
        index,
    )


def _title(stated: object) -> str:
    """A text, or one in each of some languages."""
    texts = stated if isinstance(stated, dict) else {"en": stated}
    said = {_read(LANGUAGE, language): _text(text) for language, text in texts.items()}
    if not said or not all(said.values()):
        raise _Unusual
    return translated(said if isinstance(stated, dict) else said["en"])


def _instant(stated: Fields[str, object], field: str) -> int | None:
    return _read(INSTANT_PATTERN, stated[field]) if field in stated else None


def _facts(stated: object) -> dict[str, object]:
    if not isinstance(stated, dict):
        raise _Unusual
    return {
        _read(FACT, name): tuple(map(_scalar, value)) if isinstance(value, list) else _fact(value)
        for name, value in stated.items()
    }


def _fact(value: object) -> object:
    return None if value is None else _scalar(value)


def _scalar(value: object) -> object:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < _LARGEST):
        return value
    if isinstance(value, float) and isfinite(value):
        return value
    raise _Unusual


def _conflict(stated: object) -> Any:
    if not isinstance(stated, dict) or stated.keys() != {"person", "grade"}:
        raise _Unusual
    if stated["grade"] not in ("hard", "soft"):
        raise _Unusual
    return _read(ID, stated["person"]), stated["grade"]


def _list(stated: object) -> list[object]:
    if not isinstance(stated, list):
        raise _Unusual
    return stated


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Unusual
    value.encode()  # half a surrogate pair is no text
    return value


def _read(form: str, value: object) -> Any:
    return READERS[form](_text(value))
