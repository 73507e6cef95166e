"""Who is on duty as JSON: a public interface, versioned by `format`."""

from typing import TypedDict

from govcheck.briefing.duty import DutyReport
from govcheck.duty.coverage import TargetDuty
from govcheck.render.shape import SpanOfTimeJson, dumped, shaped

NextJson = TypedDict("NextJson", {"person": str, "from": str})
"""Somebody who comes on duty."""


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
    gaps: list[SpanOfTimeJson]


class DutyJson(TypedDict):
    """The whole answer of `duty --format json`."""

    format: int
    at: str
    until: str
    targets: list[TargetJson]


def render(report: DutyReport) -> str:
    """One JSON object, with a line end."""
    return dumped(duty_json(report))


def duty_json(report: DutyReport) -> DutyJson:
    """The answer in the public types."""
    return shaped(DutyJson, report, format=1, targets=[_target(one) for one in report.answers])


def _target(answer: TargetDuty) -> TargetJson:
    following = [shaped(NextJson, one, **{"from": one.start}) for one in answer.next]
    return shaped(TargetJson, answer, next=following)
