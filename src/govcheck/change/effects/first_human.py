"""Who is told first when nobody acknowledges, from every instant of detection."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from operator import mul
from typing import Final, NamedTuple

from govcheck.change.comparison import Comparison
from govcheck.change.effect import Effect
from govcheck.change.effects.effects import effect
from govcheck.change.horizon import Horizon
from govcheck.duty.roster import Resolution
from govcheck.engine.ruleset import ALWAYS, Case, Predicate
from govcheck.horizon.alarms import RoundPart, play_round
from govcheck.horizon.timeline import Timeline
from govcheck.regions.completion import Completion, any_completion
from govcheck.regions.solver import TRUE, Solver, Unsolved
from govcheck.simulate.program import EscalationPlan, StepPlan
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.limits import Limit
from govcheck.time.timings import Timing, here, never
from govcheck.translation import said

MOST_CONDITIONS: Final = 6
"""So many different conditions of one escalation's steps are looked at in all combinations."""
MOST_PAIRS: Final = 20
"""So many changes of people are told one by one; the rest together."""

TargetPeople = frozenset[str]
Pieces = list[tuple[Interval, TargetPeople]]
"""From which detections on whom is told first; together they cover the horizon."""


class _First(NamedTuple):
    """Who is told first, and when."""

    people: Pieces
    at: Timing


def first_human(comparison: Comparison, horizon: Horizon) -> Iterator[Effect]:
    """Instants of detection from which somebody else is told first, or at another time."""
    ours, theirs = comparison.base.program.escalations, comparison.head.program.escalations
    for name in sorted(ours.keys() & theirs.keys()):
        before, after = ours[name], theirs[name]
        targets = {*_targets(before), *_targets(after)}
        if before == after and horizon.same(*targets):
            continue
        causes = horizon.causes(*targets) | {f"escalation/{name}"}
        try:
            yield from _Differing(comparison, horizon, before, after, causes).effects()
        except Limit as limit:
            yield effect(
                comparison, "changes-first-human", f"escalation/{name}", None, None, causes,
                doubt=limit.reason,
            )  # fmt: skip


def _targets(escalation: EscalationPlan) -> Iterator[str]:
    yield escalation.last_resort
    for step in escalation.steps:
        yield from step.targets


