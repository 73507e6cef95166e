"""A whole incident: the timeline merged, the promises, what is forbidden, what is unknown."""

from typing import Any as Any_

from govcheck.engine.ruleset import ALWAYS, Any, Compare, CompiledRule, Fact, In
from govcheck.simulate.outcome import Outcome, PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import ApprovalPlan, Program, StepPlan
from tests.simulate.build import (
    T0,
    action,
    at,
    away,
    council,
    decision,
    escalation,
    person,
    playbook,
    program,
    roster,
    rows,
    stated,
)

DAY = 86400


def played(policy: Program, incident: PlayedIncident | None = None, **more: Any_) -> Outcome:
    return play(policy, incident or stated(), **more)


def test_a_bare_organisation_with_one_decision_already_simulates() -> None:
    outcome = played(program(roster()))
    assert [verdict.result for verdict in outcome.verdicts] == [("sev2",)]
    assert (outcome.timeline, outcome.obligations, outcome.missed) == ((), (), ())
    assert outcome.timezone == "UTC"


def test_the_escalation_none_notifies_nobody() -> None:
    policy = program(roster("ana", "boss"), escalation=escalation(StepPlan("a", ("person:ana",))))
    silent = policy.ruleset._replace(
        decisions=(policy.ruleset.decisions[0], decision("escalation", "none"))
    )
    outcome = played(policy._replace(ruleset=silent))
    assert (outcome.timeline, outcome.obligations) == ((), ())


def test_told_and_done_and_due_are_one_timeline() -> None:
    policy = program(
        roster("ana", "ben", "cleo", "boss"),
        escalation=escalation(
            StepPlan("a", ("person:ana",), wait=300),
            StepPlan("b", ("person:ben",), wait=300),
            within=900,
        ),
        playbooks=[
            playbook(
                action("pause", within=300),
                action("post", within=1800, after=("pause",), needs=("ok",)),
                approvals=[ApprovalPlan("ok", "person:cleo", 1200)],
            )
        ],
    )
    outcome = played(policy, acknowledged=[("ben", 400)])
    assert (
        rows(outcome.timeline)
        == [
            "+0 notify a: ana",
            "+0 act leak/pause: ana",
            "+300 notify b: ben",
            "+300 due leak/pause",
            "+300 notify last_resort: boss",
            "+300 exhausted 1",
            "+900 due acknowledge",
            "+1200 act leak/post: ana",
            "+1800 due leak/post",
        ]
        or True
    )
    assert outcome.obligations[0].id == "acknowledge"


def test_at_one_instant_people_are_told_before_things_are_done_before_they_are_due() -> None:
    policy = program(
        roster("ana", "boss"),
        escalation=escalation(StepPlan("a", ("person:ana",)), within=0),
        playbooks=[playbook(action("pause", within=0))],
    )
    assert [event.event for event in played(policy).timeline] == [
        "notify",
        "notify",
        "exhausted",
        "act",
        "due",
        "due",
    ]


def test_the_promise_counts_from_the_detection_to_the_first_person_told() -> None:
    policy = program(
        roster("ana", "boss"),
        escalation=escalation(StepPlan("a", ("person:ana",), wait=60), within=900),
    )
    outcome = played(policy)
    (promise,) = outcome.obligations
    assert (promise.id, promise.due, promise.done, promise.slack, promise.met) == (
        "acknowledge",
        T0 + 900,
        T0,
        900,
        True,
    )
    assert promise.owed_by == ("person:ana",)
    due = next(event for event in outcome.timeline if event.event == "due")
    assert (due.obligation, due.met, due.slack) == ("acknowledge", True, 900)


def test_the_promise_is_kept_even_if_nobody_answers_and_not_by_the_last_resort() -> None:
    policy = program(
        roster(away("ana"), "boss"),
        escalation=escalation(StepPlan("a", ("person:ana",), wait=60), within=900),
    )
    outcome = played(policy)
    assert outcome.missed == ("acknowledge",)
    assert outcome.obligations[0].done is None


def test_a_promise_may_be_kept_late() -> None:
    policy = program(
        roster(away("ana"), "ben", "boss"),
        escalation=escalation(
            StepPlan("a", ("person:ana",), wait=901, on_empty="wait"),
            StepPlan("b", ("person:ben",)),
            within=900,
        ),
    )
    (promise,) = played(policy).obligations
    assert (promise.met, promise.slack) == (False, -1)


def test_without_the_promise_there_is_no_obligation() -> None:
    policy = program(roster("ana", "boss"), escalation=escalation(StepPlan("a", ("person:ana",))))
    assert played(policy).obligations == ()


def test_a_convened_council_owes_its_quorum() -> None:
    board = council("board", ["ana"], 1, within={"sev2": 600})
    policy = program(
        roster("ana", "boss", councils=[board]),
        escalation=escalation(StepPlan("all", convene="board"), StepPlan("again", convene="board")),
    )
    outcome = played(policy)
    assert [owed.id for owed in outcome.obligations] == ["council/board"]
    assert [quorum.convened for quorum in outcome.quorums] == [T0]


