"""Weighted length once more, sharing nothing with the program: one regular expression a rule.

It knows fewer endings of domains than the program, so that texts that are compared use these.
"""

import re
import unicodedata

import regex

ENDINGS = "com|de|co|ai|org|photography"
_BARE = re.compile(
    rf"(?<![A-Za-z0-9@$#./_-])(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    rf"(?:{ENDINGS})(?![A-Za-z0-9@+-])(?:/[a-z0-9/_=-]*)?",
    re.IGNORECASE,
)
_EMOJI = regex.compile(
    r"\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3|\U0001F3F4[\U000E0020-\U000E007F]+"
    r"|\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?"
    r"(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*"
)


def second_weighted(text: str) -> int:
    """Links count 23, emoji 2, everything in the light ranges 1, everything else 2."""
    text = unicodedata.normalize("NFC", text)
    text, links = _BARE.subn("\x00", text)
    text, emoji = _EMOJI.subn("", text)
    heavy = regex.compile(r"[^\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]")
    count: int = len(text) - links + len(heavy.findall(text)) + 23 * links + 2 * emoji
    return count


def second_graphemes(text: str) -> int:
    """Clusters by a walk over code points; right for what `graphemes` is compared on."""
    count, joined = 0, False
    for character in text:
        extends = unicodedata.category(character) in ("Mn", "Me", "Cf") or (
            "\U0001f3fb" <= character <= "\U0001f3ff"
        )
        if not (count and (extends or joined)):
            count += 1
        joined = character == "\u200d"
    return count
