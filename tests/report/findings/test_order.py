"""People read first what blocks; programs get findings by path and span."""

import json

from hypothesis import given
from hypothesis import strategies as st

from govcheck.finding import Diagnostic, Finding, Lack, Severity, Waived
from govcheck.report.findings import Report, by_cause, render, summary
from govcheck.source import Span
from tests.report.findings.samples import FINDINGS


def finding(
    line: int,
    code: str,
    severity: Severity = Severity.ERROR,
    *,
    lacks: Lack | None = None,
    blocks: bool = False,
    waived: Waived | None = None,
) -> Finding:
    return Finding(
        Span("policies/a.yaml", line, 1, line, 2),
        Diagnostic(code, code.lower(), severity),
        f"line {line}",
        lacks=lacks,
        blocks=blocks,
        waived=waived,
    )


FOUND = [
    finding(1, "NOTE001", Severity.NOTE),
    finding(2, "WARN001", Severity.WARNING, lacks=Lack("person", "ana")),
    finding(3, "WAIVED001", waived=Waived("until then")),
    finding(4, "TEAM001"),
    finding(5, "REF001", lacks=Lack("person", "ana")),
    finding(6, "WARN002", Severity.WARNING),
    finding(7, "COND001", blocks=True, lacks=Lack("fact", "x")),
    finding(8, "INC001", lacks=Lack("fact", "x")),
    finding(9, "DOC001", blocks=True),
]


def lines(report: Report) -> list[int]:
    return [int(line.split(":")[1]) for line in render(report, "concise").splitlines()]


def test_what_blocks_comes_first_and_what_has_one_cause_together() -> None:
    assert lines(Report(FOUND, {}, 1)) == [7, 8, 9, 4, 5, 2, 6, 1]
    assert lines(Report(FOUND, {}, 1, verbose=True)) == [7, 8, 9, 4, 5, 2, 6, 1, 3]


def test_full_has_the_same_order() -> None:
    heads = [
        line.partition("]")[0].partition("[")[2]
        for line in render(Report(FOUND, {}, 1), "full").splitlines()
        if line.startswith(("error", "warning", "note"))
    ]
    assert heads[:4] == ["COND001, INC001", "DOC001", "TEAM001", "REF001"]


def test_programs_get_them_by_path_and_span() -> None:
    told = json.loads(render(Report(FOUND, {}, 1), "json"))["findings"]
    assert [one["line"] for one in told] == list(range(1, 10))


def test_the_last_line_says_whether_anything_can_be_simulated() -> None:
    assert summary(Report(FOUND, {}, 12)) == (
        "5 errors, 2 warnings, 1 note in 12 documents (1 accepted);"
        " nothing can be simulated until 2 of them are mended"
    )
    assert summary(Report(FOUND[8:], {}, 1)) == (
        "1 error in 1 document; nothing can be simulated until it is mended"
    )
    assert summary(Report(FOUND[3:4], {}, 1)) == "1 error in 1 document"


@given(st.lists(FINDINGS, max_size=8))
def test_nothing_is_lost_and_the_first_of_a_cause_is_its_gravest(found: list[Finding]) -> None:
    ordered = by_cause(found)
    assert sorted(map(id, ordered)) == sorted(map(id, found))
    blocking = [one.blocks and one.waived is None for one in ordered if one.lacks is None]
    assert blocking == sorted(blocking, reverse=True)
