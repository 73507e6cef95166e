"""The Markdown of `simulate`."""

import re
from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from govcheck.briefing.simulation.contents import full
from govcheck.briefing.simulation.markdown import render
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.render.page.names import PageNames
from govcheck.simulate.outcome import Outcome
from govcheck.tongue import ENGLISH, tongue
from tests.briefing.simulation.hostile import infected
from tests.briefing.simulation.samples import OUTCOME, PROGRAM, STAMP

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def parsed(outcome: Outcome, *, brief: bool = False) -> list[Token]:
    return PARSER.parse(render([outcome], PROGRAM, STAMP, brief=brief))


def headings(tokens: list[Token]) -> list[str]:
    return [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]


PAGE = ["CALL (22:40 Berlin)", "DO", "NEVER"]


def test_the_page_comes_first_and_the_rest_is_folded() -> None:
    tokens = parsed(OUTCOME)
    first, *parts = headings(tokens)
    assert first == "CRITICAL, to be safe - Video says our child seat failed in a crash"
    assert parts[: len(PAGE)] == PAGE
    text = render([OUTCOME], PROGRAM, STAMP)
    above, _, below = text.partition("<details><summary>All of it</summary>")
    assert "## CALL" in above
    assert [one for one in ("rota:", "product-safety/", "T+") if one in above] == []
    assert "### Timeline" in below
    assert "</details>" in below


def test_in_german_no_heading_is_english() -> None:
    text = render([OUTCOME], PROGRAM, STAMP, tongue("de"))
    titles = headings(PARSER.parse(text))
    assert [one for one in titles if one in headings(parsed(OUTCOME))] == []
    assert "<details><summary>Alles</summary>" in text


def test_what_is_missed_is_bold() -> None:
    assert "**product-safety/holding 10 min late" in render([OUTCOME], PROGRAM, STAMP)


def test_every_row_of_the_timeline_is_a_row_of_the_table() -> None:
    text = render([OUTCOME], PROGRAM, STAMP)
    rows = text.partition("### Timeline")[2].partition("##")[0].count("\n| T+")
    assert rows == len(OUTCOME.timeline)


def test_brief_has_the_orders_alone() -> None:
    tokens = parsed(OUTCOME, brief=True)
    assert headings(tokens)[1:][: len(PAGE)] == PAGE
    assert "table_open" not in [token.type for token in tokens]


def test_each_incident_has_its_heading() -> None:
    text = render([OUTCOME, OUTCOME], PROGRAM, STAMP)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 2


@given(st.booleans(), infected())
def test_hostile_text_adds_no_markup(brief: bool, infect: Callable[[Outcome], Outcome]) -> None:
    outcome = infect(OUTCOME)
    tokens = parsed(outcome, brief=brief)
    view = OutcomeView(outcome, PageNames(PROGRAM, ENGLISH))
    parts = [one for one in page(view).parts if not (brief and one.runs_on)]
    sections = () if brief else full(view).sections
    tables = [one for one in sections if one.columns]
    lists = [one for one in sections if not one.columns]
    types = [token.type for token in tokens]
    assert types.count("heading_open") == 1 + sum(bool(one.heading) for one in parts) + sum(
        bool(one.title) for one in sections
    )
    assert types.count("table_open") == len(tables)
    assert types.count("tr_open") == sum(1 + len(one.rows) for one in tables)
    assert types.count("list_item_open") == sum(
        1 + len(line.more) for one in parts for line in one.lines
    ) + sum(1 + len(row.below) for one in lists for row in one.rows)
    for token in tokens:
        for part in token.children or ():
            assert part.type in ("text", "text_special", "strong_open", "strong_close") or (
                part.type in ("em_open", "em_close") or part.content == "<br>"
            )
