"""The order in which the actions of a playbook can be worked out, and circles in it."""

from collections import deque
from collections.abc import Mapping, Sequence
from heapq import heappop, heappush

from govcheck.finding import Problem, Violation
from govcheck.model.playbook import Playbook
from govcheck.simulate.program import ActionPlan, action_of
from govcheck.simulate.violations import PLAY005
from govcheck.translation import said


def waiting_order(
    document: Playbook, actions: Sequence[ActionPlan], positions: Sequence[int]
) -> tuple[tuple[str, ...], list[Violation]]:
    """Ids, each after those it waits for, in the order of the document where that leaves a choice.

    Where actions wait for each other in a circle, one of them goes first, and the circle is
    reported.
    """
    waits = {action.id: frozenset(_waits_for(action)) for action in actions}
    place_of = dict(zip(waits, positions, strict=True))
    followers: dict[str, list[str]] = {name: [] for name in waits}
    for name, others in waits.items():
        for other in others:
            followers[other].append(name)
    missing = {name: len(others) for name, others in waits.items()}
    ready = [(place_of[name], name) for name, count in missing.items() if count == 0]
    order: dict[str, None] = {}
    violations: list[Violation] = []
    left = deque(waits)
    while len(order) < len(waits):
        if not ready:
            while left[0] in order:
                left.popleft()
            circle = _circle(left[0], waits, order)
            violations.append(_violation(document, circle, place_of))
            ready = [(place_of[circle[0]], circle[0])]
        _, name = heappop(ready)
        order[name] = None
        for follower in followers[name]:
            missing[follower] -= 1
            if missing[follower] == 0 and follower not in order:
                heappush(ready, (place_of[follower], follower))
    return tuple(order), violations


def _waits_for(action: ActionPlan) -> tuple[str, ...]:
    clock = action_of(action.clock)
    return action.after if clock is None else (*action.after, clock)


def _circle(
    first: str, waits: Mapping[str, frozenset[str]], order: Mapping[str, None]
) -> list[str]:
    """A circle that `first` leads to; everything not yet in order waits for something like it."""
    path: dict[str, None] = {}
    name = first
    while name not in path:
        path[name] = None
        name = min(other for other in waits[name] if other not in order)
    walked = list(path)
    return walked[walked.index(name) :]


def _violation(document: Playbook, circle: list[str], place_of: Mapping[str, int]) -> Violation:
    first, *others = circle
    if others:
        chain = ", ".join(f"`{name}`" for name in (*circle, first))
        message = said("actions wait for each other in a circle: {chain}", chain=chain)
    else:
        message = said("action `{first}` waits for itself", first=first)
    see = tuple(
        document.place("actions", place_of[name], "id", note=said("waits as well"))
        for name in others
    )
    at = document.place("actions", place_of[first], "id")
    return Violation(
        PLAY005, Problem(at, message, see, said("let one of them wait for nothing here"))
    )
