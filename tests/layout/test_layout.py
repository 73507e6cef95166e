"""The layout of a file, against an independent loader and against the text's own record."""

import re
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from ruamel.yaml import YAML

from govcheck.layout.layout import lay_out
from tests.layout.written import Data, written


def laid(text: str, path: str = "policies/x.yaml") -> str:
    result = lay_out(path, text.encode())
    assert result.findings == ()
    return result.content.decode()


def held(text: str) -> list[Any]:
    """What the text holds, read by ruamel's own parser rather than the C one."""
    return list(YAML(typ="safe", pure=True).load_all(text))


@given(written())
@settings(max_examples=150, deadline=None)
def test_meaning_and_comments_stay_and_twice_is_once(
    case: tuple[str, list[dict[str, Data]], list[str]],
) -> None:
    text, documents, comments = case
    after = laid(text)
    assert held(after) == held(text) == documents
    assert sorted(re.findall(r"# c\d+: 'x' \[", after)) == sorted(comments)
    assert laid(after) == after


@given(written())
@settings(max_examples=60, deadline=None)
def test_the_layout_itself(case: tuple[str, list[dict[str, Data]], list[str]]) -> None:
    lines = laid(case[0]).split("\n")
    assert lines[-1] == ""
    assert lines[0]
    assert lines[-2]
    assert "" not in {before + after for before, after in pairwise(lines)}
    assert not any(line.endswith((" ", "\r")) for line in lines)


@given(written(), st.sampled_from(["\r\n", "\r"]))
@settings(max_examples=40, deadline=None)
def test_line_ends_and_byte_order_mark(
    case: tuple[str, list[dict[str, Data]], list[str]], line_end: str
) -> None:
    text = case[0]
    foreign = b"\xef\xbb\xbf" + text.replace("\n", line_end).encode()
    assert lay_out("policies/x.yaml", foreign).content.decode() == laid(text)


def test_one_of_everything() -> None:
    before = """\
# yaml-language-server: $schema=../../schemas/rota.schema.json
id:   community-duty   # the id
kind: rota


members:
# first of all
- ana
-   ben   # the second

  # below ben
x-note:
    why: |
       two
         lines
    folded: >-
        one line

    anchor: &days
     - 1
    again: *days
handover:
    "09:00"
timezone: Europe/Berlin
overrides: [{person: ana, to: 2026-01-02,
   from: 2026-01-01}, {
   person: ben, 'from':   2026-01-03, to: 2026-01-04,
   }]
surprise: {b: 1,a : 2}
# the end
"""
    assert laid(before) == snapshot("""\
# yaml-language-server: $schema=../../schemas/rota.schema.json
kind: rota
id: community-duty   # the id
timezone: Europe/Berlin
handover:
  "09:00"

members:
  # first of all
  - ana
  - ben   # the second

  # below ben
overrides: [{from: 2026-01-01, to: 2026-01-02,
             person: ana}, {
               'from': 2026-01-03, to: 2026-01-04, person: ben
             }]
surprise: {b: 1, a: 2}
x-note:
  why: |
    two
      lines
  folded: >-
    one line

  anchor: &days
    - 1
  again: *days
# the end
""")


