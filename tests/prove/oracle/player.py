"""Every incident at some minute, played by the real simulation."""

from itertools import product
from typing import NamedTuple

from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Ruling
from govcheck.load.policy import Policy
from govcheck.load.repository import load_repository
from govcheck.simulate.alarm import alarm
from govcheck.simulate.compile import compile_program
from govcheck.simulate.conflicts import Conflicts
from govcheck.simulate.outcome import Event, Outcome, PlayedIncident
from govcheck.simulate.people import people
from govcheck.simulate.plan import Plan, plan
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.simulate.untold import Notices, mark_untold
from govcheck.time.clock import MINUTE
from tests.load.trees import MemoryTree
from tests.prove.oracle.draw import HARMS, QUARTER, Drawn

NOBODY: frozenset[str] = frozenset()


class Played(NamedTuple):
    """An incident and what became of it; its outcome may be that of one decided alike."""

    stated: PlayedIncident
    verdicts: tuple[Ruling, ...]
    plan: Plan
    outcome: Outcome

    def result(self, decision: str) -> tuple[str, ...]:
        """What is decided."""
        return next(one.result for one in self.verdicts if one.decision.name == decision)


class Player:
    """A drawn policy, played as often as it is asked."""

    def __init__(self, drawn: Drawn) -> None:
        repository = load_repository(MemoryTree(drawn.files))
        self.program, violations = compile_program(repository.policy, repository.line)
        assert not repository.findings
        assert not violations
        self.policy: Policy = repository.policy
        self.cells = list(_cells(self.program, drawn))
        self._played: dict[tuple[int, frozenset[str]], list[Played]] = {}
        self._heard: dict[tuple[object, ...], tuple[Event, ...]] = {}
        self._decided: dict[int, list[tuple[PlayedIncident, tuple[Ruling, ...], Plan]]] = {}

    def at(self, at: int, absent: frozenset[str] = NOBODY) -> list[Played]:
        """Every incident detected at an instant."""
        if (at, absent) not in self._played:
            outcomes: dict[tuple[object, ...], Outcome] = {}
            found = []
            for stated, verdicts, planned in self._decisions(at):
                key = _key(planned)
                if key not in outcomes:
                    outcomes[key] = play(self.program, stated, absent=absent, explain=False)
                found.append(Played(stated, verdicts, planned, outcomes[key]))
            self._played[at, absent] = found
        return self._played[at, absent]

    def untold(self, name: str, played: Played, absent: frozenset[str]) -> bool:
        """Whether somebody concerned by an action is not told in time, whoever answers when."""
        owed = [one for one in played.outcome.obligations if one.id.partition("#")[0] == name]
        if any(one.untold for one in owed):
            return True
        if not owed or played.plan.escalation is None:
            return False
        within = max(one.due for one in owed) - played.stated.case.detected_at
        there = people(self.program.roster, absent, Conflicts())
        mine = name.partition("/")[0]
        planned = next(one for one in played.plan.playbooks if one.playbook.id == mine)
        return any(
            marked.untold
            for outcome in self.answered(played, absent, within)
            for marked in mark_untold(planned, owed, Notices(outcome.timeline, there))
        )

    def answered(self, played: Played, absent: frozenset[str], within: int) -> list[Outcome]:
        """The same incident with everybody who is told by some instant answering just then.

        Each instant at which anything can change is tried, up to so many seconds.
        """
        at = played.stated.case.detected_at
        rows = [event for event in played.outcome.timeline if event.step is not None]
        told = [event for event in rows if event.event in ("notify", "convene")]
        quarters = range(-(-at // QUARTER) * QUARTER, at + within + 1, QUARTER)
        instants = {event.at for event in rows if event.at <= at + within} | {*quarters}
        outcomes = []
        for instant in sorted(instants):
            names = {one.person for event in told if event.at <= instant for one in event.people}
            if names:
                key = at, absent, _key(played.plan), instant
                if key not in self._heard:
                    answers = tuple((name, instant - at) for name in sorted(names))
                    there = people(self.program.roster, absent, Conflicts())
                    self._heard[key] = alarm(played.plan, there, answers).course.events
                events = self._heard[key]
                outcomes.append(played.outcome._replace(timeline=events))
        return outcomes

    def _decisions(self, at: int) -> list[tuple[PlayedIncident, tuple[Ruling, ...], Plan]]:
        if at not in self._decided:
            self._decided[at] = []
            for cell in self.cells:
                case = cell.case._replace(detected_at=at)
                stated = cell._replace(case=case, published_at=at, aware_at=at)
                verdicts = decide(self.program.ruleset, self.program.roster, case)
                row = stated, verdicts, plan(self.program, stated, verdicts)
                self._decided[at].append(row)
        return self._decided[at]


def _cells(program: Program, drawn: Drawn) -> list[PlayedIncident]:
    """Every incident; `harm` may be left out where some rule asks whether it is known."""
    doubtful = '"known"' in str(drawn.files)
    cells = []
    for harm, loud in product((None, *HARMS) if doubtful else HARMS, (False, True)):
        facts = {"harm": harm, "loud": loud}
        statement = IncidentStatement("one", "One", drawn.horizon[0], facts)
        stated, problems = state_as(program, statement)
        assert not problems
        cells.append(stated)
    return cells


def _key(planned: Plan) -> tuple[object, ...]:
    """All of a plan that makes a difference."""
    escalation = planned.escalation
    return (
        planned.severity,
        None if escalation is None else (escalation.id, escalation.steps),
        planned.undecided,
        tuple((one.playbook.id, one.owed, one.needed) for one in planned.playbooks),
    )


def minutes(drawn: Drawn) -> range:
    """Every minute of the horizon."""
    return range(*drawn.horizon, MINUTE)
