"""A scenario, ready to run. Plain tuples, so that running one needs no models.

Durations are seconds after the detection, instants seconds since 1970 UTC.
"""

from collections.abc import Mapping
from typing import NamedTuple

from govcheck.finding import Place
from govcheck.simulate.statement import IncidentStatement


class CaseNotice(NamedTuple):
    """Somebody of a target is told, by then if that is said."""

    target: str
    by: int | None


class CaseExpectation(NamedTuple):
    """What must come out; None is not compared. `decisions` compares each as a set."""

    severity: str | None = None
    escalation: str | None = None
    playbooks: tuple[str, ...] | None = None
    decisions: Mapping[str, tuple[str, ...]] = {}
    notified: tuple[CaseNotice, ...] = ()
    not_notified: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    missed: tuple[str, ...] | None = None
    """Exactly the obligations that are missed."""


class ScenarioCase(NamedTuple):
    """An incident, who is absent, who answers when, and what is expected."""

    id: str
    incident: IncidentStatement
    expect: CaseExpectation
    absent: frozenset[str] = frozenset()
    acknowledged: tuple[tuple[str, int], ...] = ()
    place: Place = Place("", 0)
    """The scenario's document."""
