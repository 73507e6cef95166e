"""A new repository is written whole or not at all."""

import os
from pathlib import Path

import pytest

from govcheck.errors import ScaffoldError
from govcheck.scaffold.write import write

FILES = {"a/b/c.yaml": "kind: goal\n", ".d": "\u00e4\n", "e.md": "e\n"}


def below(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_new_folder_is_made(tmp_path: Path) -> None:
    write(str(tmp_path / "x" / "y"), FILES)
    assert below(tmp_path / "x" / "y") == FILES


def test_an_empty_folder_is_filled_and_git_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "HEAD").write_text("ref\n")
    write(str(tmp_path), FILES)
    assert below(tmp_path) == {**FILES, ".git/HEAD": "ref\n"}


@pytest.mark.parametrize("name", ["README.md", "policies", ".gitignore"])
def test_a_folder_with_something_in_it_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ScaffoldError, match=f"it has `{name}`"):
        write(str(tmp_path), FILES)
    assert os.listdir(tmp_path) == [name]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(ScaffoldError, match="cannot be written"):
        write(str(tmp_path / "x" / "y"), FILES)
    assert os.listdir(tmp_path) == ["x"]


def test_an_error_on_the_way_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename, calls = os.rename, []

    def fail_at_the_second(source: str, target: str) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fail_at_the_second)
    with pytest.raises(ScaffoldError, match="no space left"):
        write(str(tmp_path / "x" / "y"), FILES)
    assert os.listdir(tmp_path) == []
    calls.clear()
    with pytest.raises(ScaffoldError, match="no space left"):
        write(str(tmp_path), FILES)
    assert os.listdir(tmp_path) == []
