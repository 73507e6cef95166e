"""Every example has the findings that its comments expect, and every scenario comes out."""

import re
from pathlib import Path

import pytest

from govcheck.cache.store import Cache
from govcheck.time.clock import parse_instant
from govcheck.workspace.run import run_scenarios
from govcheck.workspace.validate import FindingsRequest, answer
from tests.checks.example import expectations
from tests.examples.repositories import EXAMPLES, REPOSITORIES, ROOT, tree_of

TODAY = parse_instant("2026-11-23T12:00:00Z")
EACH = pytest.mark.parametrize(
    "repository", REPOSITORIES, ids=lambda path: path.relative_to(EXAMPLES).as_posix()
)


@EACH
def test_findings_are_those_expected(repository: Path) -> None:
    tree = tree_of(repository)
    examined = answer(tree, Cache(None), FindingsRequest(TODAY))
    found = [one for one in examined.findings if one.waived is None and one.severity != "note"]
    wanted = [(path, each) for path, text in tree.files.items() for each in expectations(text)]
    shown = {(one.span.path, one.span.line, one.code): one.message for one in found}
    assert set(shown) == {(path, each.line, each.code) for path, each in wanted}, shown
    underlined = {
        (one.span.path, one.span.line, one.code, examined.sources[one.span.path].excerpt(one.span))
        for one in found
    }
    assert {(path, *each) for path, each in wanted if each.text is not None} <= underlined


@EACH
def test_scenarios_pass(repository: Path) -> None:
    outcome = run_scenarios(tree_of(repository))
    assert not outcome.blocking
    assert [one.id for one in outcome.failed] == []
    assert outcome.ran or repository.parent.name == "councils"


@EACH
def test_every_file_names_its_schema(repository: Path) -> None:
    for path in sorted(repository.glob("**/*.yaml")):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().parent == ROOT / "schemas", path
        assert (path.parent / schema).is_file(), path


def test_every_example_is_explained_and_listed() -> None:
    folders = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
    for name in folders:
        assert (EXAMPLES / name / "README.md").is_file()
    listed = (ROOT / "docs" / "examples.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\(\.\./examples/([a-z0-9-]+)/README\.md\)", listed)) == folders
    councils = (EXAMPLES / "councils" / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `([a-z0-9-]+)`", councils, re.MULTILINE)) == sorted(
        path.name for path in REPOSITORIES if path.parent.name == "councils"
    )
