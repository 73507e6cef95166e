import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.load import yaml_faults as yaml
from govcheck.load.nodes import Node, Scalar, locate, plain, walk
from govcheck.load.yaml import parse
from govcheck.load.yaml_faults import Fault
from govcheck.load.yaml_limits import DEEPEST, MOST_FAULTS, MOST_NODES
from govcheck.source import Source
from tests.load.written import Keys, Written, documents


def read(text: str) -> Node:
    roots, faults = parse(Source("a.yaml", text))
    assert faults == []
    assert len(roots) == 1
    return roots[0]


def only_fault(text: str) -> tuple[str, str, str]:
    """The rule of the only fault, the text that it underlines, and its message."""
    _, faults = parse(Source("a.yaml", text))
    [fault] = faults
    return fault.rule.name, text[fault.start : fault.end], fault.message


def under(text: str, *keys: str | int, of_key: bool = False) -> str:
    start, end = locate(read(text), keys, of_key=of_key)
    return text[start:end]


@settings(max_examples=200)
@given(documents())
def test_every_scalar_is_underlined_exactly(written: Written) -> None:
    root = read(written.text)
    assert plain(root) == written.data
    found = []
    for keys, node in walk(root):
        if isinstance(node, Scalar):
            found.append((keys, written.text[node.start : node.end]))
    assert found == written.places


@settings(max_examples=100)
@given(documents())
def test_every_key_and_every_collection_is_underlined(written: Written) -> None:
    root = read(written.text)
    for keys, node in walk(root):
        text = written.text[node.start : node.end]
        assert text == text.strip()
        if keys and isinstance(keys[-1], str):
            start, end = locate(root, keys, of_key=True)
            assert written.text[start:end] == keys[-1]
        for _, inner in walk(node):
            assert node.start <= inner.start <= inner.end <= node.end


@settings(max_examples=50)
@given(st.lists(documents(("",)), min_size=2, max_size=3))
def test_several_documents_of_a_file_are_read(several: list[Written]) -> None:
    text = "\n---\n".join(written.text for written in several)
    roots, faults = parse(Source("a.yaml", text))
    assert faults == []
    assert [plain(root) for root in roots] == [written.data for written in several]


@given(st.text(alphabet=st.sampled_from(":-?{}[],&*!|>'\"%@` \n\tab#.~0"), max_size=30))
def test_any_text_is_read_or_reported(text: str) -> None:
    roots, faults = parse(Source("a.yaml", text))
    assert roots or faults
    for fault in faults:
        assert 0 <= fault.start <= len(text)
        assert fault.start <= fault.end <= len(text) + 1
    for root in roots:
        for _, node in walk(root):
            assert 0 <= node.start <= node.end <= len(text)


@pytest.mark.parametrize(
    ("text", "keys", "expected"),
    [
        ("a: |\n  x\n  y\n\n\nb: 1\n", ("a",), "|\n  x\n  y"),
        ("a: >-\n  x\n# c\nb: 1\n", ("a",), ">-\n  x"),
        ("a: one\n  two\nb: 1\n", ("a",), "one\n  two"),
        ("a: &x !!str 3 # c\n", ("a",), "3"),
        ("a: !<tag:yaml.org,2002:str> 3\n", ("a",), "3"),
        ("a: &x # c\n  foo\n", ("a",), "foo"),
        ("a: &x {b: 1}\n", ("a",), "{b: 1}"),
        ("a: &x\n  b: 1\n  c: 2\n\nd: 3", ("a",), "b: 1\n  c: 2"),
        ("a:\n- b\n- c:  d  \n\ne: f", ("a",), "- b\n- c:  d"),
        ("a: &x 1\nb: *x\n", ("b",), "*x"),
        ("a: &x [1]\nb: *x\n", ("b", 0), "1"),
        ("? a\n: b\n", ("a",), "b"),
        ("a: 'it''s'\n", ("a",), "'it''s'"),
        ("\u00e9: \U0001f600 # x\n", ("\u00e9",), "\U0001f600"),
    ],
)
def test_a_value_is_underlined(text: str, keys: Keys, expected: str) -> None:
    start, end = _raw(read(text), keys)
    assert text[start:end] == expected


def _raw(root: Node, keys: Keys) -> tuple[int, int]:
    node = dict(walk(root))[keys]
    return node.start, node.end


def test_a_place_that_does_not_exist_is_shown_by_the_nearest_one_above() -> None:
    text = "id: x\nlist: [{a: 1}, {id: z}]\nempty:\nmap: {k: v}\n"
    assert under(text, "nothing", 3) == "x"
    assert under(text, "list", 1, "missing") == "z"
    assert under(text, "list", 0, "missing") == "a"
    assert under(text, "list", 9) == "[{a: 1}, {id: z}]"
    assert under(text, "empty") == "empty"
    assert under(text, "map") == "k"
    assert under(text, "map", "k", of_key=True) == "k"


