"""What the gate says."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from govcheck.agreement.tree import Agreement
from govcheck.agreement.ways import Ways

NOTHING_MISSING = Ways(possible=True)


class Excluded(NamedTuple):
    """Somebody whose approval does not count: a person's id, or else a handle; and why."""

    who: str
    reason: str


class Called(NamedTuple):
    """How people call somebody, and how the platform does, without the sign in front."""

    name: str
    handle: str | None


class RequirementPart(NamedTuple):
    """A part of a requirement, and how far it is met, counted in people or in seats."""

    asked: Agreement
    """Who is asked."""
    met: bool
    have: int
    needed: int
    """None are needed where somebody of those asked is enough."""
    approved_by: tuple[str, ...]
    ways: Ways


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
    reason: str | None = None
    """Why the rule asks, as the policy says."""
    parts: tuple[RequirementPart, ...] = ()


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
    broken: tuple[str, ...] = ()
    """What the base is proved to keep and the head is not; no approval allows it."""
    lost: tuple[str, ...] = ()
    """The subjects of what is broken, as `kind/id` or `kind/id/part`."""
    changed: bool = True
    """Whether anything that is governed changes at all."""
    ways: Ways = NOTHING_MISSING
    """The fewest people who complete all requirements together."""
    objecting: tuple[str, ...] = ()
    """Those who may approve and ask for changes instead."""
    blocked: bool = False
    """Whether an objection is in the way, by change control."""
    people: Mapping[str, Called] = MappingProxyType({})
    """Everybody of the base."""
    called: Mapping[str, str] = MappingProxyType({})
    """What documents are called, by `kind/id`."""

    @property
    def allowed(self) -> bool:
        """Whether nothing is in the way."""
        if self.reasons or self.broken or self.blocked:
            return False
        return all(one.met for one in self.requirements)
