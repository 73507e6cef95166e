"""A diff as JSON."""

from govcheck.change.effect import Effect
from govcheck.papers.change import DiffReport
from govcheck.papers.change.v1 import (
    BrokenJson,
    DiffJson,
    EditJson,
    EffectJson,
    OutcomeChangeJson,
    RenameJson,
    RequirementJson,
)
from govcheck.render.shape import SpanOfTimeJson, dumped, shaped
from govcheck.report.prove.json import minutes, witness_incident
from govcheck.source import Span
from govcheck.workspace.diff import Diff


def render(report: DiffReport) -> str:
    """The public JSON of a diff."""
    found = diff_json(report.diff)
    if report.archives:
        from govcheck.papers.replay.json import replay_json

        found["archives"] = [
            {"archive_id": one.name, **replay_json(one.report)} for one in report.archives
        ]
    return dumped(found)


def diff_json(diff: Diff) -> DiffJson:
    """The diff in the public types."""
    return {
        "format": 1,
        "base": diff.base,
        "head": diff.head,
        "horizon": shaped(SpanOfTimeJson, diff.change.comparison.horizon),
        "breaks": [shaped(BrokenJson, one) for one in diff.breaks],
        "edits": [shaped(EditJson, edit) for edit in diff.change.edits],
        "renames": [shaped(RenameJson, one) for one in diff.change.comparison.renames.names],
        "effects": [
            _effect(effect, span)
            for effect, span in zip(diff.change.effects, diff.spans, strict=True)
        ],
        "requirements": [shaped(RequirementJson, one) for one in diff.needed],
        "incidents": [
            {
                "incident": one.incident.id,
                "decisions": {
                    name: {"before": list(before), "after": list(after)}
                    for name, before, after in one.decisions
                },
                "unreadable": list(one.unreadable),
                "changes": [
                    shaped(OutcomeChangeJson, change, what=change.facet) for change in one.changes
                ],
            }
            for one in diff.incidents
            if one.differs
        ],
    }


def _effect(effect: Effect, span: Span | None) -> EffectJson:
    witness = effect.witness
    stated: dict[str, object] = {
        "class": effect.kind,
        "witness": None if witness is None else witness_incident(*witness),
        "minutes": minutes(sum(end - start for start, end in effect.intervals)),
        "documents": sorted(effect.documents),
        "people": sorted(effect.people),
        "path": None if span is None else span.path,
        "line": None if span is None else span.line,
    }
    return shaped(EffectJson, effect, **stated)
