"""Which files are laid out, and how they are rewritten."""

import os
from pathlib import Path

import pytest

from govcheck.errors import GovcheckError
from govcheck.layout.layout import files_below, lay_out_files, repository_files, rewrite


def test_a_repository_s_files_are_its_documents(tmp_path: Path) -> None:
    for name in ("policies/a.yaml", "policies/b/c.yaml", "incidents/d.yaml", "scenarios/e.yaml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("kind: goal\n")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "f.yaml").write_text("{}")
    (tmp_path / "policies" / "g.md").write_text("")
    (tmp_path / "policies" / "h.yaml").symlink_to(tmp_path / "policies" / "a.yaml")
    (tmp_path / "policies" / "folder.yaml").mkdir()
    found = sorted(os.path.relpath(file, tmp_path) for file in repository_files(str(tmp_path)))
    assert found == ["incidents/d.yaml", "policies/a.yaml", "policies/b/c.yaml", "scenarios/e.yaml"]
    below = sorted(os.path.relpath(file, tmp_path) for file in files_below(str(tmp_path)))
    assert below == [*found, "schemas/f.yaml"]


def test_a_file_named_twice_is_laid_out_once(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("kind:  goal\n")
    laid = list(lay_out_files([str(file), str(file)]))
    assert [item.changed for item in laid] == [True]
    assert "-kind:  goal\n+kind: goal\n" in laid[0].difference()


def test_a_rewritten_file_keeps_its_mode_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("kind:  goal\n")
    file.chmod(0o640)
    rewrite(str(file), b"kind: goal\n")
    assert file.read_text() == "kind: goal\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kind:  goal\n")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    with pytest.raises(GovcheckError, match="is a symbolic link"):
        list(lay_out_files([str(tmp_path / "b.yaml")]))
    rewrite(str(tmp_path / "b.yaml"), b"kind: goal\n")
    assert (tmp_path / "a.yaml").read_text() == "kind:  goal\n"


def test_a_file_that_is_gone_ends_the_request(tmp_path: Path) -> None:
    with pytest.raises(GovcheckError, match="cannot be read"):
        list(lay_out_files([str(tmp_path / "none.yaml")]))
    with pytest.raises(GovcheckError, match="cannot be written"):
        rewrite(str(tmp_path / "none" / "a.yaml"), b"")
