"""An interview that was begun: what is needed to go on with it later, in plain values."""

import json
from collections.abc import Mapping
from typing import NamedTuple

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
