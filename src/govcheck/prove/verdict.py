"""Verdicts: what `prove` says about one property of one part of the policy."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from govcheck.engine.ruleset import Value
from govcheck.finding import Diagnostic, Place
from govcheck.time.intervals import Interval
from govcheck.translation import said

VerdictKind = Literal["proved", "refuted", "vacuous", "skipped"]
"""`vacuous`: nothing that the property speaks of can ever happen, so that it says nothing."""


class Witness(NamedTuple):
    """An incident that refutes a property, and who has to be absent for it to do so.

    `detected_at` is in seconds since 1970 UTC. Facts that are left out are unknown.
    """

    detected_at: int
    facts: dict[str, Value]
    absent: tuple[str, ...] = ()
    note: str = ""
    """What the incident shows, in one sentence."""
    acknowledged: tuple[tuple[str, int], ...] = ()
    """Who has to acknowledge, and how many seconds after the detection."""


class Loss(NamedTuple):
    """Something that fails as well, and because of the same: of which property and subject."""

    code: str
    subject: str
    intervals: tuple[Interval, ...]


class Verdict(NamedTuple):
    """What was found out about a property of a subject.

    `subject` is `kind/id`, or `kind/id/part`. `intervals` are the instants, half-open and merged,
    at which a property of time does not hold.
    """

    rule: Diagnostic
    subject: str
    verdict: VerdictKind
    message: str
    reason: str | None = None
    """Why it was skipped."""
    place: Place | None = None
    see: tuple[Place, ...] = ()
    """Further places, each with its note."""
    intervals: tuple[Interval, ...] = ()
    witness: Witness | None = None
    failing: tuple[Loss, ...] = ()
    """Of people who may be missing: what fails without them."""

    @property
    def code(self) -> str:
        """The code of the property, such as `COVER001`."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of the property, such as `nobody-told`."""
        return self.rule.name

    @property
    def seconds(self) -> int:
        """How long the property does not hold in all."""
        return sum(end - start for start, end in self.intervals)


class Proposition(NamedTuple):
    """That a subject has a property; `place` is where the policy says what it is about."""

    rule: Diagnostic
    subject: str
    place: Place | None = None

    def proved(self, message: str) -> Verdict:
        """It holds for every incident and every minute."""
        return Verdict(self.rule, self.subject, "proved", message, place=self.place)

    def vacuous(self, message: str) -> Verdict:
        """It speaks of nothing that can happen; `message` says of what."""
        return Verdict(self.rule, self.subject, "vacuous", message, place=self.place)

    def skipped(self, reason: str) -> Verdict:
        """A limit was reached before the answer was found."""
        message = said("neither proved nor refuted")
        return Verdict(self.rule, self.subject, "skipped", message, reason, self.place)

    def refuted(
        self,
        message: str,
        *,
        see: tuple[Place, ...] = (),
        intervals: Iterable[Interval] = (),
        witness: Witness | None = None,
    ) -> Verdict:
        """It does not hold; the witness, where an incident shows it, has been replayed."""
        found = Verdict(self.rule, self.subject, "refuted", message, place=self.place, see=see)
        return found._replace(intervals=tuple(intervals), witness=witness)
