"""Who belongs to a target, as both sides of a change are compared."""

from typing import Final

from govcheck.agreement.implication import Members
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster, split_target

_PLAIN: Final = ("person", "role", "team", "representative")
"""Targets for which everybody answers who belongs to them, and for whom their own deputies do.

Of a rota or a chain one answers at a time, and for a seat its deputy comes first: one of them is
never taken for another.
"""


def members(roster: Roster) -> Members:
    """Of a roster whoever belongs to a target. Who comes to it or goes is an effect of its own."""

    def of(target: str) -> frozenset[str] | None:
        plain = split_target(target)[0] in _PLAIN
        return frozenset(holders(roster, target)) if plain else None

    return of