class _Differing:
    """One escalation, as it was and as it is."""

    def __init__(
        self,
        comparison: Comparison,
        horizon: Horizon,
        before: EscalationPlan,
        after: EscalationPlan,
        causes: frozenset[str],
    ) -> None:
        self._comparison = comparison
        self._horizon = horizon
        self._before, self._after = before, after
        self._causes = causes
        self._subject = f"escalation/{before.id}"

    def effects(self) -> Iterator[Effect]:
        """Who is told instead, and whether somebody is told later or earlier. May raise Limit."""
        steps = (*self._before.steps, *self._after.steps)
        conditions = list(dict.fromkeys(step.when for step in steps if step.when != ALWAYS))
        if len(conditions) > MOST_CONDITIONS:
            yield effect(
                self._comparison, "changes-first-human", self._subject, None, None, self._causes,
                doubt=said("its steps have too many different conditions"),
            )  # fmt: skip
            return
        base, head = self._horizon.near
        changes: dict[tuple[TargetPeople, TargetPeople], list[Interval]] = {}
        later: list[Interval] = []
        earlier: list[Interval] = []
        for truths in self._possible(conditions):
            if self._same_start(base, truths):
                continue
            before = _first(base, self._before, truths, self._horizon.span)
            after = _first(head, self._after, truths, self._horizon.span)
            for pair, intervals in _differences(before.people, after.people).items():
                changes[pair] = merged([*changes.get(pair, ()), *intervals])
            later = merged([*later, *after.at.later_than(before.at)])
            earlier = merged([*earlier, *before.at.later_than(after.at)])
        yield from self._told(changes)
        for name, intervals in (("lengthens-deadline", later), ("shortens-deadline", earlier)):
            if intervals:
                sooner, later_ = said("sooner"), said("later")
                how = (sooner, later_) if name == "lengthens-deadline" else (later_, sooner)
                yield effect(
                    self._comparison,
                    "lengthens-deadline" if name == "lengthens-deadline" else "shortens-deadline",
                    f"{self._subject}/first-human",
                    *how,
                    self._causes,
                )._replace(intervals=tuple(intervals))

    def _possible(self, conditions: Sequence[Predicate]) -> Iterator[dict[Predicate, bool]]:
        """Which conditions hold together for some incident of this escalation, on either side."""
        sides = []
        for side in self._comparison[:2]:
            completion = any_completion(side.program.ruleset, side.program.roster, conditions)
            literals = [completion.literal(one) for one in conditions]
            begins = _beginning(completion, self._before.id)
            sides.append((completion.space.solver, literals, begins))
        for held in product((True, False), repeat=len(conditions)):
            signs = [1 if one else -1 for one in held]
            if any(
                _can_be(solver, [begins, *map(mul, signs, literals)])
                for solver, literals, begins in sides
            ):
                yield dict(zip(conditions, held, strict=True))

    def _same_start(self, base: Timeline, truths: dict[Predicate, bool]) -> bool:
        """Whether all steps that ever are the first to tell somebody are what they were."""
        before, after = (_applying(one, truths) for one in (self._before, self._after))
        left = [self._horizon.span]
        for start in play_round(RoundPart(before), base, here(*self._horizon.span), left):
            position = start.position
            if position >= len(after) or before[position] != after[position]:
                return False
            if not self._horizon.same(*start.step.targets):
                return False
            left = without(left, start.told)
            if not left:
                return True
        return False

    def _told(
        self, changes: dict[tuple[TargetPeople, TargetPeople], list[Interval]]
    ) -> Iterator[Effect]:
        ordered = sorted(changes.items(), key=lambda one: (one[1][0], sorted(one[0][1])))
        for (before, after), intervals in ordered[:MOST_PAIRS]:
            told = self._change(_words(before), _words(after), intervals)
            yield told._replace(parties=(tuple(sorted(before)), tuple(sorted(after))))
        rest = [span for _, intervals in ordered[MOST_PAIRS:] for span in intervals]
        if rest:
            yield self._change(said("various people"), said("others"), merged(rest))

    def _change(self, before: str, after: str, intervals: list[Interval]) -> Effect:
        found = effect(
            self._comparison, "changes-first-human", self._subject, before, after, self._causes
        )
        return found._replace(intervals=tuple(intervals), witness=Case(intervals[0][0], {}))


def _beginning(completion: Completion, escalation: str) -> int:
    """Whether an escalation begins."""
    decision = completion.space.decisions.get("escalation")
    begins = decision is not None and escalation in decision.results
    return completion.yields("escalation", escalation) if begins else -TRUE


def _can_be(solver: Solver, literals: list[int]) -> bool:
    """Whether all of it holds for some incident; so it counts where a search does not end."""
    try:
        return solver.solve(literals)
    except Unsolved:
        return True


def _words(people: TargetPeople) -> str:
    return ", ".join(sorted(people)) or "nobody"


def _first(
    timeline: Timeline, escalation: EscalationPlan, truths: dict[Predicate, bool], span: Interval
) -> _First:
    """Whom the first step that finds somebody tells, or else the last resort."""
    people: Pieces = []
    left = [span]
    at = never(*span)
    ends = here(*span)
    for start in play_round(
        RoundPart(_applying(escalation, truths)), timeline, here(*span), [span]
    ):
        fresh = common(start.told, left)
        ends = start.ends
        if fresh:
            at = start.at.where(fresh, at)
            left = without(left, fresh)
            told = _told_at(timeline, start.step, start.at.reached(fresh))
            people += _detections(start.at, fresh, told)
    resort = (escalation.last_resort,)
    asked = timeline.moments(resort, ends.reached(left), ignore_calendars=True)
    people += _detections(ends, left, [(span, _people(one)) for span, one in asked])
    return _First(sorted(people, key=lambda one: one[0]), ends.where(left, at))


