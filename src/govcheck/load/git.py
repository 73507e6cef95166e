"""Git, read only: the one place that runs it.

Nothing is checked out, no hook or filter runs, and the `GIT_*` variables of a surrounding hook do
not leak in.
"""

import os
import re
import subprocess
from functools import cached_property
from typing import Final

from govcheck.errors import RevisionError
from govcheck.load.tree import FOLDERS, FileKind, TreeEntry, is_document, miscased, too_large
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.translation import said

_MODES: Final[dict[str, FileKind]] = {
    "100644": "file",
    "100755": "file",
    "120000": "symlink",
    "160000": "submodule",
    "040000": "folder",
}
_KEPT: Final = frozenset(("GIT_SSH", "GIT_SSH_COMMAND", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES"))
_FEW: Final = 3
_OPTIONS: Final = (
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    "-c",
    "core.quotePath=false",
    "-c",
    "core.fsmonitor=false",
)


class FailedError(RevisionError):
    """Git ran and failed."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class GitTree:
    """The files of a revision, read from the object store."""

    def __init__(self, folder: str, revision: str, *, merged: str | None = None) -> None:
        """`merged` is the id of a tree that stands for the revision, once it is merged."""
        self.root = folder
        self.revision = resolve(folder, revision)
        self._tree = merged or self.revision
        prefix = run(folder, "rev-parse", "--show-prefix").removesuffix(b"\n")
        self._prefix = prefix.decode("utf-8", "surrogateescape")
        self._entries = self._list()
        self._read: dict[str, bytes] = {}
        self._sizes: dict[str, tuple[str, int]] = {}

    def entries(self) -> list[TreeEntry]:
        """Everything below the known folders, sorted by path; folders only if named like a file."""
        return sorted((*(entry for entry, _ in self._entries.values()), *self._miscased()))

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises OSError where it cannot be read.

        The first few are read one by one; whoever reads more of them is likely to read them all.
        """
        if path not in self._read:
            if len(self._read) >= _FEW and path in self._contents:
                return self._contents[path]
            if self._blob(path)[1] > MOST_BYTES:  # packed, it may be a thousandth of that
                raise too_large(path)
            try:
                name = f"{self._tree}:{self._prefix}{path}"
                self._read[path] = run(self.root, "cat-file", "blob", name)
            except RevisionError as error:
                raise OSError(str(error)) from None
        return self._read[path]

    def exists(self, path: str) -> bool:
        """Whether there is a file at that path."""
        if path in self._entries:
            return self._entries[path][0].kind in ("file", "symlink")
        return self._blob(path)[0] == "blob"

    def _blob(self, path: str) -> tuple[str, int]:
        """The type and the size of the object at a path; empty and 0 where there is none."""
        if path in self._entries and self._entries[path][0].size:
            return "blob", self._entries[path][0].size
        if path not in self._sizes:
            self._sizes[path] = self._ask(path)
        return self._sizes[path]

    def _ask(self, path: str) -> tuple[str, int]:
        if "\n" in path:
            return "", 0
        name = f"{self._tree}:{self._prefix}{path}\n".encode("utf-8", "surrogateescape")
        format_ = "--batch-check=%(objecttype) %(objectsize)"
        try:
            kind, _, size = run(self.root, "cat-file", format_, stdin=name).decode().partition(" ")
        except (RevisionError, UnicodeDecodeError):
            return "", 0
        return (kind, int(size)) if size.strip().isdigit() else ("", 0)

    @cached_property
    def _contents(self) -> dict[str, bytes]:
        """Every file that is not too large to be of use, in one run of git."""
        files = [
            (path, oid)
            for path, (entry, oid) in self._entries.items()
            if entry.kind == "file" and entry.size <= MOST_BYTES
        ]
        request = "".join(f"{oid}\n" for _, oid in files).encode()
        answer = run(self.root, "cat-file", "--batch", stdin=request)
        contents: dict[str, bytes] = {}
        position = 0
        for path, _ in files:
            header, _, _ = answer[position : position + 200].partition(b"\n")
            position += len(header) + 1
            if not header.endswith(b" missing"):
                size = int(header.split()[-1])
                contents[path] = answer[position : position + size]
                position += size + 1
        return contents

    def _miscased(self) -> list[TreeEntry]:
        listing = run(self.root, "ls-tree", "-z", "-d", "--name-only", self._tree)
        names = listing.decode("utf-8", "surrogateescape").split("\0")
        return miscased(names)

    def _list(self) -> dict[str, tuple[TreeEntry, str]]:
        listing = run(
            self.root, "ls-tree", "-r", "-t", "-l", "-z", self._tree, "--",
            *FOLDERS,
        )  # fmt: skip
        found: dict[str, tuple[TreeEntry, str]] = {}
        for line in listing.split(b"\0")[:-1]:
            header, _, name = line.partition(b"\t")
            mode, _, oid, size = header.decode().split()
            path = name.decode("utf-8", "surrogateescape")
            kind = _MODES.get(mode, "other")
            if path in FOLDERS and kind == "file":
                continue
            if kind != "folder" or is_document(path):
                entry = TreeEntry(path, kind, int(size) if size.isdigit() else 0)
                found[path] = (entry, oid)
        return found


def resolve(folder: str, revision: str) -> str:
    """The full commit id of a revision.

    Raises:
        RevisionError: There is no such commit, no repository, or no git.
    """
    if revision.startswith("-") or not revision.strip():
        raise RevisionError("`{revision}` is not a git revision", revision=revision)
    try:
        found = run(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except FailedError:
        raise RevisionError(
            "`{revision}` is not a commit of the repository", revision=revision
        ) from None
    return found.decode().strip()


def committed_at(folder: str, revision: str) -> int:
    """When a revision was committed. Raises RevisionError where there is none of that name."""
    found = run(folder, "show", "--no-patch", "--format=%ct", resolve(folder, revision))
    return int(found.split()[-1])


def head(folder: str) -> tuple[str, bool] | None:
    """The commit that is checked out and whether the policy's folders differ from it.

    None outside a git repository, before the first commit, or without git.
    """
    try:
        commit = run(folder, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
        changes = run(
            folder, "status", "--porcelain", "--untracked-files=all", "--", *_present(folder)
        )
    except RevisionError:
        return None
    return commit, bool(changes.strip())


def head_commit(folder: str) -> str | None:
    """The commit that is checked out; whether anything differs from it takes longer to tell."""
    try:
        return run(folder, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    except RevisionError:
        return None


def run(folder: str, *arguments: str, stdin: bytes = b"") -> bytes:
    """The output of a git command.

    Raises:
        FailedError: Git failed; the text is its own first line.
        RevisionError: Git is not installed.
    """
    try:
        done = subprocess.run(
            ["git", *_OPTIONS, *arguments],
            cwd=folder,
            env=_environment(),
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise RevisionError("git cannot be run: {strerror}", strerror=error.strerror) from None
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        message = re.sub(r"^(?:fatal|error): ", "", lines[0]) if lines else said("no such object")
        raise FailedError(message, done.returncode)
    return done.stdout


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    fixed = {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_GRAFT_FILE": os.devnull,
        "GIT_ATTR_NOSYSTEM": "1",
    }
    return {**kept, **fixed}


def _present(folder: str) -> list[str]:
    return [name for name in FOLDERS if os.path.isdir(os.path.join(folder, name))] or ["."]
