"""What the gate says."""

from typing import NamedTuple


class Excluded(NamedTuple):
    """Somebody whose approval does not count: a person's id, or else a handle; and why."""

    who: str
    reason: str


class Judged(NamedTuple):
    """One requirement, and how far it is met. People are ids of the base."""

    rule: str
    control: str
    requires: str
    because: tuple[str, ...]
    met: bool
    approved_by: tuple[str, ...]
    could_still: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    can_be_met: bool = True
    """Whether it is met once everybody who still can approves."""


class Gate(NamedTuple):
    """Whether a change may merge."""

    base: str
    head: str
    requirements: tuple[Judged, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why it is refused whatever anybody approves; empty where approvals decide."""
    unmatched: tuple[str, ...] = ()
    """Authors whom the base does not know."""
    notes: tuple[str, ...] = ()
    changed: bool = True
    """Whether anything that is governed changes at all."""

    @property
    def allowed(self) -> bool:
        """Whether nothing is in the way."""
        return not self.reasons and all(one.met for one in self.requirements)
