"""Conditions of rules, steps and actions in words that people read."""

from govcheck.engine.ruleset import (
    All,
    Any,
    Compare,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Within,
)
from govcheck.render.page.names import PageNames, words
from govcheck.render.page.tests import compared
from govcheck.tongue import Tongue


def area_name(area: str, tongue: Tongue) -> str:
    """An area that somebody answers for: the usual ones by name, others by their id in words."""
    say = tongue.say
    return {
        "company-roadmap": say("company roadmap"),
        "goals": say("goals"),
        "channel-optimisation": say("channel optimisation"),
        "content-strategy": say("content strategy"),
        "campaign-planning": say("campaign planning"),
        "crm-segmentation": say("CRM segmentation"),
        "scoring-and-nurturing": say("scoring and nurturing"),
        "analytics": say("analytics"),
    }.get(area, words(area))


def condition(when: Predicate, names: PageNames) -> str:
    """What has to be the case; empty for what always is."""
    return _said(when, names, outer=True)


def _said(when: Predicate, names: PageNames, *, outer: bool = False) -> str:
    say = names.tongue.say
    match when:
        case All(parts):
            found = [one for one in (_said(part, names) for part in parts) if one]
            if outer or len(found) < 2:
                return names.tongue.all_of(found)
            return "(" + say(" AND ").join(found) + ")"
        case Any(parts):
            found = [one for one in (_said(part, names) for part in parts) if one]
            if outer or len(found) < 2:
                return say(" OR ").join(found)
            return "(" + say(" OR ").join(found) + ")"
        case Not(part):
            return say("not ({conditions})", conditions=_said(part, names, outer=True))
        case Within(calendar):
            return say("within {calendar}", calendar=names.document(f"calendar/{calendar}"))
        case IsKnown(fact):
            return f"{_called(fact, names)} {say('known')}"
        case In(fact, values):
            said = [_value(fact, value, names) for value in sorted(values, key=str)]
            return _of(fact, names.tongue.any_of(said), names)
        case HasTag(fact, tag):
            return _of(fact, _value(fact, tag, names), names)
        case Compare(fact, op, bound):
            known = names.program.ruleset.facts[fact]
            choice = names.choice(known, known.values[int(bound)]) if known.values else ""
            return _of(fact, compared(op, choice or names.value(known, bound), names.tongue), names)


def _of(name: str, said: str, names: PageNames) -> str:
    """A fact and what it is; once where both are called the same, as in `Stufe 1`."""
    called = _called(name, names)
    return said if f" {called} " in f" {said} " else f"{called} {said}"


def _called(name: str, names: PageNames) -> str:
    fact = names.program.ruleset.facts.get(name)
    if fact is None or fact.type == "decision":
        return names.decision(name)
    return names.fact(fact)


def _value(name: str, value: str | float | bool, names: PageNames) -> str:
    fact = names.program.ruleset.facts.get(name)
    if fact is None:
        return words(str(value))
    return names.choice(fact, value) if isinstance(value, str) else names.value(fact, value)
