"""How scenarios went."""

from collections.abc import Mapping
from typing import NamedTuple

from govcheck.engine.ruleset import Value
from govcheck.finding import Finding
from govcheck.scenarios.scenario import Mismatch
from govcheck.source import Source, Span


class Ran(NamedTuple):
    """A scenario that was run: where it stands, and each difference from what it expects."""

    id: str
    span: Span
    differences: tuple[Finding, ...]
    title: str = ""
    facts: Mapping[str, Value] = {}
    mismatches: tuple[Mismatch, ...] = ()
    """The same differences, before they are put into words."""


class Unreached(NamedTuple):
    """A rule, step or approval that no scenario reaches."""

    kind: str
    subject: str
    span: Span


class Tested(NamedTuple):
    """How the scenarios went.

    `blocking` has what keeps the policy or a scenario from being read. `items` counts what can be
    reached, by kind. `sources` has the text that findings are about.
    """

    ran: tuple[Ran, ...]
    blocking: tuple[Finding, ...]
    items: dict[str, int]
    unreached: tuple[Unreached, ...]
    sources: dict[str, Source]

    @property
    def failed(self) -> tuple[Ran, ...]:
        """The scenarios that came out differently."""
        return tuple(one for one in self.ran if one.differences)

    @property
    def percent(self) -> float:
        """How much is reached; 100 where there is nothing to reach."""
        total = sum(self.items.values())
        return 100.0 if total == 0 else 100 * (total - len(self.unreached)) / total
