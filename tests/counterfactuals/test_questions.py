"""Questions against the enumeration of every completion."""

from hypothesis import assume, given, settings

from govcheck.counterfactuals.questions import Trials, assumptions, most_decisive, questions
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import All, Any, Case, Compare, HasTag, IsKnown, Not, OpenFact, Value
from govcheck.model.decision import HitPolicy
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


def matters(sample: Given, fact: str) -> bool:
    """Whether two completions that differ in nothing else lead to different results."""
    outcomes: dict[object, set[object]] = {}
    shares = [one.name for one in sample.ruleset.facts.values() if one.type == "share"]
    for world in oracle.explore(sample.ruleset, sample.case)[2]:
        others = {name: v for name, v in world.facts.items() if name not in (fact, *shares)}
        key = tuple(sorted(others.items(), key=lambda item: item[0]))
        outcomes.setdefault(key, set()).add(tuple(sorted(world.results.items())))
    return any(len(found) > 1 for found in outcomes.values())


def answered(sample: Given, fact: str) -> list[Case]:
    """The case with each value of a fact that fits the others."""
    cases = (
        Case(0, oracle.changed(sample.case, fact, value))
        for value in oracle.values_of(sample.ruleset.facts[fact])
    )
    return [one for one in cases if oracle.fits(one.facts)]


@settings(max_examples=80, deadline=None)
@given(given_cases(most_unknown=3, most_decisions=3))
def test_a_fact_is_asked_for_where_it_can_change_a_result(sample: Given) -> None:
    assume(all(one.hit_policy != "unique" for one in sample.ruleset.decisions))
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    now = [(one.result, one.possible) for one in verdicts]
    asked = {one.fact for one in questions(sample.ruleset, EMPTY, sample.case, verdicts)}
    for name, fact in sample.ruleset.facts.items():
        if name in sample.case.facts or fact.type in ("share", "decision"):
            continue
        after = [decide(sample.ruleset, EMPTY, case) for case in answered(sample, name)]
        moves = any(now != [(one.result, one.possible) for one in found] for found in after)
        if matters(sample, name):
            assert name in asked
        elif not moves:
            assert name not in asked


@settings(max_examples=80, deadline=None)
@given(given_cases(most_unknown=3, most_decisions=3))
def test_answers_do_what_they_say(sample: Given) -> None:
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    for question in questions(sample.ruleset, EMPTY, sample.case, verdicts):
        if sample.ruleset.facts[question.fact].type not in ("choice", "boolean"):
            continue
        changes = {}
        for case in answered(sample, question.fact):
            after = decide(sample.ruleset, EMPTY, case)
            value = case.facts[question.fact]
            label = str(value).lower() if isinstance(value, bool) else value
            changes[label] = {
                new.decision.name: new.result
                for old, new in zip(verdicts, after, strict=True)
                if new.result != old.result
            }
        expected = {label: change for label, change in changes.items() if change}
        assert question.would_change == expected


@settings(max_examples=80, deadline=None)
@given(given_cases(most_unknown=3, most_decisions=3))
def test_the_most_decisive_question_is_the_first_of_all(sample: Given) -> None:
    verdicts = decide(sample.ruleset, EMPTY, sample.case)
    asked = questions(sample.ruleset, EMPTY, sample.case, verdicts)
    tried: Trials = {}
    for skipped in range(len(asked) + 1):
        askable = set(sample.ruleset.facts) - {one.fact for one in asked[:skipped]}
        found = most_decisive(sample.ruleset, EMPTY, sample.case, verdicts, askable, tried)
        assert found == (asked[skipped] if skipped < len(asked) else None)


FACTS = (
    integer("followers"),
    tags("topics", "safety", "leak", "praise"),
    boolean("ours"),
    boolean("theirs"),
    choice("mood", "good", "bad", ordered=True),
)
RESULTS = ("low", "mid", "top")


def ask(rules: Rules, hit_policy: HitPolicy = "highest", **facts: Value) -> list[OpenFact]:
    """The questions about one decision."""
    made = decision("severity", hit_policy, RESULTS, rules, "low")
    policy = ruleset(FACTS, made)
    case = Case(0, facts)
    return list(questions(policy, EMPTY, case, decide(policy, EMPTY, case)))


