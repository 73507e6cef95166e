"""The rule set: facts and decisions, compiled for the engine.

Plain tuples of plain values, so that a cached rule set loads without the models.
"""

from collections.abc import Callable, Container, Iterable
from typing import Literal

from govcheck.named_tuples import NamedTuple
from govcheck.typed_tuples import apart

Value = str | int | float | bool | frozenset[str]
"""A stated fact: tags and the results of `collect` are sets."""


class Fact(NamedTuple):
    """A fact with its type.

    `values` are the values of a choice, the tags, or the ids that a reference may have; lowest
    first where `ordered`. A `share` is computed from `part` and `whole`. `decision` is the result
    of an earlier decision (`many` for `collect`).
    """

    name: str
    type: Literal[
        "choice", "tags", "integer", "number", "boolean", "reference", "share", "decision"
    ]
    values: tuple[str, ...] = ()
    ordered: bool = False
    many: bool = False
    minimum: float | None = None
    maximum: float | None = None
    unit: str | None = None
    worse: Literal["higher", "lower"] | None = None
    ask: str | None = None
    label: str | None = None
    """What people call the fact."""
    labels: tuple[tuple[str, str], ...] = ()
    """What people call its values."""
    part: str = ""
    whole: str = ""
    default: Value | None = None
    """What it is taken to be while an incident does not state it; None where it is unknown then."""


@apart
class All(NamedTuple):
    """Every part holds; an empty one always does."""

    parts: tuple["Predicate", ...]


@apart
class Any(NamedTuple):
    """Some part holds; an empty one never does."""

    parts: tuple["Predicate", ...]


@apart
class Not(NamedTuple):
    """The part does not hold."""

    part: "Predicate"


@apart
class In(NamedTuple):
    """A fact with one value has one of these; never used for tags or numbers' ranges."""

    fact: str
    values: frozenset[str | int | float | bool]


@apart
class HasTag(NamedTuple):
    """A set contains the tag; `any_of`, `all_of` and `none_of` are built from these."""

    fact: str
    tag: str


@apart
class Compare(NamedTuple):
    """A number, or the position of an ordered value, compared with a bound.

    For ordered choices, shares and decisions `bound` is the position in the fact's `values`.
    """

    fact: str
    op: Literal[">=", ">", "<=", "<"]
    bound: float


@apart
class Within(NamedTuple):
    """`detected_at` lies within a calendar."""

    calendar: str


@apart
class IsKnown(NamedTuple):
    """The incident states the fact."""

    fact: str


SingleTest = In | HasTag | Compare | Within | IsKnown
Predicate = All | Any | Not | SingleTest
ALWAYS = All(())


def tests_of(condition: Predicate) -> Iterable[SingleTest]:
    """The single tests of a condition, in reading order."""
    waiting = [condition]
    while waiting:
        one = waiting.pop()
        if isinstance(one, (All, Any)):
            waiting += reversed(one.parts)
        elif isinstance(one, Not):
            waiting.append(one.part)
        else:
            yield one


def replaced(condition: Predicate, instead: Callable[[SingleTest], Predicate]) -> Predicate:
    """The same condition with something instead of each of its tests."""
    if isinstance(condition, All | Any):
        parts = tuple(replaced(part, instead) for part in condition.parts)
        return condition._replace(parts=parts)
    if isinstance(condition, Not):
        return Not(replaced(condition.part, instead))
    return instead(condition)


class CompiledRule(NamedTuple):
    """A rule with the place that a responder can open. `results` has several under `collect`."""

    id: str
    when: Predicate
    results: tuple[str, ...]
    because: str | None
    document: str
    path: str
    line: int


class DecisionTable(NamedTuple):
    """All rules that decide one thing, in the order in which they count.

    `results` is the domain; lowest first where `ordered`. `otherwise` is empty under `collect`
    unless stated.
    """

    name: str
    hit_policy: Literal["highest", "first", "unique", "collect"]
    results: tuple[str, ...]
    ordered: bool
    otherwise: tuple[str, ...]
    because: str | None
    rules: tuple[CompiledRule, ...]
    uses: tuple[str, ...]
    """The decisions whose results the rules read."""
    document: str
    path: str
    line: int
    """Where `otherwise` stands."""


class Ruleset(NamedTuple):
    """Every declared fact, and the decisions with each one after those it uses."""

    facts: dict[str, Fact]
    decisions: tuple[DecisionTable, ...]

    def assumed(self, stated: Container[str]) -> dict[str, Value]:
        """What is assumed of the facts that an incident does not state."""
        return {
            name: fact.default
            for name, fact in self.facts.items()
            if fact.default is not None and name not in stated
        }


class Case(NamedTuple):
    """An incident as the engine sees it.

    Facts that are not in `facts` have their default, or are unknown where there is none.
    """

    detected_at: int
    facts: dict[str, Value]


class Match(NamedTuple):
    """A rule that matches, or may match."""

    rule: CompiledRule
    possible: bool
    """True where it depends on unknown facts."""


class Ruling(NamedTuple):
    """The outcome of one decision. `result` and `possible` are in the order of the domain."""

    decision: DecisionTable
    result: tuple[str, ...]
    """What the program acts on: one result, or any number under `collect`."""
    possible: tuple[str, ...]
    """Exactly the results (under `collect`: the elements) that some completion gives."""
    matched: tuple[Match, ...]
    clash: tuple[CompiledRule, ...] = ()
    """Rules that match together although the hit policy is `unique`."""
    settled: bool = True
    """Whether every completion that was considered gives the same."""
    assumes: frozenset[str] = frozenset()
    """The earlier decisions with whose acted-on results the considered completions agree."""
    exact: bool = True
    """False where the search gave up; `possible` and `matched` then name everything that may be."""


class Boundary(NamedTuple):
    """The nearest value of a stated fact at which a decision would be different.

    `result` holds from `value` on, `step` away from the stated one (None where the fact is not a
    number); `upward` tells the direction.
    """

    decision: str
    fact: str
    stated: Value
    value: Value
    step: float | None
    upward: bool
    result: tuple[str, ...]
    beyond: bool = False
    """Whether `result` holds only beyond `value`, not at it."""


class NearMiss(NamedTuple):
    """A rule that would match if one tested fact were different, and would change the result."""

    rule: CompiledRule
    fact: str
    needs: str
    """What the rule asks of the fact, in words."""


class OpenFact(NamedTuple):
    """An unknown fact that could still change a result, with what each answer would do."""

    fact: str
    question: str
    would_change: dict[str, dict[str, tuple[str, ...]]]
    """By answer: the decisions that would come out differently from what the program acts on."""
    ranges: tuple[tuple[str, tuple[tuple[float, int], tuple[float, int]]], ...] = ()
    """The answers about a number, each with the two cuts between which it lies, as of a cell."""
