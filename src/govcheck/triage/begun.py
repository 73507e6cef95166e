"""An interview that was begun: what is needed to go on with it later, in plain values."""

import json
from collections.abc import Mapping
from typing import NamedTuple

from govcheck.simulate.conflicts import Grade


class Begun(NamedTuple):
    """An incident as far as it is known, and the questions that nobody could answer.

    `path` is the incident file that it continues. Instants are seconds since 1970 UTC.
    """

    title: str
    detected_at: int
    id: str = ""
    facts: Mapping[str, object] = {}
    skipped: tuple[str, ...] = ()
    published_at: int | None = None
    aware_at: int | None = None
    conflicts: tuple[tuple[str, Grade], ...] = ()
    path: str | None = None
    number: int = 0
    """Which of the documents of that file it is."""
    facts_before: Mapping[str, object] = {}
    """What that file states."""

    def text(self) -> str:
        """All of it as text, from which `begun` makes the same."""
        return json.dumps(self._asdict())


def begun(text: str) -> Begun:
    """The interview that was kept as a text. Raises ValueError or TypeError where it is none."""
    stored = json.loads(text)
    conflicts = tuple((str(who), grade) for who, grade in stored.pop("conflicts"))
    return Begun(**{**stored, "skipped": tuple(stored["skipped"]), "conflicts": conflicts})
