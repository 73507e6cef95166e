"""Coverage: what scenarios reach of a policy."""

from collections.abc import Sequence

from govcheck.engine.ruleset import CompiledRule, Fact, In
from govcheck.scenarios.coverage import Coverage, Item, coverage
from govcheck.simulate.play import play
from govcheck.simulate.program import ApprovalPlan, Program, StepPlan
from govcheck.workspace import trial
from tests.simulate.build import (
    action,
    away,
    decision,
    escalation,
    playbook,
    program,
    roster,
    stated,
)

LEAK = In("leak", frozenset({True}))


def policy() -> Program:
    base = program(
        roster("ana", away("ben"), "boss"),
        escalation=escalation(
            StepPlan("first", ("person:ben",), wait=300),
            StepPlan("second", ("person:ana",), wait=300),
            StepPlan("third", ("person:ana",)),
        ),
        playbooks=[
            playbook(
                action("post", within=60, needs=("ok",)),
                action("never", "role:nobody"),
                action("after", within=60, after=("never",), needs=("late",)),
                approvals=[
                    ApprovalPlan("ok", "person:boss", 30),
                    ApprovalPlan("late", "person:boss", 30),
                ],
            )
        ],
        facts=[Fact("leak", "boolean")],
    )
    rule = CompiledRule("leaked", LEAK, ("sev1",), None, "by-leak", "policies/d.yaml", 3)
    first, *others = base.ruleset.decisions
    severity = decision("severity", "sev2", rule)._replace(document=first.document)
    return base._replace(ruleset=base.ruleset._replace(decisions=(severity, *others)))


def reached(*facts: dict[str, object], acks: Sequence[tuple[str, int]] = ()) -> Coverage:
    outcomes = [play(policy(), stated(facts=stating), acknowledged=acks) for stating in facts]
    return coverage(policy(), outcomes)


def test_everything_that_can_be_reached_is_listed_in_the_order_of_the_policy() -> None:
    assert [item.subject for item in reached().items] == [
        "decision/by-leak/leaked",
        "decision/severity/otherwise",
        "decision/escalation/otherwise",
        "decision/playbooks/otherwise",
        "escalation/crisis/first",
        "escalation/crisis/second",
        "escalation/crisis/third",
        "playbook/leak/ok",
        "playbook/leak/late",
    ]
    assert reached().missing == reached().items


def test_a_rule_is_reached_only_where_it_matches_for_certain() -> None:
    rule = Item("rule", "decision/by-leak/leaked")
    otherwise = Item("otherwise", "decision/severity/otherwise")
    assert rule in reached({"leak": True}).reached
    assert otherwise not in reached({"leak": True}).reached
    assert not {rule, otherwise} & reached({}).reached, "it is unknown whether it leaked"
    assert otherwise in reached({"leak": False}).reached


def test_a_step_is_reached_when_it_runs_even_if_it_finds_nobody() -> None:
    missing = reached({"leak": True}, acks=[("ana", 60)]).missing
    assert missing == (
        Item("otherwise", "decision/severity/otherwise"),
        Item("step", "escalation/crisis/third"),
        Item("approval", "playbook/leak/late"),
    )


def test_scenarios_add_up() -> None:
    found = reached({"leak": True}, {"leak": False})
    assert [item.subject for item in found.missing] == ["playbook/leak/late"]
    assert (len(found.missing), len(found.items)) == (1, 9)


def test_where_there_is_nothing_to_reach_all_is_reached() -> None:
    assert Coverage((), frozenset()).missing == ()
    assert trial.Tested((), (), {}, (), {}).percent == 100
