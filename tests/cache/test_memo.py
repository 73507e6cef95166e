"""An answer is worked out once for the same files, and anew for others."""

from pathlib import Path
from typing import NamedTuple

from govcheck.cache.memo import Memo, cached
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.load.tree import POLICIES, SCENARIOS, WorkTree


class Names(NamedTuple):
    """The paths in a tree."""

    paths: tuple[str, ...]


def test_an_answer_hangs_on_the_files_that_it_is_about(tmp_path: Path) -> None:
    asked: list[tuple[str, ...]] = []

    @cached("names", Names, (POLICIES,))
    def names(snapshot: Snapshot) -> Names:
        """The paths below `policies/`."""
        asked.append(tuple(entry.path for entry in snapshot.entries()))
        return Names(asked[-1])

    for folder in (POLICIES, SCENARIOS):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yaml").write_text("a: 1\n")
    cache = Cache(str(tmp_path / "cache"))

    def ask() -> Names:
        return names(WorkTree(str(tmp_path)), cache)

    assert names.__doc__ == "The paths below `policies/`."
    first = ask()
    assert ask() == first == Names(("policies/a.yaml",))
    (tmp_path / SCENARIOS / "a.yaml").write_text("a: 2\n")
    assert ask() == first
    assert len(asked) == 1
    (tmp_path / POLICIES / "a.yaml").write_text("a: 2\n")
    assert ask() == first
    assert len(asked) == 2


def test_what_has_other_parts_is_made_anew(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    cache.remember("k", (1, 2, 3))
    memo = Memo(cache, "k")
    assert memo.recall(Names) is None
    assert memo.find(Names, lambda: Names(("a",))) == Names(("a",))
    assert memo.recall(Names) == Names(("a",))
