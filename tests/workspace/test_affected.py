from collections.abc import Sequence
from pathlib import Path

import pytest

from govcheck.finding import Finding
from govcheck.load.tree import Tree, WorkTree
from govcheck.workspace.affected import affected, as_committed
from govcheck.workspace.examine import examine
from tests.load.test_git import run
from tests.load.trees import SMALL


def errors(tree: Tree) -> Sequence[Finding]:
    return [
        finding
        for finding in examine(tree).findings
        if finding.code in ("REF001", "DOC006", "DOC003")
    ]


def told(folder: Path, *paths: str) -> list[tuple[str, str]]:
    tree = WorkTree(str(folder))
    found = affected(tree, errors(tree), paths, as_committed(tree, paths), errors)
    return [(finding.span.path, finding.code) for finding in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in SMALL.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "policies" / "broken.yaml").write_text("kind: role\nid: r\n")
    return tmp_path


def rename_ben(folder: Path) -> None:
    people = folder / "policies" / "people.yaml"
    people.write_text(people.read_text().replace("id: ben", "id: benno"))


USES_BEN = "kind: person\nid: zoe\nname: Zoe\ndeputies: [ben]\n"


@pytest.mark.parametrize("committed", [False, True], ids=["no-git", "committed"])
def test_findings_are_those_of_the_files_and_what_they_break(folder: Path, committed: bool) -> None:
    (folder / "policies" / "zoe.yaml").write_text(USES_BEN)
    if committed:
        run(folder, "init", "-q")
        run(folder, "add", "-A")
        run(folder, "commit", "-q", "-m", "first")
    assert told(folder, "policies/zoe.yaml") == []
    rename_ben(folder)
    assert told(folder, "policies/people.yaml") == [
        ("policies/people.yaml", "REF001"),
        ("policies/zoe.yaml", "REF001"),
    ]
    assert told(folder, "policies/broken.yaml") == [("policies/broken.yaml", "DOC003")]
    assert told(folder, "policies/office.yaml") == []


def test_an_id_that_is_taken_is_told_whichever_file_is_named(folder: Path) -> None:
    (folder / "policies" / "z.yaml").write_text("kind: person\nid: ana\nname: Ana\n")
    assert told(folder, "policies/z.yaml") == [("policies/z.yaml", "DOC006")]
    assert told(folder, "policies/people.yaml") == [("policies/z.yaml", "DOC006")]


def test_what_was_broken_before_a_change_is_not_told(folder: Path) -> None:
    (folder / "policies" / "zoe.yaml").write_text(USES_BEN.replace("ben", "nobody"))
    run(folder, "init", "-q")
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "-m", "first")
    rename_ben(folder)
    assert told(folder, "policies/people.yaml") == [("policies/people.yaml", "REF001")]
