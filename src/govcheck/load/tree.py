"""The files of a repository, from a folder or from a git revision."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, Literal, Protocol

from govcheck.errors import PolicyNotFound
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.named_tuples import NamedTuple
from govcheck.translation import said

POLICIES: Final = "policies"
SCENARIOS: Final = "scenarios"
INCIDENTS: Final = "incidents"
ARCHIVES: Final = "archives"
POSTS: Final = "posts"
SCHEMAS: Final = "schemas"
FOLDERS: Final = (POLICIES, INCIDENTS, SCENARIOS, ARCHIVES, POSTS, SCHEMAS)
NAMED: Final = (*FOLDERS, "templates", ".github", ".gitlab")
"""The folders at the root whose names mean something, to this program or to a platform."""

FileKind = Literal["file", "folder", "closed", "symlink", "submodule", "other", "miscased"]
"""`miscased` is a folder at the root that is named in capitals what means something in small."""


class TreeEntry(NamedTuple):
    """One entry of the tree; `path` is relative to the root, with `/`."""

    path: str
    kind: FileKind
    size: int


class Tree(Protocol):
    """A read-only tree of files."""

    @property
    def root(self) -> str:
        """The folder that holds `policies/`."""
        ...

    @property
    def revision(self) -> str | None:
        """The commit that is read; None for a work tree."""
        ...

    def entries(self) -> list[TreeEntry]:
        """Everything below the known folders, sorted by path.

        Folders only if they are named like a file, or in another case than a known one.
        """
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError where it cannot be read."""
        ...

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path, in the known folders or elsewhere."""
        ...


class WorkTree:
    """The files below a folder."""

    revision: str | None = None

    def __init__(self, root: str) -> None:
        self.root = root

    def entries(self) -> list[TreeEntry]:
        """Everything below the known folders, sorted by path; folders only if named like a file."""
        return self.entries_of(FOLDERS)

    def entries_of(self, folders: Iterable[str]) -> list[TreeEntry]:
        """Those of the `entries` that lie in some of the known folders, or are miscased."""
        found = [entry for folder in folders for entry in self._below(folder)]
        return sorted((*found, *self._miscased()), key=lambda entry: entry.path)

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError where it cannot be read."""
        return read_file(os.path.join(self.root, path))

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path."""
        return os.path.isfile(os.path.join(self.root, path))

    def _miscased(self) -> list[TreeEntry]:
        try:
            names = os.listdir(self.root)
        except OSError:
            return []
        return miscased(name for name in names if os.path.isdir(os.path.join(self.root, name)))

    def _below(self, folder: str) -> Iterator[TreeEntry]:
        waiting = [folder]
        while waiting:
            current = waiting.pop()
            try:
                listing = list(os.scandir(os.path.join(self.root, current)))
            except FileNotFoundError:
                continue
            except OSError:  # what cannot be looked into must not pass for empty
                yield TreeEntry(current, "closed", 0)
                continue
            for item in listing:
                path = f"{current}/{item.name}"
                if item.is_symlink():
                    yield TreeEntry(path, "symlink", 0)
                elif item.is_dir(follow_symlinks=False):
                    waiting.append(path)
                    if is_document(path):
                        yield TreeEntry(path, "folder", 0)
                elif item.is_file(follow_symlinks=False):
                    yield TreeEntry(path, "file", item.stat(follow_symlinks=False).st_size)
                else:
                    yield TreeEntry(path, "other", 0)


def miscased(names: Iterable[str]) -> list[TreeEntry]:
    """Those of the names at the root that differ only in case from one that means something."""
    return [
        TreeEntry(name, "miscased", 0)
        for name in names
        if name not in NAMED and name.casefold() in NAMED
    ]


def read_file(path: str, most: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file. Raises OSError for one too large, and for anything else."""
    content = read_start(path, most)
    if len(content) > most:
        raise too_large(path, most)
    return content


def read_start(path: str, most: int = MOST_BYTES) -> bytes:
    """The bytes of a regular file, one more than `most` at most. Raises OSError for anything else.

    A pipe without a writer and a device without an end must not keep anybody waiting.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        found = os.fstat(file)
        if not stat.S_ISREG(found.st_mode):
            raise OSError(errno.EINVAL, said("not a regular file"), path)
        content = b""
        while len(content) <= most:
            more = os.read(file, min(max(found.st_size - len(content), 8191), most) + 1)
            if not more:
                break
            content += more
        return content[: most + 1]
    finally:
        os.close(file)


def replace_file(path: str, content: bytes, *, keep_mode: bool = False) -> None:
    """Write a file in one step, so that no reader ever sees half of it, with the mode it had if so.

    Raises OSError; the file is as it was then.
    """
    temporary = f"{path}.{os.getpid()}.tmp"
    try:
        with open(temporary, "xb") as file:
            file.write(content)
        if keep_mode:
            os.chmod(temporary, stat.S_IMODE(os.stat(path).st_mode))
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def too_large(path: str, most: int = MOST_BYTES) -> OSError:
    """What is raised for a file over the limit."""
    return OSError(errno.EFBIG, said("more than {most} bytes", most=most), path)


def is_document(path: str) -> bool:
    """Whether a path is named like a file of documents."""
    return path.endswith(".yaml")


def is_post(path: str) -> bool:
    """Whether a path is named like a post in Markdown."""
    folder, _, name = path.rpartition("/")
    return is_below(folder, POSTS) and name.endswith(".md") and name.casefold() != "readme.md"


def find_root(start: str) -> str:
    """The nearest folder from `start` upwards that holds `policies/`.

    Raises:
        PolicyNotFound: There is none.
    """
    folder = os.path.abspath(start)
    while not os.path.isdir(os.path.join(folder, POLICIES)):
        parent = os.path.dirname(folder)
        if parent == folder:
            raise PolicyNotFound(
                "no `policies/` here or in any folder above; name one with `--policy DIR` "
                "or begin one with `govcheck init DIR --size startup`"
            )
        folder = parent
    return folder


def is_below(path: str, folder: str) -> bool:
    """Whether a path lies in a folder of the repository."""
    return path.partition("/")[0] == folder
