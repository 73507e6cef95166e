"""Tests of a fact in words, for people who read why a rule did not match."""

from typing import Final

from govcheck.engine.cells import plain
from govcheck.engine.ruleset import (
    All,
    Any,
    Compare,
    Fact,
    HasTag,
    In,
    Not,
    Predicate,
    Value,
    tests_of,
)

_COMPARED: Final = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}


def needs(condition: Predicate, fact: Fact) -> str | None:
    """What a condition asks of one fact; None where it asks it together with others."""
    parts = [part for part in conjuncts(condition) if _tests_only(part, fact.name)]
    phrases = [_phrase(part, fact) for part in parts]
    known = [phrase for phrase in phrases if phrase is not None]
    return " and ".join(dict.fromkeys(known)) if known and len(known) == len(phrases) else None


def in_words(value: Value) -> str:
    """A value as a person writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if isinstance(value, frozenset):
        return ", ".join(sorted(value)) or "none"
    return plain(value)


def conjuncts(condition: Predicate) -> list[Predicate]:
    """The parts that all have to hold."""
    if not isinstance(condition, All):
        return [condition]
    return [inner for part in condition.parts for inner in conjuncts(part)]


def _tests_only(condition: Predicate, fact: str) -> bool:
    names = {getattr(test, "fact", None) for test in tests_of(condition)}
    return names == {fact}


def _phrase(condition: Predicate, fact: Fact) -> str | None:
    match condition:
        case In(_, values):
            return _listed(sorted(in_words(value) for value in values))
        case Compare(_, op, bound):
            shown = fact.values[int(bound)] if fact.values else plain(bound)
            return f"{_COMPARED[op]} {shown}"
        case HasTag(_, tag):
            return tag
        case Not(part):
            inner = _phrase(part, fact)
            return None if inner is None else f"not {inner}"
        case Any(parts):
            phrases = [_phrase(part, fact) for part in parts]
            known = [phrase for phrase in phrases if phrase is not None]
            return _listed(known) if len(known) == len(phrases) else None
    return None


def _listed(options: list[str]) -> str:
    *others, last = options or ["nothing"]
    return f"{', '.join(others)} or {last}" if others else last
