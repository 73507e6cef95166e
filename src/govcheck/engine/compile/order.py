"""The order of decisions: each one after those it uses."""

from collections.abc import Sequence

from govcheck.engine.compile.rules import Read
from govcheck.engine.decide import used_by
from govcheck.engine.ruleset import DecisionTable
from govcheck.engine.violations import DEC013
from govcheck.finding import Problem, Violation
from govcheck.translation import said


def in_order(read: Sequence[Read]) -> tuple[tuple[DecisionTable, ...], list[Violation]]:
    """The decisions, each after those it uses and otherwise as given; and the circles.

    Decisions of a circle are left out, and so are the rules of others that read them.
    """
    uses = {one.decision.name: list(one.reads) for one in read}
    circles = _circles(uses)
    lost = {name for circle in circles for name in circle}
    by_name = {one.decision.name: one for one in read}
    violations = [_violation(circle, by_name) for circle in circles]
    waiting = [_without(one.decision, lost) for one in read if one.decision.name not in lost]
    ordered: list[DecisionTable] = []
    while waiting:
        done = {decision.name for decision in ordered}
        ready = next(decision for decision in waiting if done.issuperset(decision.uses))
        waiting.remove(ready)
        ordered.append(ready)
    return tuple(ordered), violations


def _without(decision: DecisionTable, lost: set[str]) -> DecisionTable:
    if lost.isdisjoint(decision.uses):
        return decision
    rules = tuple(rule for rule in decision.rules if lost.isdisjoint(used_by([rule.when])))
    read = set(used_by(rule.when for rule in rules))
    uses = tuple(name for name in decision.uses if name in read)
    return decision._replace(rules=rules, uses=uses)


def _circles(uses: dict[str, list[str]]) -> list[list[str]]:
    """Circles that between them have every decision that reaches itself; one each."""
    circles: list[list[str]] = []
    for name in uses:
        if not any(name in circle for circle in circles):
            circle = _way_back(name, uses)
            if circle:
                circles.append(circle)
    return circles


def _way_back(start: str, uses: dict[str, list[str]]) -> list[str]:
    """The shortest way from a decision to itself; empty where there is none."""
    came_from: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for used in uses[name]:
            if used == start:
                way = [name]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if used not in came_from:
                came_from[used] = name
                waiting.append(used)
    return []


def _violation(circle: list[str], by_name: dict[str, Read]) -> Violation:
    first, *others = circle
    following = [*others, first]
    way = " -> ".join(f"`{name}`" for name in [*circle, first])
    message = said("decisions use each other in a circle: {way}", way=way)
    if len(circle) == 1:
        message = said("`{first}` uses its own result", first=first)
    places = [by_name[name].reads[used] for name, used in zip(circle, following, strict=True)]
    see = tuple(
        place._replace(note=said("`{name}` uses `{used}` here", name=name, used=used))
        for name, used, place in list(zip(circle, following, places, strict=True))[1:]
    )
    return Violation(
        DEC013, Problem(places[0], message, see, said("decide one of them from facts"))
    )
