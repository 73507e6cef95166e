"""The interview: one question after another, until no answer can change the outcome.

The outcome is every decision, and every step, action and approval of what the decisions call for.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from govcheck.counterfactuals.questions import PARTS, Trials, most_decisive
from govcheck.counterfactuals.what_if import facts_read, still_open
from govcheck.engine.case import read_case
from govcheck.engine.decide import decide, used_by
from govcheck.engine.evaluate import view_of
from govcheck.engine.ruleset import (
    ALWAYS,
    Case,
    CompiledRule,
    DecisionTable,
    OpenFact,
    Predicate,
    Ruleset,
    Ruling,
)
from govcheck.simulate.program import Program
from govcheck.triage.answers import AnswerError, choices


class Interview(NamedTuple):
    """What has been said so far: facts as an incident would state them, and what nobody knows."""

    program: Program
    detected_at: int
    facts: Mapping[str, object] = {}
    skipped: frozenset[str] = frozenset()
    tried: Trials | None = None
    """What was tried of the incident as it is known now."""

    @property
    def case(self) -> Case:
        """The incident as far as it is known."""
        return read_case(self.program.ruleset, self.facts, self.detected_at)[0]

    def next_question(self) -> OpenFact | None:
        """The most decisive question that is still open; None when the interview is over."""
        program, case = self.program, self.case
        verdicts = decide(program.ruleset, program.roster, case, matches=False)
        whole = with_parts(program, verdicts)
        if whole is not program.ruleset:
            standing = {verdict.decision.name: verdict for verdict in verdicts}
            verdicts = decide(whole, program.roster, case, matches=False, standing=standing)
        askable = frozenset(filter(self._can_answer, program.ruleset.facts))
        return most_decisive(whole, program.roster, case, verdicts, askable, self.tried)

    def most_left(self) -> int:
        """How many more questions there can be at most, whatever is answered."""
        program = self.program
        rules = [rule.when for decision in program.ruleset.decisions for rule in decision.rules]
        view = view_of(program.ruleset, program.roster, self.case)
        every = {"escalation": tuple(program.escalations), "playbooks": tuple(program.playbooks)}
        parts = [when for _, when in _parts(program, every)]
        read = facts_read(program.ruleset, still_open([*rules, *parts], view))
        facts = program.ruleset.facts
        return sum(
            name not in self.case.facts and facts[name].default is None and self._can_answer(name)
            for name in read
        )

    def _can_answer(self, name: str) -> bool:
        fact = self.program.ruleset.facts[name]
        free = fact.type in ("boolean", "integer", "number")
        return name not in self.skipped and (free or bool(choices(fact)))

    def answered(self, fact: str, value: object) -> "Interview":
        """The interview after an answer.

        Raises:
            AnswerError: The fact cannot have this value, alone or beside those already stated.
        """
        facts = {**self.facts, fact: value}
        problems = read_case(self.program.ruleset, facts, self.detected_at)[1]
        if problems:
            first = problems[0]
            raise AnswerError(first.message + (f"; {first.help}" if first.help else ""))
        return self._replace(facts=facts, skipped=self.skipped - {fact}, tried={})

    def without(self, fact: str) -> "Interview":
        """The interview after nobody knows the answer."""
        tried = {} if self.tried is None else self.tried
        return self._replace(skipped=self.skipped | {fact}, tried=tried)


def with_parts(program: Program, verdicts: tuple[Ruling, ...]) -> Ruleset:
    """The rule set with one more decision: which conditional parts of the plan apply.

    It collects the steps, actions and approvals of the escalation and the playbooks that are acted
    on, so that the questions they depend on are found and ranked like those of any decision.
    """
    results = {verdict.decision.name: verdict.result for verdict in verdicts}
    parts = {name: when for name, when in _parts(program, results) if when != ALWAYS}
    if not parts:
        return program.ruleset
    uses = [name for name in used_by(parts.values()) if name in results]
    decision = DecisionTable(
        name=PARTS,
        hit_policy="collect",
        results=tuple(parts),
        ordered=False,
        otherwise=(),
        because=None,
        rules=tuple(
            CompiledRule(name, when, (name,), None, "", "", 0) for name, when in parts.items()
        ),
        uses=tuple(uses),
        document="",
        path="",
        line=0,
    )
    return program.ruleset._replace(decisions=(*program.ruleset.decisions, decision))


def _parts(
    program: Program, results: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Predicate]]:
    for name in results.get("escalation", ()):
        if name in program.escalations:
            for step in program.escalations[name].steps:
                yield f"step {step.id}", step.when
    for name in results.get("playbooks", ()):
        if name in program.playbooks:
            playbook = program.playbooks[name]
            for action in playbook.actions:
                yield f"action {name}/{action.id}", action.when
            for approval in playbook.approvals.values():
                yield f"approval {name}/{approval.id}", approval.when
