"""Answers about a tree that are worked out once for the same files."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from govcheck.cache.key import content_key
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.load.tree import Tree

T = TypeVar("T", bound=tuple[Any, ...])
"""An answer that is kept as its parts, such as a named tuple."""


class Memo:
    """The place of one answer in a cache."""

    def __init__(self, cache: Cache, key: str) -> None:
        self._cache = cache
        self._key = key

    def recall(self, kind: Callable[..., T]) -> T | None:
        """What was kept there; None where nothing was, or something else."""
        return self._cache.recall(self._key, lambda parts: kind(*parts))

    def keep(self, answer: T) -> T:
        """Keep an answer there, which is returned."""
        self._cache.remember(self._key, answer)
        return answer

    def find(self, kind: Callable[..., T], make: Callable[[], T]) -> T:
        """What was kept there, or else what is made now and kept."""
        stored = self.recall(kind)
        return self.keep(make()) if stored is None else stored


def cached(
    purpose: str, kind: Callable[..., T], folders: Iterable[str]
) -> Callable[[Callable[[Snapshot], T]], Callable[[Tree, Cache], T]]:
    """Keep what a function says of a tree, as long as the files of some folders stay as they are.

    What it is decorated with sees these folders alone.
    """

    def decorate(work: Callable[[Snapshot], T]) -> Callable[[Tree, Cache], T]:
        def answer(tree: Tree, cache: Cache) -> T:
            snapshot = Snapshot(tree, folders)
            memo = Memo(cache, content_key(purpose, snapshot.contents()))
            return memo.find(kind, lambda: work(snapshot))

        answer.__doc__ = work.__doc__
        return answer

    return decorate
