"""The gate as JSON, version 1: a public interface."""

from typing import Literal, TypedDict

from govcheck.gate.judge import Gate
from govcheck.render.shape import dumped, shaped
from govcheck.tongue import ENGLISH, Tongue


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


def as_json(gate: Gate, _tongue: Tongue = ENGLISH) -> str:
    """The public JSON of the gate."""
    shortest: ShortestJson = {
        "exact": gate.ways.exact,
        "choices": [{"count": one.number, "of": list(one.people)} for one in gate.ways.choices],
        "others": gate.ways.others,
    }
    found = shaped(
        GateJson,
        gate,
        format=1,
        missing_people=gate.ways.missing if gate.ways.possible else None,
        shortest=shortest,
        unmatched_authors=gate.unmatched,
    )
    return dumped(found)
