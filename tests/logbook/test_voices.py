"""Who speaks for whom in a log: deputies when they agreed, seats by one voice each."""

from govcheck.agreement.tree import Every
from govcheck.engine.ruleset import Ruleset
from govcheck.logbook.review import review_of
from govcheck.simulate.program import ActionPlan, ApprovalPlan, EscalationPlan, StepPlan
from govcheck.time.clock import MINUTE
from tests.logbook.test_oracle_consent import Line, table, unfolded
from tests.simulate.build import T0, council, person, playbook, program, roster


def test_what_a_deputy_agreed_to_stays_agreed_when_the_other_is_back() -> None:
    book = playbook(
        ActionPlan("a", "Do it", "person:ana", 600 * MINUTE, needs=("ok",), publishes=True,
                   drafted_by="person:ana"),
        approvals=[ApprovalPlan("ok", Every(("person:ben", "person:dora")), 10_000 * MINUTE)],
    )  # fmt: skip
    away = person("ben", deputies=["clara"], absences=[(T0, T0 + 30 * MINUTE)])
    made = program(roster("ana", away, "clara", "dora"), playbooks=[book])
    made = made._replace(ruleset=Ruleset({}, (table("playbooks", "leak"),)))
    said = {"approval": "leak/ok", "event": "approved"}
    lines: list[Line] = [
        {"minute": 10, "by": "clara", **said},
        {"minute": 40, "by": "dora", **said},
        {"minute": 50, "by": "ana", "event": "done", "action": "leak/a"},
    ]
    assert [one.verdict for one in review_of(unfolded(made, lines, 60), "").verdicts] == ["kept"]
    lines[0]["minute"] = 35  # when Ben was back
    assert [one.verdict for one in review_of(unfolded(made, lines, 60), "").verdicts] == ["broken"]


def test_a_seat_has_one_voice_and_a_person_one_seat() -> None:
    away = person("ana", absences=[(T0, T0 + 30 * MINUTE)])
    board = council("board", [("ana", "ben"), ("clara", "ben")], 2, within={"sev2": 60 * MINUTE})
    made = program(roster(away, "ben", "clara", "boss", councils=[board]))._replace(
        escalations={
            "crisis": EscalationPlan("crisis", (StepPlan("s", convene="board"),), "person:boss")
        },
        ruleset=Ruleset({}, (table("severity", "sev2"), table("escalation", "crisis"))),
    )

    def verdict(*answers: tuple[int, str]) -> str:
        lines: list[Line] = [
            {"minute": at, "by": who, "event": "acknowledged"} for at, who in answers
        ]
        (one,) = review_of(unfolded(made, lines, 100), "").verdicts
        return one.verdict

    assert verdict((5, "ben"), (10, "ana")) == "unknown"  # both speak for Ana's seat
    assert verdict((5, "ben"), (6, "clara")) == "kept"
    assert verdict((40, "ben"), (41, "clara")) == "unknown"  # Ana is back
    assert verdict((40, "ana"), (70, "clara")) == "late"


def test_who_is_not_of_the_policy_shows_nobody_told() -> None:
    crisis = EscalationPlan(
        "crisis",
        (StepPlan("s", notify=("person:ana",)),),
        "person:ana",
        acknowledge_within=15 * MINUTE,
    )
    made = program(roster("ana"))._replace(
        escalations={"crisis": crisis},
        ruleset=Ruleset({}, (table("severity", "sev2"), table("escalation", "crisis"))),
    )

    def verdict(line: Line) -> str:
        (one,) = review_of(unfolded(made, [line], 60), "").verdicts
        return one.verdict

    assert verdict({"minute": 4, "by": "zoe", "event": "acknowledged"}) == "unknown"
    assert verdict({"minute": 4, "by": "ana", "event": "told", "person": "zoe"}) == "unknown"
    assert verdict({"minute": 4, "by": "ana", "event": "acknowledged"}) == "kept"
    assert verdict({"minute": 4, "by": "tool:pager", "event": "told", "person": "ana"}) == "kept"
