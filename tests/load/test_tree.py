import os
from pathlib import Path

import pytest

from govcheck.errors import PolicyNotFound
from govcheck.load.tree import TreeEntry, WorkTree, find_root


def test_the_root_is_the_nearest_folder_upwards_with_policies(tmp_path: Path) -> None:
    outer, inner = tmp_path / "policies", tmp_path / "a" / "policies" / "people"
    outer.mkdir()
    inner.mkdir(parents=True)
    assert find_root(str(inner)) == str(tmp_path / "a")
    assert find_root(str(outer)) == str(tmp_path)


def test_without_policies_there_is_no_root(tmp_path: Path) -> None:
    (tmp_path / "policies").write_text("a file of that name")
    with pytest.raises(PolicyNotFound, match="no `policies/` here or in any folder above"):
        find_root(str(tmp_path))


def test_entries_are_those_of_the_known_folders_in_order(tmp_path: Path) -> None:
    for path in ("policies/b/z.yaml", "policies/a.yaml", "incidents/\u00e9.yaml", "other/x.yaml"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"abc")
    (tmp_path / "scenarios").symlink_to(tmp_path / "policies")
    tree = WorkTree(str(tmp_path))
    assert tree.entries() == [
        TreeEntry("incidents/\u00e9.yaml", "file", 3),
        TreeEntry("policies/a.yaml", "file", 3),
        TreeEntry("policies/b/z.yaml", "file", 3),
        TreeEntry("scenarios/a.yaml", "file", 3),
        TreeEntry("scenarios/b/z.yaml", "file", 3),
    ]
    assert tree.exists("other/x.yaml")
    assert not tree.exists("other")
    assert tree.read("policies/a.yaml") == b"abc"


def test_links_that_lead_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "loop").symlink_to(tmp_path / "policies")
    assert WorkTree(str(tmp_path)).entries() == [TreeEntry("policies/loop", "symlink", 0)]


def test_a_folder_that_cannot_be_opened_does_not_pass_for_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policies" / "closed").mkdir(parents=True)
    real = os.scandir

    def refuse(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert WorkTree(str(tmp_path)).entries() == [TreeEntry("policies/closed", "closed", 0)]
