"""How long a text is, as a network counts it."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final

from govcheck.posts.links import Link, links, shortened_mentions
from govcheck.posts.tables import table

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.model.network_limits import NetworkLimit

_LINE_END: Final = re.compile(r"\r\n|\r")
_HASHTAG: Final = re.compile(r"(?<![\w&/])[#＃](?=\w*[^\W\d_])\w+")  # noqa: RUF001
_ALONE: Final = re.compile(
    r"[\x00-\u02ff\u2010-\u2027\u20a0-\u20c0\u3000-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff"
    r"\uac00-\ud7a3\uff01-\uff60]*"
)
"""Characters that join no others, but for CR before LF, and that alone are not shown as emoji."""
_LIGHT: Final = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""The characters that count one in twitter-text, version 3; all others count two."""
_EMOJI_ALONE: Final = "\u00a9\u00ae"
"""Emoji of one character that would count one if they were none."""
_EMOJI: Final = 2
_LINK: Final = 23


def length(text: str, limit: "NetworkLimit") -> int:
    """How much of a limit a text takes up, in the unit of the limit."""
    text = _LINE_END.sub("\n", text)
    if limit.unit == "weighted":
        return _weighted(text, limit.url_counts or _LINK)
    if limit.mention_counts == "without-domain":
        text = _outside_links(text)
    found = [] if limit.url_counts is None else links(text, bare=False)
    rest = "".join(_between(text, found))
    emoji = _emoji(rest) if limit.emoji_counts == "bytes" else []
    count = _COUNTS[limit.unit]
    more = sum(utf8(one) - count(one) for one in emoji)
    return count(rest) + more + (limit.url_counts or 0) * len(found)


def hashtags(text: str) -> int:
    """How many hashtags a text has; one that is a number alone is none."""
    return len(_HASHTAG.findall(text))


def graphemes(text: str) -> int:
    """How many characters people see in a text: its extended grapheme clusters."""
    if _ALONE.fullmatch(text):
        return len(text) - text.count("\r\n")
    import regex  # which takes a while

    return len(regex.findall(r"\X", text))


def _emoji(text: str) -> list[str]:
    """The characters of a text that are shown as emoji."""
    if _ALONE.fullmatch(text):
        return []
    import regex  # which takes a while

    shown = regex.compile(r"\p{Emoji_Presentation}|\ufe0f|\u20e3")
    return [one for one in regex.findall(r"\X", text) if shown.search(one)]


def utf16(text: str) -> int:
    """How many code units a text has in UTF-16."""
    return len(text) + sum(character > "\uffff" for character in text)


def utf8(text: str) -> int:
    """How many bytes a text has in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def weighted(text: str) -> int:
    """How much a text weighs on X, by twitter-text, version 3."""
    return _weighted(_LINE_END.sub("\n", text), _LINK)


_COUNTS: Final = {
    "code-points": len,
    "graphemes": graphemes,
    "utf-16": utf16,
    "bytes": utf8,
}


def _weighted(text: str, link: int) -> int:
    text = unicodedata.normalize("NFC", text)
    found = links(text)
    return sum(map(_weight, _between(text, found))) + link * len(found)


def _weight(text: str) -> int:
    total, position, sequences = 0, 0, _sequences()
    while position < len(text):
        character = text[position]
        lengths = sequences.get(character)
        if lengths is not None:
            size = next((n for n in lengths if text[position : position + n] in _known()), 0)
            if size:
                total, position = total + _EMOJI, position + size
                continue
        code = ord(character)
        light = any(first <= code <= last for first, last in _LIGHT)
        total += 1 if light and character not in _EMOJI_ALONE else 2
        position += 1
    return total


def _between(text: str, found: list[Link]) -> list[str]:
    """What stands outside of links."""
    parts, position = [], 0
    for link in found:
        parts.append(text[position : link.start])
        position = link.end
    return [*parts, text[position:]]


def _outside_links(text: str) -> str:
    """The text with the servers of mentions left out, but within links."""
    parts, position = [], 0
    for link in links(text, bare=False):
        parts += [shortened_mentions(text[position : link.start]), text[link.start : link.end]]
        position = link.end
    return "".join([*parts, shortened_mentions(text[position:])])


@cache
def _known() -> frozenset[str]:
    return table("emoji_sequences.txt", "//")


@cache
def _sequences() -> dict[str, tuple[int, ...]]:
    """The lengths of the emoji that begin with a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for emoji in _known():
        lengths.setdefault(emoji[0], set()).add(len(emoji))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}
