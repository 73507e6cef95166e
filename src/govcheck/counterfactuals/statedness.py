"""Rules for which it is open whether an unknown fact will be stated."""

from govcheck.engine.ruleset import All, Any, Case, Fact, In, IsKnown, Not, Predicate, Ruleset


def stated_or_not(ruleset: Ruleset, case: Case) -> Ruleset:
    """The rules, for which it is open whether an unknown fact will be stated."""
    names = [known_name(name) for name in unknown_facts(ruleset, case)]
    known = {name: Fact(name, "boolean") for name in names}
    decisions = tuple(
        decision._replace(
            rules=tuple(
                rule._replace(when=asked_openly(rule.when, case, ruleset))
                for rule in decision.rules
            )
        )
        for decision in ruleset.decisions
    )
    return Ruleset({**ruleset.facts, **known}, decisions)


def unknown_facts(ruleset: Ruleset, case: Case) -> list[str]:
    """What an incident does not state, and nothing is assumed of."""
    return [
        name
        for name, fact in ruleset.facts.items()
        if name not in case.facts and fact.default is None
    ]


def asked_openly(condition: Predicate, case: Case, ruleset: Ruleset) -> Predicate:
    """The condition, which asks a fact of its own whether an unknown fact is known."""
    if isinstance(condition, All | Any):
        parts = tuple(asked_openly(part, case, ruleset) for part in condition.parts)
        return All(parts) if isinstance(condition, All) else Any(parts)
    if isinstance(condition, Not):
        return Not(asked_openly(condition.part, case, ruleset))
    if isinstance(condition, IsKnown) and condition.fact not in case.facts:
        fact = ruleset.facts[condition.fact]
        return (
            condition if fact.default is not None else In(known_name(fact.name), frozenset({True}))
        )
    return condition


def known_name(name: str) -> str:
    """The name of a fact that tells whether another one is stated; no other can be called so."""
    return f"known {name}"
