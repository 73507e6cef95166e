"""People whose absence alone would break an obligation that is met."""

from collections.abc import Callable, Iterable, Sequence

from govcheck.named_tuples import NamedTuple
from govcheck.simulate.outcome import Obligation
from govcheck.simulate.people import People

MOST_LOOKUPS = 50_000
"""How many people may be looked up in all; those on whom fewest questions turn are tried first."""


Replay = Callable[[People], Iterable[Obligation]]
"""Works obligations out again with other people there."""


class IndependentPart(NamedTuple):
    """Some obligations that depend on nobody but those about whom `people` was asked."""

    people: People
    obligations: tuple[Obligation, ...]
    replay: Replay


def single_points(parts: Sequence[IndependentPart]) -> tuple[tuple[str, ...], bool]:
    """Who must not be absent, sorted; and whether everybody could be tried.

    Only those are tried about whom some question was asked.
    """
    cost: dict[str, int] = {}
    involved: dict[str, list[IndependentPart]] = {}
    for part in parts:
        if any(owed.met for owed in part.obligations):
            for person, lookups in _lookups(part.people).items():
                cost[person] = cost.get(person, 0) + lookups
                involved.setdefault(person, []).append(part)
    found: list[str] = []
    spent = 0
    for person in sorted(cost, key=lambda name: (cost[name], name)):
        spent += cost[person]
        if spent > MOST_LOOKUPS:
            return tuple(sorted(found)), False
        if any(_breaks(part, person) for part in involved[person]):
            found.append(person)
    return tuple(sorted(found)), True


def _lookups(people: People) -> dict[str, int]:
    """For everybody who is not absent anyway, how much must be asked again without them."""
    groups = people.groups
    cost: dict[str, int] = {}
    for group in groups:
        for person in group - people.present.absent:
            cost[person] = cost.get(person, len(groups)) + len(group)
    return cost


def _breaks(part: IndependentPart, person: str) -> bool:
    others = part.people.without(person)
    if not others.differs():
        return False
    met = {owed.id for owed in part.obligations if owed.met}
    again = part.replay(others)
    return not met <= {owed.id for owed in again if owed.met}
