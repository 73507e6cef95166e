"""What the rules are studied with: the policy, the space of its incidents, and places in it."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from govcheck.engine.ruleset import CompiledRule, DecisionTable, Ruling
from govcheck.finding import Diagnostic, Place
from govcheck.load.policy import Policy
from govcheck.model import decision as written
from govcheck.prove.promises import Promise
from govcheck.prove.verdict import Proposition, Query, Verdict
from govcheck.regions.completion import Completion
from govcheck.regions.contest import Contest
from govcheck.regions.incident import PartialIncident
from govcheck.regions.solver import TRUE, Unsolved
from govcheck.regions.space import Space
from govcheck.regions.worst_case import TooManyCompletions, WorstCase
from govcheck.simulate.program import Program
from govcheck.translation import said, told


class Attempt(NamedTuple):
    """Decisions about incidents: of all incidents, or of complete ones where `limit` says why."""

    worst_cases: tuple[WorstCase, ...]
    limit: str | None = None


class Study:
    """One policy under examination."""

    def __init__(
        self, program: Program, policy: Policy, query: Query, promises: tuple[Promise, ...]
    ) -> None:
        self.program = program
        self.policy = policy
        self.query = query
        self.promises = promises
        conditions = [
            part for promise in promises for part in (promise.when, promise.holds) if part
        ]
        self.space = Space(program.ruleset, program.roster, query.horizon, conditions)
        self._contests: dict[str, Contest] = {}

    @cached_property
    def completion(self) -> Completion:
        """Any incident with any way in which it may turn out."""
        return Completion(self.space, self.space.any_incident)

    def contest(self, decision: DecisionTable) -> Contest:
        """The rules of a decision against each other."""
        if decision.name not in self._contests:
            self._contests[decision.name] = Contest(self.completion, decision)
        return self._contests[decision.name]

    def attempts(
        self, facts: Iterable[str], *incidents: PartialIncident, more: Iterable[str] = ()
    ) -> Iterator[Attempt]:
        """The worst case of some incidents of which these facts, and `more`, may be unknown.

        Where unknown facts can turn out in too many ways, only incidents are looked at that state
        every fact but `more`; the attempt says so in `limit`.
        """
        doubtful = self.space.doubtful(facts).union(more)
        try:
            yield Attempt(tuple(WorstCase(self.space, one, doubtful) for one in incidents))
        except TooManyCompletions as limit:
            stated = self.space.doubtful(self.space.doubtable).difference(more)
            complete = dict.fromkeys(sorted(stated), TRUE)
            whole = (one.stating(complete) for one in incidents)
            yield Attempt(tuple(WorstCase(self.space, one, more) for one in whole), str(limit))

    def unsettled(self, about: Proposition, names: Iterable[str]) -> Verdict | None:
        """The verdict where one of some decisions, or of those they use, may have two results."""
        used = self.completion.unsettled(names)
        if used is None:
            return None
        return about.skipped(said("`{used}` may have two results at once", used=used))

    def searched(
        self,
        about: Proposition,
        attempts: Iterable[Attempt],
        find: Callable[[Attempt], Verdict | None],
        truth: str,
    ) -> Verdict:
        """What one of some attempts finds; else that it is proved, or why nobody can tell."""
        try:
            for attempt in attempts:
                found = find(attempt)
                if found is not None:
                    return found
                if attempt.limit is not None:
                    return about.skipped(attempt.limit)
        except Unsolved as limit:
            return about.skipped(told(limit) or said("the search for an incident took too long"))
        return about.proved(truth)

    def about(
        self, rule: Diagnostic, decision: DecisionTable, part: str = "", key: str = "decides"
    ) -> Proposition:
        """A property of a decision, or of a part of it, at a field of its first document."""
        document = self.policy.find(written.Decision, decision.document)
        subject = f"decision/{decision.document}" + (f"/{part}" if part else "")
        return Proposition(rule, subject, None if document is None else document.place(key))

    def about_rule(self, rule: Diagnostic, one: CompiledRule) -> Proposition:
        """A property of a rule of the policy."""
        return Proposition(rule, f"decision/{one.document}/{one.id}", self.rule_place(one))

    def of_each_rule(
        self,
        about: Proposition,
        decision: DecisionTable,
        uses: Iterable[str],
        verdict: Callable[["Study", DecisionTable, int], Verdict | None],
        truth: str,
    ) -> Iterator[Verdict]:
        """The verdicts on rules that lack a property; `truth` where none of a decision does."""
        if not decision.rules:
            yield about.vacuous(said("`{name}` has no rules", name=decision.name))
            return
        doubtful = self.unsettled(about, uses)
        if doubtful is not None:
            yield doubtful
            return
        verdicts = (verdict(self, decision, number) for number in range(len(decision.rules)))
        found = [one for one in verdicts if one is not None]
        yield from found or [about.proved(truth)]

    def rule_place(self, rule: CompiledRule, note: str = "") -> Place | None:
        """Where a rule stands."""
        found = self._rule_places.get((rule.document, rule.id))
        return None if found is None else found._replace(note=note)

    def rule_places(
        self, rules: Iterable[CompiledRule], note: Callable[[CompiledRule], str]
    ) -> tuple[Place, ...]:
        """Where some rules stand, each with a note."""
        places = (self.rule_place(rule, note(rule)) for rule in rules)
        return tuple(place for place in places if place is not None)

    def matched(self, verdicts: Iterable[Ruling], names: Iterable[str]) -> tuple[Place, ...]:
        """The rules that match according to some decisions' verdicts on a witness."""
        wanted = set(names)
        chosen = (one for one in verdicts if one.decision.name in wanted)
        rules = (match.rule for verdict in chosen for match in verdict.matched)
        return self.rule_places(rules, lambda rule: said("`{id}` matches", id=rule.id))

    @cached_property
    def _rule_places(self) -> dict[tuple[str, str], Place]:
        return {
            (document.id, rule.id): document.place("rules", position, "id")
            for document in self.policy.decisions
            for position, rule in enumerate(document.rules)
        }
