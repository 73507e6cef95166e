"""An escalation for every instant of detection at once: when each step starts, whom it finds.

The same as `simulate.escalation` while nobody acknowledges; a test compares the two minute by
minute.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from govcheck.horizon.timeline import Timeline
from govcheck.simulate.escalation import MOST_ROUNDS
from govcheck.simulate.program import StepPlan
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.limits import TooFar, TooMany
from govcheck.time.timings import Timing, here

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


def first_round(part: RoundPart, timeline: Timeline) -> list[Start]:
    """The round that begins with the detection, whenever that is."""
    horizon = timeline.horizon
    return timeline.see(
        ("first round", part),
        lambda timeline: play_round(part, timeline, here(*horizon), [horizon]),
    )


def rounds(part: RoundPart, repeat: int, timeline: Timeline, within: int) -> Iterator[list[Start]]:
    """The rounds that begin no later than so many seconds after the detection."""
    starts = first_round(part, timeline)
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
