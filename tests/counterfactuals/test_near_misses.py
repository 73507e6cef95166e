"""Near misses against trying every other value."""

from hypothesis import given, settings

from govcheck.counterfactuals.near_misses import near_misses
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    CompiledRule,
    HasTag,
    Not,
    Ruling,
    Value,
)
from tests.engine import oracle
from tests.engine.build import (
    EMPTY,
    Rules,
    boolean,
    choice,
    decision,
    equals,
    integer,
    ruleset,
    tags,
)
from tests.engine.strategies import Given, given_cases


def changed(sample: Given, verdict: Ruling, fact: str) -> list[Ruling]:
    """The verdict for every other value of a fact."""
    found = []
    for value in oracle.values_of(sample.ruleset.facts[fact]):
        facts = oracle.changed(sample.case, fact, value)
        if oracle.fits(facts):
            verdicts = decide(sample.ruleset, EMPTY, Case(0, facts))
            found += [one for one in verdicts if one.decision.name == verdict.decision.name]
    return found


def decides(verdict: Ruling, rule: CompiledRule, others: list[Ruling]) -> bool:
    """Whether the rule matches in one of the other verdicts, with another result."""
    return any(
        other.result != verdict.result and rule in [match.rule for match in other.matched]
        for other in others
    )


@settings(max_examples=80, deadline=None)
@given(given_cases(most_unknown=1, most_decisions=3))
def test_a_near_miss_would_decide_with_one_fact_changed(sample: Given) -> None:
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    for miss in near_misses(sample.ruleset, EMPTY, sample.case, verdicts):
        verdict = next(one for one in verdicts if miss.rule in one.decision.rules)
        assert miss.rule not in [match.rule for match in verdict.matched]
        assert decides(verdict, miss.rule, changed(sample, verdict, miss.fact))


@settings(max_examples=80, deadline=None)
@given(given_cases(most_unknown=0, most_decisions=1))
def test_every_higher_rule_that_one_fact_would_let_match_is_named(sample: Given) -> None:
    verdict = decide(sample.ruleset, EMPTY, sample.case)[0]
    if verdict.decision.hit_policy != "highest":
        return
    found = near_misses(sample.ruleset, EMPTY, sample.case, (verdict,))
    places = verdict.decision.results.index
    expected = {
        (rule.id, fact)
        for rule in verdict.decision.rules
        if places(rule.results[0]) > places(verdict.result[0])
        for fact in sample.case.facts
        if decides(verdict, rule, changed(sample, verdict, fact))
    }
    assert {(miss.rule.id, miss.fact) for miss in found} == expected


SAFETY = HasTag("topics", "safety")


def misses(rules: Rules, **facts: Value) -> list[tuple[str, str]]:
    """The rules that are nearly met, with what they need."""
    policy = ruleset(
        [
            integer("followers"),
            tags("topics", "safety", "leak"),
            boolean("ours"),
            choice("mood", "good", "flat", "bad", ordered=True),
        ],
        decision("severity", "highest", ("low", "mid", "top"), rules, "low"),
    )
    case = Case(0, facts)
    found = near_misses(policy, EMPTY, case, decide(policy, EMPTY, case))
    return [(miss.rule.id, miss.needs) for miss in found]


def test_what_a_rule_needs_is_said_in_words() -> None:
    band = All((Compare("followers", ">=", 10), Compare("followers", "<", 50)))
    rules: Rules = {
        "number": (Compare("followers", ">=", 10000), "top"),
        "band": (band, "top"),
        "grade": (Compare("mood", ">", 0), "top"),
        "tag": (SAFETY, "top"),
        "tags": (Any((SAFETY, HasTag("topics", "leak"))), "top"),
        "yes": (equals("ours", True), "top"),
        "choice": (equals("mood", "bad", "flat"), "top"),
        "other": (Not(equals("mood", "good")), "top"),
    }
    facts: dict[str, Value] = {
        "followers": 1,
        "mood": "good",
        "ours": False,
        "topics": frozenset[str](),
    }
    assert misses(rules, **facts) == [
        ("number", "followers at least 10000"),
        ("band", "followers at least 10 and less than 50"),
        ("grade", "mood more than good"),
        ("tag", "topics safety"),
        ("tags", "topics safety or leak"),
        ("yes", "ours true"),
        ("choice", "mood bad or flat"),
        ("other", "mood not good"),
    ]


def test_two_facts_away_is_not_near() -> None:
    rules: Rules = {"far": (All((SAFETY, equals("ours", True))), "top")}
    assert misses(rules, topics=frozenset[str](), ours=False) == []
    assert misses(rules, topics=frozenset[str](), ours=True) == [("far", "topics safety")]


def test_a_rule_that_would_not_count_is_not_named() -> None:
    rules: Rules = {"top": (equals("ours", True), "top"), "mid": (SAFETY, "mid")}
    assert misses(rules, ours=True, topics=frozenset[str]()) == []


def test_a_test_that_joins_facts_shows_the_value() -> None:
    either = Any((Compare("followers", ">=", 10), equals("ours", True)))
    rules: Rules = {"either": (either, "top")}
    assert misses(rules, followers=3, ours=False) == [
        ("either", "followers >= 10"),
        ("either", "ours true"),
    ]
