"""Whatever is broken in a policy becomes findings within the text, in every format."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.finding import Finding
from govcheck.load.repository import load_repository
from govcheck.report.findings import Report, render
from govcheck.source import Source
from govcheck.workspace.examine import examine
from tests.load.mutations import mutated
from tests.load.shipped import shipped_texts
from tests.load.trees import SMALL

TEXTS = shipped_texts()
SMALL_TEXTS = [content.decode() for content in SMALL.files.values()]
PATHS = ["policies/m.yaml", "incidents/m.yaml", "scenarios/m.yaml"]


def lies_within(finding: Finding, sources: dict[str, Source]) -> bool:
    for span in (finding.span, *(related.span for related in finding.related)):
        source = sources.get(span.path)
        if source is None:
            return span[1:] == (1, 1, 1, 1)
        lines = source.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for line, column in ((span.line, span.column), (span.end_line, span.end_column)):
            if not (1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1):
                return False
        if (span.line, span.column) > (span.end_line, span.end_column):
            return False
    return True


@settings(max_examples=250, deadline=None)
@given(mutated(TEXTS), st.sampled_from(PATHS))
def test_a_broken_file_is_loaded_into_findings_within_it(content: bytes, path: str) -> None:
    repository = load_repository(SMALL.with_files({path: content}))
    for finding in repository.findings:
        assert lies_within(finding, repository.sources)
    assert {"person/ana", "person/ben"} <= {
        document.ref for document in repository.policy.documents
    }


@settings(max_examples=150, deadline=None)
@given(mutated(SMALL_TEXTS), st.sampled_from(sorted(SMALL.files)))
def test_a_broken_repository_is_examined_and_reported(content: bytes, path: str) -> None:
    examined = examine(SMALL.with_files({path: content}))
    findings = examined.findings
    assert list(findings) == sorted(findings, key=lambda finding: finding.span)
    assert all(lies_within(finding, examined.sources) for finding in findings)
    report = Report(findings, examined.sources, examined.documents)
    for format_ in ("full", "concise"):
        shown = render(report, format_)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert len(json.loads(render(report, "json"))["findings"]) == len(findings)


def test_the_small_repository_has_no_errors() -> None:
    assert [f for f in examine(SMALL).findings if f.severity == "error" and f.expires is None] == []
