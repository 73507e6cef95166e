"""Escalations for every instant of detection at once, in all the ways in which steps may apply.

When each step starts and whom it finds is the same as in `simulate.escalation` while nobody
acknowledges; a test compares the two minute by minute.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product
from typing import Final, NamedTuple

from govcheck.engine.decide import used_by
from govcheck.engine.ruleset import ALWAYS, Predicate
from govcheck.horizon.timeline import Timeline, seen
from govcheck.simulate.escalation import MOST_ROUNDS
from govcheck.simulate.program import EscalationPlan, StepPlan
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.limits import TooFar, TooMany
from govcheck.time.timings import Timing, here

MOST_CONDITIONS: Final = 8
"""So many conditions of one escalation or playbook are combined."""


class Setting(NamedTuple):
    """What is decided, and which conditions hold.

    `results` has decisions, each with a result that it has, among others where it collects. A
    condition holds, does not, or is undecided (None).
    """

    results: tuple[tuple[str, str], ...] = ()
    holds: tuple[tuple[Predicate, bool | None], ...] = ()


class Combination(NamedTuple):
    """One way in which some named conditions can hold together."""

    out: frozenset[str]
    """The names of those that do not hold."""
    undecided: frozenset[str]
    holds: tuple[tuple[Predicate, bool | None], ...]


def combinations(
    conditions: Sequence[tuple[str, Predicate]], doubtful: frozenset[str]
) -> Iterator[Combination]:
    """Every way in which named conditions can hold; equal ones hold together.

    Those that test a doubtful fact, one that incidents may leave out, can also be undecided.
    Raises TooMany where there are too many.
    """
    different = [one for one in dict.fromkeys(when for _, when in conditions) if one != ALWAYS]
    if len(different) > MOST_CONDITIONS:
        raise TooMany
    options = [
        (True, False, None) if doubtful & {*used_by([when])} else (True, False)
        for when in different
    ]
    for truths in product(*options):
        held = dict(zip(different, truths, strict=True))
        yield Combination(
            frozenset(name for name, when in conditions if held.get(when, True) is False),
            frozenset(name for name, when in conditions if held.get(when, True) is None),
            tuple(held.items()),
        )


MOST_STEPS: Final = 400
"""How many steps are played in all."""


class RoundPart(NamedTuple):
    """The steps of an escalation that are not ruled out, and those that are undecided."""

    steps: tuple[StepPlan, ...]
    undecided: frozenset[str] = frozenset()


class Start(NamedTuple):
    """A step of a round as it starts. The intervals are instants of detection."""

    position: int
    step: StepPlan
    at: Timing
    runs: list[Interval]
    """From which detections on the escalation gets as far."""
    told: list[Interval]
    """From which detections on it finds somebody."""
    defers: list[Interval]
    """From which detections on it waits although it finds nobody."""
    ends: Timing
    """When the next step starts."""


def found(timeline: Timeline, step: StepPlan) -> list[Interval]:
    """The instants at which a step that starts then finds somebody."""
    told = timeline.told(step.notify, step.on_empty)
    if step.convene in timeline.roster.councils:
        told = merged([*told, *timeline.answered(f"council:{step.convene}")])
    return told


def play_round(
    part: RoundPart, timeline: Timeline, begins: Timing, runs: list[Interval]
) -> list[Start]:
    """The steps of a round that begins so, from these detections on.

    Raises TooFar where it outlasts the stretch that is seen.
    """
    starts: list[Start] = []
    now = begins
    for position, step in enumerate(part.steps):
        if now.last >= timeline.end:
            raise TooFar
        told = common(now.inside(found(timeline, step)), runs)
        waits = runs if step.on_empty == "wait" else told
        if step.id in part.undecided:
            waits = []
        ends = now.plus(step.wait).where(waits, now) if step.wait else now
        defers = without(waits, told) if step.wait else []
        starts.append(Start(position, step, now, runs, told, defers, ends))
        now = ends
    return starts


@seen
def first_round(timeline: Timeline, part: RoundPart) -> list[Start]:
    """The round that begins with the detection, whenever that is."""
    return play_round(part, timeline, here(*timeline.horizon), [timeline.horizon])


def rounds(part: RoundPart, repeat: int, timeline: Timeline, within: int) -> Iterator[list[Start]]:
    """The rounds that begin no later than so many seconds after the detection."""
    starts = first_round(timeline, part)
    limit = here(*timeline.horizon).plus(within)
    played = 0
    for number in range(min(repeat + 1, MOST_ROUNDS)):
        if number:
            runs = merged(span for start in starts for span in start.told)
            begins = starts[-1].ends
            runs = without(runs, begins.later_than(limit))
            if not runs:
                return
            starts = play_round(part, timeline, begins, runs)
        yield starts
        played += len(starts)
        if played > MOST_STEPS:
            raise TooMany
        if not starts:
            return


class UncertainEscalation:
    """An escalation; `doubtful` has the facts that an incident may leave out."""

    def __init__(
        self, escalation: EscalationPlan, timeline: Timeline, doubtful: frozenset[str] = frozenset()
    ) -> None:
        self.escalation = escalation
        self._doubtful = doubtful
        told = (target for step in escalation.steps for target in step.targets)
        everybody = (timeline.involved(target) for target in (*told, escalation.last_resort))
        self.people = frozenset[str]().union(*everybody)

    @cached_property
    def parts(self) -> list[tuple[Setting, RoundPart]]:
        """Each set of steps that may apply together, with the incidents for which it does.

        Raises TooMany where the steps have too many conditions to list every combination.
        """
        parts = []
        named = (("escalation", self.escalation.id),)
        whens = [(step.id, step.when) for step in self.escalation.steps]
        for combination in combinations(whens, self._doubtful):
            steps = (step for step in self.escalation.steps if step.id not in combination.out)
            part = RoundPart(tuple(steps), combination.undecided)
            parts.append((Setting(named, combination.holds), part))
        return parts

    def rounds(self, part: RoundPart, timeline: Timeline, within: int) -> Iterator[list[Start]]:
        """The rounds that begin no later than so many seconds after the detection.

        Those after the first, which seldom matter, are played once somebody asks for them.
        """
        repeat = self.escalation.repeat
        yield first_round(timeline, part)
        yield from timeline.see(
            ("rounds", part, repeat, within),
            lambda timeline: list(rounds(part, repeat, timeline, within)),
        )[1:]

    def silent(self, part: RoundPart, timeline: Timeline) -> list[Interval]:
        """The instants of detection after which nobody is told, not even the last resort."""
        starts = first_round(timeline, part)
        silent = without(
            [timeline.horizon], merged(span for start in starts for span in start.told)
        )
        if not silent:
            return []
        over = starts[-1].ends if starts else here(*timeline.horizon)
        nobody = nobody_left(self.escalation.last_resort, timeline)
        return common(silent, over.inside(nobody))


def nobody_left(last_resort: str, timeline: Timeline) -> list[Interval]:
    """When a last resort names nobody."""
    return timeline.see(
        ("nobody left", last_resort),
        lambda timeline: merged(
            span
            for span, found in timeline.moments(
                (last_resort,), [(timeline.start, timeline.end)], ignore_calendars=True
            )
            if not found.people
        ),
        looks_at=(last_resort,),
    )
