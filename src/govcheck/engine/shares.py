"""Shares: how much of a whole number another one is, and which shares are possible together.

Only lower bounds need to be followed. Every relation between part and whole has the form "this
number is at least some rising function of that one", and such systems have a least solution,
which repeated raising reaches.
"""

from collections.abc import Sequence
from typing import Final

from govcheck.named_tuples import NamedTuple

SHARES: Final = ("none", "minority", "half", "majority", "all")
ANY_SHARE: Final = (1 << len(SHARES)) - 1
_NONE, _MINORITY, _HALF, _MAJORITY, _ALL = range(len(SHARES))


def share_of(part: int, whole: int) -> str:
    """The share that `part` is of `whole`; nothing is none of anything, of nothing too."""
    if part == 0:
        return "none"
    if part == whole:
        return "all"
    if 2 * part == whole:
        return "half"
    return "minority" if 2 * part < whole else "majority"


class Range(NamedTuple):
    """Whole numbers from `low` to `high`, both in; `high` may be infinite."""

    low: int
    high: float


class Relation(NamedTuple):
    """Part and whole, as positions in a list of ranges, and the shares allowed (a bit each)."""

    part: int
    whole: int
    shares: int = ANY_SHARE


def feasible(ranges: Sequence[Range], relations: Sequence[Relation]) -> bool:
    """Whether numbers within the ranges fit all relations at once.

    A part never exceeds its whole. Where a relation allows several shares but not all of them,
    the answer may be yes although only a share that is not allowed fits.
    """
    low = [span.low for span in ranges]
    high = [span.high for span in ranges]
    for relation in relations:
        if relation.shares == 1 << _NONE:
            high[relation.part] = min(high[relation.part], 0)
        elif relation.shares != ANY_SHARE and not relation.shares & 1 << _NONE:
            low[relation.part] = max(low[relation.part], 1)
    for _ in range(_rounds(ranges)):
        before = low.copy()
        for relation in relations:
            _raise(low, relation)
        if any(least > most for least, most in zip(low, high, strict=True)):
            return False
        if low == before:
            return True
    return False


def _raise(low: list[int], relation: Relation) -> None:
    """Raise the lower bounds of part and whole as far as the relation asks for."""
    part, whole, shares = relation
    low[whole] = max(low[whole], low[part])
    if shares == 1 << _MINORITY:
        low[whole] = max(low[whole], 2 * low[part] + 1)
    elif shares == 1 << _HALF:
        low[whole] = max(low[whole], 2 * low[part])
        low[part] = max(low[part], -(-low[whole] // 2))
    elif shares == 1 << _MAJORITY:
        low[whole] = max(low[whole], low[part] + 1)
        low[part] = max(low[part], low[whole] // 2 + 1)
    elif shares == 1 << _ALL:
        low[part] = max(low[part], low[whole])


def _rounds(ranges: Sequence[Range]) -> int:
    """More rounds than any system with a solution needs.

    What converges halves its distance in each round through all relations; what still rises after
    this many rounds rises for ever.
    """
    bits = max((span.low.bit_length() for span in ranges), default=0)
    return 16 + (len(ranges) + 1) * (bits + 4)
