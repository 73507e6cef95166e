"""The JSON of `due` and `review`: a public interface."""

from collections.abc import Callable, Iterable
from typing import NotRequired, TypedDict

from govcheck.logbook.due import IncidentDue
from govcheck.logbook.patterns import ReviewPatterns, patterns_of
from govcheck.logbook.review import IncidentReview
from govcheck.render.shape import shaped

Where = Callable[[str], tuple[str, int] | None]
"""Path and line of the policy where an obligation is made."""


class LogProblemJson(TypedDict):
    """What is wrong with a line of a log."""

    log_line: int
    message: str
    help: str | None
    lost: bool


class SeverityJson(TypedDict):
    """The severity, since when, and those before it."""

    now: str
    since: str
    was: list[str]


class WaitJson(TypedDict):
    """An approval that has to come first, and who can still give it."""

    approval: str
    of: list[str]
    asked: str | None


class DueItemJson(TypedDict):
    """Something that is owed and not done."""

    obligation: str
    do: str
    due: str
    seconds_left: int
    owed_by: list[str]
    waits_for: list[WaitJson]
    possible: bool
    untold: list[str]


class DoneItemJson(TypedDict):
    """Something that is done."""

    obligation: str
    at: str
    by: str
    late_seconds: int
    log_line: int


class SilenceJson(TypedDict):
    """Somebody who has not answered."""

    person: str
    since: str
    next: str | None
    waits: str


class ReliefJson(TypedDict):
    """A shift that ended in the middle of the incident."""

    target: str
    leaves: str
    comes: str
    at: str


class IncidentDueJson(TypedDict):
    """What an incident asks of people at an instant."""

    incident: str
    title: str
    at: str
    policy: str | None
    state: str
    severity: SeverityJson
    due: list[DueItemJson]
    done: list[DoneItemJson]
    silent: list[SilenceJson]
    reliefs: list[ReliefJson]
    problems: list[LogProblemJson]


class DueJson(TypedDict):
    """The whole answer of `due --format json`."""

    format: int
    incidents: list[IncidentDueJson]


class KeptJson(TypedDict):
    """What became of an obligation; `path` and `line` are null where no file makes it."""

    obligation: str
    verdict: str
    because: str
    due: str | None
    done: str | None
    by: str | None
    log_lines: list[int]
    path: str | None
    line: int | None


class ReviewedJson(TypedDict):
    """By which line somebody has dealt with it."""

    log_line: int
    at: str
    by: str
    because: str | None


class IncidentReviewJson(TypedDict):
    """The verdicts on an incident."""

    incident: str
    title: str
    policy: str | None
    verdicts: list[KeptJson]
    reviewed: list[ReviewedJson]
    left: list[str]
    problems: list[LogProblemJson]


class LateJson(TypedDict):
    """A deadline that was missed in several incidents."""

    obligation: str
    late: int
    broken: int
    owed: int
    usual_delay_seconds: int


class UnreachedStepJson(TypedDict):
    """A step at which nobody was there, or nobody answered."""

    step: str
    ran: int
    nobody: int
    unanswered: int


class OverruledJson(TypedDict):
    """A rule that called for a playbook of which people skipped something."""

    rule: str
    playbook: str
    skipped: list[str]
    because: list[str]
    incidents: int


class PatternsJson(TypedDict):
    """What several incidents have in common."""

    incidents: int
    late: list[LateJson]
    unreached: list[UnreachedStepJson]
    overruled: list[OverruledJson]


class ReviewsJson(TypedDict):
    """The whole answer of `review --format json`."""

    format: int
    reviews: list[IncidentReviewJson]
    patterns: NotRequired[PatternsJson]


def due_json(found: Iterable[IncidentDue]) -> DueJson:
    """The incidents with what is due: the answer of `due --format json`."""
    return {"format": 1, "incidents": [_due(one) for one in found]}


def review_json(found: Iterable[tuple[IncidentReview, Where]]) -> ReviewsJson:
    """The incidents with their verdicts, and what several have in common.

    It is the answer of `review --format json`.
    """
    pairs = list(found)
    document: ReviewsJson = {"format": 1, "reviews": [_review(*one) for one in pairs]}
    if len(pairs) > 1:
        document["patterns"] = _patterns(patterns_of([review for review, _ in pairs]))
    return document


def _patterns(found: ReviewPatterns) -> PatternsJson:
    return {
        "incidents": found.incidents,
        "late": [
            shaped(LateJson, one, usual_delay_seconds=one.usual_delay) for one in found.late
        ],
        "unreached": [
            shaped(
                UnreachedStepJson, one, step=f"escalation/{one.escalation}/{one.step}",
                nobody=one.empty,
            )
            for one in found.unreached
        ],
        "overruled": [
            shaped(OverruledJson, one, skipped=one.actions) for one in found.overruled
        ],
    }  # fmt: skip


def _due(one: IncidentDue) -> IncidentDueJson:
    due = [
        shaped(
            DueItemJson,
            item,
            waits_for=[
                shaped(
                    WaitJson,
                    wait,
                    of=list(dict.fromkeys(f"person:{each.person}" for each in wait.voices)),
                )
                for wait in item.waits_for
            ],
        )
        for item in one.due
    ]
    return shaped(
        IncidentDueJson,
        one,
        policy=one.policy or None,
        severity=shaped(SeverityJson, one, now=one.severity),
        due=due,
        problems=_problems(one),
    )


def _review(one: IncidentReview, where: Where) -> IncidentReviewJson:
    verdicts = []
    for each in one.verdicts:
        path, line = where(each.obligation) or (None, None)
        verdicts.append(shaped(KeptJson, each, path=path, line=line))
    return shaped(
        IncidentReviewJson,
        one,
        policy=one.policy or None,
        verdicts=verdicts,
        reviewed=[
            shaped(ReviewedJson, each, log_line=each.line, by=each.who) for each in one.reviewed
        ],
        left=[each.obligation for each in one.left],
        problems=_problems(one),
    )


def _problems(found: IncidentDue | IncidentReview) -> list[LogProblemJson]:
    return [shaped(LogProblemJson, one, log_line=one.line) for one in found.problems]
