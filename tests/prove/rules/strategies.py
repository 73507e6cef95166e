"""Small random rule sets whose incidents can all be listed."""

from typing import Literal

from hypothesis import strategies as st

from govcheck.engine.ruleset import Fact, Ruleset
from tests.engine.strategies import FACTS, assuming, decisions

Worse = Literal["higher", "lower"] | None
WORSE: st.SearchStrategy[Worse] = st.sampled_from(["higher", "lower", None])
SINGLE: st.SearchStrategy[Literal["highest", "first", "unique"]] = st.sampled_from(
    ["highest", "first", "unique"]
)


@st.composite
def rulesets(draw: st.DrawFn, most_facts: int = 3, most_decisions: int = 3) -> Ruleset:
    """Some facts and decisions, each of which may use earlier ones; the last is `severity`."""
    base = draw(st.lists(st.sampled_from(FACTS[:6]), min_size=1, max_size=most_facts, unique=True))
    if draw(st.integers(0, 3)) == 0:
        base = base[:1] + list(FACTS[6:])
    facts = [_worse(draw, draw(assuming(fact))) for fact in base]
    made = []
    count = draw(st.integers(1, most_decisions))
    for number in range(count):
        name = "severity" if number == count - 1 else f"d{number}"
        decision = draw(decisions(name, facts))
        if name == "severity":
            hit_policy = draw(SINGLE)
            one = st.sampled_from(decision.results).map(lambda result: (result,))
            rules = tuple(rule._replace(results=draw(one)) for rule in decision.rules)
            decision = decision._replace(
                hit_policy=hit_policy, ordered=True, rules=rules, otherwise=draw(one)
            )
        made.append(decision)
        many = decision.hit_policy == "collect"
        facts.append(Fact(name, "decision", decision.results, decision.ordered, many))
    return Ruleset({fact.name: fact for fact in facts}, tuple(made))


def _worse(draw: st.DrawFn, fact: Fact) -> Fact:
    """The fact, perhaps with a direction in which it gets worse."""
    ordered = fact.type in ("integer", "number", "boolean") or fact.ordered
    return fact._replace(worse=draw(WORSE)) if ordered else fact
