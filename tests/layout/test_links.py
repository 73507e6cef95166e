"""Nothing is written through a link, and nothing but files is read."""

import os
from pathlib import Path

import pytest

from govcheck.cli.main import run

UNTIDY = "kind:   role\nid: lead\nname: Lead\n"
TIDY = "kind: role\nid: lead\nname: Lead\n"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "repository"
    (folder / "policies").mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "role.yaml").write_text(UNTIDY)
    monkeypatch.chdir(folder)
    return folder


def test_a_link_is_not_followed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "policies" / "role.yaml").symlink_to(root.parent / "outside" / "role.yaml")
    assert run(["fmt", "policies/role.yaml"]) == 2
    assert "is a symbolic link" in capsys.readouterr().err
    assert (root.parent / "outside" / "role.yaml").read_text() == UNTIDY


@pytest.mark.parametrize("path", ["policies/roles", "policies/roles/role.yaml"])
def test_nor_is_a_folder_behind_one(root: Path, path: str) -> None:
    (root / "policies" / "roles").symlink_to(root.parent / "outside")
    assert run(["fmt", path]) == 2
    assert (root.parent / "outside" / "role.yaml").read_text() == UNTIDY


def test_another_name_of_a_file_keeps_what_was_there(root: Path) -> None:
    os.link(root.parent / "outside" / "role.yaml", root / "policies" / "role.yaml")
    assert run(["fmt", "policies/role.yaml"]) == 0
    assert (root / "policies" / "role.yaml").read_text() == TIDY
    assert (root.parent / "outside" / "role.yaml").read_text() == UNTIDY


def test_a_pipe_keeps_nobody_waiting(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(root / "policies" / "role.yaml")
    assert run(["fmt", "policies/role.yaml"]) == 2
    assert "not a regular file" in capsys.readouterr().err
    assert run(["simulate", "policies/role.yaml"]) == 2
    assert run(["explain", "REF001", "--output", "policies/role.yaml"]) == 2
