"""Decisions: what the rules say about an incident, as far as it is known.

A rule set that is asked about several incidents is compiled into masks, which settle whatever the
known facts settle; the rest is searched for as the reference does. Both say the same.
"""

from collections.abc import Container, Mapping, Sequence
from typing import Final

from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import CaseView, truth
from govcheck.engine.lookups import MOST_REMEMBERED
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import (
    NONE,
    decide_as_written,
    known_of,
    truth_in_all,
    used_by,
    value_of,
)
from govcheck.engine.ruleset import Case, Predicate, Ruleset, Ruling, tests_of
from govcheck.engine.search import Budget

__all__ = [
    "NONE",
    "RulesetDecider",
    "decide",
    "decider",
    "known_of",
    "truth_in_all",
    "used_by",
    "value_of",
]

_WORTH_COMPILING: Final = 3
"""From so many incidents on masks are faster than none, whatever the rules."""
_MOST_KEPT: Final = 8


class RulesetDecider:
    """A rule set with its roster, asked about one incident or very many."""

    def __init__(self, ruleset: Ruleset, roster: Roster) -> None:
        self.ruleset = ruleset
        self.roster = roster
        self._asked = 0
        self._masks: MaskedRuleset | None = None
        self._held: dict[object, bool | None] = {}
        """What conditions come to, by all that counts for it."""

    @property
    def masks(self) -> MaskedRuleset:
        """The rule set as masks."""
        if self._masks is None:
            self._masks = MaskedRuleset(self.ruleset, self.roster)
        return self._masks

    def decide(
        self,
        case: Case,
        budget: Budget | None = None,
        *,
        matches: bool = True,
        standing: Mapping[str, Ruling] | None = None,
        only: Container[str] | None = None,
    ) -> tuple[Ruling, ...]:
        """The verdict of every decision, or of `only` some and those that they use, in order.

        Without a budget each decision has one of its own. Without `matches` the verdicts leave out
        which rules match, which is faster. `standing` has the verdicts of decisions that come out
        as they did before.
        """
        masks = self._masks
        if masks is None:
            self._asked += 1
            if self._asked < _WORTH_COMPILING:
                ruleset = self.ruleset
                if only is not None:
                    kept = tuple(one for one in ruleset.decisions if one.name in only)
                    ruleset = ruleset._replace(decisions=kept)
                return decide_as_written(
                    ruleset, self.roster, case, budget, matches=matches, standing=standing
                )
            masks = self.masks
        return masks.decide(case, budget, matches=matches, standing=standing, only=only)

    def truth_in_all(
        self, case: Case, verdicts: Sequence[Ruling], condition: Predicate, known: CaseView
    ) -> bool | None:
        """As the function of that name says, of an incident that was decided here.

        `known` is what is known of it. It is searched for once for all incidents that leave the
        same open.
        """
        named = {verdict.decision.name: verdict for verdict in verdicts}
        masks = self._masks
        standing = None if masks is None else masks.standing_for(case, named, condition)
        if masks is None or standing is None:
            return truth_in_all(self.ruleset, self.roster, case, verdicts, condition)
        key = condition, tuple([truth(test, known) for test in tests_of(condition)]), standing
        if key not in self._held:
            if len(self._held) >= MOST_REMEMBERED:
                self._held.clear()
            aids = masks.aids(case, named, condition)
            self._held[key] = truth_in_all(
                self.ruleset, self.roster, case, verdicts, condition, aids, known
            )
        return self._held[key]


_kept: dict[tuple[int, int], RulesetDecider] = {}


def decider(ruleset: Ruleset, roster: Roster) -> RulesetDecider:
    """The decider of a rule set, the same one for the same objects; those used last are kept.

    What is kept holds on to its rule set and roster, so that their identities stay theirs.
    """
    key = id(ruleset), id(roster)
    found = _kept.pop(key, None) or RulesetDecider(ruleset, roster)
    if len(_kept) >= _MOST_KEPT:
        _kept.pop(next(iter(_kept), key), None)
    _kept[key] = found
    return found


def decide(
    ruleset: Ruleset,
    roster: Roster,
    case: Case,
    budget: Budget | None = None,
    *,
    matches: bool = True,
    standing: Mapping[str, Ruling] | None = None,
) -> tuple[Ruling, ...]:
    """The verdict of every decision, in the order of the rule set; as a `RulesetDecider` says."""
    return decider(ruleset, roster).decide(case, budget, matches=matches, standing=standing)
