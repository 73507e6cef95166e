"""A diff in every format, with hostile text in it."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import example, given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token

from govcheck.change.compare import Change
from govcheck.change.comparison import ComparedPolicy, Comparison
from govcheck.change.edit import Edit
from govcheck.change.effect import Effect
from govcheck.change.incidents import Redecided
from govcheck.engine.ruleset import Case
from govcheck.papers.change import FORMATS, DiffReport, render
from govcheck.papers.change.v1 import DiffJson, EffectJson
from govcheck.render.width import display_width
from govcheck.simulate.statement import IncidentStatement
from govcheck.source import Span
from govcheck.workspace.diff import Diff, Needed
from tests.change.policies import shipped_side
from tests.render.test_escape import hostile
from tests.report.harmless import is_harmless


def diff_of(text: str, number: int = 1) -> Diff:
    """A diff in which a text stands wherever the policy or the user has a say."""
    side: ComparedPolicy = shipped_side()
    effect = Effect(
        "lowers-severity",
        "weaker",
        text,
        text,
        text,
        frozenset({text}),
        decision=text,
        region=text,
        witness=Case(0, {"title": text, "tags": frozenset({text})}),
    )
    doubtful = Effect("removes-cover", "weaker", text, None, None, frozenset(), doubt=text)
    timed = Effect(
        "adds-cover", "stricter", text, text, text, frozenset(), intervals=((0, 60), (120, 180))
    )
    edits = (
        Edit("changed", text, f"/{text}", text, [text]),
        Edit("added", text, "", None, {text: text}),
    )
    comparison = Comparison(side, side, edits * number, 0, (0, 86_400))
    change = Change(comparison, (effect, doubtful, timed) * number)
    return Diff(
        text,
        text,
        change,
        (Needed(text, text, (text,) * 9),) * number,
        (Span(text, 3, 1, 3, 2), None, None) * number,
        incidents=(
            Redecided(IncidentStatement(text, text, 0, {}), ((text, (text,), (text,)),), (text,)),
        )
        * number,
    )


def shown(diff: Diff, format_: str) -> str:
    return render(DiffReport(diff), format_)


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


GITHUB = MarkdownIt("gfm-like")
OURS = {
    *("paragraph_open", "paragraph_close", "inline", "text", "softbreak", "text_special"),
    *(
        "heading_open",
        "heading_close",
        "strong_open",
        "strong_close",
        "bullet_list_open",
        "bullet_list_close",
    ),
    *("list_item_open", "list_item_close", "table_open", "table_close", "html_block"),
    *(
        f"{part}_{end}"
        for part in ("thead", "tbody", "tr", "th", "td")
        for end in ("open", "close")
    ),
}
FOLD = re.compile(r"(<details><summary>[A-Z][a-z ]+ \(\d+\)</summary>|</details>)\n*")


@settings(max_examples=150)
@given(hostile)
@example("/www.+")
@example("www.GH-1")
def test_markdown_has_no_structure_but_ours(text: str) -> None:
    tokens = list(flat(GITHUB.parse(shown(diff_of(text), "markdown"))))
    assert {token.type for token in tokens} <= OURS
    for token in tokens:
        if token.type == "html_block":
            assert FOLD.fullmatch(token.content)
        elif token.type in ("text", "text_special"):
            assert re.search(r"@\w|#\w|\bwww\.|://", token.content) is None, token.content


@settings(max_examples=100)
@given(hostile)
def test_a_terminal_shows_it_and_nothing_more(text: str) -> None:
    lines = shown(diff_of(text), "text").split("\n")
    for line in lines:
        assert all(map(is_harmless, line))
        assert display_width(line) <= 80
        assert not line.lstrip().startswith("::")


class Tags(HTMLParser):
    """Everything of a page that is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str | None]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)


@settings(max_examples=100)
@given(hostile)
def test_html_has_no_element_but_ours(text: str) -> None:
    ours, theirs = Tags(), Tags()
    ours.feed(shown(diff_of("x"), "html"))
    theirs.feed(shown(diff_of(text), "html"))
    assert theirs.tags == ours.tags
    assert theirs.attributes == ours.attributes
    assert not {"script", "img", "link", "iframe", "a"} & {*theirs.tags}


@settings(max_examples=60)
@given(hostile)
def test_json_keeps_every_text(text: str) -> None:
    found = json.loads(shown(diff_of(text), "json"))
    assert found["effects"][0]["region"] == text
    assert found["edits"][0]["before"] == text


def test_json_has_the_keys_that_are_promised() -> None:
    found: dict[str, Any] = json.loads(shown(diff_of("x"), "json"))
    assert found.keys() == {*DiffJson.__annotations__} - {"archives"}  # these only with `--archive`
    assert found["format"] == 1
    assert found["effects"][0].keys() == EffectJson.__annotations__.keys()
    assert found["edits"][0].keys() == {"change", "document", "pointer", "before", "after"}
    assert {"effect", "class", "decision", "before", "after", "region", "witness"} <= {
        *found["effects"][0]
    }


@pytest.mark.parametrize("text", ["x", "word " * 400, "|`<@#" * 500])
def test_markdown_stays_below_what_github_takes(text: str) -> None:
    written = shown(diff_of(text, 600), "markdown")
    assert len(written) < 65_536
    assert "too many to show here" in written
    assert written.count("<details>") == written.count("</details>")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_diff_is_the_same_bytes(format_: str) -> None:
    assert shown(diff_of("x"), format_) == shown(diff_of("x"), format_)
