"""What has happened already, where a playbook is not planned from nothing."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

from govcheck.named_tuples import NamedTuple
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.plan import PlannedPlaybook


class History(NamedTuple):
    """What is known of a playbook's actions and approvals as of an instant.

    Actions and approvals go by their ids in the playbook; instants are seconds since 1970 UTC.
    What is neither done nor given is planned from `now` on.
    """

    now: int
    begun: Mapping[str, int]
    """From when on each action is owed."""
    done: Mapping[str, tuple[int, ...]]
    """When each action was done, each time."""
    given: Mapping[str, int | None]
    """When each approval had been given; None for one that was refused and not given since."""
    asked: Mapping[str, int]
    """When each approval was asked for."""


class BegunPlaybook(NamedTuple):
    """A playbook that was called for, with all that it ever made owed, and what came of it."""

    planned: PlannedPlaybook
    first: int
    """From when on something of it was owed."""
    history: History
    published_at: int | None
    aware_at: int | None
    """What the incident states; without it they count from when the playbook began."""
    skipped: AbstractSet[str] = frozenset()
    """Actions that somebody said need not be done."""

    def stated(self, incident: PlayedIncident) -> PlayedIncident:
        """The incident as this playbook counts it."""
        detected = max(incident.case.detected_at, self.first)
        return incident._replace(
            case=incident.case._replace(detected_at=detected),
            published_at=self.first if self.published_at is None else self.published_at,
            aware_at=self.first if self.aware_at is None else self.aware_at,
        )


def with_begun(
    planned: Iterable[PlannedPlaybook], begun: Iterable[BegunPlaybook]
) -> tuple[tuple[PlannedPlaybook, BegunPlaybook | None], ...]:
    """The playbooks of a plan and those that were begun before: what was owed stays owed."""
    before = {one.planned.playbook.id: one for one in begun}
    found: list[tuple[PlannedPlaybook, BegunPlaybook | None]] = []
    for one in planned:
        known = before.pop(one.playbook.id, None)
        found.append((one if known is None else _joined(one, known), known))
    return (*found, *((one.planned, one) for one in before.values()))


def _joined(one: PlannedPlaybook, known: BegunPlaybook) -> PlannedPlaybook:
    return one._replace(
        owed=(one.owed | known.planned.owed) - known.skipped,
        needed=one.needed | known.planned.needed,
        possible=one.possible and known.planned.possible,
    )
