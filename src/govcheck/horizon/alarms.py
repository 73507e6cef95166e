"""An escalation in all the ways in which its steps may apply, and what becomes of it."""

from collections.abc import Iterator
from functools import cached_property

from govcheck.horizon.rounds import RoundPart, Start, first_round, rounds
from govcheck.horizon.setting import Setting, combinations
from govcheck.horizon.timeline import Timeline
from govcheck.simulate.program import EscalationPlan
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.timings import here


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
        yield first_round(part, timeline)
        yield from timeline.see(
            ("rounds", part, repeat, within),
            lambda timeline: list(rounds(part, repeat, timeline, within)),
        )[1:]

    def silent(self, part: RoundPart, timeline: Timeline) -> list[Interval]:
        """The instants of detection after which nobody is told, not even the last resort."""
        starts = first_round(part, timeline)
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
