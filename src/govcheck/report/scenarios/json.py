"""The results as JSON: a public interface, versioned by `format`."""

import json
from typing import TypedDict

from govcheck.report.findings.json import FindingJson, finding_json
from govcheck.report.scenarios import TestReport
from govcheck.workspace.trial import Ran, Tested


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


class TestJson(TypedDict):
    """The whole answer of `test --format json`."""

    format: int
    summary: dict[str, int]
    findings: list[FindingJson]
    scenarios: list[ScenarioJson]
    coverage: CoverageJson


def render(report: TestReport) -> str:
    """The results as one JSON object, with a line end."""
    tested = report.tested
    whole: TestJson = {
        "format": 1,
        "summary": {
            "scenarios": len(tested.ran),
            "passed": len(tested.ran) - len(tested.failed),
            "failed": len(tested.failed),
        },
        "findings": [finding_json(finding) for finding in tested.blocking],
        "scenarios": [_scenario(ran) for ran in tested.ran],
        "coverage": _coverage(tested),
    }
    return json.dumps(whole, indent=2) + "\n"


def _scenario(ran: Ran) -> ScenarioJson:
    return {
        "id": ran.id,
        "path": ran.span.path,
        "line": ran.span.line,
        "passed": not ran.differences,
        "differences": [finding_json(finding) for finding in ran.differences],
    }


def _coverage(tested: Tested) -> CoverageJson:
    return {
        "percent": tested.percent,
        "items": tested.items,
        "unreached": [
            {
                "kind": item.kind,
                "subject": item.subject,
                "path": item.span.path,
                "line": item.span.line,
            }
            for item in tested.unreached
        ],
    }
