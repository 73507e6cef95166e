"""YAML 1.2 for a parser of YAML 1.1.

libyaml ends a plain value within `[…]` or `{…}` at every `:` and `?`, so that it refuses
`[rota:community-duty]` and `{do: Why?}`, and it ends lines at NEL, LS and PS. YAML 1.2 does
neither. So such characters are masked, one for one, by private ones that the text does not have,
and unmasked in the values; every position stays as it is.
"""

import re
from itertools import islice
from typing import Final

from govcheck.named_tuples import NamedTuple

_MASKED: Final = ":?\x85\u2028\u2029"
_PRIVATE: Final = range(0xE000, 0xF8FF)
_OUTSIDE: Final = r"\s,\[\]{}"  # what cannot be part of a plain value within brackets

_NEEDS_MASK: Final = re.compile(
    rf"""
    (?P<keep>
        %(?: (?<=[\n\r]%) | (?<=\A%) )[^\n\r]*  # a directive
        | !<[^>\s]*> | !(?<![^{_OUTSIDE}]!)[^{_OUTSIDE}]*  # a tag
    )
    | : (?=[^{_OUTSIDE}]) (?<=[^{_OUTSIDE}"'&*]:)  # in the middle of a word
    | \? (?: (?=\S) | (?<=[^{_OUTSIDE}]\?) )  # anywhere but alone, where it marks a key
    | [\x85\u2028\u2029]
    """,
    re.VERBOSE,
)
"""Each alternative begins with the character itself, which makes the search ten times as fast."""
_IN_WORD: Final = re.compile(rf":(?=[^{_OUTSIDE}])")
"""Where a text has neither this nor another masked character, it needs no mask."""


class Masked(NamedTuple):
    """A text that libyaml reads as YAML 1.2, and how to get its values back."""

    text: str
    originals: dict[int, str]

    def unmask(self, value: str) -> str:
        """A value as the text has it."""
        return value.translate(self.originals) if self.originals else value


def mask(text: str) -> Masked:
    """Mask what libyaml would misread; without any, or without free characters, the text itself."""
    if _IN_WORD.search(text) is None and not any(char in text for char in _MASKED[1:]):
        return Masked(text, {})
    free = list(islice((char for char in map(chr, _PRIVATE) if char not in text), len(_MASKED)))
    if len(free) < len(_MASKED):
        return Masked(text, {})
    masks = dict(zip(_MASKED, free, strict=True))
    masked = _NEEDS_MASK.sub(lambda match: match["keep"] or masks[match[0]], text)
    return Masked(masked, {ord(mask): original for original, mask in masks.items()})
