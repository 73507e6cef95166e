"""The search for a completion: one cell a fact, so that all constraints hold.

Each unknown fact is an axis with a finite number of cells; a domain is a bit mask of the cells
that are still open. A literal says that an axis lies in some of its cells. The search narrows
domains until every constraint holds whatever is chosen from what is left, splitting a domain
where nothing follows any more. It visits at most as many formulas as its budget allows.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress, count
from operator import ne
from typing import Final

from govcheck.named_tuples import NamedTuple


class Literal(NamedTuple):
    """An axis lies in one of these cells."""

    axis: int
    cells: int


class Both(NamedTuple):
    """Every part holds."""

    parts: "tuple[Formula, ...]"


class Either(NamedTuple):
    """Some part holds."""

    parts: "tuple[Formula, ...]"


Formula = bool | Literal | Both | Either
Domains = list[int]
_JOINED: Final = (Both, Either)


VISITS: Final = 300_000
"""The budget of one search: some tenths of a second."""


class Exhausted(Exception):
    """The search has used up its budget."""


class Budget:
    """How many more formulas may be visited."""

    def __init__(self, visits: int = VISITS) -> None:
        self.left = visits


class OpenConstraint(NamedTuple):
    """A constraint that is not yet certain, with the axes it speaks of, a bit each."""

    axes: int
    formula: Formula


class State(NamedTuple):
    """Where a search stands: what is open of each axis, and the constraints not yet certain."""

    domains: Domains
    open: tuple[OpenConstraint, ...] = ()


AxisLinks = Callable[[Domains], bool | Literal]
"""What ties axes together beyond formulas.

Given domains, False where nothing fits them, a literal where they must be split before it can be
told, and True otherwise.
"""


def both(parts: Iterable[Formula]) -> Formula:
    """The conjunction, without what is certain."""
    kept = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            kept.append(part)
    if not kept:
        return True
    return kept[0] if len(kept) == 1 else Both(tuple(kept))


def either(parts: Iterable[Formula]) -> Formula:
    """The disjunction, without what is certain."""
    kept = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            kept.append(part)
    if not kept:
        return False
    return kept[0] if len(kept) == 1 else Either(tuple(kept))


def holds(formula: Formula, domains: Domains, budget: Budget | None = None) -> bool | None:
    """Whether a formula holds for all that is open; None where that depends on the choice."""
    if budget is not None:
        budget.left -= 1
        if budget.left < 0:
            raise Exhausted
    if type(formula) is Literal:
        axis, cells = formula
        domain = domains[axis]
        met = domain & cells
        return True if met == domain else None if met else False
    if type(formula) is bool:
        return formula
    decisive = type(formula) is Either
    outcome: bool | None = not decisive
    for part in formula.parts:  # type: ignore[union-attr]
        held = holds(part, domains, budget)
        if held is decisive:
            return decisive
        if held is None:
            outcome = None
    return outcome


def narrow(state: State, more: Sequence[Formula], links: AxisLinks, budget: Budget) -> State | None:
    """The state narrowed by what further formulas force; None where they cannot all hold."""
    domains = state.domains.copy()
    pending: list[OpenConstraint] = []
    for formula in more:
        held = _force(formula, domains, budget)
        if held is False:
            return None
        if held is None:
            pending.append(OpenConstraint(axes_in(formula), formula))
    pending += state.open
    touched = _changed(state.domains, domains)
    while touched:
        before = domains.copy()
        again: list[OpenConstraint] = []
        rest: list[OpenConstraint] = []
        for constraint in pending:
            (again if constraint.axes & touched else rest).append(constraint)
        still = _forced(again, domains, budget)
        if still is None:
            return None
        pending = still + rest
        touched = _changed(before, domains)
    return None if links(domains) is False else State(domains, tuple(pending))


def find(state: State, more: Sequence[Formula], links: AxisLinks, budget: Budget) -> Domains | None:
    """Domains from which every choice that fits the links satisfies everything; None if none do.

    Raises Exhausted when the budget ends first.
    """
    waiting: list[tuple[State, tuple[Formula, ...]]] = [(state, tuple(more))]
    while waiting:
        base, added = waiting.pop()
        current = narrow(base, added, links, budget)
        if current is None:
            continue
        split = _split(current, links, budget)
        if split is None:
            return current.domains
        rest = Literal(split.axis, current.domains[split.axis] & ~split.cells)
        waiting += [(current, (rest,)), (current, (split,))]
    return None


def axes_in(formula: Formula) -> int:
    """The axes that a formula speaks of, a bit each."""
    if type(formula) is Literal:
        return 1 << formula.axis
    axes = 0
    if type(formula) in _JOINED:
        for part in formula.parts:  # type: ignore[union-attr]
            axes |= axes_in(part)
    return axes


def _changed(before: Domains, after: Domains) -> int:
    if before == after:
        return 0
    changed = 0
    for axis in compress(count(), map(ne, before, after)):
        changed |= 1 << axis
    return changed


def _forced(
    constraints: Iterable[OpenConstraint], domains: Domains, budget: Budget
) -> list[OpenConstraint] | None:
    """Make constraints hold; those that are not yet certain, or None where one cannot hold."""
    still = []
    for constraint in constraints:
        held = _force(constraint.formula, domains, budget)
        if held is False:
            return None
        if held is None:
            still.append(constraint)
    return still


def _force(formula: Formula, domains: Domains, budget: Budget) -> bool | None:
    """Make a formula hold: narrow what it forces, and say whether it now holds (None: not yet)."""
    budget.left -= 1
    if budget.left < 0:
        raise Exhausted
    if type(formula) is Literal:
        domains[formula.axis] &= formula.cells
        return domains[formula.axis] != 0
    if type(formula) is Both:
        outcome: bool | None = True
        for part in formula.parts:
            held = _force(part, domains, budget)
            if held is False:
                return False
            if held is None:
                outcome = None
        return outcome
    if type(formula) is Either:
        return _force_one(formula, domains, budget)
    return bool(formula)


def _force_one(formula: Either, domains: Domains, budget: Budget) -> bool | None:
    alive: Formula = False
    for part in formula.parts:
        held = holds(part, domains, budget)
        if held:
            return True
        if held is None:
            if alive is not False:
                return None
            alive = part
    return _force(alive, domains, budget)


def _split(state: State, links: AxisLinks, budget: Budget) -> Literal | None:
    """Where to split next: the first undecided literal of the shortest open constraint."""
    if state.open:
        shortest = min(state.open, key=_breadth)
        return _undecided_literal(shortest.formula, state.domains, budget)
    linked = links(state.domains)
    return linked if isinstance(linked, Literal) else None


def _breadth(constraint: OpenConstraint) -> int:
    formula = constraint.formula
    return len(formula.parts) if type(formula) in _JOINED else 1  # type: ignore[union-attr]


def _undecided_literal(formula: Formula, domains: Domains, budget: Budget) -> Literal | None:
    if type(formula) in _JOINED:
        for part in formula.parts:  # type: ignore[union-attr]
            found = _undecided_literal(part, domains, budget)
            if found is not None:
                return found
        return None
    if type(formula) is Literal and holds(formula, domains, budget) is None:
        return formula
    return None
