"""Conditions of rules in words that people read."""

from collections.abc import Iterator
from typing import Any, Final

from govcheck.engine.ruleset import Fact, Value
from govcheck.papers.change.statement import Fields, Voice
from govcheck.targets import words

LIMITS: Final = ("at_least", "more_than", "at_most", "less_than")


def conditions(voice: Voice, when: Fields, *, without: str = "") -> str:
    """A condition as what has to be the case, without the test of one fact."""
    said = [_test(voice, name, test) for name, test in when.items() if name not in ("", without)]
    return voice.tongue.all_of(said)


def _test(voice: Voice, name: str, test: Any) -> str:
    say = voice.tongue.say
    if name == "any" and isinstance(test, list):
        return "(" + say(" OR ").join(conditions(voice, one) for one in test) + ")"
    if name == "all" and isinstance(test, list):
        return "(" + say(" AND ").join(conditions(voice, one) for one in test) + ")"
    if name == "not":
        return say("not ({conditions})", conditions=conditions(voice, test))
    fact = fact_of(voice, name)
    called = voice.head.decision(name) if fact is None else voice.head.fact(fact)
    if not isinstance(test, dict):
        return f"{called} {_values(voice, fact, test)}"
    return f"{called} {voice.tongue.all_of([*_operators(voice, fact, test)])}"


def _operators(voice: Voice, fact: Fact | None, test: Fields) -> Iterator[str]:
    say = voice.tongue.say
    for name, value in test.items():
        said = _values(voice, fact, value)
        if name == "at_least":
            yield say("at least {value}", value=said)
        elif name == "more_than":
            yield say("above {value}", value=said)
        elif name == "at_most":
            yield say("at most {value}", value=said)
        elif name == "less_than":
            yield say("below {value}", value=said)
        elif name == "known":
            yield say("known") if value else say("not known")
        elif name in ("not_in", "none_of"):
            yield say("none of {values}", values=said)
        elif name == "within":
            yield say("within {calendar}", calendar=voice.document(f"calendar/{value}"))
        else:
            yield said


def _values(voice: Voice, fact: Fact | None, value: Any) -> str:
    if isinstance(value, list):
        return voice.tongue.any_of([_values(voice, fact, one) for one in value])
    return value_in_words(voice, fact, value)


def value_in_words(voice: Voice, fact: Fact | None, value: Value) -> str:
    """A value of a fact, or as it stands where no such fact is known."""
    return words(str(value)) if fact is None else voice.head.value(fact, value)


def fact_of(voice: Voice, name: str) -> Fact | None:
    """A fact of either side, results of decisions included."""
    for side in (voice.comparison.head, voice.comparison.base):
        if name in side.program.ruleset.facts:
            return side.program.ruleset.facts[name]
    return None
