from xml.etree import ElementTree as ET

from hypothesis import given
from inline_snapshot import snapshot

from govcheck.finding import Severity
from govcheck.render.escape import terminal
from govcheck.report.findings import Report, render
from tests.report.findings.samples import LEAD, REPORTS, WAIVED, report


def test_one_finding_and_one_that_is_accepted() -> None:
    assert render(report(LEAD, WAIVED), "junit").replace("><", ">\n<") == snapshot("""\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="govcheck" tests="2" failures="1" errors="0" skipped="1">
    <testcase classname="policies/teams/social.yaml" name="TEAM002 policies/teams/social.yaml:3:11">
<failure type="lead-outside-team" message="`zed` leads but is no member">add `zed` to it</failure>
</testcase>
    <testcase classname="policies/teams/social.yaml" name="TEAM002 policies/teams/social.yaml:3:11">
<skipped message="waived by `until-spring` until 2027-03-31: Two hires start then"/>
</testcase>
  </testsuite>
</testsuites>
""")


def test_without_findings_one_case_passes() -> None:
    suite = ET.fromstring(render(report(), "junit").encode())[0]
    assert suite.attrib == {
        "name": "govcheck",
        "tests": "1",
        "failures": "0",
        "errors": "0",
        "skipped": "0",
    }


@given(REPORTS)
def test_hostile_text_is_still_xml_and_counts_agree(found: Report) -> None:
    suite = ET.fromstring(render(found, "junit").encode())[0]
    cases = suite.findall("testcase")
    assert suite.get("failures") == str(len(suite.findall("testcase/failure")))
    assert suite.get("skipped") == str(len(suite.findall("testcase/skipped")))
    assert suite.get("tests") == str(len(cases))
    assert len(cases) == max(1, len(found.findings))
    for case, finding in zip(cases, found.findings, strict=False):
        assert case.get("classname") == terminal(finding.span.path)
        failure = case.find("failure")
        failed = finding.waived is None and finding.severity != Severity.NOTE
        assert (failure is not None) == failed
        if failure is not None:
            assert failure.get("message") == terminal(finding.message)
