"""The rounds of an escalation, against playing it at the worst hour."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.checks.rounds import promise_broken_by_waiting
from govcheck.load.policy import Policy
from govcheck.model.escalation import Escalation
from govcheck.simulate.compile import compile_program
from govcheck.simulate.escalation import escalate
from govcheck.time.clock import format_duration, parse_instant
from tests.checks.overlay import found, messages
from tests.simulate.build import OFFICE, person, roster, there

SUNDAY = parse_instant("2026-03-15T12:00:00Z")
"""Nobody of the office is there; this is as bad as it gets."""
PEOPLE = roster(person("desk", calendar=OFFICE), "guard", "boss")
STEP = st.fixed_dictionaries(
    {
        "notify": st.lists(
            st.sampled_from(["person:desk", "person:guard"]), min_size=1, max_size=2
        ),
        "wait": st.sampled_from(["0m", "5m", "20m"]),
        "on_empty": st.sampled_from(["next", "wait", "deputies"]),
    }
)


@given(st.lists(STEP, min_size=1, max_size=4), st.sampled_from(["0m", "5m", "24m", "1h"]))
@settings(max_examples=150)
def test_reported_exactly_where_the_first_person_is_told_too_late(
    steps: list[dict[str, object]], promised: str
) -> None:
    document = Escalation.model_validate(
        {
            "kind": "escalation",
            "id": "crisis",
            "acknowledge_within": promised,
            "steps": [{"id": f"s{number}", **step} for number, step in enumerate(steps)],
            "last_resort": "person:boss",
        }
    )
    policy = Policy([document])
    compiled, _ = compile_program(policy, lambda place: 1)
    program = compiled._replace(roster=PEOPLE)
    escalation = program.escalations["crisis"]
    course = escalate(escalation, SUNDAY, there(PEOPLE))
    last = next(event.at for event in course.events if event.step == "last_resort")
    told = (last if course.first_told is None else course.first_told) - SUNDAY
    reported = [problem.message for problem in promise_broken_by_waiting.look(policy, program)]
    assert document.acknowledge_within is not None
    if told > document.acknowledge_within:
        assert reported == [f"up to {format_duration(told)} may pass before anybody is told"]
    else:
        assert reported == []


def crisis(*steps: str) -> str:
    listed = "".join(f"  - {step}\n" for step in steps)
    return (
        "kind: escalation\nid: crisis\nacknowledge_within: 5m\nlast_resort: person:dora\n"
        f"steps:\n{listed}---\n"
    )


HALVES = """\
kind: calendar
id: office
timezone: UTC
hours: {mon-sun: ["06:00-18:00"]}
---
kind: calendar
id: night
timezone: Asia/Tokyo
hours: {mon-sun: ["03:00-15:00"]}
---
"""
DAY_AND_NIGHT = HALVES + "".join(
    f"kind: rota\nid: {name}\ntimezone: UTC\nstarts: 2026-01-05\nhandover: '09:00'\n"
    f"shift: weekly\nmembers: [ana, ben]\ncalendar: {calendar}\n---\n"
    for name, calendar in (("day", "office"), ("evening", "night"))
)


def test_hours_that_add_up_to_the_whole_day_leave_nobody_waiting() -> None:
    step = "{{id: s, notify: [{}], wait: 1h, on_empty: wait}}"
    both = crisis(step.format("rota:day, rota:evening"))
    assert found("ESC007", DAY_AND_NIGHT + both) == []
    assert found("ESC007", DAY_AND_NIGHT + crisis(step.format("rota:day"))) == ["5m"]


def test_a_step_under_a_condition_is_no_certain_one() -> None:
    slow = "{id: slow, notify: [rota:day], wait: 1h, on_empty: wait}"
    duty = "{{id: duty, notify: [rota:duty]{}}}"
    assert found("ESC007", DAY_AND_NIGHT + crisis(duty.format(""), slow)) == []
    sometimes = duty.format(", when: {topics: [safety]}")
    assert found("ESC007", DAY_AND_NIGHT + crisis(sometimes, slow)) == ["5m"]


def test_asked_twice_whoever_they_are_asked_as() -> None:
    lawyers = "{id: a, notify: [role:legal-counsel], wait: 5m}"
    for again in ("person:fay", "role:legal-counsel", "person:eli, person:fay"):
        assert len(found("ESC006", crisis(lawyers, f"{{id: b, notify: [{again}]}}"))) == 1
    for other in ("person:ana", "person:eli, person:ana", "rota:duty"):
        assert found("ESC006", crisis(lawyers, f"{{id: b, notify: [{other}]}}")) == []


def test_of_a_rota_only_one_has_been_asked() -> None:
    duty = "{id: a, notify: [rota:duty], wait: 5m}"
    assert found("ESC006", crisis(duty, '{id: b, notify: ["person:ana"]}')) == []
    assert len(found("ESC006", crisis(duty, "{id: b, notify: [rota:duty]}"))) == 1


def test_a_step_that_may_have_been_skipped_asked_nobody() -> None:
    maybe = "{{id: {}, notify: [role:legal-counsel], wait: 5m, when: {{topics: [{}]}}}}"
    plain = "{id: b, notify: [role:legal-counsel]}"
    assert found("ESC006", crisis(maybe.format("a", "safety"), plain)) == []
    same = crisis(maybe.format("a", "safety"), maybe.format("b", "safety"))
    assert len(found("ESC006", same)) == 1
    assert found("ESC006", crisis(maybe.format("a", "safety"), maybe.format("b", "service"))) == []


def test_many_rounds_are_left_to_the_compiler_once_they_are_endless() -> None:
    text = crisis("{id: a, notify: [rota:duty]}").removesuffix("---\n")
    assert messages("ESC008", text + "repeat: 99\n") != []
    assert messages("ESC008", text + "repeat: 100\n") == []
