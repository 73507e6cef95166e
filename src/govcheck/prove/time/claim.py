"""Claims: properties of time, each of one part of the policy, and where they fail."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

from govcheck.finding import Diagnostic, Place
from govcheck.horizon.setting import Setting
from govcheck.horizon.timeline import Timeline
from govcheck.horizon.works import Occurrence
from govcheck.prove.verdict import Proposition
from govcheck.simulate.outcome import Outcome
from govcheck.time.intervals import Interval
from govcheck.time.timings import Timing


class Failure(NamedTuple):
    """Instants of detection from which a claim fails.

    `shows` tells whether a simulated outcome shows the failure.
    """

    spans: list[Interval]
    shows: Callable[[Outcome], bool]
    answered: Timing | None = None
    """When everybody who has been told acknowledges, where it only fails if they do."""


class IncidentClass(NamedTuple):
    """A sort of incidents, and where the claim fails for them within the horizon of a timeline.

    Both functions raise TooFar or TooMany where the answer is out of reach.
    """

    setting: Setting
    fails: Callable[[Timeline], Iterable[Failure]]
    owed: Callable[[Timeline], Iterable[Occurrence]] | None = None
    """What is owed, where the claim is that something is done in time."""


def in_time(setting: Setting, owed: Callable[[Timeline], Iterable[Occurrence]]) -> IncidentClass:
    """A sort of incidents for which the claim is that what is owed is done in time."""

    def late(timeline: Timeline) -> list[Failure]:
        return [Failure(one.missed, partial(_shows_missed, one.id)) for one in owed(timeline)]

    return IncidentClass(setting, late, owed)


def _shows_missed(name: str, outcome: Outcome) -> bool:
    return name in outcome.missed


class Claim(NamedTuple):
    """What is claimed of a part of the policy, for every incident at every instant."""

    rule: Diagnostic
    subject: str
    place: Place
    truth: str
    """What is so, where it is proved."""
    failure: str
    """What is wrong, where it is refuted."""
    people: frozenset[str]
    """On whom it may depend."""
    cases: Callable[[], Iterable[IncidentClass]]
    """All sorts of incidents that it speaks of. Raises TooMany where there are too many."""
    tolerates: int = 0
    """How many people may be missing."""
    gaps: Callable[[Timeline], list[Interval]] | None = None
    """What is reported where this is no matter of incidents; `cases` then only has witnesses."""

    @property
    def about(self) -> Proposition:
        """What the verdict on it is about."""
        return Proposition(self.rule, self.subject, self.place)