def _detections(at: Timing, detected: Iterable[Interval], told: Pieces) -> Pieces:
    """From which of some detections on whom a step tells that happens at such instants."""
    starts = [span[0] for span, _ in told]
    found: Pieces = []
    for piece in (piece for span in detected for piece in at.over(*span)):
        if piece.at is None:
            continue
        index = max(bisect_right(starts, piece.at) - 1, 0)
        if not piece.moves:
            found.append(((piece.start, piece.end), told[index][1]))
            continue
        earlier, last = piece.start - piece.at, piece.at + piece.end - piece.start
        while index < len(told) and told[index][0][0] < last:
            (begins, ends), people = told[index]
            span = max(begins, piece.at) + earlier, min(ends, last) + earlier
            if span[0] < span[1]:
                found.append((span, people))
            index += 1
    return found


def _people(resolution: Resolution) -> TargetPeople:
    return frozenset(answer.person for answer in resolution.people)


def _applying(escalation: EscalationPlan, truths: dict[Predicate, bool]) -> tuple[StepPlan, ...]:
    return tuple(step for step in escalation.steps if truths.get(step.when, True))


def _told_at(timeline: Timeline, step: StepPlan, during: list[Interval]) -> Pieces:
    """Who is told by a step that starts at these instants, as pieces of constant answer."""
    targets = step.targets
    found = timeline.see(("told by", targets), lambda timeline: _answering(timeline, targets))
    if step.on_empty == "deputies" and step.notify:
        unasked = without(
            during, merged(one for each in step.notify for one in timeline.answered(each))
        )
        asked = timeline.moments(step.notify, unasked, "deputies")
        more = _whole(timeline, [(span, _people(one)) for span, one in asked])
        found = [(span, mine | others) for span, (mine, others) in _together(found, more)]
    wanted: Pieces = [(span, frozenset()) for span in during]
    return [(span, people) for span, (people, _) in _together(found, wanted)]


def _answering(timeline: Timeline, targets: tuple[str, ...]) -> Pieces:
    """Who answers to targets, from each change to the next."""
    changes: dict[int, list[tuple[str, int]]] = {timeline.start: [], timeline.end: []}
    for target in targets:
        for start, end, person, _ in timeline.stints(target):
            changes.setdefault(start, []).append((person, 1))
            changes.setdefault(end, []).append((person, -1))
    counts: dict[str, int] = {}
    found: Pieces = []
    for start, end in pairwise(sorted(changes)):
        for person, step in changes[start]:
            counts[person] = counts.get(person, 0) + step
            if not counts[person]:
                del counts[person]
        found.append(((start, end), frozenset(counts)))
    return found


def _whole(timeline: Timeline, pieces: Pieces) -> Pieces:
    """Fill the holes between pieces with pieces of nobody, so that they cover the stretch."""
    rest = without([(timeline.start, timeline.end)], [span for span, _ in pieces])
    nobody: Pieces = [(span, frozenset()) for span in rest]
    return sorted([*pieces, *nobody], key=lambda one: one[0])


def _together(
    one: Pieces, other: Pieces
) -> Iterator[tuple[Interval, tuple[TargetPeople, TargetPeople]]]:
    """Cut two lists of pieces over one stretch at the boundaries of both."""
    first, second = 0, 0
    while first < len(one) and second < len(other):
        (start, end), mine = one[first]
        (begin, finish), others = other[second]
        if max(start, begin) < min(end, finish):
            yield (max(start, begin), min(end, finish)), (mine, others)
        first, second = (first + 1, second) if end <= finish else (first, second + 1)


def _differences(
    before: Pieces, after: Pieces
) -> dict[tuple[TargetPeople, TargetPeople], list[Interval]]:
    found: dict[tuple[TargetPeople, TargetPeople], list[Interval]] = {}
    for span, pair in _together(before, after):
        if pair[0] != pair[1]:
            found.setdefault(pair, []).append(span)
    return found
