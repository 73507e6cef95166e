"""What has to be agreed to: targets joined by all, any, a number of people, or a vote."""

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

Share = Literal["majority", "two-thirds", "unanimity"]

CHAIR: Final = "chair"


class Every(NamedTuple):
    """Each of the parts. Without parts nobody agrees, so that it is never met."""

    parts: tuple["Agreement", ...]


class Some(NamedTuple):
    """At least one of the parts."""

    parts: tuple["Agreement", ...]


class Number(NamedTuple):
    """So many different people, each from a part that suffices by itself."""

    needed: int
    parts: tuple["Agreement", ...]


class Vote(NamedTuple):
    """A share of a council's seats, and who must be among those who agree."""

    share: Share
    includes: tuple[str, ...] = ()
    """Targets, or `chair`."""


Agreement = str | Every | Some | Number | Vote
"""A target, or a nesting. Frozen and hashable."""


def targets_of(agreement: Agreement) -> Iterator[str]:
    """Every target that is named, also as one that a vote must include; again where it is twice."""
    if isinstance(agreement, str):
        yield agreement
    elif isinstance(agreement, Vote):
        yield from (name for name in agreement.includes if name != CHAIR)
    else:
        for part in agreement.parts:
            yield from targets_of(part)


def votes_of(agreement: Agreement) -> Iterator[Vote]:
    """Every vote that is asked for."""
    if isinstance(agreement, Vote):
        yield agreement
    elif not isinstance(agreement, str):
        for part in agreement.parts:
            yield from votes_of(part)
