"""An escalation in all the ways in which its steps may apply, and what becomes of it."""

from functools import cached_property

from govcheck.duty.intervals import common, merged, without
from govcheck.duty.roster import Interval
from govcheck.prove.time.rounds import Part, Start, rounds, targets_of
from govcheck.prove.time.setting import Setting, combinations
from govcheck.prove.time.sight import Sight
from govcheck.prove.time.timing import here
from govcheck.simulate.program import Escalation


class Alarm:
    """An escalation; `doubtful` has the facts that an incident may leave out."""

    def __init__(
        self, escalation: Escalation, sight: Sight, doubtful: frozenset[str] = frozenset()
    ) -> None:
        self.escalation = escalation
        self._doubtful = doubtful
        told = (target for step in escalation.steps for target in targets_of(step))
        everybody = (sight.involved(target) for target in (*told, escalation.last_resort))
        self.people = frozenset[str]().union(*everybody)

    @cached_property
    def parts(self) -> list[tuple[Setting, Part]]:
        """Every way in which its steps may apply, with the incidents that start it so.

        Raises TooMany where they have too many conditions.
        """
        parts = []
        named = (("escalation", self.escalation.id),)
        whens = [(step.id, step.when) for step in self.escalation.steps]
        for combination in combinations(whens, self._doubtful):
            steps = (step for step in self.escalation.steps if step.id not in combination.out)
            part = Part(tuple(steps), combination.undecided)
            parts.append((Setting(named, combination.holds), part))
        return parts

    def first_round(self, part: Part, sight: Sight, horizon: Interval) -> list[Start]:
        """The first round."""
        return self._rounds(part, sight, horizon, 0, 0)[0]

    def rounds(self, part: Part, sight: Sight, horizon: Interval, within: int) -> list[list[Start]]:
        """The rounds that begin no later than so many seconds after the detection."""
        return self._rounds(part, sight, horizon, self.escalation.repeat, within)

    def _rounds(
        self, part: Part, sight: Sight, horizon: Interval, repeat: int, within: int
    ) -> list[list[Start]]:
        return sight.see(
            ("rounds", part, repeat, horizon, within),
            lambda sight: list(rounds(part, repeat, sight, horizon, within)),
        )

    def silent(self, part: Part, sight: Sight, horizon: Interval) -> list[Interval]:
        """From which detections on nobody is told, not even as the last resort."""
        starts = self.first_round(part, sight, horizon)
        silent = without([horizon], merged(span for start in starts for span in start.told))
        if not silent:
            return []
        over = starts[-1].ends if starts else here(*horizon)
        nobody = nobody_left(self.escalation.last_resort, sight)
        return common(silent, over.inside(nobody))


def nobody_left(last_resort: str, sight: Sight) -> list[Interval]:
    """When a last resort names nobody."""
    return sight.see(
        ("nobody left", last_resort),
        lambda sight: merged(
            span
            for span, found in sight.moments(
                (last_resort,), [(sight.start, sight.end)], ignore_calendars=True
            )
            if not found.people
        ),
        looks_at=(last_resort,),
    )
