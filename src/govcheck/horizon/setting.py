"""Settings: the sorts of incidents that a property speaks of."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from govcheck.engine.decide import used_by
from govcheck.engine.ruleset import ALWAYS, Predicate
from govcheck.time.limits import TooMany

MOST_CONDITIONS: Final = 8
"""So many conditions of one escalation or playbook are combined."""


class Setting(NamedTuple):
    """What is decided, and which conditions hold.

    `results` has decisions, each with a result that it has, among others where it collects. A
    condition holds, does not, or is undecided (None).
    """

    results: tuple[tuple[str, str], ...] = ()
    holds: tuple[tuple[Predicate, bool | None], ...] = ()


class Combination(NamedTuple):
    """One way in which some named conditions can hold together."""

    out: frozenset[str]
    """The names of those that do not hold."""
    undecided: frozenset[str]
    holds: tuple[tuple[Predicate, bool | None], ...]


def combinations(
    conditions: Sequence[tuple[str, Predicate]], doubtful: frozenset[str]
) -> Iterator[Combination]:
    """Every way in which named conditions can hold; equal ones hold together.

    Those that test a doubtful fact, one that incidents may leave out, can also be undecided.
    Raises TooMany where there are too many.
    """
    different = [one for one in dict.fromkeys(when for _, when in conditions) if one != ALWAYS]
    if len(different) > MOST_CONDITIONS:
        raise TooMany
    options = [
        (True, False, None) if doubtful & {*used_by([when])} else (True, False)
        for when in different
    ]
    for truths in product(*options):
        held = dict(zip(different, truths, strict=True))
        yield Combination(
            frozenset(name for name, when in conditions if held.get(when, True) is False),
            frozenset(name for name, when in conditions if held.get(when, True) is None),
            tuple(held.items()),
        )
