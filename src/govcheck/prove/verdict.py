"""Verdicts: what `prove` says about one property of one part of the policy."""

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


def proved(rule: Diagnostic, subject: str, message: str, place: Place | None = None) -> Verdict:
    """The property holds for every incident and every minute."""
    return Verdict(rule, subject, "proved", message, place=place)


def vacuous(rule: Diagnostic, subject: str, message: str, place: Place | None = None) -> Verdict:
    """The property speaks of nothing that can happen; `message` says of what."""
    return Verdict(rule, subject, "vacuous", message, place=place)


def skipped(rule: Diagnostic, subject: str, reason: str, place: Place | None = None) -> Verdict:
    """A limit was reached before the answer was found."""
    message = said("neither proved nor refuted")
    return Verdict(rule, subject, "skipped", message, reason, place)


def refuted(
    rule: Diagnostic,
    subject: str,
    message: str,
    place: Place | None = None,
    *,
    see: tuple[Place, ...] = (),
    intervals: tuple[Interval, ...] = (),
    witness: Witness | None = None,
) -> Verdict:
    """The property does not hold; the witness, where an incident shows it, has been replayed."""
    return Verdict(
        rule,
        subject,
        "refuted",
        message,
        place=place,
        see=see,
        intervals=intervals,
        witness=witness,
    )
