"""Claims: properties of time, each of one part of the policy, and where they fail."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from govcheck.finding import Diagnostic, Place
from govcheck.horizon.setting import Setting
from govcheck.horizon.timeline import Timeline
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


class Owed(NamedTuple):
    """Something that is owed: when it is done and when it is due, by the instant of detection."""

    done: Timing
    due: Timing


class IncidentClass(NamedTuple):
    """A sort of incidents, and where the claim fails for them within a horizon.

    Both functions raise TooFar or TooMany where the answer is out of reach.
    """

    setting: Setting
    fails: Callable[[Timeline, Interval], Iterable[Failure]]
    owed: Callable[[Timeline, Interval], Iterable[Owed]] | None = None
    """What is owed, where the claim is that something is done in time."""


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
