import os
from pathlib import Path

from govcheck.cache.snapshot import Snapshot
from govcheck.load.tree import POLICIES, WorkTree
from govcheck.load.yaml_limits import MOST_BYTES
from tests.load.trees import SMALL, MemoryTree


class ChangingTree(MemoryTree):
    """One whose files change each time that they are read."""

    reads = 0

    def read(self, path: str) -> bytes:
        self.reads += 1
        return super().read(path) + b"#%d" % self.reads


def test_what_the_key_is_made_of_is_what_is_loaded() -> None:
    snapshot = Snapshot(ChangingTree(dict(SMALL.files)), (POLICIES,))
    contents = dict(snapshot.contents())
    for entry in snapshot.entries():
        assert snapshot.read(entry.path) == contents[f"file {entry.path}"]
    assert all(entry.path.startswith("policies/") for entry in snapshot.entries())


def test_a_huge_file_counts_by_its_size_and_is_not_read() -> None:
    tree = ChangingTree({"policies/huge.yaml": b"a" * (MOST_BYTES + 1)})
    contents = list(Snapshot(tree, (POLICIES,)).contents())
    assert contents == [("file policies/huge.yaml", b"1048577")]
    assert tree.reads == 0


def test_a_file_that_cannot_be_read_is_another_than_an_empty_one() -> None:
    class Locked(MemoryTree):
        def read(self, path: str) -> bytes:
            raise PermissionError(13, "Permission denied", path)

    empty: dict[str, str | bytes] = {"policies/a.yaml": b""}
    keys = [list(Snapshot(tree(empty), (POLICIES,)).contents()) for tree in (Locked, MemoryTree)]
    assert keys[0] != keys[1]


def test_a_file_elsewhere_that_goes_or_comes_is_noticed_however_large(tmp_path: Path) -> None:
    """Nobody reads a picture; whether it is there is what a draft hangs on."""
    picture = tmp_path / "fit.jpg"
    seen: list[dict[str, str]] = []

    def look() -> None:
        snapshot = Snapshot(WorkTree(str(tmp_path)), (POLICIES,))
        snapshot.exists(picture.name)
        assert all(not snapshot.has_still(one) for one in seen)
        seen.append(snapshot.elsewhere())
        assert snapshot.has_still(seen[-1])

    look()
    picture.write_bytes(b"")
    look()
    picture.write_bytes(b"." * (MOST_BYTES + 1))
    look()
    picture.unlink()
    os.mkfifo(picture)
    look()
