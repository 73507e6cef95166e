"""The mermaid diagram of `simulate`, read by the grammar of its sequence diagrams."""

from collections.abc import Callable

from hypothesis import given

from govcheck.briefing.simulation.mermaid import render
from govcheck.simulate.outcome import Event, Outcome
from tests.briefing.simulation.hostile import infected
from tests.briefing.simulation.readers import MERMAID_LINE
from tests.briefing.simulation.samples import DETECTED, OUTCOME, PROGRAM


def lines(*outcomes: Outcome) -> list[str]:
    first, *rest = render(outcomes, PROGRAM).splitlines()
    assert first == "sequenceDiagram"
    return rest


def test_the_diagram() -> None:
    assert lines(OUTCOME)[:7] == [
        "  participant incident as Incident",
        "  participant p1 as Ben Okafor",
        "  participant p2 as Mina Sato",
        "  participant p3 as Max Lee",
        "  participant p4 as Eva Roth",
        "  Note over incident: CRITICAL, to be safe - Video says our child seat failed in a crash",
        "  incident->>p1: 22:40 on duty: community duty (phone, chat)",
    ]


def test_every_deadline_is_a_note() -> None:
    notes = [line for line in lines(OUTCOME) if "DUE" in line]
    assert len(notes) == sum(event.event == "due" for event in OUTCOME.timeline)


def test_an_answer_points_back() -> None:
    answer = Event(DETECTED + 60, "acknowledged", "duty", 1, OUTCOME.timeline[0].people)
    assert lines(OUTCOME._replace(timeline=(answer,)))[-1] == (
        "  p1-->>incident: 22:41 acknowledges"
    )


def test_several_incidents_are_one_diagram_with_a_note_each() -> None:
    text = render([OUTCOME, OUTCOME], PROGRAM)
    assert text.count("sequenceDiagram") == 1
    assert text.count("CRITICAL, to be safe") == 2
    assert text.count("participant p1") == 1


@given(infected())
def test_hostile_text_stays_within_its_line(infect: Callable[[Outcome], Outcome]) -> None:
    shown = lines(infect(OUTCOME))
    assert len(shown) == len(lines(OUTCOME))
    assert [line for line in shown if MERMAID_LINE.fullmatch(line) is None] == []
