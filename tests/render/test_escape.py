"""Hostile text, shown in five places."""

import html
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from govcheck.briefing.simulation.ics import folded
from govcheck.render import escape
from govcheck.render.escape import csv_cell, html_text, ics, json_text, markdown, mermaid, terminal
from tests.report.harmless import is_harmless

HOSTILE = (
    list("\x00\x07\t\n\r\x1b\x7f\x85\x9b\u202e\u2066\u2028\u200b\ufeff\ud800\U000e0041")
    + list("*_`~[]()<>#+-=.!|{}&;:@$\\/\"'%,1 aé日😀")
    + ["::", "##[", "##vso[", "@bob", "#12", "http://", "www.", "<b>", "GH-1", "&amp;", "--", "%%"]
    + ["- ", "1. ", "    ", "```", "end", "&#35;", "#35;"]
)
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=4), max_size=12).map("".join)


@given(hostile)
def test_a_terminal_only_shows_the_text(text: str) -> None:
    shown = terminal(text)
    assert all(map(is_harmless, shown))
    assert not any(word.startswith("::") for word in shown.split())
    assert re.search(r"##[a-z]*\[", shown, re.IGNORECASE) is None
    shown.encode()


@given(st.text(st.characters(categories=["L", "N"], include_characters=" .,()-'")))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert terminal(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc", r"a\nb\tc"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("gpj\u202eexe", r"gpj\u202eexe"),
        ("\U000e0041", r"\U000e0041"),
        ("::error::x", r"\::error::x"),
        ("a std::string", "a std::string"),
        ("##[group]x ##vso[y]", r"#\#[group]x #\#vso[y]"),
    ],
)
def test_what_is_taken_out_stays_visible(text: str, shown: str) -> None:
    assert terminal(text) == shown


@given(hostile)
def test_markdown_renders_as_nothing_but_the_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown(text))
    shown = rendered(markdown(text))
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    kinds = {part.type for token in tokens for part in token.children or ()}
    assert kinds <= {"text", "text_special"}
    expected = re.sub(r"\s+", " ", terminal_without_commands(text).replace("\u2060", "")).strip()
    assert re.sub(r"\s+", " ", shown.replace("\u2060", "")).strip() == expected


def rendered(source: str) -> str:
    """What a reader of the rendered Markdown sees."""
    tokens = MarkdownIt("commonmark").parse(source)
    return "".join(part.content for token in tokens for part in token.children or ())


def terminal_without_commands(text: str) -> str:
    """The visible form of a text whose workflow commands do not matter."""
    return "".join(character if character in ":#" else terminal(character) for character in text)


@given(hostile)
def test_markdown_neither_mentions_nor_links(text: str) -> None:
    shown = rendered(markdown(text))
    assert re.search(r"@\w|#\w|://|\bwww\.|\bGH-\d", shown, re.IGNORECASE) is None


@given(hostile)
def test_markdown_in_a_list_or_a_table_stays_in_its_place(text: str) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    items = parser.parse(f"* {markdown(text)}x\n* second")
    assert [token.type for token in items].count("list_item_open") == 2
    assert {token.level for token in items if token.type == "inline"} == {3}
    cells = parser.parse(f"| a | b |\n| --- | --- |\n| {markdown(text)} | {markdown(text)} |")
    assert [token.type for token in cells].count("td_open") == 2


@given(hostile)
def test_mermaid_sees_no_syntax(text: str) -> None:
    shown = mermaid(text)
    assert "\n" not in shown
    assert "--" not in shown
    assert "%" not in shown
    outside = re.sub(r"#\d+;", "", shown)
    assert not set(outside) & set('#;<>{}[]"`\\@$~^*')
    back = re.sub(r"#(\d+);", lambda entity: chr(int(entity[1])), shown)
    assert back == terminal_without_commands(text)


@given(hostile)
def test_a_calendar_reads_the_text_back(text: str) -> None:
    value = ics(text)
    assert all(map(is_harmless, value))
    back = re.sub(r"\\([\\;,nN])", lambda escape: "\n" if escape[1] in "nN" else escape[1], value)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert back == "\n".join(map(terminal_without_commands, lines))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", ""),
        ("+49 30 1", "+49 30 1"),
        ("+1+2", "'+1+2"),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("@ana", "'@ana"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_spreadsheet_sees_no_formula(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


@given(hostile)
def test_json_means_the_same(text: str) -> None:
    document = json.dumps({"text": text}, ensure_ascii=False, indent=2)
    safe = json_text(document)
    assert json.loads(safe) == json.loads(document)
    assert all(map(is_harmless, safe.replace("\n", "")))
    assert "##[" not in safe


@given(st.lists(st.sampled_from(["_", "__", "a", " ", "é"]), max_size=6).map("".join))
def test_texts_beside_each_other_do_not_emphasise_what_is_between(text: str) -> None:
    line = f"- {markdown(text)} x {markdown(text)}: {markdown(text)}"
    found = {token.type for token in MarkdownIt().parse(line)}
    inner = {child.type for token in MarkdownIt().parse(line) for child in (token.children or [])}
    assert "inline" in found
    assert not {"em_open", "strong_open"} & inner


@given(hostile)
def test_markdown_begins_no_command_of_a_build_server(text: str) -> None:
    shown = markdown(text)
    assert not any(word.startswith("::") for word in shown.split())
    assert re.search(r"##[a-z]*\[", shown, re.IGNORECASE) is None


@given(st.text(st.sampled_from("ab :#[]é"), max_size=200))
def test_no_line_of_a_calendar_is_a_command_of_a_build_server(text: str) -> None:
    lines = folded(f"SUMMARY:{ics(text)}").removesuffix("\r\n").split("\r\n")
    assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == f"SUMMARY:{ics(text)}"
    assert all(len(line.encode()) <= 75 for line in lines if ":" * 60 not in text)
    if ":" * 60 not in text:
        assert not any(line.lstrip().startswith("::") for line in lines)
    assert not any(re.search(r"##[a-z]*\[", line) for line in lines)


def test_whatever_is_unsafe_is_not_printable() -> None:
    unsafe = re.compile(escape._UNSAFE_CHARACTER)
    assert not any(
        chr(number).isprintable() and unsafe.match(chr(number)) for number in range(0x110000)
    )


@given(st.text())
def test_html_is_escaped_as_the_standard_library_does(text: str) -> None:
    assert html_text(text) == html.escape(text)
