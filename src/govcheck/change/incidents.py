"""Known incidents that a change decides differently."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.engine.case import FactProblem
from govcheck.engine.decide import decide
from govcheck.simulate.state import state


class KnownIncident(NamedTuple):
    """An incident as its file states it."""

    id: str
    title: str
    detected_at: int
    facts: dict[str, object]


class Redecided(NamedTuple):
    """An incident with each decision that comes out differently; empty where none does.

    `unreadable` says what a side cannot read of it; that side decides on the rest.
    """

    incident: KnownIncident
    decisions: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    unreadable: tuple[str, ...] = ()


def redecided(comparison: Comparison, incidents: Iterable[KnownIncident]) -> Iterator[Redecided]:
    """What becomes of each incident."""
    for incident in incidents:
        before, wrong = _results(comparison.base, incident)
        after, bad = _results(comparison.head, incident)
        differing = tuple(
            (name, before.get(name, ()), after.get(name, ()))
            for name in {**before, **after}
            if before.get(name) != after.get(name)
        )
        said = [f"the base cannot read it: {one.message}" for one in wrong]
        said += [f"the head cannot read it: {one.message}" for one in bad]
        yield Redecided(incident, differing, tuple(said))


def _results(
    side: ComparedPolicy, incident: KnownIncident
) -> tuple[dict[str, tuple[str, ...]], tuple[FactProblem, ...]]:
    stated, problems = state(
        side.program, incident.id, incident.title, incident.detected_at, facts=incident.facts
    )
    verdicts = decide(side.program.ruleset, side.program.roster, stated.case)
    return {verdict.decision.name: verdict.result for verdict in verdicts}, problems
