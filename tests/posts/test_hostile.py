"""Hostile Markdown and tables: findings with places inside the file, and never a traceback."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from govcheck.catalogue.of_policy import OF_POLICY
from govcheck.finding import Finding
from govcheck.load.file import Loaded, load_file, load_table
from govcheck.load.post_table import TableReading
from govcheck.load.repository import Repository
from govcheck.load.tree import TreeEntry
from govcheck.posts.networks import CHECKED_FOR, built_in
from govcheck.source import Source

FRONT = """kind: post
id: a
channels: [help]
drafted_by: ana
language: de
disclosure: paid
topics: [x]
media: [{file: a.jpg}]
"""
POLICY = """\
{kind: person, id: ana, name: Ana}
---
{kind: team, id: care, name: Care, lead: ana, members: [{person: ana}]}
---
kind: channel
id: help
network: x
handle: acme
owner: care
admins: [ana]
languages: [de]
standards:
  length: {at_most: 5}
  hashtags: {at_most: 1}
  alt_text: required
  content: {allowed: [y], forbidden: [{pattern: "[a-z]+"}]}
"""
READING = TableReading({}, {"drafted_by": "ana"}, {"help": "help"}, {"ana": "ana"}, "UTC")
HARD = (
    "---", "...", "\n", "\r", "\r\n", "\x00", "\ufeff", "\u2028", "\x85", "&a", "*a", "!!python",
    "{", "}", "[", "]", ": ", "- ", "|", ">", "'", '"', "#", "%", "@", "`", "\t",
    "👨‍👩‍👧", "e\u0301",
    "kind: post", "text: x", "<<: *a", "? ", "https://x.test/a", ";", ",", "=1+1", "\u202e", "text",
    "Beitrag", "2026-12-01 10:00", "channels", "help",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(HARD) | st.text(max_size=6), max_size=14).map("".join)


class Nothing:
    """A tree without files."""

    root, revision = "/nowhere", None

    def entries(self) -> list[TreeEntry]:
        return []

    def read(self, path: str) -> bytes:
        raise OSError(path)

    def exists(self, path: str) -> bool:
        return False


def found_in(loaded: Loaded) -> Iterable[Finding]:
    """What is found of a file, and of the posts in it beside a policy."""
    policy = load_file("policies/all.yaml", POLICY.encode())
    repository = Repository(Nothing(), [policy, loaded])
    yield from repository.findings
    for check in OF_POLICY:
        if check.rule.code.startswith(("POST", "REF")):
            for problem in check.look_alone(repository.policy):
                yield repository.finding(check.rule, problem)


def must_lie_within(findings: Iterable[Finding], source: Source) -> None:
    """Every place is one that an editor can go to: also the end of a line, and of the file."""
    lines = [source.line(number) for number in range(1, _lines(source) + 1)]
    for finding in findings:
        span = finding.span
        if span.path != source.path:
            continue
        assert 1 <= span.line <= span.end_line <= len(lines), finding
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1, finding
        assert 1 <= span.end_column <= len(lines[span.end_line - 1]) + 1, finding
        assert (span.line, span.column) <= (span.end_line, span.end_column), finding


def _lines(source: Source) -> int:
    return source.position(len(source.text))[0]


@given(TEXTS, TEXTS)
@example("", "Werbung: x")
@example("text: a\n", "b")
@example("id: b\n", "\ufeff---\n---")
def test_hostile_markdown(front: str, body: str) -> None:
    for text in (body, f"---\n{front}---\n{body}", f"---\n{FRONT}{front}\n---\n{body}"):
        loaded = load_file("posts/a.md", text.encode("utf-8", "surrogatepass"))
        must_lie_within(found_in(loaded), loaded.source)


@given(TEXTS, st.sampled_from(["", "text;channels\n", "text,channels,publish_at,media,alt\n"]))
@example('"', "text;channels\n")
@example("a;help\n\n;;;\n", "text;channels\n")
def test_hostile_tables(rows: str, heading: str) -> None:
    content = f"{heading}{rows}".encode("utf-8", "surrogatepass")
    loaded = load_table("posts/a.csv", content, READING)
    must_lie_within(found_in(loaded), loaded.source)


@given(st.binary(max_size=60))
def test_bytes_that_are_no_text(content: bytes) -> None:
    for loaded in (load_file("posts/a.md", content), load_table("posts/a.csv", content, READING)):
        must_lie_within(found_in(loaded), loaded.source)


@pytest.mark.parametrize("name", sorted(built_in()))
def test_every_limit_says_where_and_when_it_was_read(name: str) -> None:
    for limit in built_in()[name].limits:
        assert len(limit.source) >= 5
        assert date(2025, 1, 1) < limit.checked_on
        assert limit.checked_on + CHECKED_FOR > date(2026, 11, 29)
