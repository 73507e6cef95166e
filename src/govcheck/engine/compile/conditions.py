"""Conditions, given their types against the vocabulary."""

from collections.abc import Iterator
from typing import Final, TypeVar

from govcheck.engine.compile.places import child
from govcheck.engine.compile.terms import Terms
from govcheck.engine.compile.values import Kind, read_value, word_of
from govcheck.engine.ruleset import (
    ALWAYS,
    All,
    Any,
    Compare,
    Fact,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Within,
)
from govcheck.engine.violations import COND001, COND005, COND006, COND007
from govcheck.finding import Lack, Place, Problem, Violation
from govcheck.model import condition as written
from govcheck.modelling.partial import read_entries, read_items
from govcheck.nearest import did_you_mean, only_near
from govcheck.translation import said

T = TypeVar("T")

DEEPEST: Final = 50
DETECTED_AT: Final = "detected_at"
COMPARISONS: Final = {"at_least": ">=", "more_than": ">", "at_most": "<=", "less_than": "<"}
SET_TESTS: Final = ("any_of", "all_of", "none_of")


def compile_condition(
    condition: written.Condition, at: Place, terms: Terms
) -> tuple[Predicate | None, tuple[Violation, ...]]:
    """A condition over compiled facts; None where something in it is wrong.

    `at` is the place of the condition in its document. Without violations it is None only where
    the cause is reported elsewhere: a broken declaration or a calendar that does not exist.
    """
    reading = _Reading(terms)
    compiled = reading.nested(condition, at, 0)
    return (None if reading.broken else compiled), tuple(reading.violations)


