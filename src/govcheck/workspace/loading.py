"""A tree that is loaded once, by whichever of several answers is not in the cache."""

from functools import cached_property
from typing import TYPE_CHECKING

from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.load.tree import FOLDERS, Tree

if TYPE_CHECKING:  # at run time only whoever loads imports it
    from govcheck.cache.pack import Pack
    from govcheck.load.repository import Repository
    from govcheck.opening.opened import Opened


class Loading:
    """A tree as it is now, and its repository, which is loaded when it is first asked for."""

    def __init__(self, tree: Tree, cache: Cache) -> None:
        self.snapshot = Snapshot(tree, FOLDERS)
        self.cache = cache

    @cached_property
    def repository(self) -> "Repository":
        """The repository, of whose files only those are read anew that have changed."""
        from govcheck.load.repository import load_repository

        return load_repository(self.snapshot, load=self._pack.load)

    @cached_property
    def opened(self) -> "Opened":
        """The same with the program of its policy."""
        from govcheck.opening.opened import opened

        return opened(self.repository)

    def keep(self) -> None:
        """Keep the files as they were loaded for the next run."""
        self._pack.keep()

    @cached_property
    def _pack(self) -> "Pack":
        from govcheck.cache.pack import Pack

        return Pack(self.cache, self.snapshot.root)
