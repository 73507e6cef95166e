"""Findings as workflow commands, which GitHub shows beside the lines of a pull request."""

from govcheck.finding import Finding, Severity
from govcheck.render.escape import terminal
from govcheck.report.findings import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """A command for each finding that is not accepted."""
    return "".join(f"{_command(finding)}\n" for finding in report.held)


def _command(finding: Finding) -> str:
    span = finding.span
    where = {
        "file": terminal(span.path),
        "line": str(span.line),
        "endLine": str(span.end_line),
        "title": f"{finding.code} {finding.name}",
    }
    if span.line == span.end_line:
        where |= {"col": str(span.column), "endColumn": str(span.end_column)}
    properties = ",".join(f"{name}={_property(value)}" for name, value in where.items())
    lines = [finding.message] if finding.help is None else [finding.message, finding.help]
    return f"::{_COMMANDS[finding.severity]} {properties}::{message(*lines)}"


def message(*lines: str) -> str:
    """Lines as the message of a workflow command, which nothing in them can end."""
    return _data("\n".join(terminal(line) for line in lines))


def _data(text: str) -> str:
    """A message: the three characters that could end it are escaped."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property: also the two characters that could begin another one."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