class _Reading:
    """The reading of one condition."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.violations: list[Violation] = []
        self.broken = False

    def nested(self, condition: written.Condition, at: Place, depth: int) -> Predicate:
        """A condition with everything below it."""
        if depth > DEEPEST:
            self._refuse(
                Violation(
                    COND007,
                    Problem(at, said("nests more than {DEEPEST} levels deep", DEEPEST=DEEPEST)),
                )
            )
            return ALWAYS
        self.broken |= not condition.is_whole
        parts = [
            self._test(name, test, child(at, name)) for name, test in read_entries(condition.tests)
        ]
        for key, join in (("all", All), ("any", Any)):
            group = condition.read_field(key)
            if group is None:
                continue
            if not group:
                problem = Problem(child(at, key), said("`{key}` has no conditions", key=key))
                self._refuse(
                    Violation(COND006, problem._replace(help=said("list some or remove it")))
                )
            inner = [
                self.nested(one, place, depth + 1) for one, place in _each(group, child(at, key))
            ]
            parts.append(join(tuple(inner)))
        opposite = condition.read_field("not_")
        if opposite is not None:
            parts.append(Not(self.nested(opposite, child(at, "not"), depth + 1)))
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _refuse(self, violation: Violation) -> None:
        self.violations.append(violation)
        self.broken = True

    def _test(self, name: str, test: object, at: Place) -> Predicate:
        if name == DETECTED_AT:
            return self._instant(test, at)
        fact = self.terms.facts.get(name)
        if fact is None:
            self.broken = True
            if name not in self.terms.doubtful and self.terms.complete:
                message = said("no vocabulary declares the fact `{name}`", name=name)
                known = self.terms.names
                problem = Problem(
                    at._replace(of_key=True),
                    message,
                    help=did_you_mean(name, known),
                    meant=only_near(name, known),
                    lacks=Lack("fact", name),
                )
                self._refuse(Violation(COND001, problem))
            return ALWAYS
        if isinstance(test, written.Test):
            self.broken |= not test.is_whole
            return self._tests(fact, test, at)
        if isinstance(test, tuple):
            return self._one_of(fact, test, at)
        return self._equals(fact, test, at)

    def _instant(self, test: object, at: Place) -> Predicate:
        stated = _stated(test) if isinstance(test, written.Test) else {"": test}
        if not stated and getattr(test, "is_whole", True):
            return self._nothing(at)
        parts: list[Predicate] = []
        for key, value in stated.items():
            if key == "known":
                parts.append(ALWAYS if value else Not(ALWAYS))
            elif key in ("within", "outside"):
                self.broken |= value not in self.terms.calendars
                inside = Within(str(value))
                parts.append(inside if key == "within" else Not(inside))
            else:
                place = child(at, key) if key else at
                message = said("`detected_at` can only be tested against a calendar")
                advice = said("write `{{within: CALENDAR}}` or `{{outside: CALENDAR}}`")
                self._refuse(Violation(COND005, Problem(place, message, help=advice)))
        return _join(parts)

    def _tests(self, fact: Fact, test: written.Test, at: Place) -> Predicate:
        stated = _stated(test)
        if not stated and test.is_whole:
            return self._nothing(at)
        return _join([self._keyed(fact, key, value, at) for key, value in stated.items()])

    def _nothing(self, at: Place) -> Predicate:
        message = said("this test tests nothing")
        self._refuse(Violation(COND006, Problem(at, message, help=said("write a value or a test"))))
        return ALWAYS

    def _keyed(self, fact: Fact, key: str, value: object, at: Place) -> Predicate:
        place = child(at, key)
        refusal = _refusal(fact, key)
        if refusal is not None:
            message = said("`{key}` does not fit {fact}", key=key, fact=word_of(fact))
            spot = place._replace(of_key=True)
            self._refuse(Violation(COND005, Problem(spot, message, help=refusal)))
            return ALWAYS
        if key == "known":
            stated = _known(fact)
            return stated if value else Not(stated)
        if key in COMPARISONS:
            bound = self._value(fact, value, place)
            if bound is None:
                return ALWAYS
            number = fact.values.index(bound) if isinstance(bound, str) else bound
            return Compare(fact.name, COMPARISONS[key], number)  # type: ignore[arg-type]
        assert isinstance(value, tuple)
        if key == "all_of":
            return All(tuple(self._equals(fact, one, spot) for one, spot in _each(value, place)))
        some = self._one_of(fact, value, place)
        return some if key == "any_of" else Not(some)

    def _one_of(self, fact: Fact, values: tuple[object, ...], at: Place) -> Predicate:
        if fact.many:
            return Any(tuple(self._equals(fact, one, spot) for one, spot in _each(values, at)))
        read = [self._value(fact, one, spot) for one, spot in _each(values, at)]
        return In(fact.name, frozenset(one for one in read if one is not None))

    def _equals(self, fact: Fact, value: object, at: Place) -> Predicate:
        read = self._value(fact, value, at)
        if read is None:
            return ALWAYS
        return HasTag(fact.name, str(read)) if fact.many else In(fact.name, frozenset({read}))

    def _value(self, fact: Fact, value: object, at: Place) -> Kind | None:
        read = read_value(fact, value, at)
        if isinstance(read, Violation):
            self._refuse(read)
            return None
        return read


def _stated(test: written.Test) -> dict[str, object]:
    """The comparisons that a test has, by their keys."""
    stated = {name: test.read_field(name) for name in type(test).model_fields}
    return {name: value for name, value in stated.items() if value is not None}


def _each(values: tuple[T, ...], at: Place) -> Iterator[tuple[T, Place]]:
    return ((value, child(at, position)) for position, value in enumerate(read_items(values)))


def _join(parts: list[Predicate]) -> Predicate:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _known(fact: Fact) -> Predicate:
    if fact.type == "share":
        return All((IsKnown(fact.part), IsKnown(fact.whole)))
    return IsKnown(fact.name)


def _refusal(fact: Fact, key: str) -> str | None:
    """The advice for a test that the fact's type does not allow; None where it does."""
    numeric = fact.type in ("integer", "number")
    if key in COMPARISONS and not (numeric or fact.ordered):
        return said("only numbers and ordered values can be compared")
    if key in SET_TESTS and not fact.many:
        return (
            said("write `not_in`")
            if key == "none_of"
            else said("write a value or a list of values")
        )
    if key in ("within", "outside"):
        return said("only `detected_at` falls within a calendar")
    if key == "known" and fact.type == "decision":
        return said("a decision always has a result")
    return None
