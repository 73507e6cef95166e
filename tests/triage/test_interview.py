"""The interview ends where stating everything would end, and asks no more than it needs."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from govcheck.duty.roster import Roster
from govcheck.engine import ruleset
from govcheck.engine.case import read_case
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import (
    ALWAYS,
    All,
    Case,
    Compare,
    CompiledRule,
    DecisionTable,
    Fact,
    HasTag,
    In,
    IsKnown,
    Predicate,
    Ruleset,
)
from govcheck.engine.ruleset import (
    Any as AnyOf,
)
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import (
    ActionPlan,
    ApprovalPlan,
    EscalationPlan,
    PlaybookPlan,
    Program,
    StepPlan,
)
from govcheck.triage.answers import AnswerError
from govcheck.triage.interview import Interview
from tests.engine.oracle import values_of
from tests.engine.strategies import Given, given_cases

EMPTY = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)
FACTS = {
    fact.name: fact
    for fact in (
        Fact("harm", "boolean"),
        Fact("press", "boolean"),
        Fact("followers", "integer", minimum=0),
        Fact("topics", "tags", ("leak", "praise")),
        Fact("channel", "reference", ()),
        Fact("bad", "integer", minimum=0),
        Fact("replies", "integer", minimum=0),
        Fact(
            "angry",
            "share",
            ("none", "minority", "half", "majority", "all"),
            True,
            part="bad",
            whole="replies",
        ),
    )
}


def rule(when: Predicate, *results: str) -> CompiledRule:
    return CompiledRule("-".join(results), when, results, None, "doc", "p.yaml", 1)


def severity(*rules: CompiledRule) -> DecisionTable:
    levels = ("sev3", "sev2", "sev1")
    return DecisionTable(
        "severity", "highest", levels, True, ("sev3",), None, rules, (), "doc", "p.yaml", 1
    )


def collected(name: str, results: tuple[str, ...], *rules: CompiledRule) -> DecisionTable:
    return DecisionTable(name, "collect", results, False, (), None, rules, (), "doc", "p.yaml", 1)


def program(*decisions: DecisionTable, **parts: Any) -> Program:
    ruleset = Ruleset(FACTS, decisions)
    empty: dict[str, Any] = {"escalations": {}, "playbooks": {}}
    return Program("acme", (), ruleset, EMPTY, **{**empty, **parts})


def asked(interview: Interview, **known: object) -> list[str]:
    """The facts that are asked; what is not known is skipped."""
    names = []
    while (question := interview.next_question()) is not None:
        names.append(question.fact)
        if question.fact in known:
            interview = interview.answered(question.fact, known[question.fact])
        else:
            interview = interview.without(question.fact)
    return names


HARM, PRESS = In("harm", frozenset({True})), In("press", frozenset({True}))
LOUD = Compare("followers", ">=", 1000)


def test_the_question_that_settles_most_comes_first_and_the_rest_is_not_asked() -> None:
    one = program(severity(rule(HARM, "sev1"), rule(All((PRESS, LOUD)), "sev2")))
    assert asked(Interview(one, 0), harm=True) == ["harm"]


def test_facts_that_matter_only_together_are_asked() -> None:
    one = program(severity(rule(AnyOf((HARM, PRESS)), "sev1")))
    assert asked(Interview(one, 0), harm=False, press=False) == ["harm", "press"]
    assert asked(Interview(one, 0), harm=True) == ["harm"]


def test_what_is_known_is_not_asked() -> None:
    one = program(severity(rule(All((HARM, LOUD)), "sev1")))
    assert asked(Interview(one, 0, {"harm": False})) == []
    assert asked(Interview(one, 0, {"harm": True}), followers=10) == ["followers"]


def test_what_nobody_knows_is_asked_once() -> None:
    one = program(severity(rule(All((HARM, LOUD)), "sev1")))
    assert sorted(asked(Interview(one, 0))) == ["followers", "harm"]


def test_a_condition_that_always_holds_asks_nothing() -> None:
    quiet = Compare("followers", "<", 1000)
    one = program(severity(rule(AnyOf((LOUD, quiet)), "sev1")))
    assert asked(Interview(one, 0)) == []


def test_a_reference_to_nothing_cannot_be_asked() -> None:
    one = program(severity(rule(In("channel", frozenset({"forum"})), "sev1")))
    assert asked(Interview(one, 0)) == []


def test_a_share_asks_for_its_numbers() -> None:
    one = program(severity(rule(Compare("angry", ">=", 3), "sev1")))
    assert sorted(asked(Interview(one, 0), bad=6, replies=10)) == ["bad", "replies"]


def test_numbers_that_cannot_be_are_refused_with_the_reason() -> None:
    interview = Interview(program(), 0, {"replies": 3})
    with pytest.raises(AnswerError, match="`bad` is `4`, more than `replies`"):
        interview.answered("bad", 4)
    with pytest.raises(AnswerError, match="it is at least 0"):
        interview.answered("followers", -1)
    with pytest.raises(AnswerError, match="no vocabulary declares the fact `folowers`"):
        interview.answered("folowers", 1)


def test_a_step_that_depends_on_a_fact_asks_for_it() -> None:
    escalation = DecisionTable(
        "escalation", "first", ("crisis",), False, ("crisis",), None, (), (), "doc", "p.yaml", 1
    )
    steps = (StepPlan("duty", ("person:ana",)), StepPlan("legal", ("person:eva",), when=HARM))
    one = program(escalation, escalations={"crisis": EscalationPlan("crisis", steps, "person:ceo")})
    assert asked(Interview(one, 0), harm=True) == ["harm"]


def test_an_action_and_an_approval_ask_only_in_a_playbook_that_applies() -> None:
    book = PlaybookPlan(
        "leak",
        (
            ActionPlan("pause", "Pause", "person:ana", when=PRESS),
            ActionPlan("answer", "Answer", "person:ana", needs=("legal",)),
        ),
        ("pause", "answer"),
        {"legal": ApprovalPlan("legal", "person:eva", 60, when=LOUD)},
    )
    leak = rule(HasTag("topics", "leak"), "leak")
    one = program(collected("playbooks", ("leak",), leak), playbooks={"leak": book})
    everything = {"topics": ["leak"], "press": True, "followers": 5}
    assert sorted(asked(Interview(one, 0), **everything)) == ["followers", "press", "topics"]
    assert asked(Interview(one, 0, {"topics": []}), **everything) == []


def test_parts_without_a_condition_ask_nothing() -> None:
    book = PlaybookPlan(
        "leak", (ActionPlan("pause", "Pause", "person:ana", when=ALWAYS),), ("pause",), {}
    )
    always = collected("playbooks", ("leak",), rule(ALWAYS, "leak"))
    assert asked(Interview(program(always, playbooks={"leak": book}), 0)) == []


def plain(case: Case) -> dict[str, object]:
    return {
        name: tuple(sorted(value)) if isinstance(value, frozenset) else value
        for name, value in case.facts.items()
    }


def reads_what_is_known(condition: Predicate) -> bool:
    return any(isinstance(test, IsKnown) for test in ruleset.tests_of(condition))


def test_a_rule_that_asks_whether_a_fact_is_known_asks_for_it() -> None:
    one = program(severity(rule(IsKnown("press"), "sev1")))
    assert asked(Interview(one, 0), press=False) == ["press"]


@settings(deadline=None, max_examples=60)
@given(given_cases(most_unknown=3, most_decisions=2), st.data())
def test_it_ends_with_the_verdict_of_stating_all_that_is_known(
    drawn: Given, data: st.DataObject
) -> None:
    ruleset = drawn.ruleset
    whens = [rule.when for decision in ruleset.decisions for rule in decision.rules]
    assume(not any(map(reads_what_is_known, whens)))
    one = Program("acme", (), ruleset, EMPTY, {}, {})
    interview = Interview(one, 0, plain(drawn.case))
    known: dict[str, object] = {}
    for name, fact in ruleset.facts.items():
        if fact.type not in ("share", "decision") and name not in drawn.case.facts:
            value = data.draw(st.none() | st.sampled_from(values_of(fact)), label=name)
            if value is not None:
                known[name] = tuple(sorted(value)) if isinstance(value, frozenset) else value
    everything = Interview(one, 0, {**interview.facts, **known})
    assume(not read_case(ruleset, everything.facts, 0)[1])
    rounds = 0
    while (question := interview.next_question()) is not None:
        rounds += 1
        assert rounds <= len(ruleset.facts)
        if question.fact in known:
            interview = interview.answered(question.fact, known[question.fact])
        else:
            interview = interview.without(question.fact)
    ended = decide(ruleset, EMPTY, interview.case)
    stated = decide(ruleset, EMPTY, everything.case)
    assert [verdict.result for verdict in ended] == [verdict.result for verdict in stated]


def test_the_end_can_be_played() -> None:
    one = program(severity(rule(HARM, "sev1")))
    interview = Interview(one, 0).answered("harm", True)
    outcome = play(one, PlayedIncident("i", "I", interview.case, 0, 0))
    assert outcome.verdicts[0].result == ("sev1",)
    assert outcome.ask_next == ()
