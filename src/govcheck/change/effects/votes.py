"""How many seats of a council must agree, where seats come and go or their terms are others."""

from collections.abc import Iterator
from typing import Final

from govcheck.agreement.electorate import needed
from govcheck.agreement.tree import Vote, VoteShare, votes_of
from govcheck.agreement.wording import SHARES
from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import changed_pairs, effect
from govcheck.duty.roster import RosterCouncil
from govcheck.duty.seats import in_term
from govcheck.model.agreement import agreement_of
from govcheck.model.council import Council
from govcheck.translation import said

_SHARES: Final[tuple[VoteShare, ...]] = ("majority", "two-thirds", "unanimity")


def votes(comparison: Comparison) -> Iterator[Effect]:
    """Councils in which fewer seats suffice for a vote at some instant, or else more are needed."""
    asked = _asked(comparison)
    for name, old, new in changed_pairs(comparison, Council):
        before, after = (side.program.roster.councils.get(name) for side in comparison[:2])
        if old is None or new is None or before is None or after is None:
            continue
        shares = [one for one in _SHARES if one in {*asked, old.decides_by, new.decides_by}]
        found: dict[bool, tuple[str, str]] = {}
        for at in _instants(comparison, before, after):
            pair = _filled(before, at), _filled(after, at)
            for share in shares:
                ours, theirs = (needed(Vote(share), seats) for seats in pair)
                if ours != theirs:
                    sides = zip((ours, theirs), pair, strict=True)
                    told = [
                        said(
                            "{share}: {number} of {seats} seats",
                            share=SHARES[share], number=number, seats=seats,
                        )
                        for number, seats in sides
                    ]  # fmt: skip
                    found.setdefault(theirs < ours, (told[0], told[1]))
        if found:
            weaker = True in found
            yield effect(
                comparison,
                "changes-approval-rules",
                f"{new.ref}/seats",
                *found[weaker],
                [new.ref],
                kind="weaker" if weaker else "stricter",
                place=new.place("seats"),
            )


def _asked(comparison: Comparison) -> frozenset[VoteShare]:
    """The shares that change control asks for."""
    requirements = [
        requires
        for side in comparison[:2]
        for control in side.policy.change_controls
        for requires in (*(rule.requires for rule in control.rules), control.otherwise.requires)
    ]
    return frozenset(vote.share for one in requirements for vote in votes_of(agreement_of(one)))


def _instants(comparison: Comparison, *councils: RosterCouncil) -> list[int]:
    """Now, and whenever a term begins or ends within the horizon."""
    start, end = comparison.horizon
    ends = {at for council in councils for seat in council.seats for at in seat.term}
    return [comparison.at, *sorted(at for at in ends if at is not None and start <= at < end)]


def _filled(council: RosterCouncil, at: int) -> int:
    return sum(in_term(seat, at) for seat in council.seats)
