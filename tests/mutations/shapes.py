"""Every field of the shipped policy's documents, one document of each kind, in a wrong shape."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from govcheck.finding import Finding
from govcheck.load.file import Loaded, load_file
from govcheck.load.nodes import Mapping, plain
from govcheck.load.tree import FOLDERS, TreeEntry
from govcheck.workspace.examine import examine

ROOT = Path(__file__).parents[2]
ANY = ("kind",)
"""What is not mutated: without a kind there is no document."""


class Wrong(NamedTuple):
    """A file with one field in a shape that no kind allows."""

    path: str
    field: str
    content: bytes


class Changed:
    """The shipped repository with some files in another text."""

    root = str(ROOT)
    revision: str | None = None

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = shipped() | files

    def entries(self) -> list[TreeEntry]:
        return sorted(TreeEntry(path, "file", len(content)) for path, content in self.files.items())

    def read(self, path: str) -> bytes:
        return self.files[path] if path in self.files else (ROOT / path).read_bytes()

    def exists(self, path: str) -> bool:
        return path in self.files or (ROOT / path).exists()


@cache
def shipped() -> dict[str, bytes]:
    return {
        str(path.relative_to(ROOT)): path.read_bytes()
        for folder in FOLDERS
        for path in sorted((ROOT / folder).rglob("*.*"))
        if path.is_file() and path.name != "CODEOWNERS"
    }


@cache
def load_once(path: str, content: bytes) -> Loaded:
    return load_file(path, content)


def wrongly_shaped(shape: str) -> Iterator[Wrong]:
    """Each field of the first document of each kind; a mapping as a list, of whatever shape."""
    seen = set()
    for path, content in shipped().items():
        if not path.endswith(".yaml"):
            continue
        loaded = load_once(path, content)
        for root in loaded.roots:
            kind = plain(root)["kind"] if isinstance(root, Mapping) else None  # type: ignore[index]
            if kind in seen or not isinstance(root, Mapping):
                continue
            seen.add(kind)
            text = loaded.source.text
            for field, entry in root.entries.items():
                if field not in ANY:
                    end = entry.node.end
                    wrong = f"[{shape}]" if isinstance(entry.node, Mapping) else shape
                    written = f"{text[: entry.start]}{field}: {wrong}{text[end:]}"
                    yield Wrong(path, field, written.encode())


def found(files: dict[str, bytes]) -> set[Finding]:
    """What is wrong with the shipped repository, with these files changed."""
    return set(examine(Changed(files), load_once).findings)
