"""Where answers are kept."""

import sys
from pathlib import Path

import pytest

from govcheck.cli.main import run
from govcheck.library.location import find_cache
from tests.load.trees import SMALL

pytestmark = pytest.mark.skipif(
    sys.platform in ("darwin", "win32"), reason="there the system names the folder"
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, and a policy beside it in which the program runs."""
    for path, content in SMALL.files.items():
        (tmp_path / "policy" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "policy" / path).write_bytes(content)
    (tmp_path / "home").mkdir(mode=0o700)
    monkeypatch.chdir(tmp_path / "policy")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("GOVCHECK_CACHE_DIR", raising=False)
    return tmp_path / "home"


def kept_below(folder: Path) -> bool:
    """Whether an answer is kept in a folder."""
    return any(path.is_file() for path in folder.rglob("*"))


@pytest.mark.parametrize("base", ["cache", "./cache", "../cache", "~/cache", "", " "])
def test_a_relative_cache_home_is_ignored(
    base: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", base)
    before = {path for path in home.parent.rglob("*") if not path.is_relative_to(home)}
    assert run(["test"]) in (0, 1)
    assert kept_below(home / ".cache" / "govcheck")
    assert {path for path in home.parent.rglob("*") if not path.is_relative_to(home)} == before


def test_an_absolute_cache_home_is_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = home / "elsewhere"
    monkeypatch.setenv("XDG_CACHE_HOME", str(elsewhere))
    assert run(["test"]) in (0, 1)
    assert kept_below(elsewhere / "govcheck")
    assert not (home / ".cache").exists()


def test_without_any_folder_nothing_is_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    assert run(["test"]) in (0, 1)
    assert not kept_below(home)
    assert find_cache(str(home)).folder is None
