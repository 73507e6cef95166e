"""A replay as JSON: a public interface, versioned by `format`; keys are only ever added."""

from json import dumps
from typing import Any, Final

from govcheck.papers.replay import ReplayReport
from govcheck.papers.replay.staffing import staffing_json
from govcheck.render.escape import json_text
from govcheck.replay.differences import Example, MentionDifference
from govcheck.replay.obstacles import Obstacles
from govcheck.replay.reasons import BadValue
from govcheck.replay.replay import ArchiveComparison
from govcheck.time.clock import format_instant

OTHERWISE: Final = "otherwise"


def render(report: ReplayReport) -> str:
    """The whole answer of `replay --format json`."""
    return json_text(dumps(replay_json(report), indent=2, ensure_ascii=False)) + "\n"


def replay_json(report: ReplayReport) -> dict[str, Any]:
    """The answer as plain values."""
    found = report.replayed
    desk = {} if report.staffing is None else {"staffing": staffing_json(report.staffing)}
    return {
        "format": 1,
        "policy": report.stamp._asdict(),
        "archive": {
            "rows": found.rows,
            "decided": found.decided,
            "skipped": [
                {"reason": one.reason, "rows": one.rows, "example": one.example}
                for one in found.skipped
            ],
            "bad_values": _bad_values(found.bad_values),
            "from": None if found.first is None else format_instant(found.first),
            "to": None if found.last is None else format_instant(found.last),
        },
        "decisions": found.decisions,
        "rules": [
            {
                "rule": f"{one.document}/{one.rule}",
                "hits": one.hits,
                "alone": one.alone,
                "possible": one.possible,
            }
            for one in found.rules
        ],
        "undecided": [
            {"fact": one.fact, "rows": one.rows, "could_change": one.could_change}
            for one in found.undecided
        ],
        "people": [
            {
                "person": one.person,
                "told": one.told,
                "at_night": one.at_night,
                "nights": one.nights,
                "longest_streak": one.longest_streak,
            }
            for one in found.people
        ],
        "load": [
            {
                "from": format_instant(one.start),
                "mentions": one.mentions,
                "told": one.told,
                "untold": one.untold,
                "late": one.late,
            }
            for one in found.load
        ],
        "against": None if found.against is None else _against(report, found.against),
        "agreement": {
            one.decision: {
                "same": one.same,
                "higher": one.higher,
                "lower": one.lower,
                "different": one.different,
            }
            for one in found.agreement
        },
        **_one_by_one(report.obstacles),
        **desk,
    }


def _one_by_one(found: Obstacles) -> dict[str, Any]:
    """Why mentions were decided one by one; no key where nothing makes it so."""
    if found == Obstacles():
        return {}
    return {
        "one_by_one": {"conditions": list(found.conditions), "facts": found.facts or None},
    }


def _bad_values(found: tuple[BadValue, ...]) -> list[dict[str, Any]]:
    return [
        {"fact": one.fact, "reason": one.reason, "rows": one.rows, "example": one.example}
        for one in found
    ]


def _against(report: ReplayReport, found: ArchiveComparison) -> dict[str, Any]:
    return {
        "revision": report.against,
        "changed": found.changed,
        "table": {
            name: [
                {"before": before, "after": after, "rows": count} for before, after, count in rows
            ]
            for name, rows in found.table.items()
        },
        "examples": [_example(report, one) for one in found.examples],
        "calls": {"before": found.calls[0], "after": found.calls[1]},
        "nights": {"before": found.nights[0], "after": found.nights[1]},
        "people": [
            {
                "person": person,
                "told": {
                    "before": before.told if before else 0,
                    "after": after.told if after else 0,
                },
                "nights": {
                    "before": before.nights if before else 0,
                    "after": after.nights if after else 0,
                },
            }
            for person, before, after in found.people
        ],
        "bad_values": _bad_values(found.bad_values),
    }


def _example(report: ReplayReport, found: Example) -> dict[str, Any]:
    many = {
        decision.name
        for decision in report.program.ruleset.decisions
        if decision.hit_policy == "collect"
    }

    def result(name: str, values: tuple[str, ...]) -> str | list[str] | None:
        return list(values) if name in many else next(iter(values), None)

    return {
        "id": found.id,
        "before": {one.decision: result(one.decision, one.before) for one in found.differences},
        "after": {one.decision: result(one.decision, one.after) for one in found.differences},
        "because": "; ".join(_because(one) for one in found.differences),
    }


def _because(one: MentionDifference) -> str:
    """Which rules make the results what they are: the same sentence whatever the language."""
    before = ", ".join(rule.rule for rule in one.by_before) or OTHERWISE
    after = ", ".join(rule.rule for rule in one.by_after) or OTHERWISE
    was, now = ", ".join(one.before) or "none", ", ".join(one.after) or "none"
    return f"{one.decision}: {was} by {before}, now {now} by {after}"
