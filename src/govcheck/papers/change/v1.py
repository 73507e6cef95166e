"""The JSON of a diff, version 1."""

from typing import Any, Literal, NotRequired, TypedDict

from govcheck.render.shape import SpanOfTimeJson
from govcheck.report.prove.json import WitnessIncidentJson


class EditJson(TypedDict):
    """An edit."""

    change: str
    document: str
    pointer: str
    before: Any
    after: Any


class RenameJson(TypedDict):
    """What has another id and is otherwise the same; its edits are among the edits."""

    kind: str
    before: str
    after: str


EffectJson = TypedDict(
    "EffectJson",
    {
        "effect": str,
        "class": str,
        "decision": str | None,
        "subject": str,
        "before": str | None,
        "after": str | None,
        "region": str | None,
        "witness": WitnessIncidentJson | None,
        "intervals": list[SpanOfTimeJson],
        "minutes": float,
        "documents": list[str],
        "people": list[str],
        "path": str | None,
        "line": int | None,
        "doubt": str | None,
    },
)


class RequirementJson(TypedDict):
    """An approval that the change needs."""

    rule: str
    requires: str
    because: list[str]


class OutcomeChangeJson(TypedDict):
    """Something of an outcome that is not the same on both sides; null where a side has it not."""

    what: str
    subject: str
    before: str | None
    after: str | None


class RedecidedJson(TypedDict):
    """A known incident that comes out differently."""

    incident: str
    decisions: dict[str, dict[str, list[str]]]
    unreadable: list[str]
    changes: list[OutcomeChangeJson]


class BrokenJson(TypedDict):
    """A promise that the base keeps and the head does not."""

    code: str
    name: str
    subject: str
    message: str


class DiffJson(TypedDict):
    """Everything."""

    format: Literal[1]
    base: str
    head: str
    horizon: SpanOfTimeJson
    breaks: list[BrokenJson]
    edits: list[EditJson]
    renames: list[RenameJson]
    effects: list[EffectJson]
    requirements: list[RequirementJson]
    incidents: NotRequired[list[RedecidedJson]]
    archives: NotRequired[list[dict[str, Any]]]
    """Each as `replay` says it, where `--archive` asked."""
