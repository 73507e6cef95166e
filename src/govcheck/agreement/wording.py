"""What has to be agreed to in words: `two thirds of the council (4 of 6), chair included`."""

from collections.abc import Iterable
from functools import partial
from typing import Final

from govcheck.agreement.electorate import Electorate, needed
from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Vote
from govcheck.targets import person_id

_SHARES: Final = {
    "majority": "a majority of the council",
    "two-thirds": "two thirds of the council",
    "unanimity": "the whole council",
}


def in_words(
    agreement: Agreement, electorate: Electorate[str] | None = None, *, formal: bool = False
) -> str:
    """It as a person says it, targets as they are written. An electorate adds numbers of seats.

    The formal words tell at the start what is joined: `all of role:legal and (any of …)`.
    """
    if isinstance(agreement, str):
        return agreement
    if isinstance(agreement, Vote):
        return _vote(agreement, electorate)
    inner = partial(in_words, electorate=electorate, formal=formal)
    parts = [f"({inner(part)})" if _is_several(part) else inner(part) for part in agreement.parts]
    how = "and" if isinstance(agreement, Every) else "or"
    words = f" {how} ".join(parts) if formal else listed(parts, how)
    if isinstance(agreement, Number):
        return f"{agreement.needed} of {words}"
    return f"{'all' if how == 'and' else 'any'} of {words}" if formal else words


def _is_several(agreement: Agreement) -> bool:
    if isinstance(agreement, str):
        return False
    return bool(agreement.includes) if isinstance(agreement, Vote) else True


def _vote(vote: Vote, electorate: Electorate[str] | None) -> str:
    words = _SHARES[vote.share]
    if electorate is not None:
        seats = [len(bench.seats) for bench in electorate.benches()]
        counts = [f"{needed(vote, number)} of {number}" for number in seats]
        words += f" ({' or '.join(counts) or 'there is none'})"
    names = [name if name == CHAIR else person_id(name) for name in vote.includes]
    return f"{words}, {listed(names, 'and')} included" if names else words


def listed(parts: Iterable[str], how: str) -> str:
    """Some words in a row, the last after `and` or `or`."""
    found = list(parts)
    if not found:
        return "nobody"
    *others, last = found
    return f"{', '.join(others)} {how} {last}" if others else last
