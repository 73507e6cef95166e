"""Classes of mentions: those that no condition of a policy tells apart are decided once.

Everything that is decided, and which steps and actions apply, follows from which tests of the
policy hold for each stated fact, from which facts are stated, and from which calendars are open.
Facts of which shares are computed count with their numbers.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from govcheck.duty.calendars import is_open
from govcheck.engine.decide import decide
from govcheck.engine.evaluate import CaseView, truth
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.questions import questions
from govcheck.engine.ruleset import (
    Case,
    CompiledRule,
    Condition,
    IsKnown,
    OpenFact,
    Ruleset,
    Value,
    Within,
    tests_of,
)
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.plan import Plan, plan
from govcheck.simulate.program import Program

_MOST_REMEMBERED = 200_000


class RuleHit(NamedTuple):
    """A rule that matches, for certain or perhaps; `alone` where without it the result differs."""

    decision: str
    rule: CompiledRule
    possible: bool
    alone: bool


class MentionClass:
    """What is decided of mentions that no condition tells apart; `case` is one of them."""

    def __init__(self, program: Program, masks: MaskedRuleset, case: Case) -> None:
        self.case = case
        self.verdicts = masks.decide(case)
        self.results = {verdict.decision.name: verdict.result for verdict in self.verdicts}
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

    @cached_property
    def hits(self) -> tuple[RuleHit, ...]:
        """The rules that match, in the order of the policy."""
        return tuple(
            RuleHit(
                verdict.decision.name, match.rule, match.possible, self._alone(number, match.rule)
            )
            for number, verdict in enumerate(self.verdicts)
            for match in verdict.matched
        )

    @cached_property
    def open(self) -> tuple[OpenFact, ...]:
        """The unknown facts that could still change a result."""
        if all(verdict.settled and not verdict.assumes for verdict in self.verdicts):
            return ()
        program = self._program
        return questions(program.ruleset, program.roster, self.case, self.verdicts)

    def _alone(self, number: int, rule: CompiledRule) -> bool:
        """Whether the decision would result in something else without the rule."""
        verdict = self.verdicts[number]
        decision = verdict.decision
        others = [
            match.rule for match in verdict.matched if match.rule is not rule and not match.possible
        ]
        if decision.hit_policy == "highest":
            if rule.results != verdict.result:
                return False
            if any(other.results == verdict.result for other in others):
                return False
        if decision.hit_policy == "collect":
            given = {result for other in others for result in other.results}
            if given.issuperset(rule.results):
                return False
        rules = tuple(one for one in decision.rules if one is not rule)
        before = self._program.ruleset.decisions[:number]
        fewer = Ruleset(self._program.ruleset.facts, (*before, decision._replace(rules=rules)))
        return (
            decide(fewer, self._program.roster, self.case, matches=False)[-1].result
            != verdict.result
        )


class Classes:
    """The classes of a policy that have occurred so far."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._masks = MaskedRuleset(program.ruleset, program.roster)
        conditions = list(_conditions(program))
        self._tests: dict[str, list[Condition]] = {}
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
            found = self._known[key] = MentionClass(self._program, self._masks, case)
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


def _conditions(program: Program) -> Iterator[Condition]:
    """Every condition of decisions, steps, actions and approvals."""
    for decision in program.ruleset.decisions:
        yield from (rule.when for rule in decision.rules)
    for escalation in program.escalations.values():
        yield from (step.when for step in escalation.steps)
    for playbook in program.playbooks.values():
        yield from (action.when for action in playbook.actions)
        yield from (approval.when for approval in playbook.approvals.values())
