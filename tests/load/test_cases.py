"""Names that only their case tells apart."""

import subprocess
from pathlib import Path

from govcheck.cache.store import Cache
from govcheck.load.cases import case_faults
from govcheck.load.git import GitTree
from govcheck.load.tree import TreeEntry, WorkTree
from govcheck.workspace.examine import compile_tree
from govcheck.workspace.examined import Compiled
from govcheck.workspace.validate import validate
from tests.load.trees import SMALL


def told(*paths: str, kind: str = "file") -> list[tuple[str, str]]:
    entries = [TreeEntry(path, kind, 1) for path in paths]  # type: ignore[arg-type]
    return [(fault.code, fault.span.path) for fault in case_faults(entries)]


def test_two_files_that_are_one_on_some_machines() -> None:
    assert told("policies/Ana.yaml", "policies/ana.yaml", "policies/ben.yaml") == [
        ("DOC012", "policies/ana.yaml")
    ]
    assert told("policies/ana.yaml", "scenarios/Ana.yaml", "policies/ana-b.yaml") == []
    assert told("policies/\u00e9.yaml", "policies/e\u0301.yaml") == [
        ("DOC012", "policies/e\u0301.yaml")
    ]


def test_two_folders_are_told_once_however_much_is_in_them() -> None:
    paths = ("policies/People/a.yaml", "policies/people/a.yaml", "policies/people/b.yaml")
    assert told(*paths) == [("DOC012", "policies/people")]


def test_a_folder_in_capitals_is_found_at_the_root_of_folder_and_revision(tmp_path: Path) -> None:
    files = dict(SMALL.files) | {
        "Policies/more.yaml": b"kind: role\nid: x\nname: X\n",
        "TEMPLATES/a.md": b"text",
        "Other/b.md": b"text",
    }
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@acme.test"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-m", "all"], check=True)
    for tree in (WorkTree(str(tmp_path)), GitTree(str(tmp_path), "HEAD")):
        faults = [(fault.code, fault.span.path) for fault in case_faults(tree.entries())]
        assert faults == [("DOC011", "Policies"), ("DOC011", "TEMPLATES")]
    found = validate(WorkTree(str(tmp_path)), Cache(None)).findings
    assert [finding.code for finding in found if finding.code.startswith("DOC")] == [
        "DOC011",
        "DOC011",
    ]


def test_a_name_keeps_nobody_from_simulating(tmp_path: Path) -> None:
    for path, content in SMALL.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    (tmp_path / "Incidents").mkdir()
    compiled: Compiled = compile_tree(WorkTree(str(tmp_path)))
    assert not compiled.blocking


def test_a_folder_in_capitals_is_seen_although_nothing_else_changed(tmp_path: Path) -> None:
    for path, content in SMALL.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    cache = Cache(str(tmp_path / "cache"))
    before = {each.code for each in validate(WorkTree(str(tmp_path)), cache).findings}
    (tmp_path / "Scenarios").mkdir()
    after = {each.code for each in validate(WorkTree(str(tmp_path)), cache).findings}
    assert after - before == {"DOC011"}
