"""Small random rule sets whose completions can all be listed."""

from typing import NamedTuple

from hypothesis import strategies as st

from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    CompiledRule,
    DecisionTable,
    Fact,
    HasTag,
    In,
    IsKnown,
    Not,
    Predicate,
    Ruleset,
)
from govcheck.engine.shares import SHARES
from govcheck.model.decision import HitPolicy
from tests.engine.oracle import tested, values_of

FACTS = (
    Fact("mood", "choice", ("good", "flat", "bad"), ordered=True),
    Fact("who", "choice", ("press", "staff")),
    Fact("topics", "tags", ("leak", "safety"), many=True),
    Fact("count", "integer", minimum=0, maximum=3),
    Fact("rate", "number", minimum=0, maximum=1.5),
    Fact("ours", "boolean"),
    Fact("bad", "integer", minimum=0, maximum=3),
    Fact("replies", "integer", minimum=1, maximum=4),
    Fact("angry", "share", SHARES, ordered=True, part="bad", whole="replies"),
)
HIT_POLICIES: tuple[HitPolicy, ...] = ("highest", "first", "unique", "collect")
OPS = st.sampled_from([">=", ">", "<=", "<"])


class Given(NamedTuple):
    """A rule set and a case for it."""

    ruleset: Ruleset
    case: Case


def tests(fact: Fact) -> st.SearchStrategy[Predicate]:
    """A single test of a fact."""
    name = fact.name
    if fact.many:
        return st.sampled_from(fact.values).map(lambda tag: HasTag(name, tag))
    options: list[st.SearchStrategy[Predicate]] = []
    if fact.type in ("integer", "number"):
        bounds = st.sampled_from([0, 1, 2, 3] if fact.type == "integer" else [0, 0.5, 1.0, 1.5])
        options.append(st.builds(Compare, st.just(name), OPS, bounds))
    if fact.type != "number":
        values = st.sampled_from(values_of(fact))
        options.append(st.frozensets(values, min_size=1, max_size=2).map(lambda v: In(name, v)))
    if fact.ordered:
        positions = st.integers(0, len(fact.values) - 1)
        options.append(st.builds(Compare, st.just(name), OPS, positions))
    if fact.type not in ("decision", "share"):
        options.append(st.just(IsKnown(name)))
    return st.one_of(options)


@st.composite
def assuming(draw: st.DrawFn, fact: Fact) -> Fact:
    """The fact, perhaps with a default."""
    if fact.type == "share" or fact.name in ("bad", "replies") or draw(st.integers(0, 3)):
        return fact
    return fact._replace(default=draw(st.sampled_from(values_of(fact))))


def conditions(facts: list[Fact]) -> st.SearchStrategy[Predicate]:
    """Conditions up to three levels deep."""
    leaves = st.sampled_from(facts).flatmap(tests)
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: All(tuple(parts))),
            st.lists(inner, min_size=1, max_size=3).map(lambda parts: Any(tuple(parts))),
            inner.map(Not),
        ),
        max_leaves=4,
    )


@st.composite
def decisions(draw: st.DrawFn, name: str, facts: list[Fact]) -> DecisionTable:
    """A decision over some facts and earlier decisions."""
    hit_policy = draw(st.sampled_from(HIT_POLICIES))
    results = draw(st.sampled_from([("low", "mid", "top"), ("left", "none", "right")]))
    ordered = hit_policy == "highest" or (hit_policy != "collect" and draw(st.booleans()))
    one = st.sampled_from(results).map(lambda result: (result,))
    many = st.lists(st.sampled_from(results), max_size=2, unique=True).map(tuple)
    outcome = many if hit_policy == "collect" else one
    whens = draw(st.lists(conditions(facts), min_size=0, max_size=4))
    rules = tuple(
        CompiledRule(f"r{i}", when, draw(outcome), None, name, "p.yaml", i)
        for i, when in enumerate(whens)
    )
    decided = {fact.name for fact in facts if fact.type == "decision"}
    uses = tuple(sorted({n for when in whens for n in tested(when)} & decided))
    return DecisionTable(
        name, hit_policy, results, ordered, draw(outcome), None, rules, uses, name, "p.yaml", 1
    )


@st.composite
def given_cases(
    draw: st.DrawFn, most_unknown: int = 4, most_decisions: int = 4, most_facts: int = 3
) -> Given:
    """A rule set of some decisions, and a case with some facts unknown."""
    singles = st.sampled_from(FACTS[:6])
    base = draw(st.lists(singles, min_size=1, max_size=most_facts, unique=True))
    if most_facts > 1 and draw(st.booleans()):
        base += FACTS[6:]
    base = [draw(assuming(fact)) for fact in base]
    facts = list(base)
    made: list[DecisionTable] = []
    for number in range(draw(st.integers(1, most_decisions))):
        readable = facts[len(base) - 1 :] if draw(st.booleans()) else facts
        decision = draw(decisions(f"d{number}", readable))
        made.append(decision)
        facts.append(
            Fact(
                decision.name,
                "decision",
                decision.results,
                decision.ordered,
                decision.hit_policy == "collect",
            )
        )
    stated = {}
    free = most_unknown
    for fact in base:
        if fact.type == "share":
            continue
        if free and draw(st.booleans()):
            free -= 1
        else:
            stated[fact.name] = draw(st.sampled_from(values_of(fact)))
    if stated.get("bad", 0) > stated.get("replies", 9):
        stated["bad"] = stated["replies"]
    return Given(Ruleset({fact.name: fact for fact in facts}, tuple(made)), Case(0, stated))
