"""Excerpts: two long texts cut to what tells them apart."""

import re
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

CUT: Final = "..."
_WORD: Final = re.compile(r"\s*\S+|\s+\Z")
_AROUND: Final = 3
"""So many words stay on either side of a difference."""
_MOST_COMPARED: Final = 250_000
"""So many pairs of words are compared at most; of longer texts all that is between the ends of
both counts as different."""


def excerpts(before: str, after: str, most: int) -> tuple[str, str]:
    """Cut two texts to `most` characters each, so that different ones stay different.

    Words that both share are left out first, but for a few around each difference.
    """
    if max(len(before), len(after)) <= most:
        return before, after
    if before == after:
        return _ending(before, most), _ending(after, most)
    ours, theirs = _without_shared(before, after)
    if ours == theirs:  # what was left out is not where they differ
        ours, theirs = before, after
    if max(len(ours), len(theirs)) <= most:
        return ours, theirs
    first = _shared(ours, theirs)
    start = max(0, first - most // 3)
    if start:
        start = max(start, ours.find(" ", start, first))
    lead = CUT if start else ""
    return _ending(lead + ours[start:], most), _ending(lead + theirs[start:], most)


def _without_shared(before: str, after: str) -> tuple[str, str]:
    ours, theirs = (_WORD.findall(one) for one in (before, after))
    head = _shared(ours, theirs)
    tail = min(_shared(ours[::-1], theirs[::-1]), len(ours) - head, len(theirs) - head)
    blocks = [(0, 0, head)]
    inner = ours[head : len(ours) - tail], theirs[head : len(theirs) - tail]
    if len(inner[0]) * len(inner[1]) <= _MOST_COMPARED:
        matched = SequenceMatcher(None, *inner, autojunk=False).get_matching_blocks()
        blocks += [(one.a + head, one.b + head, one.size) for one in matched if one.size]
    blocks.append((len(ours) - tail, len(theirs) - tail, tail))
    texts: list[list[str]] = [[], []]
    at = [0, 0]
    for number, (*starts, size) in enumerate(blocks):
        shared = ours[starts[0] : starts[0] + size]
        first, last = 0 if number == 0 else _AROUND, 0 if number == len(blocks) - 1 else _AROUND
        if size > first + last + 1:
            cut = CUT if number == 0 else f" {CUT}"
            shared = [*shared[:first], cut, *shared[size - last :]]
        for index, (text, words) in enumerate(zip(texts, (ours, theirs), strict=True)):
            text += [*words[at[index] : starts[index]], *shared]
            at[index] = starts[index] + size
    return "".join(texts[0]), "".join(texts[1])


def _shared(one: str | list[str], other: str | list[str]) -> int:
    """How many items both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _ending(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - len(CUT)]}{CUT}"
