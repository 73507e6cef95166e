"""Messages show what stands in the file, and say where quotes are missing."""

import pytest

from govcheck.load.file import load_file

READ_OTHERWISE = [
    ("name: 0049", "`0049` is not text or a mapping", "quote it: without quotes YAML reads `49`"),
    (
        "name: +4930123",
        "`+4930123` is not text or a mapping",
        "quote it: without quotes YAML reads `4930123`",
    ),
    ("name: 1e3", "`1e3` is not text or a mapping", "quote it: without quotes YAML reads `1000.0`"),
    ("name: 0x1F", "`0x1F` is not text or a mapping", "quote it: without quotes YAML reads `31`"),
    ("name: .5", "`.5` is not text or a mapping", "quote it: without quotes YAML reads `0.5`"),
    ("name: true", "`true` is not text or a mapping", "quote it, if it is meant as text"),
    (
        "name: null",
        "`name` has no value",
        "give it one, or leave it out; `null` is text only in quotes",
    ),
    ("name: #tag", "`name` has no value", "quote it: what begins with `#` is a comment"),
    ("name: &x", "`name` has no value", "quote it: what begins with `&` is the name of an anchor"),
    ("name: *x", "`*x` names no anchor above it", "quote it, if it is meant as text"),
    ("name: @x", "a value cannot begin with `@`", "quote it"),
    ("name: `x`", "a value cannot begin with a backtick", "quote it"),
    ("name: %x", "a value cannot begin with `%`", "quote it"),
    ("name: key: a: b", "a second `: ` stands in the same line", "quote the whole value"),
    (
        "name: [x",
        "the `[` is not closed by `]`",
        "close it or separate by commas; quote it, if it is meant as text",
    ),
    ('name: "x', 'the quote `"` is never closed', "close it"),
    (
        "name: > x",
        "behind `>` the text begins on the next line",
        "put it there, indented; quote it, if it is meant as text",
    ),
    ("name: - x", "a value on the line of its key cannot begin with `- `", "quote it"),
    (
        'name: "a" b',
        "something stands behind the closing quote",
        "put the quotes around the whole value",
    ),
    (
        "name: Ana\n<<: {email: a@b.example}",
        "`<<` merges nothing in YAML 1.2",
        "write the fields out; an alias can stand for one whole value",
    ),
    (
        "name: !x y",
        "`y` has the tag `!x`, which is not part of the YAML 1.2 core schema",
        "quote it, if it is meant as text",
    ),
]


@pytest.mark.parametrize(("line", "message", "advice"), READ_OTHERWISE)
def test_a_value_is_shown_as_written_with_advice(line: str, message: str, advice: str) -> None:
    loaded = load_file("policies/a.yaml", f"kind: person\nid: ana\n{line}\n".encode())
    assert [(one.message, one.help) for one in loaded.findings] == [(message, advice)]


@pytest.mark.parametrize("value", ["yes", "09:30", "2026-01-01", "1_000", "+49 30 1", '"0049"'])
def test_what_yaml_reads_as_text_needs_no_quotes(value: str) -> None:
    text = f"kind: person\nid: ana\nname: {value}\n"
    assert load_file("policies/a.yaml", text.encode()).findings == ()


def test_a_file_of_another_version_is_told_so() -> None:
    text = b"%YAML 1.1\n---\nkind: person\nid: ana\nname: Ana\n"
    (finding,) = load_file("policies/a.yaml", text).findings
    assert (finding.code, finding.span.line, str(finding.severity)) == ("YAML010", 1, "warning")
    assert load_file("policies/a.yaml", text.replace(b"1.1", b"1.2")).findings == ()
