"""Claims, properties of time each of one part of the policy; and judging them.

Where they fail, for which incidents, and who has to be missing for it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import combinations
from typing import Final, NamedTuple, TypeVar

from govcheck.finding import Diagnostic, Place
from govcheck.horizon.alarms import Setting
from govcheck.horizon.timeline import Timeline, farther
from govcheck.horizon.works import Occurrence
from govcheck.prove.replay import confirm, replay
from govcheck.prove.time.reach import Found, Reach
from govcheck.prove.verdict import Proposition, Verdict, Witness
from govcheck.simulate.outcome import Outcome
from govcheck.time.clock import format_duration
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.limits import Limit, TooFar, TooMany, Unclear
from govcheck.time.timings import Timing
from govcheck.translation import said, together


class Failure(NamedTuple):
    """Instants of detection from which a claim fails.

    `shows` tells whether a simulated outcome shows the failure.
    """

    spans: list[Interval]
    shows: Callable[[Outcome], bool]
    answered: Timing | None = None
    """When everybody who has been told acknowledges, where it only fails if they do."""
    lacking: str = ""
    """What is wrong, where that says more than the claim."""


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


MOST_GROUPS: Final = 2_000
"""Of so many groups of missing people each is tried."""

_MOST_SAID: Final = 3
"""So many things that are wrong with one claim are said one by one."""

T = TypeVar("T")


class Shown(NamedTuple):
    """A failure and an incident that shows it while some people are absent."""

    failure: Failure
    found: Found
    absent: frozenset[str]

    def rank(self) -> tuple[int, bool, tuple[int, int]]:
        """Fewest absences first, then nobody who answers, then the mildest and earliest."""
        return len(self.absent), self.failure.answered is not None, self.found.rank

    def during(self, spans: list[Interval]) -> "Shown":
        """The same, detected only within these."""
        return self._replace(found=self.found._replace(spans=common(self.found.spans, spans)))


class BrokenPromise(NamedTuple):
    """Where a claim fails, and what shows it."""

    spans: list[Interval]
    shown: tuple[Shown, ...] = ()

    def beyond(self, others: Sequence["BrokenPromise"]) -> "BrokenPromise":
        """What fails where none of the others does."""
        known = merged(span for other in others for span in other.spans)
        spans = without(self.spans, known)
        shown = (one.during(spans) for one in self.shown)
        return BrokenPromise(spans, tuple(one for one in shown if one.found.spans))

    def without(self, people: frozenset[str]) -> "BrokenPromise":
        """The same, shown while all of these are absent, also those who make no difference."""
        return self._replace(shown=tuple(one._replace(absent=people) for one in self.shown))


class Judge:
    """A program over a horizon, seen as far ahead as its consequences reach."""

    def __init__(self, reach: Reach, timeline: Timeline) -> None:
        self.program = reach.program
        self.horizon = timeline.horizon
        self.reach = reach
        self._timelines = {frozenset[str](): timeline}
        self._possible: dict[tuple[str, str], list[IncidentClass]] = {}
        self._broken: dict[tuple[str, str, frozenset[str]], BrokenPromise] = {}

    def verdict(self, claim: Claim) -> Verdict:
        """What is so of a claim, with as many people missing as it tolerates."""
        try:
            broken = self._tolerated(claim)
            if broken.spans:
                witness = self.witness(claim, broken)
                lacking = sorted({one.failure.lacking for one in broken.shown} - {""})
                failure = together(lacking, "; ") if len(lacking) <= _MOST_SAID else ""
                failure = failure or claim.failure
                return claim.about.refuted(failure, intervals=broken.spans, witness=witness)
            if claim.gaps is None and not self.cases(claim):
                return claim.about.vacuous(said("no incident leads to it"))
        except Limit as limit:
            return claim.about.skipped(limit.reason)
        return claim.about.proved(claim.truth)

    def broken(self, claim: Claim, absent: frozenset[str] = frozenset()) -> BrokenPromise:
        """Where a claim fails while some people are missing.

        Raises TooFar, TooMany or Unclear where a limit is reached first.
        """
        absent &= claim.people
        key = (claim.rule.code, claim.subject, absent)
        if key not in self._broken:
            self._broken[key] = self._look(claim, absent)
        return self._broken[key]

    def forget(self) -> None:
        """Let go of what was seen while somebody was missing; what was found out is kept."""
        self._timelines = {frozenset(): self._timelines[frozenset()]}

    def owed(self, case: IncidentClass) -> list[Occurrence]:
        """What is owed in a case while nobody is missing. Raises TooFar or TooMany."""
        owed = case.owed
        return [] if owed is None else self.seeing(frozenset(), lambda seen: list(owed(seen)))

    def witness(self, claim: Claim, broken: BrokenPromise) -> Witness | None:
        """The mildest incident that shows it, replayed; None where no incident does."""
        if not broken.shown:
            return None
        best = min(broken.shown, key=Shown.rank)
        at = best.found.spans[0][0]
        witness = Witness(at, best.found.facts, tuple(sorted(best.absent)))
        outcome = replay(self.program, witness)
        answered = None if best.failure.answered is None else best.failure.answered(at)
        if answered is not None:
            witness = _acknowledged(witness, answered - at, outcome)
            outcome = replay(self.program, witness)
        confirm(best.failure.shows(outcome), f"{claim.rule.name} of {claim.subject}")
        return witness

    def _tolerated(self, claim: Claim) -> BrokenPromise:
        """Where a claim fails with as few people missing as possible, of those it tolerates."""
        for missing in range(claim.tolerates + 1):
            groups = [*combinations(sorted(claim.people), missing)]
            if len(groups) > MOST_GROUPS:
                raise TooMany
            broken = [self.broken(claim, frozenset(group)) for group in groups]
            spans = merged(span for one in broken for span in one.spans)
            if spans:
                return BrokenPromise(spans, tuple(one for found in broken for one in found.shown))
        return BrokenPromise([])

    def _look(self, claim: Claim, absent: frozenset[str]) -> BrokenPromise:
        failing = [
            self._failures(claim, number, case, absent)
            for number, case in enumerate(self.cases(claim))
        ]
        gaps = claim.gaps
        spans = None if gaps is None else self.seeing(absent, partial(self._gaps, claim, gaps))
        if absent and self._as_ever(claim, failing, spans):
            return self.broken(claim)
        shown: list[Shown] = []
        unclear: Unclear | None = None
        for case, failures in zip(self.cases(claim), failing, strict=True):
            for failure in failures:
                try:
                    found = list(self.reach.incidents(case.setting, failure.spans))
                except Unclear as limit:
                    unclear = limit
                else:
                    shown += [Shown(failure, one, absent) for one in found]
        if spans is not None:
            return BrokenPromise(spans, tuple(shown))
        if unclear is not None and not shown:
            raise unclear
        return BrokenPromise(
            merged(span for one in shown for span in one.found.spans), tuple(shown)
        )

    def _as_ever(
        self, claim: Claim, failing: list[list[Failure]], spans: list[Interval] | None
    ) -> bool:
        """Whether a claim fails just as while nobody is missing."""
        nobody = frozenset[str]()
        gaps = claim.gaps
        if gaps is not None:
            return spans is self.seeing(nobody, partial(self._gaps, claim, gaps)) and not spans
        return all(
            mine is self._failures(claim, number, case, nobody)
            for number, (case, mine) in enumerate(zip(self.cases(claim), failing, strict=True))
        )

    def _gaps(
        self, claim: Claim, gaps: Callable[[Timeline], list[Interval]], timeline: Timeline
    ) -> list[Interval]:
        return timeline.see(
            ("gaps", claim.rule.code, claim.subject),
            lambda timeline: common(gaps(timeline), [self.horizon]),
        )

    def _failures(
        self, claim: Claim, number: int, case: IncidentClass, absent: frozenset[str]
    ) -> list[Failure]:
        """Where a claim fails in one of its cases."""
        question = ("failures", claim.rule.code, claim.subject, number)
        return self.seeing(
            absent, lambda timeline: timeline.see(question, lambda seen: list(case.fails(seen)))
        )

    def cases(self, claim: Claim) -> list[IncidentClass]:
        """The cases of a claim that can happen."""
        key = claim.rule.code, claim.subject
        if key not in self._possible:
            cases = claim.cases()
            self._possible[key] = [one for one in cases if self.reach.possible(one.setting)]
        return self._possible[key]

    def seeing(self, absent: frozenset[str], ask: Callable[[Timeline], T]) -> T:
        """The answer of somebody who sees far enough. Raises TooFar where that is too far."""
        while True:
            timeline = self._timelines[frozenset()]
            if absent:
                timeline = self._timelines.setdefault(absent, timeline.without(absent))
            try:
                return ask(timeline)
            except TooFar:
                longer = farther(self._timelines[frozenset()])
                if longer is None:
                    raise
                self._timelines = {frozenset(): longer}


def _acknowledged(witness: Witness, after: int, outcome: Outcome) -> Witness:
    """The witness with an answer, so long after the detection, of everybody told by then."""
    told = [
        one.person
        for event in outcome.timeline
        if event.event in ("notify", "convene") and event.at <= witness.detected_at + after
        for one in event.people
    ]
    answers = tuple((person, after) for person in dict.fromkeys(told))
    names = ", ".join(f"`{person}`" for person, _ in answers)
    note = said("{names} acknowledge at +{after}", names=names, after=format_duration(after))
    return witness._replace(note=note, acknowledged=answers)
