"""What has to be agreed to in words: `two thirds of the council (4 of 6), chair included`."""

from functools import partial
from typing import Final

from govcheck.agreement.sufficiency import Electorate, needed
from govcheck.agreement.tree import CHAIR, Agreement, Every, Number, Vote
from govcheck.targets import person_id
from govcheck.translation import all_of, any_of, said, together

SHARES: Final = {
    "majority": said("a majority of the council"),
    "two-thirds": said("two thirds of the council"),
    "unanimity": said("the whole council"),
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
    parts = [
        together(("(", inner(part), ")")) if _is_several(part) else inner(part)
        for part in agreement.parts
    ]
    is_every = isinstance(agreement, Every)
    if formal:
        words = (" and " if is_every else " or ").join(parts)
        if isinstance(agreement, Number):
            return f"{agreement.needed} of {words}"
        return f"{'all' if is_every else 'any'} of {words}"
    words = said("nobody") if not parts else all_of(parts) if is_every else any_of(parts)
    if isinstance(agreement, Number):
        return said("{count} of {words}", count=agreement.needed, words=words)
    return words


def _is_several(agreement: Agreement) -> bool:
    if isinstance(agreement, str):
        return False
    return bool(agreement.includes) if isinstance(agreement, Vote) else True


def _vote(vote: Vote, electorate: Electorate[str] | None) -> str:
    words = SHARES[vote.share]
    if electorate is not None:
        seats = [len(bench.seats) for bench in electorate.benches()]
        counts = [
            said("{count} of {words}", count=needed(vote, number), words=number) for number in seats
        ]
        among = any_of(counts) if counts else said("there is none")
        words = said("{words} ({among})", words=words, among=among)
    names = [said("chair") if name == CHAIR else person_id(name) for name in vote.includes]
    return said("{words}, {names} included", words=words, names=all_of(names)) if names else words
