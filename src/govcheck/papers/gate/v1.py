"""The JSON of the gate, version 1."""

from typing import Literal, TypedDict


class ExcludedJson(TypedDict):
    """Somebody whose approval does not count."""

    who: str
    reason: str


class GateRequirementJson(TypedDict):
    """One requirement."""

    rule: str
    requires: str
    met: bool
    approved_by: list[str]
    could_still: list[str]
    excluded: list[ExcludedJson]
    because: list[str]
    can_be_met: bool
    reason: str | None


class ChoiceJson(TypedDict):
    """So many of some people."""

    count: int
    of: list[str]


class ShortestJson(TypedDict):
    """The fewest people who complete everything: all choices together."""

    exact: bool
    choices: list[ChoiceJson]
    others: int


class GateJson(TypedDict):
    """Everything."""

    format: Literal[1]
    allowed: bool
    base: str
    head: str
    requirements: list[GateRequirementJson]
    missing_people: int | None
    shortest: ShortestJson
    objecting: list[str]
    blocked: bool
    reasons: list[str]
    broken: list[str]
    unmatched_authors: list[str]
    notes: list[str]