CASES = {
    "no line end": ("kind: goal\nid: g", "kind: goal\nid: g\n"),
    "blank ends": ("\n\n\nkind: goal\n\n\n\n", "kind: goal\n"),
    "document end": ("kind: goal\n...\n", "kind: goal\n...\n"),
    "directive": ("%YAML 1.2\n---\nkind: goal\n", "%YAML 1.2\n---\nkind: goal\n"),
    "remark at the marker": ("--- # a\nkind: goal\n", "--- # a\nkind: goal\n"),
    "explicit key": ("? kind\n: goal\n", "kind: goal\n"),
    "kept end": ("kind: goal\nx: |+\n   b\n\n", "kind: goal\nx: |+\n  b\n\n"),
    "stated indentation": ("kind: goal\nx: |2\n   b\n", "kind: goal\nx: |2\n   b\n"),
    "empty block": ("kind: goal\nx: |\n\ny: 1\n", "kind: goal\nx: |\n\ny: 1\n"),
    "anchor": ("kind: goal\nx: &a\n b: 1\n", "kind: goal\nx: &a\n  b: 1\n"),
    "tag": ("kind: goal\nx: !!str 1\n", "kind: goal\nx: !!str 1\n"),
    "remark in brackets": ("x: [a, # one\n    b]\n", "x: [a, # one\n  b]\n"),
    "several lines": ("kind: goal\nx: one\n      two\n", "kind: goal\nx: one\n  two\n"),
    "brackets at the root": ("{id: g,kind:   goal}\n", "{kind: goal, id: g}\n"),
    "odd pairs": ("x: {b: , c: [d: e]}\n", "x: {b: , c: [d: e]}\n"),
    "targets": ("kind: goal\nx: [role:b, c]\n", "kind: goal\nx: [role:b, c]\n"),
    "nested": ("kind: goal\nx:\n- - 1\n  - 2\n", "kind: goal\nx:\n  - - 1\n    - 2\n"),
    "hanging": ("x:\n - {\n a: 1,\n b: 2\n }\n", "x:\n  - {\n      a: 1,\n      b: 2\n    }\n"),
    "line separator": ("kind: goal\nx: a\u2028# b\n", "kind: goal\nx: a\u2028# b\n"),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES)
def test_cases(before: str, after: str) -> None:
    assert laid(before) == after
    assert laid(after) == after


def test_a_condition_keeps_the_order_of_its_facts() -> None:
    text = (
        "kind: decision\nid: d\nrules:\n  - {then: a, when: {z: 1, a: 2, any: [], b: 3}, id: r}\n"
    )
    assert "- {id: r, when: {z: 1, a: 2, any: [], b: 3}, then: a}" in laid(text)


def test_an_alias_never_comes_before_its_anchor() -> None:
    text = "x-people: &people [ana]\nkind: rota\nmembers: *people\n"
    assert laid(text) == text


def test_an_unknown_kind_keeps_its_order() -> None:
    assert laid("name: a\nkind: unheard-of\nid: b\n") == "name: a\nkind: unheard-of\nid: b\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"kind: [\n", "YAML001"),
        (b"kind: \xff\n", "YAML007"),
        (b"", "YAML008"),
        (b"# only a comment\n", "YAML008"),
        (b"kind: a\nkind: b\n", "YAML002"),
        (b"kind: goal\n\tid: g\n", "YAML001"),
        (b"kind: goal\nx-a: &a # remark\n  1\n", "FMT001"),
        (b"kind: goal\n? [a]\n: b\n", "YAML003"),
        (b"a: " + b"[" * 10_000, "YAML006"),
    ],
)
def test_what_cannot_be_laid_out_is_left_alone(content: bytes, code: str) -> None:
    result = lay_out("policies/x.yaml", content)
    assert result.content == content
    assert code in {finding.code for finding in result.findings}


def test_a_file_is_read_twice_at_most_before_and_after(monkeypatch: pytest.MonkeyPatch) -> None:
    from govcheck.layout import layout
    from govcheck.load import file

    calls: list[str] = []

    def counted(name: str, function: Any) -> Any:
        def run(*arguments: Any) -> Any:
            calls.append(name)
            return function(*arguments)

        return run

    for module, name, called in (
        (layout, "tokens", "scan"),
        (layout, "parse", "parse"),
        (file, "parse", "parse"),
        (file, "build", "build"),
    ):
        monkeypatch.setattr(module, name, counted(called, getattr(module, name)))
    assert laid("name: Zoe\nid: zoe\nkind: person\n") == "kind: person\nid: zoe\nname: Zoe\n"
    assert sorted(calls) == ["parse", "parse", "scan", "scan"]


def test_documents_of_a_wrong_shape_are_laid_out_however_many() -> None:
    text = "---\n".join(f"kind: person\nid:   p{n}\nnme: P\n" for n in range(150))
    assert laid(text) == text.replace("id:   ", "id: ")


@given(st.lists(st.text("- a:\n[,", max_size=6), max_size=8))
def test_the_end_of_a_growing_text_is_known(parts: list[str]) -> None:
    from govcheck.layout.write import _Lines

    lines = _Lines()
    for part in parts:
        lines.add(part)
        line = "".join(lines.parts).rpartition("\n")[2]
        assert lines.width == len(line)
        assert lines.margin == len(line) - len(line.lstrip(" -"))
