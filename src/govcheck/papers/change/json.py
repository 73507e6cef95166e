"""A diff as JSON."""

from govcheck.change.effect import Effect, Sample
from govcheck.papers.change import DiffReport
from govcheck.papers.change.sentences import dumped
from govcheck.papers.change.v1 import DiffJson, EffectJson, EffectWitnessJson
from govcheck.prove.replay import stateable
from govcheck.report.prove.json import minutes
from govcheck.source import Span
from govcheck.time.clock import format_instant
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
    start, end = diff.change.comparison.horizon
    return {
        "format": 1,
        "base": diff.base,
        "head": diff.head,
        "horizon": {"from": format_instant(start), "to": format_instant(end)},
        "breaks": [
            {
                "code": verdict.code,
                "name": verdict.name,
                "subject": verdict.subject,
                "message": verdict.message,
            }
            for verdict in (one.verdict for one in diff.breaks)
        ],
        "edits": [
            {
                "change": edit.change,
                "document": edit.document,
                "pointer": edit.pointer,
                "before": edit.before,
                "after": edit.after,
            }
            for edit in diff.change.edits
        ],
        "effects": [
            _effect(effect, span)
            for effect, span in zip(diff.change.effects, diff.spans, strict=True)
        ],
        "requirements": [
            {"rule": one.rule, "requires": one.requires, "because": list(one.because)}
            for one in diff.needed
        ],
        "incidents": [
            {
                "incident": one.incident.id,
                "decisions": {
                    name: {"before": list(before), "after": list(after)}
                    for name, before, after in one.decisions
                },
                "unreadable": list(one.unreadable),
                "changes": [
                    {"what": what, "subject": subject, "before": before, "after": after}
                    for what, subject, before, after in one.changes
                ],
            }
            for one in diff.incidents
            if one.differs
        ],
    }


def _effect(effect: Effect, span: Span | None) -> EffectJson:
    return {
        "effect": effect.effect,
        "class": effect.kind,
        "decision": effect.decision,
        "subject": effect.subject,
        "before": effect.before,
        "after": effect.after,
        "region": effect.region,
        "witness": None if effect.witness is None else _witness(effect.witness),
        "intervals": [
            {"from": format_instant(start), "to": format_instant(end)}
            for start, end in effect.intervals
        ],
        "minutes": minutes(sum(end - start for start, end in effect.intervals)),
        "documents": sorted(effect.documents),
        "people": sorted(effect.people),
        "path": None if span is None else span.path,
        "line": None if span is None else span.line,
        "doubt": effect.doubt,
    }


def _witness(sample: Sample) -> EffectWitnessJson:
    return {
        "detected_at": format_instant(sample.detected_at),
        "facts": dict(stateable(sample.facts)),
    }
