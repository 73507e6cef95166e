"""The escalation against a clock that ticks second by second."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from govcheck.simulate.escalation import escalate
from govcheck.simulate.outcome import Event
from govcheck.simulate.program import EscalationPlan, StepPlan
from tests.simulate.build import T0, escalation, person, roster, rows, there

NAMES = ("ana", "ben", "cleo")


class World(NamedTuple):
    """Absences by person, an escalation, and who acknowledges when; in seconds."""

    absences: dict[str, list[tuple[int, int]]]
    plan: EscalationPlan
    undecided: frozenset[str]
    acknowledged: tuple[tuple[str, int], ...]


def tick(world: World) -> list[str]:  # noqa: C901 - naive on purpose
    """What happens, found by asking at every second whether anything does."""
    told: dict[str, list[tuple[str, str]]] = {}
    met_by: dict[str, set[str]] = {}
    log: list[str] = []
    answered: set[str] = set()
    agenda = list(world.plan.steps)
    round_number, anybody_this_round, busy_until, now = 1, False, 0, -1

    def here(name: str) -> bool:
        return not any(start <= now < end for start, end in world.absences.get(name, []))

    def run(step: StepPlan) -> bool:
        named = [target.removeprefix("person:") for target in step.notify]
        people = [name for name in dict.fromkeys(named) if here(name)]
        gone = [name for name in named if not here(name)]
        if people:
            log.append(f"+{now} notify {step.id}: {', '.join(people)}")
        if gone:
            log.append(f"+{now} nobody {step.id}: " + ", ".join(f"person:{one}" for one in gone))
        for name in people:
            told.setdefault(name, []).append((step.id, step.ack))
            if step.ack == "all":
                met_by.setdefault(step.id, set()).add(name)
        return bool(people)

    while True:
        now += 1
        while True:
            for name, offset in world.acknowledged:
                if offset != now or name not in told:
                    continue
                answered.add(name)
                joint = any(people <= answered for people in met_by.values())
                if joint or any(ack == "any" for _, ack in told[name]):
                    log.append(f"+{now} acknowledged {told[name][0][0]}: {name}")
                    for step in agenda:
                        if step.always:
                            run(step)
                    return log
            if busy_until > now:
                break
            if not agenda:
                if round_number > world.plan.repeat or not anybody_this_round:
                    log.append(f"+{now} notify last_resort: boss")
                    log.append(f"+{now} exhausted {round_number}")
                    return log
                round_number, anybody_this_round = round_number + 1, False
                agenda = list(world.plan.steps)
                log.append(f"+{now} repeat {round_number}")
                continue
            step = agenda.pop(0)
            somebody = run(step)
            anybody_this_round |= somebody
            if (somebody or step.on_empty == "wait") and step.id not in world.undecided:
                busy_until = now + step.wait


seconds = st.integers(0, 12)
spans = st.tuples(seconds, seconds).filter(lambda span: span[0] < span[1])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Three people who come and go, and one who is always there as the last resort."""
    steps = []
    for number in range(draw(st.integers(1, 4))):
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
        steps.append(
            StepPlan(
                f"s{number}",
                tuple(f"person:{name}" for name in names),
                ack=draw(st.sampled_from(["any", "all"])),
                wait=draw(st.integers(0, 4)),
                on_empty=draw(st.sampled_from(["next", "wait"])),
                always=draw(st.booleans()),
            )
        )
    undecided = draw(st.frozensets(st.sampled_from([step.id for step in steps]), max_size=1))
    acks = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 20)), max_size=3))
    return World(
        {name: draw(st.lists(spans, max_size=2)) for name in NAMES},
        escalation(*steps, repeat=draw(st.integers(0, 2))),
        undecided,
        tuple(sorted(dict.fromkeys(acks), key=lambda ack: ack[1])),
    )


def played(world: World) -> list[Event]:
    people = roster(
        *(
            person(name, absences=[(T0 + start, T0 + end) for start, end in world.absences[name]])
            for name in NAMES
        ),
        "boss",
    )
    course = escalate(
        world.plan,
        T0,
        there(people),
        acknowledged=world.acknowledged,
        undecided=world.undecided,
    )
    return [event for event in course.events if event.event != "acknowledged" or not event.note]


@given(worlds())
def test_the_timeline_is_that_of_a_ticking_clock(world: World) -> None:
    assert rows(played(world)) == tick(world)


@given(worlds())
def test_nobody_is_told_twice_by_a_step_in_a_round(world: World) -> None:
    seen = [
        (event.step, event.round, told.person)
        for event in played(world)
        if event.event == "notify"
        for told in event.people
    ]
    assert len(seen) == len(set(seen))


@given(worlds())
def test_it_ends_with_an_answer_or_the_last_resort(world: World) -> None:
    kinds = [event.event for event in played(world)]
    assert ("acknowledged" in kinds) != ("exhausted" in kinds)
    assert kinds.count("acknowledged") + kinds.count("exhausted") == 1


@given(worlds())
def test_time_never_runs_backwards(world: World) -> None:
    instants = [event.at for event in played(world)]
    assert instants == sorted(instants)
