import pytest
from hypothesis import given
from hypothesis import strategies as st

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
