"""The files of a repository as they were loaded, kept from one run to the next.

After a change to one file only that file is read anew. What is kept is told by path and bytes, so
that one pack serves a work tree and its revisions.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

from govcheck.cache.digest import blake2b
from govcheck.cache.key import content_key
from govcheck.cache.store import Cache
from govcheck.cache.values import dump_value, load_value
from govcheck.load.file import Loaded, load_file
from govcheck.load.nodes import Node

_WORTH_KEEPING: Final = 0.05
"""The share of files read anew from which the pack is written again, which takes a while."""

PackKey = tuple[str, bytes]


class Pack:
    """The loaded files of the repository below a folder."""

    def __init__(self, cache: Cache, root: str) -> None:
        self._cache = cache
        self._name = content_key("files", (), root)
        self._kept: dict[PackKey, Loaded] | None = None
        self._used: dict[PackKey, Loaded] = {}
        self._fresh = 0

    def load(self, path: str, content: bytes) -> Loaded:
        """The file of that path and content, as `load_file` reads it."""
        if self._kept is None:
            self._kept = self._cache.recall(self._name, dict) or {}
        key = (path, blake2b(content, digest_size=20).digest())
        loaded = self._kept.get(key)
        if loaded is None:
            loaded = load_file(path, content)
            self._fresh += 1
        self._used[key] = loaded
        return loaded

    def keep(self) -> None:
        """Keep what was loaded for the next run, where enough of it is new."""
        if self._fresh > _WORTH_KEEPING * len(self._used):
            packed = ((key, _packed(loaded)) for key, loaded in self._used.items())
            self._cache.remember(self._name, tuple(packed))
            self._fresh = 0


class PackedRoots(Sequence[Node]):
    """Trees that are unpacked once somebody asks where something stands, which is seldom."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def __reduce__(self) -> tuple[type["PackedRoots"], tuple[bytes]]:
        return PackedRoots, (self._packed,)

    def __len__(self) -> int:
        return len(self._roots)

    def __getitem__(self, index: Any) -> Any:
        return self._roots[index]

    @cached_property
    def _roots(self) -> Sequence[Node]:
        roots: Sequence[Node] = load_value(self._packed)
        return roots


def _packed(loaded: Loaded) -> Loaded:
    if isinstance(loaded.roots, PackedRoots):
        return loaded
    packed = dump_value(loaded.roots)
    return loaded._replace(roots=PackedRoots(packed))
