"""Who belongs to a target, as both sides of a change are compared."""

from govcheck.agreement.implication import Members
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster
from govcheck.targets import read_target


def members(roster: Roster) -> Members:
    """Of a roster whoever belongs to a target. Who comes to it or goes is an effect of its own.

    Of a rota or a chain one answers at a time, and for a seat its deputy comes first: one of them
    is never taken for another.
    """

    def of(target: str) -> frozenset[str] | None:
        plain = read_target(target).traits.is_personal
        return frozenset(holders(roster, target)) if plain else None

    return of
