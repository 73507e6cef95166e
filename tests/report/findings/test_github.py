import re

from hypothesis import given
from inline_snapshot import snapshot

from govcheck.render.escape import terminal
from govcheck.report.findings import Report, render
from tests.report.findings.samples import LEAD, REPORTS, WAIVED, report

COMMAND = re.compile(r"::(error|warning|notice) ([^\r\n:]*)::([^\r\n]*)")


def unescaped(text: str) -> str:
    """A value as GitHub's runner reads it."""
    for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
        text = text.replace(code, character)
    return text


def read(line: str) -> tuple[str, dict[str, str], str]:
    """A workflow command taken apart as the runner does."""
    match = COMMAND.fullmatch(line)
    assert match is not None, line
    properties = dict(part.split("=", 1) for part in match[2].split(","))
    return match[1], {key: unescaped(text) for key, text in properties.items()}, unescaped(match[3])


def test_one_finding() -> None:
    assert render(report(LEAD, WAIVED), "github").split(",") == snapshot(
        [
            "::error file=policies/teams/social.yaml",
            "line=3",
            "endLine=3",
            "title=TEAM002 lead-outside-team",
            "col=11",
            "endColumn=14::`zed` leads but is no member%0Aadd `zed` to it\n",
        ]
    )


def test_what_could_end_a_value_is_escaped() -> None:
    hostile = LEAD._replace(
        span=LEAD.span._replace(path="policies/a,b:c%.yaml"),
        message="100% sure\r\n::error::no, yes",
        help=None,
    )
    assert render(report(hostile), "github").split(",") == snapshot(
        [
            "::error file=policies/a%2Cb%3Ac%25.yaml",
            "line=3",
            "endLine=3",
            "title=TEAM002 lead-outside-team",
            "col=11",
            "endColumn=14::100%25 sure\\r\\n::error::no",
            " yes\n",
        ]
    )


def test_columns_are_left_out_where_the_span_has_several_lines() -> None:
    several = LEAD._replace(span=LEAD.span._replace(end_line=9))
    _, properties, _ = read(render(report(several), "github").rstrip("\n"))
    assert properties.keys() == {"file", "line", "endLine", "title"}


@given(REPORTS)
def test_every_finding_is_exactly_one_command_that_reads_back(found: Report) -> None:
    lines = render(found, "github").splitlines()
    assert len(lines) == len(found.held)
    for line, finding in zip(lines, found.held, strict=True):
        level, properties, message = read(line)
        assert level.startswith(finding.severity.value[:3])
        assert properties["file"] == terminal(finding.span.path)
        assert properties["line"] == str(finding.span.line)
        assert message.split("\n") == [
            terminal(text) for text in (finding.message, finding.help) if text is not None
        ]
