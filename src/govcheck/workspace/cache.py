"""A store of bytes by key, in the user's cache folder.

Entries are written beside their final name and moved into place, so that two processes at once see
whole entries only; each carries a digest of its bytes, so that a damaged one counts as missing.
The folder may be deleted at any time. Failing to read or to write is never an error.
"""

import hashlib
import os
import pickle
from collections.abc import Callable
from typing import Any, Final, TypeVar

T = TypeVar("T")

_DIGEST: Final = 32
_MOST_ENTRIES: Final = 200


class Cache:
    """A folder of entries; without a folder nothing is kept."""

    def __init__(self, folder: str | None) -> None:
        self.folder = folder

    def fetch(self, key: str) -> bytes | None:
        """The bytes stored under a key, or None."""
        if self.folder is None:
            return None
        try:
            with open(os.path.join(self.folder, key), "rb") as file:
                stored = file.read()
        except OSError:
            return None
        digest, content = stored[:_DIGEST], stored[_DIGEST:]
        return content if _digest(content) == digest else None

    def store(self, key: str, content: bytes) -> None:
        """Keep the bytes under a key."""
        if self.folder is None:
            return
        temporary = os.path.join(self.folder, f".{key}.{os.getpid()}")
        try:
            os.makedirs(self.folder, mode=0o700, exist_ok=True)
            with open(temporary, "wb") as file:
                file.write(_digest(content) + content)
            os.replace(temporary, os.path.join(self.folder, key))
            self._prune()
        except OSError:
            return

    def recall(self, key: str, make: Callable[[Any], T]) -> T | None:
        """The value remembered under a key, made of its parts; None where there is none."""
        stored = self.fetch(key)
        if stored is None:
            return None
        try:
            return make(pickle.loads(stored))
        except Exception:  # noqa: BLE001 - an entry that somebody else wrote can raise anything
            return None

    def remember(self, key: str, parts: tuple[Any, ...]) -> None:
        """Keep the parts of a value under a key."""
        self.store(key, pickle.dumps(tuple(parts), protocol=pickle.HIGHEST_PROTOCOL))

    def _prune(self) -> None:
        """Drop the entries that were written longest ago where there are too many."""
        with os.scandir(self.folder) as listing:
            entries = [entry for entry in listing if entry.is_file()]
        if len(entries) <= _MOST_ENTRIES:
            return
        entries.sort(key=lambda entry: entry.stat().st_mtime)
        for entry in entries[: len(entries) - _MOST_ENTRIES // 2]:
            os.unlink(entry.path)


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_DIGEST).digest()
