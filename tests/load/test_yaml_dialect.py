import re
import warnings
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode

from govcheck.load.nodes import plain
from govcheck.load.yaml import parse
from govcheck.load.yaml_dialect import mask
from govcheck.source import Source

texts = st.text(alphabet=st.sampled_from("ab:?\x85\u2028\u2029 \n,[]{}\"'!%\ue000"), max_size=60)


@given(texts)
def test_masking_is_undone_and_moves_nothing(text: str) -> None:
    masked = mask(text)
    assert masked.unmask(masked.text) == text
    assert len(masked.text) == len(text)


def test_a_text_with_every_private_character_is_left_alone() -> None:
    text = "[a:b]" + "".join(chr(code) for code in range(0xE000, 0xF900))
    assert mask(text).text == text


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("{notify: [rota:community-duty]}", {"notify": ["rota:community-duty"]}),
        ("{do: Why?, b: c}", {"do": "Why?", "b": "c"}),
        ("{do: Pourquoi ?}", {"do": "Pourquoi ?"}),
        ("[?a, a?b, ?]", ["?a", "a?b", "?"]),
        ("[http://x:80/?y=z]", ["http://x:80/?y=z"]),
        ('{"a":b, \'c d\':e, "f g" :h}', {"a": "b", "c d": "e", "f g": "h"}),
        ("{person:ana: 1}", {"person:ana": 1}),
        ("{? a : b}", {"a": "b"}),
        ("? a:b\n: c?", {"a:b": "c?"}),
        ("a: \"x:y?\"\nb: 'x:y'", {"a": "x:y?", "b": "x:y"}),
        ("a: b\u2028c\x85d", {"a": "b\u2028c\x85d"}),
        ("%TAG !e! tag:example.com,2000:app/\n---\na: !!str b:c", {"a": "b:c"}),
        ("{a: !<tag:yaml.org,2002:str> 3, b: !!str 4}", {"a": "3", "b": "4"}),
        ("a: |\n  see http://x?y\n", {"a": "see http://x?y\n"}),
        ("a: b # why? a:b {c:d}\n", {"a": "b"}),
        ("a: [2026-03-14T22:40:00+01:00, 09:30]", {"a": ["2026-03-14T22:40:00+01:00", "09:30"]}),
    ],
)
def test_brackets_hold_what_yaml_1_2_lets_them_hold(text: str, data: object) -> None:
    roots, faults = parse(Source("a.yaml", text))
    assert faults == []
    assert [plain(root) for root in roots] == [data]


PIECES = (
    "a", "b", "c:d", "?", "a?", ":", "::", ":a", " ", ", ", ",", "[", "]", "{", "}", "{a: ", "[a, ",
    "'", '"', "'a'", '"b"', "\n  ", "- ", "a: ", "? ", ": ", " #c", "#c", "-a", "http://x:80/y?z=1",
)  # fmt: skip
FRAMES = ("{}", "{{k: {}}}", "[{}]", "k: [{}]", "{{{}}}", "k: {{x: {}}}", "- [{}, b]", "[{{{}}}]")
KEY_MARK = re.compile(r"(^|[\s,\[\]{}])\?[^\s,\[\]{}]")
"""A question mark that begins a word, which the other reader takes for the mark of a key."""

written = st.builds(
    lambda frame, pieces: frame.format("".join(pieces)),
    st.sampled_from(FRAMES),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=8),
)


def read_by_another(text: str) -> Any:
    """The value as a reader of YAML 1.2 that is written in Python sees it. Raises ValueError."""
    reader = YAML(typ="safe", pure=True)
    reader.version = (1, 2)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return value(reader.compose(text))
        except (YAMLError, AttributeError) as error:
            raise ValueError(text) from error


def value(node: Any) -> Any:
    if isinstance(node, ScalarNode):
        return node.value if node.style or node.value else None
    if isinstance(node, MappingNode):
        pairs = [(value(key), value(below)) for key, below in node.value]
        if not all(isinstance(key, str) for key, _ in pairs) or len(dict(pairs)) < len(pairs):
            raise ValueError(pairs)
        return dict(pairs)
    return [value(item) for item in node.value]


@settings(max_examples=1500)
@given(written)
def test_what_another_reader_of_yaml_1_2_reads_is_read_alike_or_refused(text: str) -> None:
    assume(KEY_MARK.search(text) is None)
    roots, faults = parse(Source("a.yaml", text))
    assume(not faults and roots)
    try:
        expected = read_by_another(text)
    except ValueError:
        return  # it reads less than YAML 1.2 has
    assert [plain(root) for root in roots] == [expected]
