"""What has to be agreed to: targets joined by all, any, a number of people, or a vote."""

from collections.abc import Callable, Iterator
from typing import Final, Literal

from govcheck.named_tuples import NamedTuple
from govcheck.typed_tuples import apart

VoteShare = Literal["majority", "two-thirds", "unanimity"]

CHAIR: Final = "chair"


@apart
class Every(NamedTuple):
    """Each of the parts; one person may agree for several. Without parts it is never met."""

    parts: tuple["Agreement", ...]


@apart
class Some(NamedTuple):
    """At least one of the parts."""

    parts: tuple["Agreement", ...]


@apart
class Number(NamedTuple):
    """So many different people, each from a part that suffices by itself."""

    needed: int
    parts: tuple["Agreement", ...]


@apart
class Vote(NamedTuple):
    """A share of a council's seats, and who must be among those who agree."""

    share: VoteShare
    includes: tuple[str, ...] = ()
    """Targets, or `chair`."""


Agreement = str | Every | Some | Number | Vote
"""A target, or a nesting. Frozen and hashable."""


def parts_needed(joined: Every | Some | Number) -> int:
    """How many parts must agree at least; a number of people takes no more parts than there are."""
    if isinstance(joined, Every):
        return len(joined.parts)
    return 1 if isinstance(joined, Some) else min(joined.needed, len(joined.parts))


def targets_of(agreement: Agreement) -> tuple[str, ...]:
    """Every target that is named, also as one that a vote must include, each once."""
    if isinstance(agreement, str):
        return (agreement,)
    if isinstance(agreement, Vote):
        return tuple(dict.fromkeys(name for name in agreement.includes if name != CHAIR))
    return tuple(dict.fromkeys(name for part in agreement.parts for name in targets_of(part)))


def votes_of(agreement: Agreement) -> Iterator[Vote]:
    """Every vote that is asked for."""
    if isinstance(agreement, Vote):
        yield agreement
    elif not isinstance(agreement, str):
        for part in agreement.parts:
            yield from votes_of(part)


def replaced(agreement: Agreement, instead: Callable[[str | Vote], Agreement]) -> Agreement:
    """The same with something instead of each target and each vote."""
    if isinstance(agreement, str | Vote):
        return instead(agreement)
    parts = tuple(replaced(part, instead) for part in agreement.parts)
    return agreement._replace(parts=parts)
