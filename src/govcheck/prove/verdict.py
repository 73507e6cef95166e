"""What `prove` is asked, and what it says about one property of one part of the policy."""

from collections.abc import Iterable
from typing import Literal

from govcheck.engine.ruleset import Value
from govcheck.finding import Diagnostic, Place
from govcheck.named_tuples import NamedTuple
from govcheck.time.intervals import Interval
from govcheck.translation import said


class Query(NamedTuple):
    """Which properties are to be shown, from which instant on, and with how many people missing.

    Instants are seconds since 1970 UTC; the end of the horizon is out.
    """

    at: int
    """The instant of asking; waivers and the horizon count from it."""
    horizon: Interval
    absent_people: int = 0
    """How many people may be missing at once beyond those who are absent anyway."""
    select: tuple[str, ...] = ()
    """Codes, names or families of properties; all where none is named."""
    absent_employer: bool = False
    """Whether everybody of any one employer may be missing at once."""
    absent_zone: bool = False
    """Whether everybody of any one time zone may be missing at once."""

    def wants(self, rule: Diagnostic) -> bool:
        """Whether a property is asked for; absences only on request."""
        on_request = {
            "ABSENCE001": self.absent_people > 0,
            "ABSENCE002": self.absent_employer,
            "ABSENCE003": self.absent_zone,
        }
        family = rule.code.rstrip("0123456789")
        named = any(name in (rule.code, rule.name, family) for name in self.select)
        return on_request.get(rule.code, True) and (named or not self.select)


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
    def words(self) -> str:
        """`GUARD001 guarantee/leaks: ...`."""
        return f"{self.code} {self.subject}: {self.message}"

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
