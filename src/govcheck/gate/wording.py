"""Requirements in words: `two thirds of the council (4 of 6), chair included`."""

from typing import Final

from govcheck.checks.requirements import CHAIR, Electorate, needed
from govcheck.model.change_control import (
    AllRequired,
    AnyRequired,
    CouncilVote,
    CountRequired,
    Requirement,
)

_SHARES: Final = {
    "majority": "a majority of the council",
    "two-thirds": "two thirds of the council",
    "unanimity": "the whole council",
}


def requirement_in_words(requirement: Requirement, electorate: Electorate) -> str:
    """A requirement as a person says it."""
    if isinstance(requirement, str):
        return requirement
    if isinstance(requirement, CouncilVote):
        return _vote(requirement, electorate)
    if isinstance(requirement, CountRequired):
        parts = [_nested(part, electorate) for part in requirement.of]
        return f"{requirement.count} of {_listed(parts, 'or')}"
    if isinstance(requirement, AllRequired):
        return _listed([_nested(part, electorate) for part in requirement.all_of], "and")
    assert isinstance(requirement, AnyRequired)
    return _listed([_nested(part, electorate) for part in requirement.any_of], "or")


def _vote(vote: CouncilVote, electorate: Electorate) -> str:
    counts = [
        f"{needed(vote, len(bench.seats))} of {len(bench.seats)}" for bench in electorate.benches()
    ]
    words = f"{_SHARES[vote.council]} ({' or '.join(counts) or 'there is none'})"
    names = ["chair" if name == CHAIR else name for name in vote.includes]
    return f"{words}, {_listed(names, 'and')} included" if names else words


def _nested(requirement: Requirement, electorate: Electorate) -> str:
    words = requirement_in_words(requirement, electorate)
    simple = isinstance(requirement, str | CouncilVote)
    return words if simple else f"({words})"


def _listed(parts: list[str], how: str) -> str:
    if not parts:
        return "nobody"
    *others, last = parts
    return f"{', '.join(others)} {how} {last}" if others else last
