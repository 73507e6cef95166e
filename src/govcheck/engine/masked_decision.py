"""One decision as masks: what results from the clauses that are left of it.

The clauses stand in the order in which their rules win, so that the first one that is left tells
the result.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from govcheck.engine.clauses import MaskClause, TooManyClauses, clauses_of
from govcheck.engine.lookups import MOST_REMEMBERED, FactLookup
from govcheck.engine.possible import precedence
from govcheck.engine.reference import value_of
from govcheck.engine.ruleset import DecisionTable, Match, Ruling, Value

NO_VALUES: Final[Mapping[str, Value]] = MappingProxyType({})

SettledRuling = tuple[Ruling, Value]
"""What is decided, and the same as conditions see it."""


class MaskedDecision:
    """A decision as masks; its clauses begin at the bit `shift` of those of the rule set."""

    def __init__(
        self, decision: DecisionTable, shift: int, before: Mapping[str, "MaskedDecision"]
    ) -> None:
        self.decision = decision
        self.shift = shift
        self.opaque: list[int] = []
        """The rules that have too many clauses."""
        self.clauses: list[MaskClause] = []
        self.reads: tuple[tuple[str, FactLookup], ...] = ()
        """What the results of decisions before leave of the clauses."""
        self.uses: frozenset[str] = frozenset(decision.uses).union(
            *(before[name].uses for name in decision.uses)
        )
        """The decisions that count for it, directly or not."""
        self.before = tuple(one for name, one in before.items() if name in self.uses)
        self._rule_at: list[int] = []
        """The rule of each clause, by its bit."""
        self._own: dict[int, int] = {}
        """For each rule the bits of its own clauses."""
        for number in precedence(decision):
            try:
                found = clauses_of(decision.rules[number].when)
            except TooManyClauses:
                self.opaque.append(number)
                found = []
            begin = len(self.clauses)
            self.clauses += found
            self._own[number] = (1 << len(self.clauses)) - (1 << begin)
            self._rule_at += [number] * len(found)
        self._others = [~self._own[number] for number in self._rule_at]
        """By clause, all but those of its rule."""
        self.opaque.sort()
        self.everything = (1 << len(self.clauses)) - 1
        self._matches = [Match(rule, False) for rule in decision.rules]
        self._known: dict[int, SettledRuling | None] = {}
        self._brief: dict[int, SettledRuling | None] = {}

    def settled(self, left: int, *, matches: bool) -> SettledRuling | None:
        """What results from the clauses that hold; None where rules clash."""
        known, key = self._known if matches else self._brief, left
        policy = self.decision.hit_policy
        if policy == "first" or (policy == "highest" and not matches):
            key = left & -left
        found = known.get(key)
        if found is None:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            found = known[key] = self._resulting(self.rules_of(key), matches=matches)
        return found

    def settled_perhaps(self, sure: int, perhaps: int, *, matches: bool) -> SettledRuling | None:
        """What results from clauses that hold, whichever of those hold that may."""
        if sure == perhaps:
            return self.settled(sure, matches=matches)
        policy = self.decision.hit_policy
        rules, possible = self.rules_of(sure), self.rules_of(perhaps)
        if rules == possible:
            return self.settled(sure, matches=matches)
        if not rules:
            return None
        if policy == "first":
            return self.settled(sure, matches=matches) if rules[0] == possible[0] else None
        if matches or policy == "unique":
            return None
        if policy == "highest":
            given = self.decision.rules
            same = given[rules[0]].results == given[possible[0]].results
            return self.settled(sure, matches=False) if same else None
        more = {one for number in possible for one in self.decision.rules[number].results}
        for number in rules:
            more.difference_update(self.decision.rules[number].results)
        return None if more else self.settled(sure, matches=False)

    def settled_as(self, held: Sequence[bool | None], *, matches: bool) -> SettledRuling | None:
        """What results where it is known of each rule whether it matches."""
        matched = [number for number in precedence(self.decision) if held[number]]
        return self._resulting(matched, matches=matches)

    def residual(
        self, must: int, may: int, values: Mapping[str, Value] = NO_VALUES, *, winner: bool = False
    ) -> tuple[int, int]:
        """The clauses in doubt but those of rules that match for certain, and one of each of these.

        Results of decisions count as unknown, but for `values`; bits beyond the decision's own are
        passed over. With `winner` no more counts than which rule wins.
        """
        must &= self.everything
        may &= self.everything
        for name, lookup in self.reads:
            value = values.get(name)
            if value is None:
                must &= lookup.unasked
            else:
                mask = lookup[value]
                must &= mask
                may &= mask
        if winner and must:
            own = self._own[self._rule_at[(must & -must).bit_length() - 1]]
            up_to = (1 << own.bit_length()) - 1
            must &= up_to
            may &= up_to
        certain = 0
        while must:
            bit = must & -must
            certain |= bit
            own = self._own[self._rule_at[bit.bit_length() - 1]]
            must &= ~own
            may &= ~own
        return may, certain

    def held(self, sure: int, perhaps: int) -> list[bool | None]:
        """Of each rule whether it matches, None where that depends."""
        found: list[bool | None] = [False] * len(self.decision.rules)
        for number in self.rules_of(perhaps):
            found[number] = None
        for number in self.rules_of(sure):
            found[number] = True
        return found

    def rules_of(self, clauses: int) -> list[int]:
        """The rules of which a clause is there, in the order in which they win."""
        found = []
        rule_at, others = self._rule_at, self._others
        while clauses:
            place = (clauses & -clauses).bit_length() - 1
            found.append(rule_at[place])
            clauses &= others[place]
        return found

    def _resulting(self, matched: list[int], *, matches: bool) -> SettledRuling | None:
        """What results where just these rules match, given in the order in which they win."""
        decision = self.decision
        if not matched:
            result = decision.otherwise
            if decision.hit_policy == "collect":
                result = tuple(one for one in decision.results if one in result)
        elif decision.hit_policy == "collect":
            given = {result for number in matched for result in decision.rules[number].results}
            result = tuple(one for one in decision.results if one in given)
        elif decision.hit_policy == "unique" and len(matched) > 1:
            return None
        else:
            result = decision.rules[matched[0]].results[:1]
        shown: tuple[Match, ...] = ()
        if matches:
            if decision.hit_policy == "first":
                matched = matched[:1]
            shown = tuple([self._matches[number] for number in sorted(matched)])
        verdict = Ruling(decision, result, result, shown, (), True, self.uses)
        return verdict, value_of(verdict)
