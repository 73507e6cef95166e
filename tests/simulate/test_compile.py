"""Policies become programs; what is wrong is reported at its place and left out."""

import pickle
from typing import Any

import pytest

from govcheck.agreement.tree import Every, Number
from govcheck.engine.ruleset import ALWAYS, All
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.kinds import KINDS
from govcheck.simulate.compile import compile_program
from govcheck.simulate.program import Program

Data = dict[str, Any]

STEP: Data = {"id": "duty", "notify": ["person:ana"]}
ACTION: Data = {"id": "pause", "do": "Pause", "owed_by": "person:ana", "within": "5m"}


def document(data: Data) -> Document:
    return KINDS[data["kind"]].model_validate(data)


def compiled(*documents: Data) -> tuple[Program, list[str]]:
    """The program, and each violation as `code pointer: message (help)`."""
    program, violations = compile_program(Policy(map(document, documents)), lambda place: 1)
    said = []
    for rule, problem in violations:
        where = "/".join(map(str, problem.at.keys))
        said.append(f"{rule.code} {where}: {problem.message} ({problem.help})")
    return program, said


def escalation(*steps: Data, **more: object) -> Data:
    return {
        "kind": "escalation",
        "id": "crisis",
        "steps": list(steps),
        "last_resort": "person:ana",
        **more,
    }


def playbook(*actions: Data, **more: object) -> Data:
    return {"kind": "playbook", "id": "leak", "actions": list(actions), **more}


def test_an_escalation_is_compiled_with_its_defaults() -> None:
    program, said = compiled(escalation(STEP, {"id": "all", "convene": "board", "wait": "10m"}))
    assert said == []
    duty, everybody = program.escalations["crisis"].steps
    assert (duty.wait, duty.ack, duty.on_empty, duty.always) == (0, "any", "next", False)
    assert (everybody.convene, everybody.wait) == ("board", 600)


def test_a_playbook_is_compiled_with_its_defaults() -> None:
    by = {"all_of": ["role:legal", {"count": 2, "of": ["team:press"]}]}
    program, said = compiled(
        playbook(
            {**ACTION, "needs": ["ok"], "every": "2h", "for": "24h"},
            approvals=[{"id": "ok", "by": by, "within": "20m"}],
            forbidden_until_approved=["give numbers"],
        )
    )
    assert said == []
    book = program.playbooks["leak"]
    (action,) = book.actions
    assert (action.clock, action.drafter, action.times, action.every) == (
        "detected",
        "person:ana",
        12,
        7200,
    )
    assert book.approvals["ok"].by == Every(("role:legal", Number(2, ("team:press",))))
    assert book.forbidden == ("give numbers",)


def test_a_program_can_be_pickled() -> None:
    program, _ = compiled(escalation(STEP), playbook(ACTION))
    assert pickle.loads(pickle.dumps(program)) == program


def test_an_empty_policy_is_a_program() -> None:
    program, said = compiled()
    assert said == []
    assert program.roster.timezone == "UTC"
    assert (program.organization, program.severities) == ("", ())


