"""An interview that was begun: what is needed to go on with it later, and where it is kept."""

import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from govcheck.cache.key import content_key
from govcheck.cache.store import Cache
from govcheck.simulate.statement import IncidentStatement


class Begun(NamedTuple):
    """An incident as far as it is known, and the questions that nobody could answer.

    `path` is the incident file that it continues, which states `facts_before`.
    """

    incident: IncidentStatement
    skipped: tuple[str, ...] = ()
    path: str | None = None
    facts_before: Mapping[str, object] = {}

    def text(self) -> str:
        """All of it as text, from which `begun` makes the same."""
        return json.dumps({**self._asdict(), "incident": self.incident._asdict()})


def begun(text: str) -> Begun:
    """The interview that was kept as a text. Raises ValueError or TypeError where it is none."""
    stored = json.loads(text)
    stated = stored.pop("incident")
    conflicts = tuple((str(who), grade) for who, grade in stated.pop("conflicts"))
    incident = IncidentStatement(**stated, conflicts=conflicts)
    return Begun(**{**stored, "incident": incident, "skipped": tuple(stored["skipped"])})


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
