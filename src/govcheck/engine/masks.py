"""Masks: a rule set compiled so that one incident takes a lookup a fact and an AND.

Each condition becomes clauses, of which one has to hold; a clause asks something of some facts. All
clauses of all decisions are bits of one integer. A value of a fact leaves the bits of the clauses
that it does not break; what is left when all facts are looked up holds. A fact that is unknown
leaves all bits of what *may* hold and takes those that ask something of it from what *must*.

What masks do not settle is searched for, as the reference does it, and remembered by what is left.
A rule with too many clauses is evaluated as it is written, it alone.
"""

from collections.abc import Container, Mapping
from typing import Final

from govcheck.duty.roster import Roster
from govcheck.engine.clauses import MOST_CLAUSES
from govcheck.engine.evaluate import CaseView, truth, view_of
from govcheck.engine.fact_masks import FactMasks, Left
from govcheck.engine.lookups import MOST_REMEMBERED
from govcheck.engine.masked_decision import MaskedDecision, SettledRuling
from govcheck.engine.reference import constant_among, decide_one, surely_agree, value_of
from govcheck.engine.ruleset import Case, DecisionTable, Ruleset, Ruling, Value
from govcheck.engine.search import Budget

__all__ = ["MOST_CLAUSES", "MaskedRuleset"]

_NOTHING: Final[frozenset[str]] = frozenset()


