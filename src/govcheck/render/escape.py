"""Text from a policy or an incident, made harmless for where it is shown.

Nothing that somebody else wrote may move the cursor, hide or reorder text, start a command of a
build server, or become markup. What is taken out stays visible, as an escape such as `\\x1b`.
"""

import re
from typing import Final

_UNSAFE: Final = (
    "\x00-\x1f\x7f-\x9f"  # control characters, C1 included
    "\u00ad\u061c\u180e\u200b\u200e\u200f"  # invisible, or directing the text
    "\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff"  # halves of a surrogate pair, which no encoding can write
    "\U000e0000-\U000e007f"  # tags, an invisible alphabet
)
_UNSAFE_CHARACTER: Final = f"[{_UNSAFE}]"
_COMMAND: Final = r"(?<!\S)::"
_LOG_COMMAND: Final = r"##(?=[A-Za-z]*\[)"
_MARKUP: Final = r"[\\`*\[\]<{}|~$]|&(?=[#\w])|(?<![^\W_])_|_(?![^\W_])"
_BLOCK: Final = r"^(\d*)([-+>#=_.)])"
_LINK: Final = r"(?i:@(?=\w)|#(?=\w)|:(?=//)|/(?=/)|\bwww(?=\.)|(?<=\bwww)\.|\bGH(?=-\d))"
_NOT_PLAIN: Final = r"(?a:[^\w .,:|()/+'!?&=-]|(?<=-)-)"
_CALENDAR: Final = r"([\\;,])"

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_NAMED: Final = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WORD_JOINER: Final = "\u2060"
_ENTITIES: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
)


def html_text(text: str) -> str:
    """What `html.escape` makes of a text, without the table of entities that a phone would load."""
    return text.translate(_ENTITIES)


def terminal(text: str) -> str:
    """One line of text that a terminal and the log of a build server only show.

    Control characters, invisible ones and those that reorder text become escapes; what would
    begin a workflow command (`::error`, `##[group]`) gets a backslash.
    """
    shown = visible(text)
    if "::" in shown:
        shown = re.sub(_COMMAND, r"\\::", shown)
    return re.sub(_LOG_COMMAND, r"#\\#", shown) if "##" in shown else shown


def markdown(text: str) -> str:
    """One line of Markdown that renders as the text: no markup, HTML, link or mention.

    Platforms look for mentions and links in the rendered text, where backslashes no longer help;
    an invisible word joiner breaks those.
    """
    shown = re.sub(_COMMAND, f":{_WORD_JOINER}:", visible(text).lstrip())
    shown = re.sub(_LOG_COMMAND, f"#{_WORD_JOINER}#", shown)  # which build servers would obey
    marked = re.sub(_MARKUP, r"\\\g<0>", re.sub(_LINK, rf"\g<0>{_WORD_JOINER}", shown))
    return re.sub(_BLOCK, r"\1\\\2", marked)


def mermaid(text: str) -> str:
    """Text within a mermaid diagram: what could be syntax becomes a `#number;` entity."""
    return re.sub(_NOT_PLAIN, _entity, visible(text))


def ics(text: str) -> str:
    """A TEXT value of RFC 5545; line breaks become `\\n`, other control characters escapes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join(re.sub(_CALENDAR, r"\\\1", visible(line)) for line in lines)


def csv_cell(text: str) -> str:
    """One line that no spreadsheet takes for a formula; a telephone number is none."""
    plain = text.replace("\n", " ").replace("\r", " ")
    number = plain[:1] == "+" and plain[1:].replace(" ", "").isdigit()
    return f"'{plain}" if plain.startswith(_FORMULA) and not number else plain


def json_text(document: str) -> str:
    """A JSON document in which unsafe characters are written as `\\uXXXX`; it means the same."""
    return re.sub(_LOG_COMMAND, r"#\\u0023", re.sub(_UNSAFE_CHARACTER, _json_escape, document))


def visible(text: str) -> str:
    """One line of text for a page that escapes markup itself, as templates of HTML do.

    Control characters, invisible ones and those that reorder text become escapes.
    """
    # all that is unsafe is not printable either
    if text.replace("\u00a0", " ").isprintable():
        return text
    return re.sub(_UNSAFE_CHARACTER, _visible, text)


def _visible(match: re.Match[str]) -> str:
    character = match[0]
    if character in _NAMED:
        return _NAMED[character]
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _entity(match: re.Match[str]) -> str:
    character = match[0]
    return character if ord(character) > 0x7F else f"#{ord(character)};"


def _json_escape(match: re.Match[str]) -> str:
    if match[0] == "\n":  # between values; within one it is already an escape
        return "\n"
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
