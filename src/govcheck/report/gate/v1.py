"""The JSON of the gate, version 1."""

from typing import Literal, TypedDict


class ExcludedJson(TypedDict):
    """Somebody whose approval does not count."""

    who: str
    reason: str


class RequirementJson(TypedDict):
    """One requirement."""

    rule: str
    requires: str
    met: bool
    approved_by: list[str]
    could_still: list[str]
    excluded: list[ExcludedJson]
    because: list[str]
    can_be_met: bool


class GateJson(TypedDict):
    """Everything."""

    format: Literal[1]
    allowed: bool
    base: str
    head: str
    requirements: list[RequirementJson]
    reasons: list[str]
    unmatched_authors: list[str]
    notes: list[str]
