"""Masks: a rule set compiled so that one incident takes a lookup a fact and an AND.

Each condition becomes clauses, of which one has to hold; a clause asks something of some facts. All
clauses of all decisions are bits of one integer. A value of a fact leaves the bits of the clauses
that it does not break; what is left when all facts are looked up holds. A fact that is unknown
leaves all bits of what *may* hold and takes those that ask something of it from what *must*.

What masks do not settle is searched for, as the reference does it, and remembered by what is left.
A rule with too many clauses is evaluated as it is written, it alone.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Final

from govcheck.duty.roster import Roster
from govcheck.engine.clauses import MOST_CLAUSES
from govcheck.engine.evaluate import CaseView, truth, view_of
from govcheck.engine.fact_masks import FactMasks, Left
from govcheck.engine.lookups import MOST_REMEMBERED
from govcheck.engine.masked_decision import MaskedDecision, SettledRuling
from govcheck.engine.reference import (
    Aids,
    Scope,
    constant_among,
    decide_one,
    surely_agree,
    used_by,
    value_of,
)
from govcheck.engine.ruleset import Case, DecisionTable, Predicate, Ruleset, Ruling, Value
from govcheck.engine.scale import Scales
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
        self._agreed: dict[object, bool] = {}
        """The same of scopes: whether there is a completion in them."""
        made: dict[str, MaskedDecision] = {}
        clauses = 0
        for decision in ruleset.decisions:
            made[decision.name] = MaskedDecision(decision, clauses, made)
            clauses += len(made[decision.name].clauses)
        self._named = made
        self.decisions = tuple(made.values())
        facts = FactMasks(ruleset, roster, self.decisions)
        self._facts = facts
        self._conditions = [rule.when for one in ruleset.decisions for rule in one.rules]
        self._scales = Scales(self._conditions)
        self._scales_with: dict[Predicate, Scales] = {}
        self._looked_up: tuple[Case, Left] = Case(0, {}), (0, 0)
        """The incident that was looked up last."""

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
        left = self._look_up(case)
        if standing is None and only is None:
            found = self._settle(case, left, matches=matches)
            if found is not None:
                return found
        return self._search(case, left, budget, matches, standing or {}, only)

    def settled(self, case: Case) -> tuple[Ruling, ...] | None:
        """What is decided where nothing unknown may matter; else None."""
        return self._settle(case, self._look_up(case), matches=True)

    def residual(self, case: Case) -> tuple[object, ...] | None:
        """What alone counts for the results and for what unknown facts could still change.

        Incidents of one residual are decided alike, by the same rules, and leave the same open.
        None where a rule has too many clauses.
        """
        must, may = self._facts.whatever_becomes_known(case)
        rest: list[object] = []
        doubt = 0
        for masked in self.decisions:
            if masked.opaque:
                return None
            found = masked.residual(must >> masked.shift, may >> masked.shift)
            rest.append(found)
            doubt |= found[0] << masked.shift
        return self._facts.known_of(self._facts.read_by(doubt), case), *rest

    def _look_up(self, case: Case) -> Left:
        """What the known facts leave of the clauses."""
        left = self._facts.left(case)
        self._looked_up = case, left
        return left

    def _left(self, case: Case) -> Left:
        """The same of an incident that may have been looked up to decide it."""
        before, left = self._looked_up
        return left if before is case else self._look_up(case)

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

    def standing_for(
        self, case: Case, verdicts: Mapping[str, Ruling], condition: Predicate
    ) -> tuple[object, ...] | None:
        """What alone counts for whether a condition holds in all completions, or in none.

        Besides what it comes to by what is known. None where a rule has too many clauses.
        """
        asked = used_by([condition])
        among = {name for name in asked if name in verdicts}
        among.update(*[self._named[name].uses for name in among])
        before = [one for one in self.decisions if one.decision.name in among]
        found = self._behind(before, self._left(case), verdicts, _constant(verdicts))
        if found is None:
            return None
        rest, doubt = found
        names = self._facts.with_ends((*asked, *self._facts.read_by(doubt)))
        return self._facts.known_of(names, case), *rest

    def aids(self, case: Case, verdicts: Mapping[str, Ruling], condition: Predicate) -> Aids:
        """What helps to ask of a decided incident whether a condition holds."""
        scales = self._scales_with.get(condition)
        if scales is None:
            if len(self._scales_with) >= MOST_REMEMBERED:
                self._scales_with.clear()
            scales = self._scales_with[condition] = Scales([*self._conditions, condition])
        return Aids(agree=self._agreeing(case, verdicts), scales=scales)

    def _agreeing(self, case: Case, verdicts: Mapping[str, Ruling]) -> Callable[[Scope], bool]:
        """Whether some completion is in a scope, searched for once for all that counts for it."""

        def agree(scope: Scope) -> bool:
            before = [self._named[decision.name] for decision in scope.before]
            found = self._behind(before, self._left(case), verdicts, _constant(verdicts))
            if found is None:
                return scope.some()
            rest, doubt = found
            known = self._facts.known_of(self._facts.read_by(doubt), case)
            key = known, *scope.acted, *rest
            if key not in self._agreed:
                some = scope.some()
                if not scope.completions.exact:
                    return some
                if len(self._agreed) >= MOST_REMEMBERED:
                    self._agreed.clear()
                self._agreed[key] = some
            return self._agreed[key]

        return agree

    def _behind(
        self,
        before: Iterable[MaskedDecision],
        left: Left,
        verdicts: Mapping[str, Ruling],
        constant: Mapping[str, Value],
    ) -> tuple[list[object], int] | None:
        """What counts of decisions for what reads them, and their clauses in doubt.

        None where rules are not masked.
        """
        rest: list[object] = []
        doubt = 0
        for one in before:
            if one.opaque:
                return None
            name = one.decision.name
            verdict = verdicts[name]
            rest.append((name, verdict.result, verdict.settled, verdict.exact, verdict.assumes))
            if name not in constant:
                winner = one.decision.hit_policy in ("first", "highest")
                must, may = left[0] >> one.shift, left[1] >> one.shift
                found = one.residual(must, may, constant, winner=winner)
                rest.append(found)
                doubt |= found[0] << one.shift
        return rest, doubt

    def _counting(
        self,
        case: Case,
        masked: MaskedDecision,
        left: Left,
        verdicts: Mapping[str, Ruling],
        *,
        matches: bool,
    ) -> tuple[object, ...] | None:
        """What alone counts for one decision; None where rules are not masked."""
        if masked.opaque:
            return None
        constant = _constant(verdicts)
        found = self._behind(masked.before, left, verdicts, constant)
        if found is None:
            return None
        rest, doubt = found
        policy = masked.decision.hit_policy
        winner = policy == "first" or (policy == "highest" and not matches)
        must, may = left[0] >> masked.shift, left[1] >> masked.shift
        own = masked.residual(must, may, constant, winner=winner)
        names = self._facts.read_by(doubt | own[0] << masked.shift)
        known = self._facts.known_of(names, case)
        return masked.decision.name, matches, known, *rest, own

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
                key = self._counting(case, masked, left, verdicts, matches=matches)
                verdict = None if key is None else self._remembered.get(key)
            if verdict is None:
                own = Budget() if budget is None else budget
                aids = Aids(held, self._agreeing(case, verdicts), self._scales)
                verdict = decide_one(decision, view, verdicts, own, matches=matches, aids=aids)
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


def _constant(verdicts: Mapping[str, Ruling]) -> dict[str, Value]:
    """The results that are the same in all completions."""
    return {name: value_of(verdicts[name]) for name in constant_among(verdicts)}
