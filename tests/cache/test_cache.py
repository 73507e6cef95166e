import os
import pickle
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.cache import key as keys
from govcheck.cache.key import content_key
from govcheck.cache.store import Cache
from govcheck.workspace.examined import Examined
from govcheck.workspace.validate import validate
from tests.load.trees import SMALL

files = st.lists(st.tuples(st.text(max_size=5), st.binary(max_size=20)), max_size=4)


def test_what_is_stored_is_fetched(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path / "new" / "folder"))
    assert cache.fetch("a") is None
    cache.store("a", b"\x00content")
    assert cache.fetch("a") == b"\x00content"
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["a"]


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.store("a", b"x")
    assert cache.fetch("a") is None


@given(st.binary(max_size=60), st.data())
def test_a_damaged_entry_counts_as_missing(content: bytes, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        cache, entry = Cache(folder), Path(folder) / "a"
        cache.store("a", content)
        assert cache.fetch("a") == content
        damaged = bytearray(entry.read_bytes())
        damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
        entry.write_bytes(damaged)
        assert cache.fetch("a") is None


@pytest.mark.parametrize("cut", [0, 5, 31, 40])
def test_an_entry_that_was_cut_off_counts_as_missing(tmp_path: Path, cut: int) -> None:
    cache = Cache(str(tmp_path))
    cache.store("a", b"some content")
    whole = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(whole[:cut])
    assert cache.fetch("a") is None


@pytest.mark.parametrize(
    "content",
    [b"", b"not a pickle", pickle.dumps(5), pickle.dumps((1, 2)), b"cnowhere\nnothing\n."],
)
def test_an_entry_of_something_else_counts_as_missing(tmp_path: Path, content: bytes) -> None:
    cache = Cache(str(tmp_path))
    cache.store("a", content)
    assert cache.recall("a", Examined._make) is None


def test_a_value_is_remembered(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    value = Examined((), {}, 3)
    cache.remember("a", value)
    assert cache.recall("a", Examined._make) == value


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(str(tmp_path / "file"))
    cache.store("a", b"x")
    assert cache.fetch("a") is None


def test_many_at_once_see_whole_entries_only(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    contents = [bytes([number]) * 50_000 for number in range(8)]

    def work(number: int) -> bool:
        cache.store("a", contents[number])
        found = cache.fetch("a")
        return found is None or found in contents

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, [number % 8 for number in range(200)]))


def test_old_entries_are_dropped(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    for number in range(250):
        cache.store(f"key-{number}", b"x")
        os.utime(tmp_path / f"key-{number}", (number, number))
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) <= 200
    assert "key-249" in names
    assert "key-0" not in names


def test_many_answers_push_out_no_program(tmp_path: Path) -> None:
    cache = Cache(str(tmp_path))
    for number, key in enumerate(["program-a", *(f"answer-{one}" for one in range(250))]):
        cache.store(key, b"x")
        os.utime(tmp_path / key, (number, number))
    names = {path.name for path in tmp_path.iterdir()}
    assert len(names) <= 200
    assert {"program-a", "answer-249"} <= names
    assert "answer-0" not in names


@given(files, files)
def test_other_files_have_another_key(
    one: list[tuple[str, bytes]], other: list[tuple[str, bytes]]
) -> None:
    assert (content_key("p", one) == content_key("p", other)) == (one == other)


def test_the_key_depends_on_the_purpose_the_code_and_the_packages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = {content_key("p", []), content_key("q", []), content_key("p", [], "more")}
    monkeypatch.setattr(keys, "_installed", lambda: ["holidays-99.0.dist-info"])
    keys._surroundings.cache_clear()
    found.add(content_key("p", []))
    monkeypatch.setattr(keys, "_own_code", lambda: ["a.py 1 2"])
    keys._surroundings.cache_clear()
    found.add(content_key("p", []))
    keys._surroundings.cache_clear()
    assert len(found) == 5


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(sorted(SMALL.files)), st.data())
def test_a_remembered_answer_is_never_stale(path: str, data: st.DataObject) -> None:
    content = bytearray(SMALL.files[path])
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 127))
    changed = SMALL.with_files({path: bytes(content)})
    memory = _Memory()
    before = validate(SMALL, memory)
    assert validate(changed, memory).findings == validate(changed, Cache(None)).findings
    assert validate(SMALL, memory).findings == before.findings
    assert len([key for key in memory.entries if key.startswith("validate-")]) == 2


