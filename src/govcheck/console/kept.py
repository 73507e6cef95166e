"""Interviews that were interrupted, kept in the user's cache folder until they are ended."""

import os

from govcheck.cache.key import content_key
from govcheck.cache.store import Cache
from govcheck.triage.begun import Begun, begun


class KeptInterview:
    """The last interview about the policy below a folder."""

    def __init__(self, cache: Cache, root: str) -> None:
        self._cache = cache
        self._key = content_key("triage", (), os.path.realpath(root))

    def holds(self, start: Begun) -> bool:
        """Whether answers are kept of the interview that began so."""
        found = self.recall()
        return found is not None and found.incident[:3] == start.incident[:3]

    def keep(self, interview: Begun) -> None:
        """Remember an interview in place of the one before."""
        self._cache.remember(self._key, (interview.text(),))

    def recall(self) -> Begun | None:
        """The interview that was not ended, if any."""
        return self._cache.recall(self._key, lambda parts: begun(parts[0]))

    def forget(self) -> None:
        """Remember that the interview has ended."""
        self._cache.remember(self._key, ())
