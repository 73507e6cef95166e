"""What an incident file states."""

from typing import NamedTuple

from govcheck.simulate.conflicts import Grade


class IncidentStatement(NamedTuple):
    """What an incident file states, in plain values; instants are seconds since 1970 UTC."""

    id: str
    title: str
    detected_at: int
    published_at: int | None
    aware_at: int | None
    facts: dict[str, object]
    conflicts: tuple[tuple[str, Grade], ...]
    index: int  # type: ignore[assignment]  # it hides a method of tuples that nobody needs
    """The number of the document in its file."""
