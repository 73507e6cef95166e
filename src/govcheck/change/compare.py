"""Everything that a change does: its edits, then their effects, from an explicit table."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.edit import Edit
from govcheck.change.effect import Effect
from govcheck.change.effects.approval_rules import approval_rules, votes
from govcheck.change.effects.approvals import approvals
from govcheck.change.effects.content import content
from govcheck.change.effects.cover import cover
from govcheck.change.effects.deadlines import deadlines
from govcheck.change.effects.effects import differing
from govcheck.change.effects.first_human import first_human
from govcheck.change.effects.membership import membership, permissions
from govcheck.change.effects.promises import guarantees, ignores, levels, waivers
from govcheck.change.effects.reach import reach
from govcheck.change.effects.requirements import requirements
from govcheck.change.horizon import Horizon
from govcheck.change.regions.differ import decided_differently
from govcheck.change.renames.found import NO_RENAMES, Renames
from govcheck.change.translations import NONE, Translations
from govcheck.time.intervals import Interval


def timing(comparison: Comparison) -> Iterator[Effect]:
    """Deadlines, cover, and who is told first."""
    horizon = Horizon(comparison)
    yield from deadlines(comparison, horizon)
    yield from cover(comparison, horizon)
    yield from first_human(comparison, horizon)


Finder = Callable[[Comparison], Iterator[Effect]]
FINDERS: Final[tuple[Finder, ...]] = (
    decided_differently,
    timing,
    reach,
    content,
    approvals,
    guarantees,
    waivers,
    ignores,
    membership,
    permissions,
    requirements,
    approval_rules,
    votes,
    levels,
)
"""Every sort of effect, in the order in which they are reported."""


class Change(NamedTuple):
    """What a change does. Without effects, both policies are proved to do the same."""

    comparison: Comparison
    effects: tuple[Effect, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """Everything that stands differently, also what only follows another id."""
        return self.comparison.renames.edits or self.comparison.edits


def compare(
    base: ComparedPolicy,
    head: ComparedPolicy,
    edits: tuple[Edit, ...],
    at: int,
    horizon: Interval,
    translations: Translations = NONE,
    renames: Renames = NO_RENAMES,
) -> Change:
    """Find every effect of a change."""
    comparison = Comparison(base, head, edits, at, horizon, translations, renames)
    found = (one for finder in FINDERS for one in finder(comparison))
    return Change(comparison, tuple(map(differing, found)))
