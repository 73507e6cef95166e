import json

from hypothesis import given
from inline_snapshot import snapshot

from govcheck.report.findings import Report, render
from tests.report.findings.samples import LEAD, REPORTS, WAIVED, report


def test_one_finding() -> None:
    assert json.loads(render(report(LEAD, WAIVED), "gitlab")) == snapshot(
        [
            {
                "description": "`zed` leads but is no member",
                "check_name": "TEAM002 lead-outside-team",
                "fingerprint": "17d5737750ee3a35a3f80833d4accdfd",
                "severity": "critical",
                "location": {"path": "policies/teams/social.yaml", "lines": {"begin": 3, "end": 3}},
            }
        ]
    )


@given(REPORTS)
def test_the_shape_is_that_of_a_code_quality_report(found: Report) -> None:
    entries = json.loads(render(found, "gitlab"))
    assert len(entries) == len({entry["fingerprint"] for entry in entries}) == len(found.held)
    for entry in entries:
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert entry["location"]["lines"]["begin"] <= entry["location"]["lines"]["end"]
        assert "\n" not in entry["description"]
