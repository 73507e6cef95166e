"""An incident file, from what an interview has found out."""

import re
from collections.abc import Mapping, Sequence

from govcheck.time.clock import format_instant, local

LONGEST_SLUG = 40

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_SPECIAL = re.compile('[\x00-\x1f"\\\\\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]')
_NOT_TEXT = ("true", "false", "null", "yes", "no", "on", "off", "y", "n")


def incident_id(title: str, detected_at: int, timezone: str) -> str:
    """An id of the day in the zone and the title: `2026-03-14-airbag-video`."""
    day = local(detected_at, timezone).date().isoformat()
    words = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST_SLUG].strip("-")
    return f"{day}-{words or 'incident'}"


def incident_yaml(
    name: str, title: str, detected_at: int, timezone: str, facts: Mapping[str, object]
) -> str:
    """The incident as YAML 1.2; unknown facts are left out."""
    lines = [
        "kind: incident",
        f"id: {name}",
        f"title: {quoted(title)}",
        f"detected_at: {format_instant(detected_at, timezone)}",
    ]
    known = {fact: value for fact, value in facts.items() if value is not None}
    if known:
        lines.append("facts:")
        lines += [f"  {line}" for line in stated_lines(known)]
    return "\n".join(lines) + "\n"


def stated_lines(facts: Mapping[str, object]) -> list[str]:
    """Facts as entries of a mapping in YAML 1.2, a line each."""
    return [f"{fact}: {_value(value)}" for fact, value in facts.items()]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        is_plain = _PLAIN.fullmatch(value) and value.lower() not in _NOT_TEXT
        return value if is_plain else quoted(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    return str(value)


def quoted(text: str) -> str:
    """The text as a double-quoted YAML scalar, on one line."""
    return f'"{_SPECIAL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"