@pytest.mark.parametrize(
    ("text", "rule", "underlined", "message"),
    [
        ("a:\n\tb: 1\n", "yaml-syntax", "\t", "a tab cannot indent YAML"),
        ("", "empty-document", "", "the document is empty"),
        ("# only a comment\n", "empty-document", "", "the document is empty"),
        ("--- ~\n", "empty-document", "~", "the document is empty"),
        ("a: 1\na: 2\n", "duplicate-key", "a", "the key `a` stands twice in the same mapping"),
        ("1: a\n", "key-not-text", "1", "the key `1` is not text"),
        ("[a]: b\n", "key-not-text", "[a]", "a key is a single text"),
        ("a: .nan\n", "unreadable-value", ".nan", "`.nan` is not a finite number"),
        ("a: -.INF\n", "unreadable-value", "-.INF", "`-.INF` is not a finite number"),
        ("a: 1e999\n", "unreadable-value", "1e999", "`1e999` is not a finite number"),
        ("a: !!int x\n", "unreadable-value", "x", "`x` is tagged `!!int` but does not read as one"),
        ("a: *b\n", "unusable-alias", "*b", "`*b` names no anchor above it"),
        ("a: &b [*b]\n", "unusable-alias", "*b", "`*b` stands within its own anchor"),
        (
            "\u00e9: \x07\n",
            "yaml-syntax",
            "\x07",
            "cannot be read as YAML: control characters are not allowed",
        ),
    ],
)
def test_what_is_wrong_is_underlined(text: str, rule: str, underlined: str, message: str) -> None:
    assert only_fault(text) == (rule, underlined, message)


def test_a_tag_of_another_schema_is_refused() -> None:
    name, underlined, message = only_fault("a: !!python/object:os.system {}\n")
    assert (name, underlined) == ("unreadable-value", "!!python/object:os.system ")
    assert "which is not part of the YAML 1.2 core schema" in message


def test_a_duplicate_key_shows_the_first_one_and_keeps_its_value() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    roots, [fault] = parse(Source("a.yaml", text))
    assert fault.see == (0, 1, "it stands here first")
    assert plain(roots[0]) == {"a": 1, "b": 2}


def test_documents_in_front_of_a_syntax_error_are_kept() -> None:
    roots, faults = parse(Source("a.yaml", "a: 1\n---\nb: [\n"))
    assert [plain(root) for root in roots] == [{"a": 1}]
    assert [fault.rule for fault in faults] == [yaml.SYNTAX]


def test_anchors_end_with_their_document() -> None:
    assert only_fault("a: &x 1\n---\nb: *x\n")[0] == "unusable-alias"


def test_an_anchor_may_be_given_again() -> None:
    assert plain(read("a: &x 1\nb: *x\nc: &x 2\nd: *x\n")) == {"a": 1, "b": 1, "c": 2, "d": 2}


def bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    return "\n".join(lines)


def deep_through_aliases() -> str:
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 10_000)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    "text",
    [
        bomb(),
        deep_through_aliases(),
        "[" * 10_000,
        "[" * 10_000 + "]" * 10_000,
        "{a: " * 10_000,
        "- " * 10_000,
        "\n".join(" " * n + "a:" for n in range(1_400)),
        "[" + "a," * MOST_NODES + "]",
        "- &a [" + ", ".join(["&b x"] * 40_000) + "]\n- *a\n- *a\n",
    ],
    ids=["bomb", "deep-aliases", "open", "closed", "maps", "dashes", "block", "wide", "repeated"],
)
def test_too_much_is_reported_and_not_read(text: str) -> None:
    _, faults = parse(Source("a.yaml", text))
    assert [fault.rule for fault in faults] == [yaml.TOO_LARGE]


def test_as_much_as_is_allowed_is_read() -> None:
    assert parse(Source("a", "[" * DEEPEST + "]" * DEEPEST))[1] == []
    assert parse(Source("a", "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)))[1] != []
    assert parse(Source("a", "[" + "a," * (MOST_NODES - 1) + "]"))[1] == []


def test_an_alias_counts_as_deep_as_what_it_stands_for() -> None:
    half = DEEPEST // 2
    inner = "[" * half + "]" * half
    fits = "- &x " + inner + "\n- " + "[" * (half - 1) + "*x" + "]" * (half - 1)
    deeper = "- &x " + inner + "\n- " + "[" * half + "*x" + "]" * half
    assert parse(Source("a", fits))[1] == []
    assert [fault.rule for fault in parse(Source("a", deeper))[1]] == [yaml.TOO_LARGE]


def test_faults_are_told_up_to_a_limit() -> None:
    text = "a: 1\n" * 10_000
    faults: list[Fault] = parse(Source("a", text))[1]
    assert len(faults) == MOST_FAULTS


def test_merge_keys_are_no_part_of_yaml_1_2() -> None:
    roots, faults = parse(Source("a.yaml", "a: &x {b: 1}\nc:\n  <<: *x\n"))
    assert [(fault.rule.code, fault.start, fault.end) for fault in faults] == [("YAML009", 18, 20)]
    assert [plain(root) for root in roots] == [{"a": {"b": 1}, "c": {}}]
