"""A scenario, ready to run, and how what comes out differs from it.

Plain tuples, so that running one needs no models.
Durations are seconds after the detection, instants seconds since 1970 UTC.
"""

from collections.abc import Mapping
from typing import Literal

from govcheck.engine.ruleset import Predicate
from govcheck.finding import Key, Place
from govcheck.named_tuples import NamedTuple
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


Sort = Literal["", "decision", "told late", "told", "late", "done", "owed by nobody"]


class Cause(NamedTuple):
    """A rule that would give what is expected if it matched, or that gives what comes out.

    `fact` is the one that keeps it from matching, and `when` its condition; empty and None where
    the rule matches.
    """

    rule: str
    path: str
    line: int
    fact: str = ""
    when: Predicate | None = None
    because: str = ""


class Mismatch(NamedTuple):
    """What is different, and the keys of the scenario's document that say otherwise.

    `sort` says in which way, and `about` of which decision, target or obligation; `agreed` and
    `found` are results of a decision. `limit` and `seconds` are what is expected and what comes out
    of a time; None where there is none. `causes` are the rules behind it.
    """

    keys: tuple[Key, ...]
    message: str
    help: str | None = None
    sort: Sort = ""
    about: str = ""
    agreed: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    limit: int | None = None
    seconds: int | None = None
    causes: tuple[Cause, ...] = ()
