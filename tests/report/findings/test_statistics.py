from inline_snapshot import snapshot

from govcheck.report.findings import render
from tests.report.findings.samples import LEAD, MENDABLE, WAIVED, report


def test_rules_are_counted_the_most_frequent_first() -> None:
    assert render(report(LEAD, MENDABLE, MENDABLE, WAIVED), "statistics") == snapshot("""\
    2  REF001     unknown-reference
    1  TEAM002    lead-outside-team
""")


def test_nothing_found_is_nothing_counted() -> None:
    assert render(report(), "statistics") == ""
