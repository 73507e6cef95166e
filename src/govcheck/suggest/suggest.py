"""An incident for everything that no scenario reaches; one that reaches more counts for all."""

import re
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from govcheck.prove.replay import confirm, replay
from govcheck.prove.verdict import Witness
from govcheck.regions.solver import Unsolved
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.suggest.boundary import boundaries
from govcheck.suggest.goals import CoverageGoal, goals
from govcheck.suggest.search import ExampleSearch
from govcheck.time.intervals import Interval
from govcheck.time.limits import Limit
from govcheck.translation import said

_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")
_TOO_LONG: Final = said("the search for an incident took too long")


class Suggestion(NamedTuple):
    """An incident with its outcome of today; `reaches` says what it shows that no scenario did."""

    id: str
    reaches: tuple[CoverageGoal, ...]
    witness: Witness
    outcome: Outcome


class Unreachable(NamedTuple):
    """Something that no incident reaches, or of which none was found, and why."""

    kind: str
    subject: str
    title: str
    reason: str


class Suggestions(NamedTuple):
    """What is suggested, and what cannot be reached."""

    made: tuple[Suggestion, ...]
    unreachable: tuple[Unreachable, ...]


def suggest(
    program: Program,
    horizon: Interval,
    outcomes: Iterable[Outcome],
    taken: Callable[[str], bool] = lambda _id: False,
) -> Suggestions:
    """Incidents of the horizon for everything that these outcomes do not reach.

    An id that is `taken` is not given again. Raises DoesNotReplay where the simulation does not
    show what an incident was found for, which is a bug.
    """
    seen = list(outcomes)
    missing = [goal for goal in goals(program) if not any(map(goal.reached, seen))]
    if not missing:
        return Suggestions((), ())
    asked = (
        part
        for boundary in boundaries(program.ruleset)
        for side in boundary.sides
        for part in (side.here, side.rule)
    )
    search = ExampleSearch(program, horizon, asked)
    made: list[Suggestion] = []
    unreachable = []
    for goal in missing:
        if any(goal in one.reaches for one in made):
            continue
        found = _find(search, goal)
        if isinstance(found, str):
            unreachable.append(_unreachable(goal, found))
            continue
        outcome = replay(program, found)
        if not goal.reached(outcome) and search.unsettled is not None:
            unreachable.append(_unreachable(goal, search.unsettled))
            continue
        confirm(goal.reached(outcome), goal.title)
        before = {one for suggestion in made for one in suggestion.reaches}
        reaches = tuple(one for one in missing if one not in before and one.reached(outcome))
        name = _free(goal.name, {one.id for one in made}, taken)
        made.append(Suggestion(name, reaches, found._replace(note=goal.title), outcome))
    return Suggestions(tuple(made), tuple(unreachable))


def _unreachable(goal: CoverageGoal, reason: str) -> Unreachable:
    return Unreachable(goal.kind, goal.subject, goal.title, reason)


def _find(search: ExampleSearch, goal: CoverageGoal) -> Witness | str:
    """An incident, or why there is none."""
    try:
        found = goal.find(search)
        if found is not None:
            return found
        return search.limit or search.unsettled or goal.why_not(search)
    except Unsolved:
        return _TOO_LONG
    except Limit as limit:
        return limit.reason


def _free(name: str, given: set[str], taken: Callable[[str], bool]) -> str:
    base = _NOT_IN_ID.sub("-", f"reaches-{name}".lower()).strip("-")
    candidate, count = base, 1
    while candidate in given or taken(candidate):
        count += 1
        candidate = f"{base}-{count}"
    return candidate
