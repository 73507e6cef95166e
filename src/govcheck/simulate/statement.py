"""What is stated of an incident, in plain values, before any policy has read it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from govcheck.named_tuples import NamedTuple
from govcheck.simulate.conflicts import Grade

if TYPE_CHECKING:  # what is kept must come back without the models
    from govcheck.model.incident import Incident


class IncidentStatement(NamedTuple):
    """An incident as its file states it; instants are seconds since 1970 UTC."""

    id: str
    title: str
    detected_at: int
    facts: Mapping[str, object] = {}
    published_at: int | None = None
    aware_at: int | None = None
    conflicts: tuple[tuple[str, Grade], ...] = ()
    index: int = 0  # type: ignore[assignment]  # it hides a method of tuples that nobody needs
    """The number of the document in its file."""


def statement_of(document: "Incident") -> IncidentStatement:
    """What a document states."""
    return IncidentStatement(
        document.id,
        document.title,
        document.detected_at,
        dict(document.facts),
        document.published_at,
        document.aware_at,
        tuple((conflict.person, conflict.grade) for conflict in document.conflicts),
        document.place().index,
    )
