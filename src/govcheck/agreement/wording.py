"""What has to be agreed to in words: `two thirds of the council (4 of 6), chair included`."""

from collections.abc import Callable, Iterable
from typing import Final

from govcheck.agreement.electorate import Electorate, needed
from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Vote

_SHARES: Final = {
    "majority": "a majority of the council",
    "two-thirds": "two thirds of the council",
    "unanimity": "the whole council",
}
_PERSON: Final = "person:"


def as_written(target: str) -> str:
    """A target as the policy writes it."""
    return target


def in_words(
    agreement: Agreement,
    electorate: Electorate,
    called: Callable[[str], str] = as_written,
    *,
    numbers: bool = True,
) -> str:
    """It as a person says it. `called` names a target; `numbers` adds those of a vote's seats."""
    if isinstance(agreement, str):
        return called(agreement)
    if isinstance(agreement, Vote):
        return _vote(agreement, electorate, called, numbers=numbers)

    def nested(part: Agreement) -> str:
        words = in_words(part, electorate, called, numbers=numbers)
        return words if isinstance(part, str | Vote) else f"({words})"

    parts = [nested(part) for part in agreement.parts]
    if isinstance(agreement, Number):
        return f"{agreement.needed} of {listed(parts, 'or')}"
    return listed(parts, "and" if isinstance(agreement, Every) else "or")


def _vote(
    vote: Vote, electorate: Electorate, called: Callable[[str], str], *, numbers: bool
) -> str:
    counts = [
        f"{needed(vote, len(bench.seats))} of {len(bench.seats)}" for bench in electorate.benches()
    ]
    words = _SHARES[vote.share]
    if numbers:
        words += f" ({' or '.join(counts) or 'there is none'})"
    names = [
        "chair" if name == CHAIR else called(name).removeprefix(_PERSON) for name in vote.includes
    ]
    return f"{words}, {listed(names, 'and')} included" if names else words


def listed(parts: Iterable[str], how: str) -> str:
    """Some words in a row, the last after `and` or `or`."""
    found = list(parts)
    if not found:
        return "nobody"
    *others, last = found
    return f"{', '.join(others)} {how} {last}" if others else last
