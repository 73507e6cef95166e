"""The mildest incident in which something is reached; it states every fact that is asked for."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from govcheck.engine.ruleset import Predicate
from govcheck.horizon.alarms import Setting
from govcheck.horizon.timeline import first_look
from govcheck.prove.time.reach import Reach
from govcheck.prove.verdict import Witness
from govcheck.regions.completion import Completion
from govcheck.regions.cover import Covers
from govcheck.regions.mildest import mildest
from govcheck.regions.solver import TRUE
from govcheck.regions.worst_case import TooManyCompletions, WorstCase
from govcheck.simulate.program import Program, conditions_of
from govcheck.time.intervals import Interval, common
from govcheck.translation import said


class ExampleSearch:
    """All incidents of a horizon, to look for some of them.

    `limit` says why only complete incidents are looked at, where that is so. A search raises
    Unsolved where it takes too long.
    """

    def __init__(self, program: Program, horizon: Interval, more: Iterable[Predicate]) -> None:
        """`more` are conditions that are going to be asked about."""
        conditions = [*conditions_of(program), *more]
        self.program = program
        self.horizon = horizon
        self.timeline = first_look(program, horizon)
        self.reach = Reach(program, self.timeline, conditions)
        self.space = self.reach.space
        self._facts = self._read(conditions)
        self.limit: str | None = None
        self._completion = Completion(self.space, self.space.any_incident)
        incident = self.space.any_incident
        doubtful = self.space.doubtful(self._facts)
        try:
            self.worst_case = WorstCase(self.space, incident, doubtful)
        except TooManyCompletions as limit:
            stated = incident.stating(dict.fromkeys(sorted(doubtful), TRUE))
            self.worst_case = WorstCase(self.space, stated, ())
            self.limit = str(limit)

    @cached_property
    def unsettled(self) -> str | None:
        """Why nothing is certain, if it is: a decision by `unique` may have two results at once."""
        found = self._completion.unsettled(self.space.decisions)
        return (
            None if found is None else said("`{found}` may have two results at once", found=found)
        )

    def any(self, wanted: Sequence[int]) -> bool:
        """Whether some incident satisfies a condition."""
        return self.space.solver.solve(wanted)

    def mildest(self, *choices: Sequence[int], spans: Sequence[Interval] = ()) -> Witness | None:
        """The mildest incident of the first choice of which there is one; within `spans` if any."""
        moods = self._moods(spans)
        when = [self._at(moods)] if spans else []
        for choice in choices:
            wanted = [*choice, *when]
            if self.any(wanted):
                found = Witness(*mildest(self.space, wanted, self._facts))
                if not spans:
                    return found
                moment = self.space.moments[self.space.any_incident.moment.cell()]
                return found._replace(detected_at=moods[moment.within])
        return None

    def setting(self, setting: Setting) -> list[int]:
        """What incidents of a setting have in common."""
        wanted = [self.worst_case.yields(name, result) for name, result in setting.results]
        for condition, held in setting.holds:
            if held is None:
                wanted += [
                    -self.worst_case.certain(condition),
                    -self.worst_case.certain(condition, wanted=False),
                ]
            else:
                wanted.append(self.worst_case.certain(condition, wanted=held))
        return wanted

    def unmatched(self, name: str) -> int:
        """Whether no rule of a decision even may match."""
        solver, counting = self.space.solver, self.worst_case.counting(name)
        return solver.both(
            solver.either((-counts, -match))
            for counts, completion in zip(counting, self.worst_case.completions, strict=True)
            for match in completion.matches(name)
        )

    def covering(self, name: str, number: int | None = None) -> list[int]:
        """The fewest rules of a decision of which one matches every incident.

        With the number of a rule: of the rules before it, the fewest of which one matches whenever
        it does. Empty where no such rules exist.
        """
        matches = self._completion.matches(name)
        last = len(matches) if number is None else number
        covers = Covers(self.space.solver, [TRUE if number is None else matches[number], *matches])
        rivals = range(1, last + 1)
        return [one - 1 for one in covers.smallest(0, rivals)] if covers.cover(0, rivals) else []

    def _moods(self, spans: Sequence[Interval]) -> dict[frozenset[str], int]:
        """The first instant within some spans at which each combination of calendars is open."""
        found = {}
        for mood in self.reach.moods:
            shared = common(list(spans), mood.spans)
            if shared:
                found[mood.within] = shared[0][0]
        return found

    def _at(self, moods: Iterable[frozenset[str]]) -> int:
        within = [moment.within for moment in self.space.moments]
        return self.space.any_incident.moment.among(sum(1 << within.index(one) for one in moods))

    def _read(self, conditions: Iterable[Predicate]) -> frozenset[str]:
        """The facts that anything depends on."""
        read = [self.space.read_for(decision) for decision in self.space.decisions.values()]
        read += [self.space.reads(condition) for condition in conditions]
        return frozenset[str]().union(*read)