def test_answers_are_named_by_the_cells_of_a_number() -> None:
    rules: Rules = {
        "few": (Compare("followers", ">=", 10), "mid"),
        "many": (Compare("followers", ">=", 100), "top"),
    }
    (question,) = ask(rules)
    assert question.fact == "followers"
    assert question.question == "What is followers?"
    low, mid = {"severity": ("low",)}, {"severity": ("mid",)}
    assert question.would_change == {"< 10": low, "10 to 99": mid}


def test_answers_are_tags_alone_or_none() -> None:
    rules: Rules = {
        "safe": (HasTag("topics", "safety"), "top"),
        "leak": (HasTag("topics", "leak"), "mid"),
    }
    low, mid = {"severity": ("low",)}, {"severity": ("mid",)}
    assert [one.would_change for one in ask(rules)] == [{"leak": mid, "none": low}]


def test_a_fact_that_changes_nothing_is_not_asked_for() -> None:
    always = Any((Compare("followers", "<", 10), Compare("followers", ">=", 10)))
    rules: Rules = {"always": (always, "mid"), "lower": (equals("ours", True), "mid")}
    assert ask(rules) == []


def test_facts_that_matter_only_together_are_asked_for() -> None:
    ours, theirs = equals("ours", True), equals("theirs", True)
    one_of = Any((All((ours, Not(theirs))), All((theirs, Not(ours)))))
    found = ask({"xor": (one_of, "top")})
    assert [(one.fact, one.would_change) for one in found] == [("ours", {}), ("theirs", {})]


def test_the_most_decisive_question_comes_first() -> None:
    rules: Rules = {
        "both": (All((equals("theirs", True), equals("mood", "bad"))), "mid"),
        "ours": (equals("ours", True), "top"),
    }
    assert [one.fact for one in ask(rules)] == ["ours", "theirs", "mood"]


def test_what_changes_who_is_called_comes_before_what_changes_anything_else() -> None:
    mood: Rules = {
        "both": (All((equals("theirs", True), equals("mood", "bad"))), "mid"),
        "bad": (equals("mood", "bad"), "low"),
    }
    for called, expected in (("severity", "theirs"), ("escalation", "theirs"), ("tone", "ours")):
        other: Rules = {"ours": (equals("ours", True), "top")}
        policy = ruleset(
            FACTS,
            decision("reach", "highest", RESULTS, other, "low"),
            decision(called, "highest", RESULTS, mood, "low"),
        )
        found = questions(policy, EMPTY, Case(0, {}), decide(policy, EMPTY, Case(0, {})))
        assert found[0].fact == expected


def test_an_answer_may_matter_by_being_given() -> None:
    found = ask({"asked": (Not(IsKnown("ours")), "top")})
    low = {"severity": ("low",)}
    assert [(one.fact, one.would_change) for one in found] == [
        ("ours", {"true": low, "false": low})
    ]


def test_the_vocabulary_words_the_question() -> None:
    made = decision("severity", "highest", RESULTS, {"r": (equals("ours", True), "top")}, "low")
    policy = ruleset([boolean("ours")._replace(ask="Did we post it?")], made)
    found = questions(policy, EMPTY, Case(0, {}), decide(policy, EMPTY, Case(0, {})))
    assert [one.question for one in found] == ["Did we post it?"]


@given(given_cases(most_facts=2))
def test_assumptions_that_matter(sample: Given) -> None:
    """Those of which some other value would give another result."""
    ruleset, case = sample
    verdicts = decide(ruleset, EMPTY, case)
    results = [verdict.result for verdict in verdicts]
    expected = {
        name
        for name in ruleset.assumed(case.facts)
        for other in answered(sample, name)
        if [verdict.result for verdict in decide(ruleset, EMPTY, other)] != results
    }
    assert set(assumptions(ruleset, EMPTY, case, verdicts)) == expected


def test_what_is_assumed_is_not_asked() -> None:
    ours = boolean("ours")._replace(default=False)
    made = decision("d", "highest", RESULTS, {"o": (equals("ours", True), "top")}, "low")
    rules, case = ruleset([ours], made), Case(0, {})
    verdicts = decide(rules, EMPTY, case)
    assert [verdict.possible for verdict in verdicts] == [("low",)]
    assert questions(rules, EMPTY, case, verdicts) == ()
