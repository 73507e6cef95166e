"""A site replaces an earlier one, and nothing else."""

from pathlib import Path

import pytest

from govcheck.site.folder import SiteFolderError, write_site


def test_what_is_gone_is_removed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_site(str(out), {"a.html": b"1", "deep/b.html": b"2"})
    write_site(str(out), {"a.html": b"3"})
    assert sorted(path.name for path in out.rglob("*")) == ["a.html", "site.json"]
    assert (out / "a.html").read_bytes() == b"3"


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SiteFolderError, match="is not empty and holds no site"):
        write_site(str(tmp_path), {"a.html": b"1"})
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_list_that_leads_outside_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "site.json").write_text('{"files": ["../precious", "/etc/hosts"]}')
    write_site(str(out), {"a.html": b"1"})
    assert (tmp_path / "precious").exists()
