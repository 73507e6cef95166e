"""What a condition asks of one fact, in the reader's tongue."""

from govcheck.engine.ruleset import (
    Any,
    Compare,
    Fact,
    HasTag,
    In,
    Not,
    Predicate,
    tests_of,
)
from govcheck.engine.wording import conjuncts
from govcheck.render.page.names import PageNames
from govcheck.tongue import Tongue


def asked_of(condition: Predicate, fact: Fact, names: PageNames) -> str:
    """What the parts of a condition that are about this fact alone ask of it."""
    alone = {fact.name}
    parts = (
        _phrase(part, fact, names)
        for part in conjuncts(condition)
        if {getattr(test, "fact", None) for test in tests_of(part)} == alone
    )
    said = [text for text in parts if text]
    return names.tongue.all_of(list(dict.fromkeys(said)))


def _phrase(condition: Predicate, fact: Fact, names: PageNames) -> str:
    tongue = names.tongue
    match condition:
        case In(_, values):
            ordered = sorted(values, key=str)
            return tongue.any_of([names.value(fact, value) for value in ordered])
        case HasTag(_, tag):
            return names.choice(fact, tag)
        case Compare(_, op, bound):
            shown = (
                names.choice(fact, fact.values[int(bound)]) if fact.values else tongue.number(bound)
            )
            return compared(op, shown, tongue)
        case Not(part):
            inner = _phrase(part, fact, names)
            return tongue.say("not {value}", value=inner) if inner else ""
        case Any(parts):
            return tongue.any_of([_phrase(part, fact, names) for part in parts])
    return ""


def compared(op: str, value: str, tongue: Tongue) -> str:
    """A comparison in words: `at least 10,000`."""
    match op:
        case ">=":
            return tongue.say("at least {value}", value=value)
        case ">":
            return tongue.say("more than {value}", value=value)
        case "<=":
            return tongue.say("at most {value}", value=value)
    return tongue.say("less than {value}", value=value)
