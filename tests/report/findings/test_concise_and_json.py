import json

from inline_snapshot import snapshot

from govcheck.finding import Diagnostic, Finding, Related, Severity, Waived
from govcheck.report.findings import Report, render, summary
from govcheck.source import Span

FOUND = [
    Finding(
        Span("policies/a.yaml", 3, 11, 3, 14),
        Diagnostic("TEAM002", "lead-outside-team", Severity.ERROR),
        "`zed` leads",
        "/lead",
        "team/social",
        (Related(Span("policies/b.yaml", 4, 14, 4, 15), "here"),),
        "add `zed`",
    ),
    Finding(
        Span("policies/\x1b.yaml", 1, 1, 1, 1),
        Diagnostic("A1", "a", Severity.WARNING),
        "a\n::error::b",
    ),
    Finding(
        Span("policies/c.yaml", 1, 1, 1, 1),
        Diagnostic("A1", "a", Severity.ERROR),
        "c",
        waived=Waived("until then"),
    ),
]


def test_concise_is_one_line_a_finding() -> None:
    assert render(Report(FOUND, {}, 12), "concise") == snapshot("""\
policies/a.yaml:3:11: error[TEAM002]: `zed` leads
policies/\\x1b.yaml:1:1: warning[A1]: a\\n::error::b
""")


def test_json_has_the_keys_of_the_contract() -> None:
    whole = json.loads(render(Report(FOUND[:1], {}, 12), "json"))
    assert whole == snapshot(
        {
            "format": 1,
            "summary": {"errors": 1, "warnings": 0, "notes": 0, "documents": 12},
            "findings": [
                {
                    "code": "TEAM002",
                    "name": "lead-outside-team",
                    "severity": "error",
                    "message": "`zed` leads",
                    "path": "policies/a.yaml",
                    "line": 3,
                    "column": 11,
                    "end_line": 3,
                    "end_column": 14,
                    "pointer": "/lead",
                    "document": "team/social",
                    "related": [
                        {
                            "path": "policies/b.yaml",
                            "line": 4,
                            "column": 14,
                            "end_line": 4,
                            "end_column": 15,
                            "message": "here",
                        }
                    ],
                    "help": "add `zed`",
                    "waived": None,
                }
            ],
        }
    )


def test_nothing_found_is_nothing_shown() -> None:
    assert render(Report([], {}, 12), "full") == render(Report([], {}, 12), "concise") == ""
    assert json.loads(render(Report([], {}, 0), "json"))["findings"] == []


def test_the_summary_counts_what_is_not_waived() -> None:
    assert summary(Report(FOUND, {}, 12)) == "1 error, 1 warning in 12 documents (1 accepted)"
    assert summary(Report([], {}, 1)) == "no findings in 1 document"
