"""The reference: decisions as the language has them, each rule evaluated as it is written.

It is what counts, and what is asked where masks leave something open. A decision considers the
completions of the unknown facts that agree with what the program acts on of the decisions it uses,
and of those that they use; all completions where none agrees. Within them its possible results are
exact, and the program acts on the worst.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import CaseView, truth, view_of
from govcheck.engine.matching import Matching
from govcheck.engine.possible import Completions, HeldRules, held_as_written
from govcheck.engine.ruleset import (
    Case,
    DecisionTable,
    IsKnown,
    Match,
    Predicate,
    Ruleset,
    Ruling,
    Value,
    Within,
    tests_of,
)
from govcheck.engine.scale import Scales
from govcheck.engine.search import Budget
from govcheck.named_tuples import NamedTuple

NONE = "none"
"""The result that the program acts on only where nothing else is possible."""


def decide_as_written(
    ruleset: Ruleset,
    roster: Roster,
    case: Case,
    budget: Budget | None = None,
    *,
    matches: bool = True,
    standing: Mapping[str, Ruling] | None = None,
) -> tuple[Ruling, ...]:
    """The verdict of every decision, in the order of the rule set.

    Without a budget each decision has one of its own. Without `matches` the verdicts leave out
    which rules match, which is faster. `standing` has the verdicts of decisions that come out as
    they did before.
    """
    view = view_of(ruleset, roster, case)
    verdicts: dict[str, Ruling] = {}
    for decision in ruleset.decisions:
        if standing is not None and decision.name in standing:
            verdicts[decision.name] = standing[decision.name]
            continue
        own = Budget() if budget is None else budget
        verdicts[decision.name] = decide_one(decision, view, verdicts, own, matches=matches)
    return tuple(verdicts.values())


def decide_one(
    decision: DecisionTable,
    view: CaseView,
    verdicts: Mapping[str, Ruling],
    budget: Budget,
    *,
    matches: bool = True,
    aids: "Aids | None" = None,
) -> Ruling:
    """The verdict of one decision, by those of the decisions before it."""
    aids = aids or Aids()

    def open_in(known: CaseView) -> list[Predicate]:
        outcomes = zip(decision.rules, aids.held(decision, known), strict=True)
        return [rule.when for rule, outcome in outcomes if outcome is None]

    scope = _scope(view, decision.uses, verdicts, open_in, budget, aids)
    return _verdict(decision, scope, aids.held(decision, scope.view), matches=matches)


def truth_in_all(
    ruleset: Ruleset,
    roster: Roster,
    case: Case,
    verdicts: Iterable[Ruling],
    condition: Predicate,
    aids: "Aids | None" = None,
    view: CaseView | None = None,
) -> bool | None:
    """Whether a condition holds for every completion, or for none; None where it is undecided.

    `view` is what is known of it, if somebody has looked already.
    Of the decisions that it reads, only completions that agree with their verdicts count.
    """
    named = {verdict.decision.name: verdict for verdict in verdicts}
    uses = [name for name in used_by([condition]) if name in named]
    view = view or view_of(ruleset, roster, case)
    scope = _scope(view, uses, named, lambda _: [condition], Budget(), aids or Aids())
    held = truth(condition, scope.view)
    if held is not None:
        return held
    completions = scope.completions
    if completions.some(completions.formula(condition)) is None:
        return False
    fails = completions.some(completions.formula(condition, wanted=False))
    return True if fails is None else None


def known_of(ruleset: Ruleset, roster: Roster, case: Case, verdicts: Iterable[Ruling]) -> CaseView:
    """What is known of a decided incident in every completion.

    A condition that holds, or fails, by this does so for `truth_in_all`, too, which has to be asked
    about the others.
    """
    named = {verdict.decision.name: verdict for verdict in verdicts}
    constant = constant_among(named)
    view = view_of(ruleset, roster, case)
    return view.knowing({name: value_of(named[name]) for name in constant})


def used_by(conditions: Iterable[Predicate]) -> list[str]:
    """The facts and decisions that conditions test, each once, in reading order."""
    tests = (test for condition in conditions for test in tests_of(condition))
    return list(
        dict.fromkeys(test.fact for test in tests if not isinstance(test, IsKnown | Within))
    )


class Scope:
    """Which completions count for some conditions.

    `view` knows the results of `assumes` and of decisions that nothing unknown can change;
    `before` are the other decisions that are read, `acted` what is assumed of them.
    """

    def __init__(
        self,
        view: CaseView,
        open_in: Callable[[CaseView], list[Predicate]],
        budget: Budget,
        aids: "Aids",
        assumes: frozenset[str] = frozenset(),
        before: tuple[DecisionTable, ...] = (),
        acted: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.view = view
        self.assumes = assumes
        self._open_in = open_in
        self._budget = budget
        self._aids = aids
        self.before = before
        self.acted = acted or {}

    @cached_property
    def completions(self) -> Completions:
        """The completions that count, as the search sees them."""
        conditions = self._open_in(self.view)
        held, _, scales = self._aids
        return Completions(
            self.view, self.before, self.acted, conditions, self._budget, held, scales
        )

    def some(self) -> bool:
        """Whether there are any; true where the search gave up."""
        return self.completions.some() is not None


class Aids(NamedTuple):
    """What whoever asks about many incidents knows beforehand."""

    held: HeldRules = held_as_written
    """Which rules match by what a view knows."""
    agree: Callable[[Scope], bool] = Scope.some
    """Whether some completion is in a scope."""
    scales: Scales | None = None
    """Those of all conditions that will be asked about."""


def _scope(
    view: CaseView,
    uses: Iterable[str],
    verdicts: Mapping[str, Ruling],
    open_in: Callable[[CaseView], list[Predicate]],
    budget: Budget,
    aids: Aids,
) -> Scope:
    """`open_in` has the conditions that a view leaves open."""
    read = _closure(uses, verdicts)
    if not read:
        return Scope(view, open_in, budget, aids)
    constant = constant_among(verdicts)
    before = tuple(verdicts[name].decision for name in verdicts if name in read - constant)
    assumes = frozenset(uses).union(*(verdicts[name].assumes for name in uses))
    known = view.knowing({name: value_of(verdicts[name]) for name in assumes | constant})
    acted = {name: verdicts[name].result for name in assumes - constant}
    scope = Scope(known, open_in, budget, aids, assumes, before, acted)
    if surely_agree([verdicts[name] for name in acted]) or aids.agree(scope):
        return scope
    alone = view.knowing({name: value_of(verdicts[name]) for name in constant})
    return Scope(alone, open_in, budget, aids, frozenset(), before)


def surely_agree(assumed: list[Ruling]) -> bool:
    """Whether some completion agrees for certain: at most one of them leaves a choice."""
    if not all(verdict.exact for verdict in assumed):
        return False
    choosing = [verdict for verdict in assumed if not verdict.settled]
    collected = any(verdict.decision.hit_policy == "collect" for verdict in choosing)
    return len(choosing) <= 1 and not collected


def constant_among(verdicts: Mapping[str, Ruling]) -> frozenset[str]:
    """The decisions whose result is the same in all completions."""
    constant: set[str] = set()
    for name, verdict in verdicts.items():
        if verdict.settled and verdict.assumes <= constant:
            constant.add(name)
    return frozenset(constant)


def _closure(uses: Iterable[str], verdicts: Mapping[str, Ruling]) -> frozenset[str]:
    read: set[str] = set()
    waiting = list(uses)
    while waiting:
        name = waiting.pop()
        if name not in read:
            read.add(name)
            waiting += verdicts[name].decision.uses
    return frozenset(read)


def value_of(verdict: Ruling) -> Value:
    """What the program acts on, as conditions see it."""
    collected = verdict.decision.hit_policy == "collect"
    return frozenset(verdict.result) if collected else verdict.result[0]


def _verdict(
    decision: DecisionTable, scope: Scope, held: Sequence[bool | None], *, matches: bool
) -> Ruling:
    search = scope.completions if None in held else None
    matching = Matching(decision, held, search)
    collect = decision.hit_policy == "collect"
    given = matching.elements() if collect else matching.winning_results()
    possible = tuple(result for result in decision.results if result in given)
    if not possible and not collect:
        possible = decision.otherwise
    settled = not matching.may_lack_any(possible) if collect else len(possible) == 1
    found = _matches(matching) if matches else ()
    clash = tuple(match.rule for match in found if not match.possible)
    return Ruling(
        decision,
        possible if collect else (_worst(matching, possible),),
        possible,
        found,
        clash if decision.hit_policy == "unique" and len(clash) > 1 else (),
        settled,
        scope.assumes,
        search is None or search.exact,
    )


def _matches(matching: Matching) -> tuple[Match, ...]:
    """The rules that match or may match; where the first counts, only those that can be it."""
    decision = matching.decision
    hits = matching.winners if decision.hit_policy == "first" else matching.candidates()
    return tuple(Match(decision.rules[number], matching.may_fail(number)) for number in hits)


def _worst(matching: Matching, possible: tuple[str, ...]) -> str:
    """What the program acts on of the possible results, which are in the order of the domain."""
    decision = matching.decision
    if decision.ordered:
        return possible[-1]
    won = [decision.rules[number].results[0] for number in matching.winners]
    if decision.otherwise[0] in possible:
        won.append(decision.otherwise[0])
    return next((result for result in won if result != NONE), NONE)
