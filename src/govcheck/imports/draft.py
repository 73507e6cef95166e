"""A document that an import proposes, and how it is written down."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from govcheck.imports.remark import Sentence
from govcheck.source import Span
from govcheck.tongue import Tongue

ORIGIN: Final = "x-imported"
"""The key that says where a document comes from, and what its fields said when they came."""

_PLAIN: Final = re.compile(
    r"[A-Za-z](?:[A-Za-z0-9._/@+-]|(?<![ ]) (?=[A-Za-z0-9]))*|\d{4}-\d\d-\d\d(?:T[\d:+-]+Z?)?"
    r"|[a-z]+:[a-z0-9-]+|(?:\d+[dhms])+"
)
_RESERVED: Final = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
"""Words that YAML 1.2, or a tool of YAML 1.1, does not read as text."""
_WIDTH: Final = 88


class Draft(NamedTuple):
    """A document, without what its file adds."""

    kind: str
    id: str
    fields: Mapping[str, object]
    """Plain values by field, in the order of the kind, without `kind` and `id`."""
    origin: str
    """What it was made of, such as `pagerduty/schedule/PSCHED1`."""
    place: Span
    notes: tuple[Sentence, ...] = ()
    """What stands in comments above it."""

    @property
    def name(self) -> str:
        """`kind/id`."""
        return f"{self.kind}/{self.id}"

    def digests(self) -> dict[str, str]:
        """A short digest of each field."""
        return {field: digest(value) for field, value in self.fields.items()}

    def document(self) -> dict[str, object]:
        """All keys of the document."""
        return {"kind": self.kind, "id": self.id, **self.fields}


def digest(value: object) -> str:
    """Eight hexadecimal digits of a plain value, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True)
    return sha256(text.encode()).hexdigest()[:8]


def written(draft: Draft, tongue: Tongue) -> str:
    """The text of a file with the document."""
    lines = []
    for note in (*draft.notes,):
        said = tongue.say(note.text, **note.values)
        lines += [f"# {line}" for line in _wrapped(one_line(said))]
    lines += [f"kind: {draft.kind}", f"id: {scalar(draft.id)}"]
    lines += [line for field, value in draft.fields.items() for line in entry(field, value)]
    lines += origin_lines(draft.origin, draft.digests())
    return "\n".join(lines) + "\n"


def origin_lines(origin: str, digests: Mapping[str, str]) -> list[str]:
    """What the document remembers of the import."""
    return [f"{ORIGIN}:", f"  from: {scalar(origin)}", f"  fields: {flown(digests)}"]


def one_line(text: str) -> str:
    """Text that cannot end a comment."""
    return "".join(one if one.isprintable() else " " for one in text)


def _wrapped(text: str) -> Iterable[str]:
    from textwrap import wrap

    return wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]


def entry(field: str, value: object) -> list[str]:
    """The lines of a key and its value, the key at the margin."""
    flow = flown(value)
    several = isinstance(value, Sequence) and not isinstance(value, str)
    if several and any(isinstance(one, Mapping) for one in value):  # type: ignore[attr-defined]
        return [f"{field}:", *(f"  - {flown(one)}" for one in value)]  # type: ignore[attr-defined]
    return [f"{field}: {flow}"]


def flown(value: object) -> str:
    """A value in flow style."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(k))}: {flown(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flown, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return scalar(str(value))


def scalar(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """A text as YAML: plain where that is safe, otherwise in double quotes with escapes."""
    if plain.fullmatch(text) and text.lower() not in _RESERVED:
        return text
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    number = ord(character)
    return f"\\U{number:08x}" if number > 0xFFFF else f"\\u{number:04x}"
