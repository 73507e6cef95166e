"""Findings made up for tests: one that shows everything, and hostile ones."""

from datetime import date

from hypothesis import strategies as st

from govcheck.finding import Diagnostic, Finding, Fix, Related, Severity, TextEdit, Waived
from govcheck.report.findings import Report
from govcheck.source import Span

LEAD = Finding(
    Span("policies/teams/social.yaml", 3, 11, 3, 14),
    Diagnostic("TEAM002", "lead-outside-team", Severity.ERROR),
    "`zed` leads but is no member",
    "/lead",
    "team/social",
    (Related(Span("policies/teams/social.yaml", 4, 14, 4, 26), "the members are listed here"),),
    "add `zed` to it",
)
MENDABLE = Finding(
    Span("policies/teams/social.yaml", 4, 15, 4, 18),
    Diagnostic("REF001", "unknown-reference", Severity.ERROR),
    "`bne` is not a known person",
    "/members/0/person",
    "team/social",
    fix=Fix((TextEdit(Span("policies/teams/social.yaml", 4, 15, 4, 18), "ben"),), is_safe=False),
)
WAIVED = LEAD._replace(waived=Waived("Two hires start then", "until-spring", date(2027, 3, 31)))
IGNORED = LEAD._replace(waived=Waived("Zed joins on Monday"))

NASTY = st.text(
    st.sampled_from("%\r\n:,\x1b\x00\u2028\u202e\x85\uffff\U000e0041<>&\"']{}\\`|#@-= az")
    | st.characters(exclude_categories=["Cs"]),
    max_size=30,
)
NUMBERS = st.integers(1, 10**6)
SPANS = st.builds(
    lambda path, line, column, lines, columns: Span(
        path, line, column, line + lines, column + columns
    ),
    NASTY.map(lambda text: f"policies/{text}"),
    NUMBERS,
    NUMBERS,
    st.sampled_from([0, 0, 3]),
    st.integers(0, 40),
)
EDITS = st.lists(st.builds(TextEdit, SPANS, NASTY), min_size=1, max_size=3).map(tuple)
FINDINGS = st.builds(
    Finding,
    SPANS,
    st.builds(
        Diagnostic,
        st.sampled_from(["TEAM002", "REF001", "X999"]),
        st.sampled_from(["lead-outside-team", "unknown-reference"]),
        st.sampled_from(Severity),
    ),
    NASTY,
    NASTY,
    st.none() | NASTY,
    st.lists(st.builds(Related, SPANS, NASTY), max_size=2).map(tuple),
    st.none() | NASTY,
    st.none() | st.builds(Waived, NASTY, st.none() | st.just("until-spring")),
    fix=st.none() | st.builds(Fix, EDITS, st.booleans()),
)
REPORTS = st.builds(
    lambda findings: Report(findings, {}, len(findings)), st.lists(FINDINGS, max_size=4)
)


def report(*findings: Finding) -> Report:
    """A report of some findings, without their sources."""
    return Report(findings, {}, 12)
