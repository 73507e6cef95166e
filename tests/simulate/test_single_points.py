"""Single points: exactly the people without whom something met is missed."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.agreement.tree import Every, Number, Some
from govcheck.simulate.play import play
from govcheck.simulate.program import ApprovalPlan, Program, StepPlan
from tests.simulate.build import (
    OFFICE,
    T0,
    action,
    away,
    council,
    escalation,
    person,
    playbook,
    program,
    roster,
    stated,
)

NAMES = ("ana", "ben", "cleo", "dan", "eva")


def points(policy: Program, absent: frozenset[str] = frozenset()) -> tuple[str, ...]:
    return play(policy, stated(), absent=absent).single_points


def test_the_only_one_who_can_do_it_is_a_single_point() -> None:
    policy = program(roster("ana", "ben"), playbooks=[playbook(action("pause", within=60))])
    assert points(policy) == ("ana",)


def test_somebody_with_a_deputy_is_none() -> None:
    people = roster(person("ana", deputies=["ben"]), "ben")
    assert points(program(people, playbooks=[playbook(action("pause", within=60))])) == ()


def test_the_last_deputy_left_is_one() -> None:
    people = roster(away("ana", ["ben"]), "ben")
    assert points(program(people, playbooks=[playbook(action("pause", within=60))])) == ("ben",)


def test_what_is_missed_already_has_no_single_point() -> None:
    late = program(
        roster(person("ana", absences=[(T0 - 1, T0 + 3600)])),
        playbooks=[playbook(action("pause", within=60))],
    )
    assert points(late) == ()


def test_one_who_is_told_approves_or_sits_is_found() -> None:
    board = council("board", ["dan", "eva"], 2, within={"sev2": 60})
    policy = program(
        roster("ana", "ben", "cleo", "dan", "eva", "boss", councils=[board]),
        escalation=escalation(
            StepPlan("a", ("person:cleo",)), StepPlan("b", convene="board"), within=60
        ),
        playbooks=[
            playbook(
                action("post", within=60, needs=("ok",)),
                approvals=[ApprovalPlan("ok", "person:ben", 30)],
            )
        ],
    )
    assert points(policy) == ("ana", "ben", "dan", "eva"), "somebody else is told at once"


def test_whoever_is_absent_already_is_no_single_point() -> None:
    policy = program(
        roster(person("ana", deputies=["ben"]), "ben"),
        playbooks=[playbook(action("pause", within=60))],
    )
    assert points(policy, absent=frozenset({"ana"})) == ("ben",)


def test_a_crowd_does_not_take_forever() -> None:
    crowd = [f"p{number}" for number in range(1500)]
    policy = program(
        roster(*crowd, "ana", roles={"all": crowd}),
        playbooks=[
            playbook(
                action("pause", "role:all", within=60),
                action("post", within=60, needs=("ok",)),
                approvals=[ApprovalPlan("ok", Number(2, ("role:all",)), 30)],
            )
        ],
    )
    outcome = play(policy, stated())
    assert outcome.single_points == ("ana",)
    assert outcome.notes == (
        "not everybody's absence could be tried: too many people are involved",
    )


names = st.sampled_from(NAMES)
targets = st.one_of(names.map("person:{}".format), st.sampled_from(["role:r", "role:s", "chain:c"]))
requirements = st.one_of(
    targets,
    st.lists(targets, min_size=1, max_size=2).map(lambda parts: Every(tuple(parts))),
    st.lists(targets, min_size=1, max_size=2).map(lambda parts: Some(tuple(parts))),
    st.builds(
        lambda count, parts: Number(count, tuple(parts)),
        st.integers(1, 3),
        st.lists(targets, min_size=1, max_size=2),
    ),
)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Five people with deputies, hours and absences; an escalation, a council, a playbook."""
    hour = st.integers(-2, 6).map(lambda hours: T0 + hours * 3600)
    people = [
        person(
            name,
            calendar=draw(st.sampled_from([None, None, OFFICE])),
            deputies=[other for other in draw(st.lists(names, max_size=2)) if other != name],
            absences=[
                (start, end)
                for start, end in draw(st.lists(st.tuples(hour, hour), max_size=1))
                if start < end
            ],
        )
        for name in NAMES
    ]
    seats = draw(st.lists(names, min_size=1, max_size=3, unique=True))
    board = council("c", seats, draw(st.integers(1, 2)), within={"sev2": 7200}, chain=NAMES[:2])
    everybody = roster(
        *people,
        roles={
            "r": draw(st.sets(names, max_size=3)),
            "s": draw(st.sets(names, min_size=1, max_size=2)),
        },
        councils=[board],
    )
    steps = [
        StepPlan(f"s{number}", (draw(targets),), wait=draw(st.sampled_from([0, 1800])))
        for number in range(draw(st.integers(0, 2)))
    ]
    if draw(st.booleans()):
        steps.append(StepPlan("council", convene="c"))
    plan = escalation(*steps, last_resort="person:ana", within=3600, repeat=draw(st.integers(0, 1)))
    actions = [
        action(
            f"a{number}",
            draw(targets),
            within=draw(st.sampled_from([60, 3600, 3 * 3600])),
            after=(f"a{number - 1}",) if number and draw(st.booleans()) else (),
            needs=("ok",) if draw(st.booleans()) else (),
            clock=f"action:a{number - 1}" if number and draw(st.booleans()) else "detected",
            every=draw(st.sampled_from([None, None, 3600])),
            times=2,
        )
        for number in range(3)
    ]
    approval = ApprovalPlan("ok", draw(requirements), 1800)
    return program(everybody, escalation=plan, playbooks=[playbook(*actions, approvals=[approval])])


@settings(max_examples=60, deadline=None)
@given(
    programs(),
    st.frozensets(names, max_size=1),
    st.lists(st.tuples(names, st.just(60)), max_size=1),
)
def test_single_points_are_those_that_playing_it_without_them_shows(
    policy: Program, absent: frozenset[str], acks: list[tuple[str, int]]
) -> None:
    outcome = play(policy, stated(), absent=absent, acknowledged=acks)
    met = {owed.id for owed in outcome.obligations if owed.met}
    expected = []
    for name in NAMES:
        if name in absent:
            continue
        without = play(policy, stated(), absent=absent | {name}, acknowledged=acks, explain=False)
        if not met <= {owed.id for owed in without.obligations if owed.met}:
            expected.append(name)
    assert outcome.single_points == tuple(expected)


@settings(max_examples=60, deadline=None)
@given(programs(), names)
def test_an_absence_never_helps_with_what_one_person_does_alone(policy: Program, name: str) -> None:
    """Not a law of whole playbooks: a clock may count from something that now comes later."""
    book = policy.playbooks["leak"]
    plain = tuple(one._replace(clock="detected", needs=()) for one in book.actions)
    alone = policy._replace(
        playbooks={"leak": book._replace(actions=plain)},
        roster=policy.roster._replace(
            people={who: one._replace(deputies=()) for who, one in policy.roster.people.items()}
        ),
    )
    before = play(alone, stated(), explain=False)
    after = play(alone, stated(), absent=frozenset({name}), explain=False)
    met = {owed.id for owed in before.obligations if owed.met and owed.id.startswith("leak/")}
    still = {owed.id for owed in after.obligations if owed.met and owed.id.startswith("leak/")}
    assert still <= met
