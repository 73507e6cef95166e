"""A store of bytes by key, in the user's cache folder.

Entries are written beside their final name and moved into place, so that two processes at once see
whole entries only; each carries a digest of its bytes, so that a damaged one counts as missing.
The folder may be deleted at any time. Failing to read or to write is never an error.

Whoever can write into the folder can say what the answers are. So a folder that is not the user's
alone, or that comes with the files which are judged, is refused.
"""

import os
import stat
from collections.abc import Callable
from functools import cached_property
from operator import itemgetter
from typing import Any, Final, TypeVar

from govcheck.cache.digest import blake2b
from govcheck.translation import said

T = TypeVar("T")

_DIGEST: Final = 32
_MOST_ENTRIES: Final = 200
_MOST_BYTES: Final = 1 << 28
"""A larger entry is not ours."""
_READ: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_OF_OTHERS: Final = stat.S_IWGRP | stat.S_IWOTH


class Cache:
    """A folder of entries; without a folder, or with one that is refused, nothing is kept.

    `root` is the folder of the policy, whose repository must not bring its own answers along.
    """

    def __init__(self, folder: str | None, root: str | None = None) -> None:
        self.folder = folder
        self._root = root

    @cached_property
    def refusal(self) -> str | None:
        """Why the folder is not used, in words; None where it is, or where there is none."""
        if self.folder is None:
            return None
        if self._root is not None and _is_below(self.folder, _working_copy(self._root)):
            return said("lies in the repository that is judged")
        try:
            found = os.stat(self.folder)
            link = os.lstat(self.folder)
        except OSError:  # to be made
            return None
        if not stat.S_ISDIR(found.st_mode):
            return said("is not a folder")
        if os.name != "posix":
            return None
        if {found.st_uid, link.st_uid} != {os.geteuid()}:
            return said("belongs to somebody else")
        return said("can be written by others") if found.st_mode & _OF_OTHERS else None

    def fetch(self, key: str) -> bytes | None:
        """The bytes stored under a key, or None."""
        if self.folder is None or self.refusal is not None:
            return None
        try:
            stored = _read(os.path.join(self.folder, key))
        except OSError:
            return None
        digest, content = stored[:_DIGEST], stored[_DIGEST:]
        return content if _digest(content) == digest else None

    def store(self, key: str, content: bytes) -> None:
        """Keep the bytes under a key."""
        if self.folder is None or self.refusal is not None or len(content) > _MOST_BYTES - _DIGEST:
            return
        temporary = os.path.join(self.folder, f".{key}.{os.getpid()}.{os.urandom(4).hex()}")
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            with open(temporary, "xb", opener=lambda at, flags: os.open(at, flags, 0o600)) as file:
                file.write(_digest(content))
                file.write(content)
            os.replace(temporary, os.path.join(self.folder, key))
            self._prune()
        except OSError:
            return

    def recall(self, key: str, make: Callable[[Any], T]) -> T | None:
        """The value remembered under a key, made of its parts; None where there is none."""
        stored = self.fetch(key)
        if stored is None:
            return None
        from govcheck.cache.values import load_value

        try:
            return make(load_value(stored))
        except Exception:  # noqa: BLE001 - an entry that somebody else wrote can raise anything
            return None

    def remember(self, key: str, parts: tuple[Any, ...]) -> None:
        """Keep the parts of a value under a key."""
        if self.folder is not None and self.refusal is None:
            from govcheck.cache.values import dump_value

            self.store(key, dump_value(tuple(parts)))

    def _prune(self) -> None:
        """Where there are too many entries, drop those of which there are most, the oldest first.

        So many answers push out no program, without which the next answer takes long.
        """
        with os.scandir(self.folder) as listing:
            entries = [entry for entry in listing if entry.is_file(follow_symlinks=False)]
        if len(entries) <= _MOST_ENTRIES:
            return
        entries.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime, reverse=True)
        newer: dict[str, int] = {}
        ranked = []
        for entry in entries:
            purpose = entry.name.partition("-")[0]
            newer[purpose] = newer.get(purpose, 0) + 1
            ranked.append((newer[purpose], entry.path))
        ranked.sort(key=itemgetter(0))
        for _, path in ranked[_MOST_ENTRIES // 2 :]:
            os.unlink(path)


def _read(path: str) -> bytes:
    """The bytes of an entry that the user wrote. Raises OSError where there is none."""
    with open(os.open(path, _READ), "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            raise OSError(path)
        if os.name == "posix" and (
            found.st_uid != os.geteuid() or found.st_mode & _OF_OTHERS or found.st_nlink > 1
        ):
            raise OSError(path)
        return file.read(_MOST_BYTES)


def _is_below(folder: str, root: str) -> bool:
    real, above = os.path.realpath(folder), os.path.realpath(root)
    return real == above or real.startswith(above.rstrip(os.sep) + os.sep)


def _working_copy(root: str) -> str:
    """The nearest folder from the policy's upwards that git tracks; else the policy's own."""
    folder = os.path.realpath(root)
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return root
        folder = above
    return folder


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()
