"""The JSON of `simulate`, format 1: a public interface, apart from the internal types.

Instants are RFC 3339: in UTC with `Z`, except `local`, which has the offset of the person's zone.
A result is a text, of a decision that collects a list. Keys are only ever added to a format.
"""

from typing import Literal, NotRequired, TypedDict

from govcheck.render.shape import SpanOfTimeJson
from govcheck.render.stamp import StampJson

ResultJson = str | list[str]
FactValueJson = str | int | float | bool | list[str]


class IncidentJson(TypedDict):
    """What was stated; `unknown` are the facts that were not.

    `assumed` has those that were not stated either, with their defaults.
    """

    id: str
    title: str
    detected_at: str
    facts: dict[str, FactValueJson]
    unknown: list[str]
    assumed: dict[str, FactValueJson]


class MatchJson(TypedDict):
    """A rule that matches, or with `possible` only may."""

    rule: str
    document: str
    path: str
    line: int
    result: ResultJson
    possible: bool
    because: str | None


class DecisionJson(TypedDict):
    """What the program acts on, and every result that is possible.

    `possible` agrees with what is acted on of the decisions that it uses; `certain` says whether it
    comes out so whatever those come to.
    """

    result: ResultJson
    possible: list[str]
    certain: bool
    hit_policy: str
    matched: list[MatchJson]


class ToldJson(TypedDict):
    """Somebody who is told."""

    person: str
    target: str
    via: list[str]
    stands_in_for: str | None
    also: list[str]
    local: str


class SkippedJson(TypedDict):
    """Whom a step names and who does not answer; the target where that is nobody."""

    who: str
    why: Literal[
        "conflict", "left", "joins-later", "absent", "off-duty", "not-seated", "closed", "nobody"
    ]


class EventJson(TypedDict):
    """A row of the timeline; the keys that may be missing belong to some events only."""

    offset_seconds: int
    at: str
    event: str
    step: NotRequired[str]
    round: NotRequired[int]
    people: NotRequired[list[ToldJson]]
    targets: NotRequired[list[str]]
    obligation: NotRequired[str]
    met: NotRequired[bool]
    slack_seconds: NotRequired[int | None]
    untold: NotRequired[list[str]]
    left_out: NotRequired[list[str]]
    skipped: NotRequired[list[SkippedJson]]
    follows: NotRequired[bool]
    note: NotRequired[str]


class ObligationJson(TypedDict):
    """Something owed. `done` and `slack_seconds` are null where it is never done.

    `calendar` and `segments` show the arithmetic of a deadline in working hours.
    """

    id: str
    do: str
    due: str
    done: str | None
    met: bool
    slack_seconds: int | None
    untold: list[str]
    possible: bool
    left_out: list[str]
    owed_by: list[str]
    waits_for: list[str]
    publishes: bool
    template: str | None
    calendar: str | None
    segments: list[SpanOfTimeJson]


class ApproverJson(TypedDict):
    """Somebody who may give an approval; `why_not` where they cannot now."""

    person: str
    target: str
    stands_in_for: str | None
    available: bool
    why_not: str | None


class ApprovalJson(TypedDict):
    """An approval, null where it is never asked for."""

    id: str
    action: str
    requires: str
    requested: str | None
    ends: str | None
    given: bool
    approvers: list[ApproverJson]


class SeatJson(TypedDict):
    """A seat and who fills it."""

    holder: str
    by: str | None
    conflict: str | None


class QuorumJson(TypedDict):
    """A convened council."""

    council: str
    needed: int
    convened: str
    due: str | None
    reached: str | None
    seats: list[SeatJson]


class BoundaryJson(TypedDict):
    """The nearest value of a stated fact from which on a decision is another."""

    decision: str
    fact: str
    stated: FactValueJson
    value: FactValueJson
    result: ResultJson


class NearMissJson(TypedDict):
    """A rule that one fact keeps from matching."""

    decision: str
    rule: str
    path: str
    line: int
    result: ResultJson
    fact: str
    needs: str


class OpenFactJson(TypedDict):
    """An unknown fact, with the results that each answer would change."""

    fact: str
    question: str
    would_change: dict[str, dict[str, ResultJson]]


class SimulationJson(TypedDict):
    """One incident, decided and played forward."""

    format: int
    policy: StampJson
    incident: IncidentJson
    decisions: dict[str, DecisionJson]
    timeline: list[EventJson]
    obligations: list[ObligationJson]
    missed: list[str]
    untold: list[str]
    forbidden: list[str]
    single_points: list[str]
    ask_next: list[OpenFactJson]
    approvals: list[ApprovalJson]
    quorums: list[QuorumJson]
    boundaries: list[BoundaryJson]
    near_misses: list[NearMissJson]
    notes: list[str]
    logged: bool
