"""The simplest YAML read without the parser: to the same values, or not at all."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.load.nodes import plain
from govcheck.load.simple_yaml import simple_document, simple_tree
from govcheck.load.yaml import parse
from govcheck.source import Source

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "incidents").glob("*.yaml"))

pieces = st.sampled_from(
    [
        "a", "b-c", "x_1", "true", "null", "no", "~", "1", "-1", "+2", ".5", "1e3", "0x1f", "12:30",
        "a b", "a:b", "a: b", "a#b", "a # b", "#", "# c", "é", "日本", "a?", "? a", "²",
        "\U0001f600",
        ": ", ":", " ", "  ", "\n", "\n", "\n  ", "\n    ", "- ", "-", "-\n", "[", "]", "{", "}",
        ",",
        ", ", "'", "''", '"', "\\", "&a ", "*a", "!", "!!str ", "|", ">", "%", "@", "`", "---\n",
        "...\n", "\t", "\r", "\x85", "\u2028", "\u00a0", "\ufeff", "<<",
        "2026-03-14T22:40:00+01:00",
    ]
)  # fmt: skip
scalars = st.sampled_from(
    ["a", "1", "1.0", "true", "", "~", "'it''s'", '"q: # [x"', "a, b", "x - y", "a 'b' \"c\"", "-5",
     "[]", "{}", "[a, 1, 'b']", '{en: A taxi?, de: "Ja: [nein]"}', "[[a], {b: c}]", "a #b", "#",
     "é"]
)  # fmt: skip
words = st.sampled_from(["a", "b", "c-d", "x-y", "true", "e_1"])
gaps = st.sampled_from(["", "", "", " ", "  # said", " #", "#"])
lines = st.builds(
    lambda indent, dash, key, space, value, gap: (
        f"{' ' * indent}{'- ' if dash else ''}{key}{':' if key else ''}{space}{value}{gap}"
    ),
    st.integers(0, 4),
    st.sampled_from([False, False, True]),
    st.just("") | words,
    st.sampled_from([" ", " ", "  ", ""]),
    scalars,
    gaps,
)


def agree(text: str) -> bool:
    """Whether the text is among the simplest; then the parser reads the same without a fault."""
    found = simple_tree(text)
    if found is not None:
        assert (repr(parse(Source("a.yaml", text)))) == repr(([found], []))
        assert simple_document(text) == plain(found)
    return found is not None


@settings(max_examples=600)
@given(st.lists(pieces, max_size=14).map("".join))
def test_pieces(text: str) -> None:
    agree(text)
    agree(f"k: {text}")
    agree(f"k: [{text}]")
    agree(f"k: {{a: {text}}}")


@settings(max_examples=600)
@given(st.lists(lines, max_size=7).map("\n".join))
def test_lines(text: str) -> None:
    agree(text)


@settings(max_examples=300)
@given(st.sampled_from(SHIPPED), st.data())
def test_shipped_incidents_with_a_change(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 3))
    agree(text[:at] + data.draw(pieces) + text[at + gone :])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_incidents_are_simple(path: Path) -> None:
    assert agree(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- b\n- c: d\n",
        "a: b\n  c\n",
        "a: |\n  b\n",
        "a: *b\n",
        "a: b: c\n",
        "a: b\na: c\n",
        "- a\n",
        "a",
        "",
        "a: b\n---\na: c\n",
        'a: "\\n"\n',
        "a: .inf\n",
    ],
)
def test_other_texts_are_left_to_the_parser(text: str) -> None:
    assert simple_document(text) is None


def test_what_is_simple() -> None:
    text = (
        "a:\n  - 1\n  - 'it''s' # said\nb:\n  c: {d: [x, 2.0], e: A taxi?}\n\n# f\ng:\nh: 12:30\n"
    )
    assert agree(text)
    assert simple_document(text) == {
        "a": [1, "it's"],
        "b": {"c": {"d": ["x", 2.0], "e": "A taxi?"}},
        "g": None,
        "h": "12:30",
    }
