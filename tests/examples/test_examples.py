"""What is found in the examples is accepted by name, and every scenario comes out."""

import re
from pathlib import Path
from typing import Final

import pytest

from govcheck.cache.store import Cache
from govcheck.time.clock import parse_instant
from govcheck.workspace.run import run_scenarios
from govcheck.workspace.validate import FindingsRequest, answer
from tests.examples.repositories import EXAMPLES, REPOSITORIES, ROOT, tree_of

TODAY = parse_instant("2026-11-23T12:00:00Z")
EACH = pytest.mark.parametrize(
    "repository", REPOSITORIES, ids=lambda path: path.relative_to(EXAMPLES).as_posix()
)


ACCEPTED: Final = {
    "councils/jupyter": ["CNCL004", *["CNCL005"] * 10],
    "councils/pep13": ["CNCL007"],
    "councils/pep13-invalid": ["CNCL007"],
    "electron-coc-rota": ["COVER002", "COVER003", "COVER006", "COVER009", "ROTA001"],
    "feedguardians-comment-escalation": ["COVER009", "COVER009", "PLAY008", "RULE002"],
    "gitlab-social-engagement": ["CHAN006", "REF001", "RULE002", "RULE002"],
    "kubernetes-contributor-comms": ["CHAN006", "CHNG001", "CHNG006", "COVER002", "COVER006"],
}
"""What is found in the rules as they were published, and accepted by a waiver."""
INVALID: Final = {
    "councils/cncf-coc-invalid": ["CNCL006"],
    "councils/openstack-tc-invalid": ["CNCL008"],
    "councils/pep13-invalid": ["CNCL008"],
}
"""What is wrong with the councils that show what is wrong."""


@EACH
def test_what_is_found_is_accepted_and_nothing_else(repository: Path) -> None:
    name = repository.relative_to(EXAMPLES).as_posix()
    found = answer(tree_of(repository), Cache(None), FindingsRequest(TODAY)).findings
    counted = [one for one in found if one.severity != "note" and one.waived is None]
    assert sorted(one.code for one in counted) == INVALID.get(name, []), counted
    waived = [one for one in found if one.waived is not None and not one.waived.in_source]
    assert sorted(one.code for one in waived) == ACCEPTED.get(name, [])
    readme = (EXAMPLES / name.partition("/")[0] / "README.md").read_text(encoding="utf-8")
    assert {*ACCEPTED.get(name, []), *INVALID.get(name, [])} <= {*re.findall(r"`(\w+)`", readme)}


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
