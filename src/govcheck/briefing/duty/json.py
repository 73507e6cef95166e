"""Who is on duty as JSON: a public interface, versioned by `format`."""

from json import dumps
from typing import TypedDict

from govcheck.briefing.duty import DutyReport
from govcheck.duty.now import TargetDuty
from govcheck.render.escape import json_text
from govcheck.time.clock import format_instant

NextJson = TypedDict("NextJson", {"person": str, "from": str})
"""Somebody who comes on duty."""
GapJson = TypedDict("GapJson", {"from": str, "to": str})
"""A stretch without anybody; the end is out."""


class NowJson(TypedDict):
    """Somebody on duty; `until` is null where it does not end before the end of the question."""

    person: str
    stands_in_for: str | None
    until: str | None


class TargetJson(TypedDict):
    """The answer for one target."""

    target: str
    now: list[NowJson]
    next: list[NextJson]
    gaps: list[GapJson]


class DutyJson(TypedDict):
    """The whole answer of `duty --format json`."""

    format: int
    at: str
    until: str
    targets: list[TargetJson]


def render(report: DutyReport) -> str:
    """One JSON object, with a line end."""
    return json_text(dumps(duty_json(report), ensure_ascii=False, indent=2)) + "\n"


def duty_json(report: DutyReport) -> DutyJson:
    """The answer in the public types."""
    return {
        "format": 1,
        "at": format_instant(report.at),
        "until": format_instant(report.until),
        "targets": [_target(answer) for answer in report.answers],
    }


def _target(answer: TargetDuty) -> TargetJson:
    return {
        "target": answer.target,
        "now": [
            {
                "person": on_duty.person,
                "stands_in_for": on_duty.stands_in_for,
                "until": None if on_duty.until is None else format_instant(on_duty.until),
            }
            for on_duty in answer.now
        ],
        "next": [
            {"person": following.person, "from": format_instant(following.start)}
            for following in answer.next
        ],
        "gaps": [
            {"from": format_instant(start), "to": format_instant(end)} for start, end in answer.gaps
        ],
    }
