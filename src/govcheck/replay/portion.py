"""Portions: what some rows of an archive add up to, so that parts can be counted apart."""

from collections import Counter

from govcheck.replay.differences import Differences
from govcheck.replay.reasons import Reasons
from govcheck.replay.tally import AgreementTally, Bucket, Decided, LoadTally, PeopleTally


class SidePortion:
    """What is counted of one policy."""

    def __init__(self) -> None:
        self.people = PeopleTally()
        self.bad = Reasons()

    def merge(self, later: "SidePortion") -> None:
        """Add what was counted of later rows."""
        self.people.merge(later.people)
        self.bad.merge(later.bad)


class Portion:
    """What rows add up to: whole numbers and sets, and firsts of what comes in order."""

    def __init__(self, by: Bucket, timezone: str, examples: int) -> None:
        self.rows = 0
        self.first: int | None = None
        self.last: int | None = None
        self.skipped = Reasons()
        self.decided = Decided()
        self.load = LoadTally(by, timezone)
        self.agreement = AgreementTally()
        self.arrivals: Counter[tuple[int, str]] = Counter()
        """Mentions by the start of the hour and severity."""
        self.side = SidePortion()
        self.before = SidePortion()
        """What is counted of the policy that it is compared with."""
        self.differences = Differences(examples)

    def span(self, first: int, last: int) -> None:
        """Remember from when to when there were mentions that are decided."""
        self.first = first if self.first is None else min(self.first, first)
        self.last = last if self.last is None else max(self.last, last)

    def merge(self, later: "Portion") -> None:
        """Add what was counted of later rows."""
        self.rows += later.rows
        if later.first is not None and later.last is not None:
            self.span(later.first, later.last)
        self.skipped.merge(later.skipped)
        self.decided.merge(later.decided)
        self.load.merge(later.load)
        self.agreement.merge(later.agreement)
        self.arrivals.update(later.arrivals)
        self.side.merge(later.side)
        self.before.merge(later.before)
        self.differences.merge(later.differences)
