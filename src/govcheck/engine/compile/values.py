"""Values in conditions: whether the fact that they are compared with can have them."""

from typing import Final

from govcheck.engine.cells import LARGEST, plain
from govcheck.engine.ruleset import Fact
from govcheck.engine.violations import COND002, COND003, COND004
from govcheck.finding import Lack, Place, Problem, Violation
from govcheck.nearest import did_you_mean, only_near
from govcheck.translation import said

Kind = str | int | float | bool

_WORDS: Final = {
    "choice": said("a choice"),
    "tags": said("a set of tags"),
    "integer": said("a whole number"),
    "number": said("a number"),
    "boolean": said("a yes or no"),
    "reference": said("a reference"),
    "share": said("a share"),
    "decision": said("a decision"),
}


def word_of(fact: Fact) -> str:
    """The fact and its type in words: "`followers`, a whole number"."""
    word = _WORDS[fact.type]
    if fact.type in ("choice", "decision") and not fact.many:
        word = (
            said("{word} in an order", word=word)
            if fact.ordered
            else said("{word} without an order", word=word)
        )
    return said("`{name}`, {word}", name=fact.name, word=word)


def read_value(fact: Fact, value: object, at: Place) -> Kind | Violation:
    """The value as the fact has it, or what is wrong with it at that place."""
    if fact.type == "boolean":
        if isinstance(value, bool):
            return value
        return _mistyped(fact, value, at, said("write `true` or `false`"))
    if fact.type in ("integer", "number"):
        return _number(fact, value, at)
    if not isinstance(value, str):
        advice = did_you_mean(_written(value), fact.values)
        return _mistyped(fact, value, at, advice)
    if value in fact.values:
        return value
    message = said("`{value}` is not a value of `{name}`", value=value, name=fact.name)
    advice, meant = did_you_mean(value, fact.values), only_near(value, fact.values)
    lacks = Lack(f"value/{fact.name}", str(value))
    return Violation(COND003, Problem(at, message, help=advice, meant=meant, lacks=lacks))


def _number(fact: Fact, value: object, at: Place) -> Kind | Violation:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _mistyped(fact, value, at, said("write a number without quotes"))
    if abs(value) > LARGEST:
        return Violation(COND004, Problem(at, said("no fact is as large as this number")))
    if fact.type == "integer" and value != int(value):
        return _mistyped(fact, value, at, said("write a whole number"))
    if fact.minimum is not None and value < fact.minimum:
        problem = Problem(
            at, said("`{value}` is below the minimum of `{name}`", value=value, name=fact.name)
        )
        return Violation(
            COND004,
            problem._replace(help=said("it is at least {minimum}", minimum=plain(fact.minimum))),
        )
    if fact.maximum is not None and value > fact.maximum:
        problem = Problem(
            at, said("`{value}` is above the maximum of `{name}`", value=value, name=fact.name)
        )
        return Violation(
            COND004,
            problem._replace(help=said("it is at most {maximum}", maximum=plain(fact.maximum))),
        )
    return int(value) if fact.type == "integer" else value


def _mistyped(fact: Fact, value: object, at: Place, advice: str | None) -> Violation:
    message = said("`{value}` does not fit {fact}", value=_written(value), fact=word_of(fact))
    return Violation(COND002, Problem(at, message, help=advice))


def _written(value: object) -> str:
    """The value as it stands in YAML."""
    return str(value).lower() if isinstance(value, bool) else str(value)