def test_actions_are_ordered_after_those_they_wait_for() -> None:
    program, said = compiled(
        playbook(
            {**ACTION, "id": "c", "after": ["b"]},
            {**ACTION, "id": "b", "clock": "action:a"},
            {**ACTION, "id": "a"},
            {**ACTION, "id": "d"},
        )
    )
    assert said == []
    assert program.playbooks["leak"].order == ("a", "b", "c", "d")
    assert [action.id for action in program.playbooks["leak"].actions] == ["c", "b", "a", "d"]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param(
            [escalation(STEP, {**STEP, "wait": "1m"})],
            "ESC001 steps/1/id: another step of `crisis` is called `duty` "
            "(give one of them another id)",
            id="step-id-twice",
        ),
        pytest.param(
            [escalation(STEP, {"id": "empty", "wait": "1m"})],
            "ESC002 steps/1: step `empty` neither notifies anybody nor convenes a council "
            "(add `notify` or `convene`, or remove the step)",
            id="step-tells-nobody",
        ),
        pytest.param(
            [escalation(STEP, repeat=100)],
            "ESC003 repeat: `crisis` repeats 100 times (repeat at most 99 times)",
            id="endless-repeat",
        ),
        pytest.param(
            [playbook(ACTION, ACTION)],
            "PLAY001 actions/1/id: another action of `leak` is called `pause` "
            "(give one of them another id)",
            id="action-id-twice",
        ),
        pytest.param(
            [playbook(ACTION, approvals=[{"id": "ok", "by": "person:ana", "within": "1m"}] * 2)],
            "PLAY002 approvals/1/id: another approval of `leak` is called `ok` "
            "(give one of them another id)",
            id="approval-id-twice",
        ),
        pytest.param(
            [playbook(ACTION, {**ACTION, "id": "post", "after": ["pause", "puase"]})],
            "PLAY003 actions/1/after/1: playbook `leak` has no action `puase` "
            "(did you mean `pause`?)",
            id="unknown-action-after",
        ),
        pytest.param(
            [playbook(ACTION, {**ACTION, "id": "post", "clock": "action:puase"})],
            "PLAY003 actions/1/clock: playbook `leak` has no action `puase` "
            "(did you mean `pause`?)",
            id="unknown-action-clock",
        ),
        pytest.param(
            [playbook({**ACTION, "needs": ["ok"]})],
            "PLAY004 actions/0/needs/0: playbook `leak` has no approval `ok` (None)",
            id="unknown-approval",
        ),
        pytest.param(
            [
                playbook(
                    ACTION,
                    {**ACTION, "id": "a", "after": ["b"]},
                    {**ACTION, "id": "b", "clock": "action:a"},
                )
            ],
            "PLAY005 actions/1/id: actions wait for each other in a circle: `a`, `b`, `a` "
            "(let one of them wait for nothing here)",
            id="circle",
        ),
        pytest.param(
            [playbook({**ACTION, "after": ["pause"]})],
            "PLAY005 actions/0/id: action `pause` waits for itself "
            "(let one of them wait for nothing here)",
            id="waits-for-itself",
        ),
        pytest.param(
            [playbook({**ACTION, "every": "1h"})],
            "PLAY006 actions/0/every: action `pause` has no end (say `for` how long it recurs)",
            id="every-without-for",
        ),
        pytest.param(
            [playbook({**ACTION, "for": "1h"})],
            "PLAY006 actions/0/for: action `pause` has no `every` "
            "(say `every` when it is due again)",
            id="for-without-every",
        ),
        pytest.param(
            [playbook({**ACTION, "every": "0m", "for": "1h"})],
            "PLAY007 actions/0/every: action `pause` is due every moment (give `every` some time)",
            id="every-moment",
        ),
        pytest.param(
            [playbook({**ACTION, "every": "2h", "for": "1h"})],
            "PLAY007 actions/0/for: action `pause` ends after 1h, before it is due once "
            "(make `for` at least as long as `every`)",
            id="ends-before-it-begins",
        ),
        pytest.param(
            [playbook({**ACTION, "every": "1s", "for": "1h"})],
            "PLAY007 actions/0/every: action `pause` is due 3,600 times within 1h "
            "(let it be due at most 1,000 times)",
            id="too-often",
        ),
    ],
)
def test_each_violation_stands_at_its_place(documents: list[Data], expected: str) -> None:
    assert compiled(*documents)[1] == [expected]


def test_what_is_wrong_is_left_out() -> None:
    program, _ = compiled(
        escalation(STEP, {**STEP, "wait": "1m"}),
        playbook(
            {**ACTION, "after": ["gone"], "needs": ["gone"], "clock": "action:gone"},
            {**ACTION, "within": "1m"},
        ),
    )
    assert [step.wait for step in program.escalations["crisis"].steps] == [0]
    (action,) = program.playbooks["leak"].actions
    assert (action.after, action.needs, action.clock, action.within) == ((), (), "detected", 300)


def test_two_circles_are_both_reported_and_what_follows_them_is_not() -> None:
    pairs = [("a", "b"), ("b", "a"), ("c", "a"), ("d", "e"), ("e", "d")]
    program, said = compiled(
        playbook(*({**ACTION, "id": name, "after": [other]} for name, other in pairs))
    )
    assert [line.split(":")[0] for line in said] == [
        "PLAY005 actions/0/id",
        "PLAY005 actions/3/id",
    ]
    assert sorted(program.playbooks["leak"].order) == ["a", "b", "c", "d", "e"]


def test_a_wrong_when_is_reported_and_taken_to_hold() -> None:
    vocabulary = {"kind": "vocabulary", "id": "v", "facts": {"press": {"type": "boolean"}}}
    program, said = compiled(
        vocabulary,
        escalation({**STEP, "when": {"pres": True}}),
        playbook(
            {**ACTION, "when": {"pres": True}},
            approvals=[{"id": "ok", "by": "person:ana", "within": "1m", "when": {"pres": True}}],
        ),
    )
    assert {line.split(":")[0] for line in said} == {
        "COND001 steps/0/when/pres",
        "COND001 actions/0/when/pres",
        "COND001 approvals/0/when/pres",
    }
    assert isinstance(program.escalations["crisis"].steps[0].when, All)
    assert program.escalations["crisis"].steps[0].when.parts == ()
    assert program.playbooks["leak"].approvals["ok"].when == ALWAYS


def test_thousands_of_actions_are_ordered_quickly() -> None:
    actions = [{**ACTION, "id": f"a{number}"} for number in range(3000)]
    for number in range(2999):
        actions[number]["after"] = [f"a{number + 1}"]
    program, said = compiled(playbook(*actions))
    assert said == []
    assert program.playbooks["leak"].order[0] == "a2999"