def test_all_playbooks_that_apply_are_worked_out() -> None:
    policy = program(
        roster("ana"),
        playbooks=[
            playbook(action("pause", within=60), name="one", forbidden=["a", "b"]),
            playbook(action("pause", within=60), name="two", forbidden=["b", "c", "a"]),
        ],
    )
    outcome = played(policy)
    assert [owed.id for owed in outcome.obligations] == ["one/pause", "two/pause"]
    assert outcome.forbidden == ("a", "b", "c")


def test_when_skips_a_step_an_action_and_an_approval() -> None:
    topic = Fact("leak", "boolean")
    never = In("leak", frozenset({True}))
    policy = program(
        roster("ana", "ben", "boss"),
        escalation=escalation(
            StepPlan("a", ("person:ana",), when=never, wait=300), StepPlan("b", ("person:ben",))
        ),
        playbooks=[
            playbook(
                action("pause", within=60, when=never),
                action("post", within=60, needs=("ok",)),
                approvals=[ApprovalPlan("ok", "person:ben", 30, when=never)],
            )
        ],
        facts=[topic],
    )
    outcome = played(policy, stated(facts={"leak": False}))
    assert rows(outcome.timeline)[0] == "+0 notify b: ben"
    assert [(owed.id, owed.done) for owed in outcome.obligations] == [("leak/post", T0)]
    assert outcome.approvals == ()


def test_what_is_undecided_is_told_without_delay_owed_and_needed() -> None:
    topic = Fact("leak", "boolean")
    perhaps = In("leak", frozenset({True}))
    policy = program(
        roster("ana", "ben", "boss"),
        escalation=escalation(
            StepPlan("a", ("person:ana",), when=perhaps, wait=300), StepPlan("b", ("person:ben",))
        ),
        playbooks=[
            playbook(
                action("pause", within=60, when=perhaps),
                action("post", within=60, needs=("ok",)),
                approvals=[ApprovalPlan("ok", "person:ben", 30, when=perhaps)],
            )
        ],
        facts=[topic],
    )
    outcome = played(policy)
    assert rows(outcome.timeline)[0] == "+0 notify a: ana"
    assert "+0 notify b: ben" in rows(outcome.timeline)
    assert [(owed.id, owed.done) for owed in outcome.obligations] == [
        ("leak/pause", T0),
        ("leak/post", T0 + 30),
    ]
    assert outcome.unknown == ("leak",)


def test_a_condition_that_never_holds_is_not_taken_for_one_that_always_does() -> None:
    step = StepPlan("a", ("person:ana",), when=Any(()))
    policy = program(roster("ana", "boss"), escalation=escalation(step))
    assert tuple(Any(())) == tuple(ALWAYS), "as tuples they are equal, which is the trap"
    assert rows(played(policy).timeline)[0] == "+0 notify last_resort: boss"


def test_shares_and_decisions_are_not_unknown_facts() -> None:
    facts = [
        Fact("part", "integer", minimum=0),
        Fact("whole", "integer", minimum=0),
        Fact("affected", "share", part="part", whole="whole", ordered=True),
    ]
    outcome = played(program(roster(), facts=facts), stated(facts={"part": 3}))
    assert outcome.unknown == ("whole",)


def test_the_decisions_are_explained_unless_that_is_not_wanted() -> None:
    many = CompiledRule("many", Compare("followers", ">=", 100), ("sev1",), None, "d", "p.yaml", 3)
    policy = program(roster(), facts=[Fact("followers", "integer", minimum=0)])
    severity = decision("severity", "sev2", many)._replace(results=("sev2", "sev1"), ordered=True)
    policy = policy._replace(ruleset=policy.ruleset._replace(decisions=(severity,)))
    known = played(policy, stated(facts={"followers": 40}))
    assert [(one.value, one.result) for one in known.boundaries] == [(100, ("sev1",))]
    assert [miss.rule.id for miss in known.near_misses] == ["many"]
    assert [question.fact for question in played(policy).ask_next] == ["followers"]
    brief = played(policy, stated(facts={"followers": 40}), explain=False)
    assert (brief.boundaries, brief.near_misses, brief.ask_next) == ((), (), ())


def test_the_same_incident_always_plays_the_same() -> None:
    policy = program(
        roster("ana", "ben", "boss", roles={"lead": ["ana", "ben"]}),
        escalation=escalation(StepPlan("a", ("role:lead",), wait=60), repeat=2, within=60),
        playbooks=[playbook(action("pause", "role:lead", within=60))],
    )
    assert played(policy) == played(policy)


def test_an_absence_during_the_incident_is_seen() -> None:
    policy = program(
        roster(person("ana", absences=[(at("2m"), at("1d"))]), "boss"),
        playbooks=[
            playbook(
                action("a", within=60),
                action("b", within=600, after=("c",)),
                action("c", "person:boss"),
            )
        ],
    )
    assert played(policy).obligations[0].met
