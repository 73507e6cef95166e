"""Clauses: a condition as tests of which, of one clause at least, all have to come out as asked."""

from collections.abc import Iterator
from itertools import product
from typing import Final

from govcheck.engine.ruleset import All, Any, Compare, HasTag, In, IsKnown, Not, Predicate, Within
from govcheck.named_tuples import NamedTuple

MOST_CLAUSES: Final = 256
"""A condition of more clauses is evaluated as it is written."""


class AskedTest(NamedTuple):
    """A test that has to hold, or not to."""

    test: In | HasTag | Compare | Within | IsKnown
    holds: bool


MaskClause = tuple[AskedTest, ...]


class TooManyClauses(Exception):
    """A condition has more clauses than are worth it."""


def clauses_of(condition: Predicate, *, wanted: bool = True) -> list[MaskClause]:
    """The clauses of a condition, or of its opposite. Raises TooManyClauses."""
    return list(_clauses(condition, wanted))


def _clauses(condition: Predicate, wanted: bool) -> Iterator[MaskClause]:
    if isinstance(condition, Not):
        yield from _clauses(condition.part, not wanted)
    elif isinstance(condition, All | Any):
        parts = [list(_clauses(part, wanted)) for part in condition.parts]
        if isinstance(condition, All) is wanted:
            size = 1
            for part in parts:
                size *= len(part)
            if size > MOST_CLAUSES:
                raise TooManyClauses
            for combined in product(*parts):
                yield tuple(dict.fromkeys(one for clause in combined for one in clause))
        else:
            if sum(map(len, parts)) > MOST_CLAUSES:
                raise TooManyClauses
            for part in parts:
                yield from part
    else:
        yield (AskedTest(condition, wanted),)
