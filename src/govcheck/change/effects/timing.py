"""The effects on time, which share what they see of both sides."""

from collections.abc import Iterator

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.cover import cover
from govcheck.change.effects.deadlines import deadlines
from govcheck.change.effects.first_human import first_human
from govcheck.change.horizon import Horizon


def timing(comparison: Comparison) -> Iterator[Effect]:
    """Deadlines, cover, and who is told first."""
    horizon = Horizon(comparison)
    yield from deadlines(comparison, horizon)
    yield from cover(comparison, horizon)
    yield from first_human(comparison, horizon)
