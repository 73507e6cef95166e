"""Verdicts against the enumeration of every completion, and the sentences of the language."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govcheck.engine.decide import truth_in_all
from govcheck.engine.reference import decide_as_written
from govcheck.engine.ruleset import (
    All,
    Any,
    Case,
    Compare,
    DecisionTable,
    HasTag,
    IsKnown,
    Predicate,
    Ruling,
    Value,
)
from govcheck.engine.ruleset import (
    tests_of as all_tests,
)
from govcheck.engine.search import Budget
from govcheck.model.decision import HitPolicy
from tests.engine import oracle
from tests.engine.build import (
    EMPTY,
    Rules,
    boolean,
    choice,
    decide,
    decision,
    equals,
    integer,
    ruleset,
    share,
    tags,
)
from tests.engine.strategies import Given, conditions, given_cases


def answer(verdict: Ruling) -> oracle.Answer:
    """The verdict in the words of the oracle."""
    return oracle.Answer(
        verdict.result,
        verdict.possible,
        tuple((match.rule.id, match.possible) for match in verdict.matched),
        tuple(rule.id for rule in verdict.clash),
        verdict.settled,
    )


@settings(max_examples=200, deadline=None)
@given(given_cases() | given_cases(most_facts=1))
def test_verdicts_are_those_of_all_completions(sample: Given) -> None:
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    expected = oracle.answers(sample.ruleset, sample.case)
    assert {v.decision.name: answer(v) for v in verdicts} == expected
    assert all(verdict.exact for verdict in verdicts)


@settings(max_examples=60, deadline=None)
@given(given_cases(), st.data())
def test_a_condition_is_undecided_where_completions_differ(
    sample: Given, data: st.DataObject
) -> None:
    facts = list(sample.ruleset.facts.values())
    condition = data.draw(conditions(facts))
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    held = truth_in_all(sample.ruleset, EMPTY, sample.case, verdicts, condition)
    assert held == oracle.truth(sample.ruleset, sample.case, condition)


@settings(max_examples=60, deadline=None)
@given(given_cases())
def test_without_a_budget_everything_that_may_be_is_possible(sample: Given) -> None:
    exact = decide(sample.ruleset, EMPTY, sample.case)
    rough = decide_as_written(sample.ruleset, EMPTY, sample.case, Budget(0))
    before = sample.ruleset.decisions[0]
    assert set(exact[0].possible) <= set(rough[0].possible)
    assert {m.rule for m in exact[0].matched} <= {m.rule for m in rough[0].matched}
    if before.ordered:
        places = before.results.index
        assert places(exact[0].result[0]) <= places(rough[0].result[0])


@settings(max_examples=60, deadline=None)
@given(given_cases(), st.integers(0, 60))
def test_searches_that_give_up_leave_a_result(sample: Given, visits: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govcheck.engine.decide.Budget", lambda: Budget(visits))
        verdicts = decide(sample.ruleset, EMPTY, sample.case)
    for verdict in verdicts:
        assert verdict.decision.hit_policy == "collect" or len(verdict.result) == 1
        assert set(verdict.result) <= set(verdict.decision.results)


def test_what_no_completion_fits_is_decided_otherwise() -> None:
    facts = [integer("angry"), integer("replies", 0, 3), share("anger", "angry", "replies")]
    made = decision("d", "highest", ("low", "top"), {"r": (equals("anger", "half"), "top")}, "low")
    impossible = Case(0, {"angry": 5})
    assert decide(ruleset(facts, made), EMPTY, impossible)[0].possible == ("low",)


FACTS = (integer("followers"), tags("topics", "safety", "leak"), boolean("ours"))


def verdict_of(rules: Rules, hit_policy: HitPolicy, **facts: Value) -> Ruling:
    """The verdict of one decision over `FACTS`."""
    made = decision("d", hit_policy, ("low", "mid", "top"), rules, otherwise="low")
    return decide(ruleset(FACTS, made), EMPTY, Case(0, facts))[0]


def test_two_halves_of_a_range_leave_one_result() -> None:
    halves = Any((Compare("followers", "<", 10), Compare("followers", ">=", 10)))
    verdict = verdict_of({"always": (halves, "mid")}, "highest")
    assert (verdict.result, verdict.possible, verdict.settled) == (("mid",), ("mid",), True)
    assert [match.possible for match in verdict.matched] == [False]


def test_no_whole_number_lies_between_nine_and_ten() -> None:
    between = All((Compare("followers", ">", 9), Compare("followers", "<", 10)))
    verdict = verdict_of({"never": (between, "top")}, "highest")
    assert (verdict.possible, verdict.matched) == (("low",), ())


def test_numbers_below_the_minimum_are_no_completion() -> None:
    verdict = verdict_of({"never": (Compare("followers", "<", 0), "top")}, "highest")
    assert verdict.possible == ("low",)


def test_ordered_results_act_on_the_highest_whatever_the_hit_policy() -> None:
    rules: Rules = {
        "first": (HasTag("topics", "safety"), "mid"),
        "last": (equals("ours", True), "top"),
    }
    for hit_policy in ("highest", "first", "unique"):
        assert verdict_of(rules, hit_policy).result == ("top",)


def test_the_first_rule_that_can_win_counts_where_results_have_no_order() -> None:
    rules: Rules = {
        "never": (All((Compare("f", "<", 3), Compare("f", ">", 5))), "x"),
        "silent": (Compare("f", "<", 3), "none"),
        "loud": (Compare("f", ">", 5), "y"),
    }
    made = decision("d", "first", ("x", "y", "z", "none"), rules, otherwise="z", ordered=False)
    verdict = decide(ruleset([integer("f")], made), EMPTY, Case(0, {}))[0]
    assert verdict.result == ("y",)
    assert verdict.possible == ("y", "z", "none")


def test_none_only_where_nothing_else_is_possible() -> None:
    rules: Rules = {"silent": (Compare("f", "<", 3), "none")}
    made = decision("d", "first", ("x", "none"), rules, otherwise="x", ordered=False)
    policy = ruleset([integer("f")], made)
    assert decide(policy, EMPTY, Case(0, {}))[0].result == ("x",)
    assert decide(policy, EMPTY, Case(0, {"f": 1}))[0].result == ("none",)


def test_collect_acts_on_everything_that_may_match() -> None:
    rules: Rules = {"a": (equals("ours", True), "mid"), "b": (equals("ours", False), "top")}
    verdict = verdict_of(rules, "collect")
    assert verdict.result == verdict.possible == ("mid", "top")
    assert not verdict.settled
    assert verdict_of(rules, "collect", ours=True).result == ("mid",)


def test_two_rules_of_a_unique_decision_clash_by_name() -> None:
    rules: Rules = {"a": (HasTag("topics", "leak"), "mid"), "b": (equals("ours", True), "top")}
    verdict = verdict_of(rules, "unique", ours=True, topics=frozenset({"leak"}))
    assert [clashing.id for clashing in verdict.clash] == ["a", "b"]
    assert verdict.result == ("top",)
    assert verdict_of(rules, "unique", ours=True).clash == ()


def test_known_reads_the_incident_as_it_stands() -> None:
    rules: Rules = {"asked": (IsKnown("ours"), "top")}
    assert verdict_of(rules, "highest").possible == ("low",)
    assert verdict_of(rules, "highest", ours=False).possible == ("top",)


def chain() -> tuple[DecisionTable, ...]:
    """Severity from a number, escalation from severity, playbooks from escalation."""
    severity = decision(
        "severity", "highest", ("sev2", "sev1"), {"big": (Compare("n", ">=", 100), "sev1")}, "sev2"
    )
    rules: Rules = {
        "loud": (equals("severity", "sev1"), "crisis"),
        "odd": (equals("ours", True), "crisis"),
    }
    escalation = decision("escalation", "first", ("crisis", "none"), rules, "none", ordered=False)
    few = All((equals("escalation", "crisis"), Compare("n", "<", 10)))
    playbooks = decision("playbooks", "collect", ("calm",), {"few": (few, "calm")}, "")
    return severity, escalation, playbooks


def test_used_decisions_narrow_the_completions_all_the_way_down() -> None:
    policy = ruleset([integer("n"), boolean("ours")], *chain())
    severity, escalation, playbooks = decide(policy, EMPTY, Case(0, {}))
    assert (severity.result, escalation.result) == (("sev1",), ("crisis",))
    assert playbooks.possible == ()
    assert playbooks.assumes == {"severity", "escalation"}


def test_all_completions_count_where_none_agrees() -> None:
    either: tuple[Rules, Rules] = (
        {"a": (equals("ours", True), "x")},
        {"a": (equals("ours", False), "x")},
    )
    one, two = (
        decision(f"d{n}", "first", ("x", "y"), rules, "y", ordered=False)
        for n, rules in enumerate(either)
    )
    both: Rules = {
        "both": (All((equals("d0", "x"), equals("d1", "x"))), "p"),
        "d0": (equals("d0", "x"), "q"),
    }
    reader = decision("d2", "first", ("p", "q", "r"), both, "r", ordered=False)
    verdicts = decide(ruleset([boolean("ours")], one, two, reader), EMPTY, Case(0, {}))
    assert [verdict.result for verdict in verdicts] == [("x",), ("x",), ("q",)]
    assert verdicts[2].possible == ("q", "r")
    assert verdicts[2].assumes == frozenset()


def test_a_reference_without_candidates_is_like_nothing() -> None:
    made = decision("d", "highest", ("low", "top"), {"r": (equals("who", "ana"), "top")}, "low")
    policy = ruleset([choice("who")._replace(type="reference")], made)
    assert decide(policy, EMPTY, Case(0, {}))[0].possible == ("low",)


STATED: dict[str, Value] = {"n0": 3, "c0": "a", "t": frozenset({"t5"})}


@pytest.mark.parametrize("known", [True, False])
def test_hundreds_of_rules_are_decided_exactly(known: bool) -> None:
    facts = [integer(f"n{i}") for i in range(6)]
    facts += [choice(f"c{i}", *"abcdef", ordered=True) for i in range(5)]
    facts += [tags("t", *(f"t{i}" for i in range(30)))]
    rules: dict[str, tuple[Predicate, str]] = {}
    for i in range(200):
        number = Compare(f"n{i % 6}", ">=" if i % 4 else "<", 10 * (i % 17) + 5)
        grade = Compare(f"c{i % 5}", "<=" if i % 3 else ">=", i % 6)
        topic = Any((HasTag("t", f"t{i % 30}"), HasTag("t", f"t{i * 7 % 30}")))
        rules[f"r{i}"] = (All((number, grade, topic)), f"s{i % 4}")
    made = decision("d", "first", ("s0", "s1", "s2", "s3"), rules, "s0")
    stated = STATED if known else {}
    verdict = decide(ruleset(facts, made), EMPTY, Case(0, stated))[0]
    assert verdict.exact
    assert verdict.result == ("s3",)


@given(given_cases())
def test_what_is_assumed_decides_as_if_it_were_stated(sample: Given) -> None:
    """Except for rules that ask whether it is stated."""
    rules, case = sample
    whens = [rule.when for one in rules.decisions for rule in one.rules]
    asked = {test.fact for when in whens for test in all_tests(when) if isinstance(test, IsKnown)}
    assumed = rules.assumed(case.facts)
    assume(not asked & assumed.keys())
    stated = case._replace(facts={**assumed, **case.facts})
    assert decide(rules, EMPTY, case) == decide(rules, EMPTY, stated)
    bare = {name: fact._replace(default=None) for name, fact in rules.facts.items()}
    assert decide(rules._replace(facts=bare), EMPTY, stated) == decide(rules, EMPTY, stated)
