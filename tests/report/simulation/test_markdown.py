"""The Markdown of `simulate`."""

import re
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from govcheck.report.simulation import contents
from govcheck.report.simulation.markdown import render
from govcheck.report.simulation.view import OutcomeView
from govcheck.simulate.outcome import Outcome
from tests.report.simulation.hostile import infected
from tests.report.simulation.samples import OUTCOME, PROGRAM, STAMP

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parsed(outcome: Outcome, *, brief: bool = False) -> list[Token]:
    return PARSER.parse(render([outcome], PROGRAM, STAMP, brief=brief))


def headings(tokens: list[Token]) -> list[str]:
    return [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]


def test_the_sections() -> None:
    assert headings(parsed(OUTCOME)) == [
        r"SEV1 \| crisis \| product-safety",
        "Missed",
        "Do now",
        "Why",
        "Timeline (Europe/Berlin, if nobody acknowledges)",
        "Approvals",
        "Forbidden until approved",
        "Quorum",
        "If absent",
        "Still unknown",
        "Notes",
    ]


def test_what_is_missed_is_bold() -> None:
    assert "**product-safety/holding 10m late" in render([OUTCOME], PROGRAM, STAMP)


def test_every_row_of_the_timeline_is_a_row_of_the_table() -> None:
    text = render([OUTCOME], PROGRAM, STAMP)
    rows = text.partition("## Timeline")[2].partition("##")[0].count("\n| T+")
    assert rows == len(OUTCOME.timeline)


def test_brief_has_the_verdict_and_one_table() -> None:
    tokens = parsed(OUTCOME, brief=True)
    assert len(headings(tokens)) == 1
    assert [token.type for token in tokens].count("table_open") == 1


def test_each_incident_has_its_heading() -> None:
    text = render([OUTCOME, OUTCOME], PROGRAM, STAMP)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 2


@given(st.booleans(), infected())
def test_hostile_text_adds_no_markup(brief: bool, infect: Callable[[Outcome], Outcome]) -> None:
    outcome = infect(OUTCOME)
    tokens = parsed(outcome, brief=brief)
    sheet = (contents.brief if brief else contents.full)(OutcomeView(outcome, PROGRAM))
    types = [token.type for token in tokens]
    assert types.count("heading_open") == 1 + sum(bool(one.title) for one in sheet.sections)
    assert types.count("table_open") == sum(bool(one.columns) for one in sheet.sections)
    assert types.count("tr_open") == sum(1 + len(one.rows) for one in sheet.sections if one.columns)
    assert types.count("list_item_open") == sum(
        1 + len(row.below) for one in sheet.sections if not one.columns for row in one.rows
    )
    for token in tokens:
        for part in token.children or ():
            assert part.type in ("text", "text_special", "strong_open", "strong_close") or (
                part.type in ("em_open", "em_close") or part.content == "<br>"
            )
