"""Classes of mentions: those that no condition of a policy tells apart are decided once.

What is decided, and which steps and actions apply, follows from which tests of the
policy hold for each stated fact, from which facts are stated, and from which calendars are open.
Facts of which shares are computed count with their numbers.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

from govcheck.duty.calendars import is_open
from govcheck.engine.evaluate import CaseView, truth
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.ruleset import Case, IsKnown, Predicate, Value, Within, tests_of
from govcheck.replay.residuals import Residual, known_facts
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.plan import Plan, plan
from govcheck.simulate.program import Program, conditions_of

_MOST_REMEMBERED = 200_000


class MentionClass:
    """What is decided of mentions that no condition tells apart; `case` is one of them."""

    def __init__(self, program: Program, case: Case, residual: Residual) -> None:
        self.case = case
        self.residual = residual
        self.verdicts = residual.verdicts
        self.results = residual.results
        self._program = program

    @cached_property
    def plan(self) -> Plan:
        """What is to be done; its incident is the one of `case`."""
        at = self.case.detected_at
        return plan(self._program, PlayedIncident("", "", self.case, at, at), self.verdicts)

    @cached_property
    def path(self) -> tuple[object, ...]:
        """What is to be done, as far as it says who is told and what is owed when."""
        todo = self.plan
        steps = () if todo.escalation is None else tuple(one.id for one in todo.escalation.steps)
        name = None if todo.escalation is None else todo.escalation.id
        owed = tuple(
            (one.playbook.id, one.owed, one.needed, one.possible) for one in todo.playbooks
        )
        return todo.severity, name, steps, todo.undecided, owed


class SettledClass(MentionClass):
    """Mentions of which nothing unknown matters; one is looked at only where more is asked."""

    def __init__(
        self, results: dict[str, tuple[str, ...]], of: Callable[[int], MentionClass], row: int
    ) -> None:
        self.results = results
        self._row = of, row

    def __getattr__(self, name: str) -> object:  # asked for what is not there yet
        found = vars(self)
        if "_row" not in found:
            raise AttributeError(name)
        of, row = found.pop("_row")
        found.update(vars(of(row)))
        return getattr(self, name)


class Classes:
    """The classes of a policy that have occurred so far."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._masks = MaskedRuleset(program.ruleset, program.roster)
        self._asked_whether_known = known_facts(program)
        rules = [rule.when for one in program.ruleset.decisions for rule in one.rules]
        conditions = [*rules, *conditions_of(program)]
        self._tests: dict[str, list[Predicate]] = {}
        calendars: dict[str, None] = {}
        for test in (test for condition in conditions for test in tests_of(condition)):
            if isinstance(test, Within):
                calendars[test.calendar] = None
            elif not isinstance(test, IsKnown) and test not in self._tests.setdefault(
                test.fact, []
            ):
                self._tests[test.fact].append(test)
        self._calendars = tuple(calendars)
        facts = program.ruleset.facts
        shares = [fact for fact in facts.values() if fact.type == "share"]
        self._whole = frozenset(end for fact in shares for end in (fact.part, fact.whole))
        self._names = {name: number for number, name in enumerate(facts)}
        self._bits: dict[tuple[str, type, Value], object] = {}
        self._open: dict[int, tuple[bool, ...]] = {}
        self._known: dict[object, MentionClass] = {}
        self._residuals: dict[object, Residual] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, detected_at: int, facts: Mapping[str, Value]) -> MentionClass:
        """The class of a mention."""
        key = (
            self._open_at(detected_at),
            tuple(
                (self._names[name], self._told_apart(name, value)) for name, value in facts.items()
            ),
        )
        found = self._known.get(key)
        if found is None:
            case = Case(detected_at, dict(facts))
            found = self._known[key] = MentionClass(self._program, case, self._residual(case, key))
        return found

    def _residual(self, case: Case, key: object) -> Residual:
        """What classes share of which the known facts leave the same open; `key` is the class's."""
        left = self._masks.residual(case) or key
        found = self._residuals.get(left)
        if found is None:
            found = self._residuals[left] = Residual(
                self._program, self._masks, case, self._asked_whether_known
            )
        return found

    def _told_apart(self, name: str, value: Value) -> object:
        """What the tests of a fact see of a value."""
        if name in self._whole:
            return value
        key = (name, type(value), value)
        bits = self._bits.get(key)
        if bits is None:
            if len(self._bits) >= _MOST_REMEMBERED:
                self._bits.clear()
            program = self._program
            view = CaseView(program.ruleset.facts, program.roster, Case(0, {}), {name: value})
            tests = self._tests.get(name, ())
            bits = self._bits[key] = tuple(truth(test, view) for test in tests)
        return bits

    def _open_at(self, at: int) -> tuple[bool, ...]:
        found = self._open.get(at)
        if found is None:
            if len(self._open) >= _MOST_REMEMBERED:
                self._open.clear()
            roster = self._program.roster
            found = self._open[at] = tuple(is_open(roster, one, at) for one in self._calendars)
        return found