class _Memory(Cache):
    def __init__(self) -> None:
        super().__init__("/nowhere")
        self.entries: dict[str, bytes] = {}

    def fetch(self, key: str) -> bytes | None:
        return self.entries.get(key)

    def store(self, key: str, content: bytes) -> None:
        self.entries[key] = content


def kept(folder: Path, root: Path | None = None) -> bool:
    cache = Cache(str(folder), None if root is None else str(root))
    cache.store("a", b"x")
    return Cache(str(folder), None if root is None else str(root)).fetch("a") == b"x"


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702, 0o1777])
def test_a_folder_that_others_can_write_is_not_used(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "cache"
    assert kept(folder)
    folder.chmod(mode)
    assert Cache(str(folder)).fetch("a") is None
    assert Cache(str(folder)).refusal == "can be written by others"
    Cache(str(folder)).store("b", b"x")
    assert [entry.name for entry in folder.iterdir()] == ["a"]
    folder.chmod(0o755)
    assert Cache(str(folder)).fetch("a") == b"x"


def test_a_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    assert kept(folder)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert Cache(str(folder)).refusal == "belongs to somebody else"
    assert Cache(str(folder)).fetch("a") is None


def test_an_entry_of_somebody_else_counts_as_missing(tmp_path: Path) -> None:
    assert kept(tmp_path)
    (tmp_path / "a").chmod(0o666)
    assert Cache(str(tmp_path)).fetch("a") is None
    (tmp_path / "a").chmod(0o600)
    assert Cache(str(tmp_path)).fetch("a") == b"x"
    os.link(tmp_path / "a", tmp_path / "b")
    assert Cache(str(tmp_path)).fetch("a") is None


def test_the_repository_does_not_bring_its_own_answers(tmp_path: Path) -> None:
    root = tmp_path / "repository" / "policy"
    root.mkdir(parents=True)
    assert not kept(root / "cache", root)
    assert not kept(root, root)
    assert not kept(root / ".." / "policy" / "cache", root)
    assert kept(tmp_path / "repository" / "cache", root)
    (tmp_path / "repository" / ".git").mkdir()
    assert not kept(tmp_path / "repository" / "cache", root)
    assert kept(tmp_path / "cache", root)
    (tmp_path / "link").symlink_to(root)
    assert not kept(tmp_path / "link" / "cache", root)
    assert not list(root.rglob("*"))


def test_links_and_other_things_in_the_folder_count_as_missing(tmp_path: Path) -> None:
    assert kept(tmp_path / "cache")
    (tmp_path / "cache" / "b").symlink_to("a")
    os.mkfifo(tmp_path / "cache" / "c")
    (tmp_path / "cache" / "d").mkdir()
    with (tmp_path / "cache" / "e").open("wb") as huge:
        huge.truncate(1 << 40)
    for name in "bcde":
        assert Cache(str(tmp_path / "cache")).fetch(name) is None
    os.mkfifo(tmp_path / "pipe")
    assert Cache(str(tmp_path / "pipe")).refusal == "is not a folder"


def test_every_module_counts_towards_a_key() -> None:
    found = {line.rpartition(" ")[0].rpartition(" ")[0] for line in keys._own_code()}
    program = Path(keys.__file__).parents[1]
    code = {*program.rglob("*.py"), *program.rglob("*.mo")}
    assert {str(path) for path in code} <= found
