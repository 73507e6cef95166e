"""Two policies side by side, the base and the head that is to replace it; conditions of both."""

from collections.abc import Callable
from typing import Final, NamedTuple

from govcheck.agreement.implication import Members
from govcheck.change.edit import Edit
from govcheck.change.renames.found import NO_RENAMES, Renames
from govcheck.change.translations import NONE, Translations
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import compare
from govcheck.engine.ruleset import (
    Compare,
    Fact,
    In,
    Not,
    Predicate,
    Ruleset,
    SingleTest,
    Within,
    replaced,
    tests_of,
)
from govcheck.load.policy import Policy
from govcheck.regions.completion import any_completion
from govcheck.regions.solver import Unsolved
from govcheck.simulate.program import Program
from govcheck.targets import read_target
from govcheck.time.intervals import Interval


class Accepted(NamedTuple):
    """A comment that accepts a finding of its line for good, by nobody in particular."""

    document: str
    """`kind/id` of the document in which it stands; the path where it stands in none."""
    line: str
    """What stands on the line beside the comment, without blanks and quotes."""
    rule: str
    """A code or a name, as it is written."""
    path: str
    number: int
    """The line, counted from 1."""
    reason: str


class ComparedPolicy(NamedTuple):
    """A policy that loads, and its program."""

    policy: Policy
    program: Program
    accepted: tuple[Accepted, ...] = ()


class Comparison(NamedTuple):
    """What is compared: both sides, the edits between them, and the time that is looked at."""

    base: ComparedPolicy
    head: ComparedPolicy
    edits: tuple[Edit, ...]
    """Without those that only follow another id; `base` has the ids as the head does."""
    at: int
    """The instant of asking, in seconds since 1970 UTC."""
    horizon: Interval
    translations: Translations = NONE
    """Texts of the base that the head has in other languages; `base` has them as the head does."""
    renames: Renames = NO_RENAMES

    @property
    def changed(self) -> frozenset[str]:
        """The documents, as `kind/id`, that any edit is about."""
        return frozenset(edit.document for edit in self.edits)

    def changed_of(self, *kinds: str) -> frozenset[str]:
        """The changed documents of some kinds."""
        return frozenset(ref for ref in self.changed if ref.partition("/")[0] in kinds)


def members(roster: Roster) -> Members:
    """Of a roster whoever belongs to a target. Who comes to it or goes is an effect of its own.

    Of a rota or a chain one answers at a time, and for a seat its deputy comes first: one of them
    is never taken for another.
    """

    def of(target: str) -> frozenset[str] | None:
        plain = read_target(target).traits.is_personal
        return frozenset(holders(roster, target)) if plain else None

    return of


_STATED: Final = {True: "tags", False: "choice"}


class Conditions(NamedTuple):
    """Conditions of the base and of the head, compared over the incidents both can state.

    Ordered values are compared by name, so that a value inserted between two others moves nothing.
    The result of a decision is compared as if it were stated: how it comes about is compared by the
    decisions.
    """

    comparison: Comparison

    def alike(self, one: Predicate, other: Predicate) -> bool:
        """Whether a condition of the base and one of the head hold for the same incidents."""
        base, head = self.comparison.base, self.comparison.head
        return self.meaning(base, one) == self.meaning(head, other)

    def implies(
        self, of_one: ComparedPolicy, one: Predicate, of_other: ComparedPolicy, other: Predicate
    ) -> bool:
        """Whether the other holds wherever the one does.

        False where they cannot be compared, or where a search does not end.
        """
        tests = [*tests_of(one), *tests_of(other)]
        if any(_means(of_one, test) != _means(of_other, test) for test in tests):
            return False
        stronger, weaker = self._by_name(of_one, one), self._by_name(of_other, other)
        if stronger == weaker:
            return True
        facts = self._facts({test.fact for test in tests if not isinstance(test, Within)})
        roster = self.comparison.base.program.roster
        completion = any_completion(Ruleset(facts, ()), roster, [stronger, weaker])
        try:
            return not completion.can_hold(stronger, Not(weaker))
        except Unsolved:
            return False

    def meaning(self, side: ComparedPolicy, condition: Predicate) -> "Meaning":
        """What a condition of a side says."""
        return Meaning(self, side, condition)

    def _by_name(self, side: ComparedPolicy, condition: Predicate) -> Predicate:
        def named(test: SingleTest) -> Predicate:
            values = _values(side, test.fact) if isinstance(test, Compare) else ()
            if not isinstance(test, Compare) or not values:
                return test
            base, head = (frozenset(_values(one, test.fact)) for one in self.comparison[:2])
            held = (one for at, one in enumerate(values) if compare(at, test.op, test.bound))
            return In(test.fact, base & head & frozenset(held))

        return replaced(condition, named)

    def _facts(self, names: set[str]) -> dict[str, Fact]:
        """Facts with the values of both sides, and those that they are computed from."""
        declared = [side.program.ruleset.facts for side in self.comparison[:2]]
        named = [one[name] for one in declared for name in names & one.keys()]
        wanted = names.union(*((fact.part, fact.whole) for fact in named))
        base, head = declared
        return {
            name: _joined(base.get(name) or head[name], head.get(name) or base[name])
            for name in {**base, **head}
            if name in wanted
        }


class Meaning:
    """What a condition says: equal to another where both hold for the same incidents."""

    def __init__(self, conditions: Conditions, side: ComparedPolicy, condition: Predicate) -> None:
        self._conditions = conditions
        self._asked = side, condition

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Meaning):
            return False
        one, another = self._asked, other._asked
        implies = self._conditions.implies
        return implies(*one, *another) and implies(*another, *one)

    __hash__ = None  # type: ignore[assignment]


def _joined(one: Fact, other: Fact) -> Fact:
    if one.type == "share":
        return one
    return one._replace(
        type=_STATED[one.many] if one.type == "decision" else one.type,  # type: ignore[arg-type]
        values=tuple(dict.fromkeys((*one.values, *other.values))),
        ordered=False,
        minimum=wider(min, one.minimum, other.minimum),
        maximum=wider(max, one.maximum, other.maximum),
    )


def _values(side: ComparedPolicy, fact: str) -> tuple[str, ...]:
    known = side.program.ruleset.facts.get(fact)
    return () if known is None else known.values


def _means(side: ComparedPolicy, test: object) -> object:
    """What a test is about, apart from the values that there are."""
    if isinstance(test, Within):
        return side.program.roster.calendars.get(test.calendar)
    fact: Fact | None = side.program.ruleset.facts.get(getattr(test, "fact", ""))
    return None if fact is None else (fact.type, fact.part, fact.whole, fact.default)


def wider(
    choose: Callable[[float, float], float], one: float | None, other: float | None
) -> float | None:
    """The farther end of two domains; None where one of them has none."""
    return None if one is None or other is None else choose(one, other)
