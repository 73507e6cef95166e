"""The results as JSON: a public interface, versioned by `format`."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, NotRequired, TypedDict

from govcheck.render.shape import shaped
from govcheck.report.findings.json import FindingJson, finding_json
from govcheck.report.scenarios import TestReport

if TYPE_CHECKING:  # running scenarios needs none of the analysis
    from govcheck.suggest.suggest import Suggestions


class ScenarioJson(TypedDict):
    """One scenario; `differences` is empty where it passed."""

    id: str
    path: str
    line: int
    passed: bool
    differences: list[FindingJson]


class UnreachedJson(TypedDict):
    """Something that no scenario reaches."""

    kind: str
    subject: str
    path: str
    line: int


class CoverageJson(TypedDict):
    """How much the scenarios reach."""

    percent: float
    items: dict[str, int]
    unreached: list[UnreachedJson]


class GoalJson(TypedDict):
    """Something that a scenario can reach; `message` says what happens."""

    kind: str
    subject: str
    message: str


class SuggestionJson(TypedDict):
    """A scenario that was written, and what it reaches that none did."""

    id: str
    path: str
    reaches: list[GoalJson]


class UnreachableJson(GoalJson):
    """Something that no incident reaches, or of which none was found."""

    reason: str


class SuggestionsJson(TypedDict):
    """What was suggested, and what cannot be reached."""

    scenarios: list[SuggestionJson]
    unreachable: list[UnreachableJson]


class TestJson(TypedDict):
    """The whole answer of `test --format json`."""

    format: int
    summary: dict[str, int]
    findings: list[FindingJson]
    scenarios: list[ScenarioJson]
    coverage: CoverageJson
    suggested: NotRequired[SuggestionsJson]
    """Only where suggestions were asked for."""


def render(report: TestReport) -> str:
    """The results as one JSON object, with a line end."""
    return json.dumps(test_json(report), indent=2) + "\n"


def test_json(report: TestReport) -> TestJson:
    """The answer of `test --format json`."""
    tested = report.tested
    whole: TestJson = {
        "format": 1,
        "summary": {
            "scenarios": len(tested.ran),
            "passed": len(tested.ran) - len(tested.failed),
            "failed": len(tested.failed),
        },
        "findings": [finding_json(finding) for finding in tested.blocking],
        "scenarios": [
            shaped(
                ScenarioJson,
                ran,
                path=ran.span.path,
                line=ran.span.line,
                passed=not ran.differences,
                differences=[finding_json(finding) for finding in ran.differences],
            )
            for ran in tested.ran
        ],
        "coverage": {
            "percent": tested.percent,
            "items": tested.items,
            "unreached": [
                shaped(UnreachedJson, item, path=item.span.path, line=item.span.line)
                for item in tested.unreached
            ],
        },
    }
    if report.suggested is not None:
        whole["suggested"] = _suggested(*report.suggested)
    return whole


def _suggested(suggestions: "Suggestions", written: Mapping[str, str]) -> SuggestionsJson:
    return {
        "scenarios": [
            {
                "id": one.id,
                "path": written[one.id],
                "reaches": [shaped(GoalJson, goal, message=goal.title) for goal in one.reaches],
            }
            for one in suggestions.made
        ],
        "unreachable": [
            shaped(UnreachableJson, one, message=one.title) for one in suggestions.unreachable
        ],
    }
