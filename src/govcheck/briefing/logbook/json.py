"""The JSON of `due` and `review`: a public interface."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from govcheck.logbook.due import IncidentDue
from govcheck.logbook.entry import LogProblem
from govcheck.logbook.patterns import ReviewPatterns, patterns_of
from govcheck.logbook.review import IncidentReview
from govcheck.render.escape import json_text
from govcheck.time.clock import format_instant

Where = Callable[[str], tuple[str, int] | None]
"""Path and line of the policy where an obligation is made."""


def due_json(found: Iterable[IncidentDue]) -> dict[str, Any]:
    """The incidents with what is due: the answer of `due --format json`."""
    return {"format": 1, "incidents": [_due(one) for one in found]}


def review_json(found: Iterable[tuple[IncidentReview, Where]]) -> dict[str, Any]:
    """The incidents with their verdicts, and what several have in common.

    It is the answer of `review --format json`.
    """
    pairs = list(found)
    document: dict[str, Any] = {"format": 1, "reviews": [_review(*one) for one in pairs]}
    if len(pairs) > 1:
        document["patterns"] = _patterns(patterns_of([review for review, _ in pairs]))
    return document


def _patterns(found: ReviewPatterns) -> dict[str, Any]:
    return {
        "incidents": found.incidents,
        "late": [
            {
                "obligation": one.obligation,
                "late": one.late,
                "broken": one.broken,
                "owed": one.owed,
                "usual_delay_seconds": one.usual_delay,
            }
            for one in found.late
        ],
        "unreached": [
            {
                "step": f"escalation/{one.escalation}/{one.step}",
                "ran": one.ran,
                "nobody": one.empty,
                "unanswered": one.unanswered,
            }
            for one in found.unreached
        ],
        "overruled": [
            {
                "rule": one.rule,
                "playbook": one.playbook,
                "skipped": list(one.actions),
                "because": list(one.because),
                "incidents": one.incidents,
            }
            for one in found.overruled
        ],
    }


def render(document: Mapping[str, Any]) -> str:
    """One JSON object as text, with a line end."""
    return json_text(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _instant(at: int | None) -> str | None:
    return None if at is None else format_instant(at)


def _due(one: IncidentDue) -> dict[str, Any]:
    return {
        "incident": one.incident,
        "title": one.title,
        "at": format_instant(one.at),
        "policy": one.policy or None,
        "state": one.state,
        "severity": {
            "now": one.severity,
            "since": format_instant(one.since),
            "was": list(one.was),
        },
        "due": [
            {
                "obligation": item.obligation,
                "do": item.do,
                "due": format_instant(item.due),
                "seconds_left": item.seconds_left,
                "owed_by": list(item.owed_by),
                "waits_for": [
                    {"approval": wait.approval, "of": [f"person:{who}" for who in wait.of],
                     "asked": _instant(wait.asked)}
                    for wait in item.waits_for
                ],
                "possible": item.possible,
                "untold": list(item.untold),
            }
            for item in one.due
        ],
        "done": [
            {
                "obligation": item.obligation,
                "at": format_instant(item.at),
                "by": item.by,
                "late_seconds": item.late_seconds,
                "log_line": item.log_line,
            }
            for item in one.done
        ],
        "silent": [
            {"person": item.person, "since": format_instant(item.since), "next": item.next,
             "waits": item.waits}
            for item in one.silent
        ],
        "reliefs": [
            {"target": item.target, "leaves": item.leaves, "comes": item.comes,
             "at": format_instant(item.at)}
            for item in one.reliefs
        ],
        "problems": _problems(one.problems),
    }  # fmt: skip


def _review(one: IncidentReview, where: Where) -> dict[str, Any]:
    verdicts = []
    for each in one.verdicts:
        path, line = where(each.obligation) or (None, None)
        verdicts.append(
            {
                "obligation": each.obligation,
                "verdict": each.verdict,
                "because": each.because,
                "due": _instant(each.due),
                "done": _instant(each.done),
                "by": each.by,
                "log_lines": list(each.log_lines),
                "path": path,
                "line": line,
            }
        )
    return {
        "incident": one.incident,
        "title": one.title,
        "policy": one.policy or None,
        "verdicts": verdicts,
        "reviewed": [
            {"log_line": each.line, "at": _instant(each.at), "by": each.who,
             "because": each.because}
            for each in one.reviewed
        ],
        "left": [each.obligation for each in one.left],
        "problems": _problems(one.problems),
    }  # fmt: skip


def _problems(problems: Iterable[LogProblem]) -> list[dict[str, Any]]:
    return [
        {"log_line": one.line, "message": one.message, "help": one.help, "lost": one.lost}
        for one in problems
    ]