class MaskedRuleset:
    """A rule set as masks; made once, asked for many incidents."""

    def __init__(self, ruleset: Ruleset, roster: Roster) -> None:
        self._ruleset = ruleset
        self._roster = roster
        self._remembered: dict[object, Ruling] = {}
        """What was found by search, by all that counts for it."""
        made: dict[str, MaskedDecision] = {}
        clauses = 0
        for decision in ruleset.decisions:
            made[decision.name] = MaskedDecision(decision, clauses, made)
            clauses += len(made[decision.name].clauses)
        self._named = made
        self.decisions = tuple(made.values())
        facts = FactMasks(ruleset, roster, self.decisions)
        self._left = facts.left
        self._whatever_becomes_known = facts.whatever_becomes_known
        shares = [fact for fact in ruleset.facts.values() if fact.type == "share"]
        self._ends = tuple((one.part, one.whole) for one in shares)
        for one in made.values():
            one.facts |= {end for ends in self._ends for end in ends}

    def decide(
        self,
        case: Case,
        budget: Budget | None = None,
        *,
        matches: bool = True,
        standing: Mapping[str, Ruling] | None = None,
        only: Container[str] | None = None,
    ) -> tuple[Ruling, ...]:
        """Just what the reference says of an incident, of all decisions or `only` some.

        Decisions among `only` use none but these. Of `standing` the verdicts are taken as they are.
        """
        left = self._left(case)
        if standing is None and only is None:
            found = self._settle(case, left, matches=matches)
            if found is not None:
                return found
        return self._search(case, left, budget, matches, standing or {}, only)

    def settled(self, case: Case) -> tuple[Ruling, ...] | None:
        """What is decided where nothing unknown may matter; else None."""
        return self._settle(case, self._left(case), matches=True)

    def residual(self, case: Case) -> tuple[object, ...] | None:
        """What alone counts for the results and for what unknown facts could still change.

        Incidents of one residual are decided alike, by the same rules, and leave the same open.
        None where a rule has too many clauses.
        """
        return self._residual(case, self._whatever_becomes_known(case))

    def _settle(self, case: Case, left: Left, *, matches: bool) -> tuple[Ruling, ...] | None:
        must, may = left
        found: list[Ruling] = []
        values: dict[str, Value] = {}
        for masked in self.decisions:
            sure = (must >> masked.shift) & masked.everything
            for name, lookup in masked.reads:
                sure &= lookup[values[name]]
            if masked.opaque:
                settled = self._settle_as_written(case, masked, values, matches=matches)
            elif must == may:
                settled = masked.settled(sure, matches=matches)
            else:
                perhaps = (may >> masked.shift) & masked.everything
                for name, lookup in masked.reads:
                    perhaps &= lookup[values[name]]
                settled = masked.settled_perhaps(sure, perhaps, matches=matches)
            if settled is None:
                return None
            found.append(settled[0])
            values[masked.decision.name] = settled[1]
        return tuple(found)

    def _settle_as_written(
        self,
        case: Case,
        masked: MaskedDecision,
        values: Mapping[str, Value],
        *,
        matches: bool,
    ) -> SettledRuling | None:
        """The same of a decision some of whose rules have too many clauses."""
        view = view_of(self._ruleset, self._roster, case).knowing(values)
        held = [truth(rule.when, view) for rule in masked.decision.rules]
        return None if None in held else masked.settled_as(held, matches=matches)

    def _residual(self, case: Case, left: Left) -> tuple[object, ...] | None:
        rest: list[object] = []
        for masked in self.decisions:
            if masked.opaque:
                return None
            rest.append(masked.residual(left[0] >> masked.shift, left[1] >> masked.shift))
        return frozenset(case.facts), *self._half_known(case), *rest

    def _half_known(self, case: Case) -> list[Value | None]:
        """The numbers of which a share is computed, of each share that is not known."""
        numbers: list[Value | None] = []
        for part, whole in self._ends:
            ends = case.facts.get(part), case.facts.get(whole)
            if None in ends:
                numbers += ends
        return numbers

    def _counting(
        self, case: Case, masked: MaskedDecision, left: Left, *, matches: bool
    ) -> tuple[object, ...] | None:
        """The residual as far as it counts for one decision; None where rules are not masked."""
        rest: list[object] = []
        for one in (*masked.before, masked):
            if one.opaque:
                return None
            rest.append(one.residual(left[0] >> one.shift, left[1] >> one.shift))
        known = masked.facts.intersection(case.facts)
        numbers = self._half_known(case) if self._ends else ()
        return masked.decision.name, matches, known, *numbers, *rest

    def _search(
        self,
        case: Case,
        left: Left,
        budget: Budget | None,
        matches: bool,
        standing: Mapping[str, Ruling],
        only: Container[str] | None,
    ) -> tuple[Ruling, ...]:
        """The verdicts, of what masks do not settle by search."""
        view = view_of(self._ruleset, self._roster, case)

        def held(decision: DecisionTable, known: CaseView) -> list[bool | None]:
            return self._held(self._named[decision.name], left, known)

        verdicts: dict[str, Ruling] = {}
        for masked in self.decisions:
            decision = masked.decision
            if only is not None and decision.name not in only:
                continue
            if decision.name in standing:
                verdicts[decision.name] = standing[decision.name]
                continue
            verdict = self._settle_one(masked, left, verdicts, matches=matches)
            key = None
            if verdict is None:
                key = self._counting(case, masked, left, matches=matches)
                verdict = None if key is None else self._remembered.get(key)
            if verdict is None:
                own = Budget() if budget is None else budget
                verdict = decide_one(decision, view, verdicts, own, matches=matches, held=held)
                self._remember(key, masked, verdict, verdicts)
            verdicts[decision.name] = verdict
        return tuple(verdicts.values())

    def _settle_one(
        self, masked: MaskedDecision, left: Left, verdicts: Mapping[str, Ruling], *, matches: bool
    ) -> Ruling | None:
        """What one decision results in by what the program acts on; None where that takes more."""
        if masked.opaque:
            return None
        sure = (left[0] >> masked.shift) & masked.everything
        perhaps = (left[1] >> masked.shift) & masked.everything
        assumes = _NOTHING
        uses = masked.decision.uses
        if uses:
            assumes = assumes.union(uses, *(verdicts[name].assumes for name in uses))
            constant = constant_among(verdicts)
            if not surely_agree([verdicts[name] for name in assumes - constant]):
                return None
            for name, lookup in masked.reads:
                mask = lookup[value_of(verdicts[name])]
                sure &= mask
                perhaps &= mask
        settled = masked.settled_perhaps(sure, perhaps, matches=matches)
        if settled is None:
            return None
        verdict = settled[0]
        return verdict if verdict.assumes == assumes else verdict._replace(assumes=assumes)

    def _held(self, masked: MaskedDecision, left: Left, known: CaseView) -> list[bool | None]:
        """Which rules of a decision match by what is known, also of the results of others."""
        sure = (left[0] >> masked.shift) & masked.everything
        perhaps = (left[1] >> masked.shift) & masked.everything
        for name, lookup in masked.reads:
            value = known.values.get(name)
            if value is None:
                sure &= lookup.unasked
            else:
                mask = lookup[value]
                sure &= mask
                perhaps &= mask
        held = masked.held(sure, perhaps)
        for number in masked.opaque:
            held[number] = truth(masked.decision.rules[number].when, known)
        return held

    def _remember(
        self,
        key: object | None,
        masked: MaskedDecision,
        verdict: Ruling,
        verdicts: Mapping[str, Ruling],
    ) -> None:
        """Remember what was found, unless the search has given up."""
        exact = all(verdicts[one.decision.name].exact for one in masked.before)
        if key is not None and exact and verdict.exact:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[key] = verdict
