import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from hypothesis import given, settings
from inline_snapshot import snapshot
from jsonschema import Draft4Validator

from govcheck import __version__
from govcheck.explanations import find
from govcheck.report.findings import Report, render
from tests.report.findings.samples import IGNORED, LEAD, MENDABLE, REPORTS, WAIVED, report

SCHEMA = Path(__file__).parents[2] / "data" / "sarif-2.1.0.schema.json"
VALIDATOR = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def log(found: Report) -> Any:
    """The log of a report, which is valid by the OASIS schema."""
    whole = json.loads(render(found, "sarif"))
    assert [error.message for error in VALIDATOR.iter_errors(whole)] == []
    return whole


def run(*findings: Any) -> Any:
    return log(report(*findings))["runs"][0]


def test_one_finding() -> None:
    assert run(LEAD)["results"] == snapshot(
        [
            {
                "ruleId": "TEAM002",
                "ruleIndex": 0,
                "level": "error",
                "message": {"text": "`zed` leads but is no member (add `zed` to it)"},
                "locations": [
                    {
                        "physicalLocation": {
                            "artifactLocation": {
                                "uri": "policies/teams/social.yaml",
                                "uriBaseId": "%SRCROOT%",
                            },
                            "region": {
                                "startLine": 3,
                                "startColumn": 11,
                                "endLine": 3,
                                "endColumn": 14,
                            },
                        },
                        "logicalLocations": [{"fullyQualifiedName": "team/social/lead"}],
                    }
                ],
                "partialFingerprints": {"govcheck/v1": "17d5737750ee3a35a3f80833d4accdfd"},
                "suppressions": [],
                "relatedLocations": [
                    {
                        "id": 1,
                        "physicalLocation": {
                            "artifactLocation": {
                                "uri": "policies/teams/social.yaml",
                                "uriBaseId": "%SRCROOT%",
                            },
                            "region": {
                                "startLine": 4,
                                "startColumn": 14,
                                "endLine": 4,
                                "endColumn": 26,
                            },
                        },
                        "message": {"text": "the members are listed here"},
                    }
                ],
            }
        ]
    )


def test_a_rule_says_what_it_protects() -> None:
    explanation = find("TEAM002")
    assert explanation is not None
    driver = run(LEAD)["tool"]["driver"]
    assert driver["semanticVersion"] == __version__
    assert [rule["id"] for rule in driver["rules"]] == ["TEAM002"]
    assert driver["rules"][0]["shortDescription"]["text"] == explanation.rule.truth
    assert driver["rules"][0]["fullDescription"]["text"] == explanation.rule.why
    assert driver["rules"][0]["defaultConfiguration"] == {"level": "error"}


def test_the_same_rule_is_described_once() -> None:
    found = run(LEAD, MENDABLE, LEAD._replace(message="another"))
    rules = [rule["id"] for rule in found["tool"]["driver"]["rules"]]
    assert rules == ["REF001", "TEAM002"]
    assert [rules[result["ruleIndex"]] for result in found["results"]] == [
        result["ruleId"] for result in found["results"]
    ]


def test_what_is_accepted_is_suppressed() -> None:
    kinds = [
        [suppression["kind"] for suppression in result["suppressions"]]
        for result in run(LEAD, WAIVED, IGNORED)["results"]
    ]
    assert kinds == [[], ["external"], ["inSource"]]


def test_a_fix_is_offered() -> None:
    assert run(MENDABLE)["results"][0]["fixes"] == snapshot(
        [
            {
                "artifactChanges": [
                    {
                        "artifactLocation": {
                            "uri": "policies/teams/social.yaml",
                            "uriBaseId": "%SRCROOT%",
                        },
                        "replacements": [
                            {
                                "deletedRegion": {
                                    "startLine": 4,
                                    "startColumn": 15,
                                    "endLine": 4,
                                    "endColumn": 18,
                                },
                                "insertedContent": {"text": "ben"},
                            }
                        ],
                    }
                ]
            }
        ]
    )


def test_no_findings() -> None:
    assert run()["results"] == []


@settings(max_examples=40, deadline=None)
@given(REPORTS)
def test_hostile_findings_are_valid_and_each_is_a_result(found: Report) -> None:
    results = log(found)["runs"][0]["results"]
    assert len(results) == len(found.findings)
    prints = {result["partialFingerprints"]["govcheck/v1"] for result in results}
    assert len(prints) == len(results)
    for result, finding in zip(results, found.findings, strict=True):
        physical = result["locations"][0]["physicalLocation"]
        assert unquote(physical["artifactLocation"]["uri"]) == finding.span.path
        assert tuple(physical["region"].values()) == finding.span[1:]
        assert len(result.get("relatedLocations", [])) == len(finding.related)
