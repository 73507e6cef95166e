"""Reach: whether an incident of some sort can happen, when, and with which facts.

What is decided depends on the instant only through the calendars that conditions name, so one
instant for each combination of open calendars stands for all like it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govcheck.engine.decide import decide, truth_in_all
from govcheck.engine.ruleset import Case, Predicate, Value, Within, tests_of
from govcheck.horizon.alarms import Setting
from govcheck.horizon.timeline import Timeline
from govcheck.regions.mildest import mildest
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.regions.space import Space
from govcheck.regions.worst_case import TooManyCompletions, WorstCase
from govcheck.simulate.program import Program
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.limits import Unclear


class Found(NamedTuple):
    """Instants at which an incident of the setting can be detected, and its facts."""

    spans: list[Interval]
    facts: dict[str, Value]
    severity: int
    """How severe it is: the position among the severities, lowest first."""

    @property
    def rank(self) -> tuple[int, int]:
        """A sort key: the mildest incident first, and of equally mild ones the earliest."""
        return self.severity, self.spans[0][0]


class Mood(NamedTuple):
    """The instants at which exactly these calendars are open, of those that conditions name."""

    within: frozenset[str]
    spans: list[Interval]


class Reach:
    """The incidents of a program over a horizon, as its rules and more conditions see them."""

    def __init__(
        self, program: Program, timeline: Timeline, conditions: Sequence[Predicate]
    ) -> None:
        self.program, horizon = program, timeline.horizon
        self.space = Space(program.ruleset, program.roster, horizon, conditions)
        rules = (rule.when for one in program.ruleset.decisions for rule in one.rules)
        tests = (test for condition in (*conditions, *rules) for test in tests_of(condition))
        calendars = sorted({test.calendar for test in tests if isinstance(test, Within)})
        self.moods = _moods(horizon, {name: timeline.open(name) for name in calendars})
        self._worst_cases: dict[frozenset[str], tuple[WorstCase, bool]] = {}
        self._facts: dict[tuple[Setting, frozenset[str]], dict[str, Value] | None] = {}
        self._possible: dict[Setting, bool] = {}

    def possible(self, setting: Setting) -> bool:
        """Whether some incident of the setting can happen at some instant. Raises Unclear."""
        if setting not in self._possible:
            self._possible[setting] = self._some(setting) is not None
        return self._possible[setting]

    def instants(self, setting: Setting) -> list[Interval]:
        """When an incident of the setting can happen. Raises Unclear."""
        if not self.possible(setting):
            return []
        moods = (mood for mood in self.moods if self._some(setting, mood) is not None)
        return merged(span for mood in moods for span in mood.spans)

    def incidents(self, setting: Setting, spans: Sequence[Interval]) -> Iterator[Found]:
        """Incidents of the setting for all those of the instants at which there are any.

        Raises Unclear where the search does not end.
        """
        for mood in self.moods if spans else ():
            shared = common(list(spans), mood.spans)
            if shared and self.possible(setting):
                facts = self._incident(setting, mood)
                if facts is not None:
                    yield Found(shared, facts, self._severity(Case(shared[0][0], facts)))

    def _incident(self, setting: Setting, mood: Mood) -> dict[str, Value] | None:
        key = setting, mood.within
        if key not in self._facts:
            self._facts[key] = self._mildest(setting, mood)
        return self._facts[key]

    def _mildest(self, setting: Setting, mood: Mood) -> dict[str, Value] | None:
        wanted = self._some(setting, mood)
        if wanted is None:
            return None
        facts = self._read(setting)
        try:
            found = mildest(self.space, wanted, facts).facts
        except Unsolved:
            raise Unclear from None
        if not self._fits(setting, Case(mood.spans[0][0], found)):
            raise Unclear
        return found

    def _some(self, setting: Setting, mood: Mood | None = None) -> list[int] | None:
        """What incidents of the setting have in common; None where there are none."""
        named = [name for name, _ in setting.results]
        if not self.space.decisions.keys() >= set(named):
            return None
        worst_case, complete = self._worst_case(setting)
        wanted = [worst_case.yields(name, result) for name, result in setting.results]
        for condition, held in setting.holds:
            if held is None:
                wanted += [
                    -worst_case.certain(condition),
                    -worst_case.certain(condition, wanted=False),
                ]
            else:
                wanted.append(worst_case.certain(condition, wanted=held))
        if mood is not None:
            moments = [moment.within for moment in self.space.moments]
            wanted.append(self.space.any_incident.moment.among(1 << moments.index(mood.within)))
        try:
            if self.space.solver.solve(wanted):
                return wanted
        except Unsolved:
            raise Unclear from None
        if not complete:
            raise Unclear
        return None

    def _worst_case(self, setting: Setting) -> tuple[WorstCase, bool]:
        """The decisions about any incident, and whether really about any.

        Where unknown facts can turn out in too many ways only incidents that state them count.
        """
        doubtful = self.space.doubtful(self._read(setting))
        if doubtful not in self._worst_cases:
            incident = self.space.any_incident
            try:
                self._worst_cases[doubtful] = WorstCase(self.space, incident, doubtful), True
            except TooManyCompletions:
                stated = incident.stating(dict.fromkeys(sorted(doubtful), TRUE))
                self._worst_cases[doubtful] = WorstCase(self.space, stated, ()), False
        return self._worst_cases[doubtful]

    def _read(self, setting: Setting) -> frozenset[str]:
        """The facts that bear on a setting."""
        read = [self.space.reads(condition) for condition, _ in setting.holds]
        read += [self.space.read_for(self.space.decisions[name]) for name, _ in setting.results]
        return frozenset[str]().union(*read)

    def _fits(self, setting: Setting, case: Case) -> bool:
        """Whether the engine decides an incident as the setting says."""
        ruleset, roster = self.program.ruleset, self.program.roster
        verdicts = decide(ruleset, roster, case)
        results = {verdict.decision.name: verdict.result for verdict in verdicts}
        if any(result not in results.get(name, ()) for name, result in setting.results):
            return False
        return all(
            truth_in_all(ruleset, roster, case, verdicts, condition) is held
            for condition, held in setting.holds
        )

    def _severity(self, case: Case) -> int:
        levels = [level.id for level in self.program.severities]
        for verdict in decide(self.program.ruleset, self.program.roster, case):
            if verdict.decision.name == "severity" and verdict.result[0] in levels:
                return levels.index(verdict.result[0])
        return 0


def _moods(horizon: Interval, opened: dict[str, list[Interval]]) -> list[Mood]:
    """The horizon by which calendars are open, the mood that comes first in front."""
    moods = [Mood(frozenset(), [horizon])]
    for name, spans in opened.items():
        apart = [
            (
                Mood(mood.within | {name}, common(mood.spans, spans)),
                Mood(mood.within, without(mood.spans, spans)),
            )
            for mood in moods
        ]
        moods = [part for pair in apart for part in pair if part.spans]
    return sorted(moods, key=lambda mood: mood.spans[0])
