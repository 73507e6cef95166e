"""The outcome of playing one incident forward: what reports print and scenarios compare."""

from typing import Literal

from govcheck.counterfactuals.hedges import Hedged, is_certain
from govcheck.engine.ruleset import Boundary, Case, Match, NearMiss, OpenFact, Ruling
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.skipped import NotAnswering

EventKind = Literal[
    "notify", "acknowledged", "convene", "due", "act", "repeat", "nobody", "exhausted"
]


class Told(NamedTuple):
    """A person who is told, as whom, and how."""

    person: str
    target: str
    via: tuple[str, ...]
    stands_in_for: str | None
    also: tuple[str, ...] = ()
    """The other targets of the same step that this person answers to."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Every target as which they are told."""
        return (self.target, *self.also)


class Event(NamedTuple):
    """One row of the timeline, at seconds since 1970 UTC.

    `round` counts from 1. `targets` are those that resolved to nobody. `obligation`, `met` and
    `slack` (seconds; None where it is never done) belong to `due` and `act` rows.
    """

    at: int
    event: EventKind
    step: str | None = None
    round: int | None = None
    people: tuple[Told, ...] = ()
    targets: tuple[str, ...] = ()
    obligation: str | None = None
    met: bool | None = None
    slack: int | None = None
    note: str | None = None
    left_out: tuple[str, ...] = ()
    """Who would be told but for a conflict of interest."""
    untold: tuple[str, ...] = ()
    """Of a `due` row: the targets of which nobody is told in time."""
    follows: bool = False
    """Whether it is a further way of a person's own sequence, unanswered so far."""
    skipped: tuple[NotAnswering, ...] = ()
    """Of a `nobody` row: who does not answer, and why."""


class Segment(NamedTuple):
    """A stretch of working time that counts towards a deadline."""

    start: int
    end: int


class Obligation(NamedTuple):
    """Something owed by an instant.

    `id` is `playbook/action` (`playbook/action#2` for a recurrence), `acknowledge`, or
    `council/ID` for a quorum. `done` is None where it never happens; `slack` is `due - done`.
    """

    id: str
    do: str
    due: int
    done: int | None
    met: bool
    owed_by: tuple[str, ...]
    """Who can do it, or could if what comes before it were done, as `person:ID`; the target itself
    where nobody is there to."""
    waits_for: tuple[str, ...] = ()
    """The approvals that come first."""
    calendar: str | None = None
    counted_from: int | None = None
    segments: tuple[Segment, ...] = ()
    publishes: bool = False
    template: str | None = None
    untold: tuple[str, ...] = ()
    """The targets concerned (owner, drafter, approvers) of which no step tells anybody in time."""
    possible: bool = False
    """Whether it is owed only because its playbook may apply."""
    left_out: tuple[str, ...] = ()
    """Who would owe it but for a conflict of interest."""
    working_days: int | None = None
    """How many days with opening hours it may take; the segments are then these days."""

    @property
    def kept(self) -> bool:
        """Whether it is met and everybody concerned has been told in time."""
        return self.met and not self.untold

    @property
    def slack(self) -> int | None:
        """Seconds to spare; negative where it is late, None where it never happens."""
        return None if self.done is None else self.due - self.done


class Approver(NamedTuple):
    """Somebody who may give an approval, and whether they can now."""

    person: str
    target: str
    stands_in_for: str | None
    available: bool
    why_not: str | None = None


class ApprovalState(NamedTuple):
    """An approval that an action waits for."""

    id: str
    action: str
    requires: str
    """The requirement in words: `all of role:legal-counsel and role:privacy-officer`."""
    requested: int | None
    """None where the actions before it are never done."""
    ends: int | None
    given: bool
    approvers: tuple[Approver, ...]


class SeatState(NamedTuple):
    """A seat of a convened council and who fills it, if anybody."""

    holder: str
    by: str | None
    conflict: Literal["hard", "soft"] | None = None


class Quorum(NamedTuple):
    """A convened council. `reached` is the first instant with enough present, or None."""

    council: str
    needed: int
    convened: int
    due: int | None
    reached: int | None
    seats: tuple[SeatState, ...]
    """As they are at `reached`, or at `convened` where it never is."""


class PlayedIncident(NamedTuple):
    """The incident that was played."""

    id: str
    title: str
    case: Case
    published_at: int
    aware_at: int
    conflicts: tuple[tuple[str, Literal["hard", "soft"]], ...] = ()


class Outcome(NamedTuple):
    """Everything that `simulate` says about one incident."""

    stated: PlayedIncident
    timezone: str
    """The organisation's zone: the reader's clock."""
    unknown: tuple[str, ...]
    verdicts: tuple[Ruling, ...]
    timeline: tuple[Event, ...]
    obligations: tuple[Obligation, ...]
    approvals: tuple[ApprovalState, ...]
    quorums: tuple[Quorum, ...]
    forbidden: tuple[str, ...]
    single_points: tuple[str, ...]
    boundaries: tuple[Boundary, ...]
    near_misses: tuple[NearMiss, ...]
    ask_next: tuple[OpenFact, ...]
    assumed: tuple[str, ...] = ()
    """The facts that have their default, and that would change a decision if they had not."""
    hedged: Hedged = ()
    """Decisions with results that would not come out if others, that are acted on, did not."""
    notes: tuple[str, ...] = ()
    """What a reader should know besides: an acknowledgement that does not count, a cut-off."""
    logged: bool = False
    """Whether facts and answers of a log were taken in."""
    acknowledged: bool = False
    """Whether the incident was played with somebody's acknowledgement."""
    absent: tuple[str, ...] = ()
    """Who was taken to be absent, besides whom the policy says so of."""
    supposed: tuple[tuple[str, int | None], ...] = ()
    """Who is absent (None) or answers so many seconds after detection because it was asked so."""

    def is_certain(self, ruling: Ruling) -> bool:
        """Whether a decision comes out so whatever is still found out."""
        return is_certain(ruling, self.hedged)

    def hangs(self, match: Match, ruling: Ruling) -> bool:
        """Whether a rule that matches would perhaps not if what is not known turned out other."""
        return match.possible or any(
            (ruling.decision.name, result) in self.hedged for result in match.rule.results
        )

    def is_only_possible(self, owed: Obligation) -> bool:
        """Whether something is owed only if what is not known turns out so."""
        return owed.possible or ("playbooks", owed.id.partition("/")[0]) in self.hedged

    @property
    def missed(self) -> tuple[str, ...]:
        """The ids of the obligations that are missed."""
        return tuple(owed.id for owed in self.obligations if not owed.met)

    @property
    def untold(self) -> tuple[str, ...]:
        """The ids of the obligations of which somebody concerned is not told in time."""
        return tuple(owed.id for owed in self.obligations if owed.untold)
