"""The timeline as a mermaid sequence diagram."""

from collections.abc import Iterator, Sequence

from govcheck.report.escape import mermaid
from govcheck.report.simulation.timeline import words
from govcheck.report.simulation.verdict import headline
from govcheck.report.simulation.view import OutcomeView, is_notice
from govcheck.simulate.outcome import Event, Outcome, Told
from govcheck.simulate.program import Program

INCIDENT = "incident"


def render(outcomes: Sequence[Outcome], program: Program) -> str:
    """One diagram, as a file can hold only one; each incident begins with a note."""
    views = [OutcomeView(outcome, program) for outcome in outcomes]
    lines = ["sequenceDiagram", f"  participant {INCIDENT} as Incident"]
    actors = _actors(views)
    for person, actor in actors.items():
        name = next(view.person(person) for view in views)
        lines.append(f"  participant {actor} as {mermaid(name)}")
    for view in views:
        lines += [f"  {line}" for line in _incident(view, actors)]
    return "\n".join(lines) + "\n"


def _actors(views: Sequence[OutcomeView]) -> dict[str, str]:
    people = dict.fromkeys(
        person.person
        for view in views
        for event in view.outcome.timeline
        for person in event.people
    )
    return {person: f"p{number}" for number, person in enumerate(people, start=1)}


def _incident(view: OutcomeView, actors: dict[str, str]) -> Iterator[str]:
    stated = view.outcome.stated
    yield _note(f"{headline(view)}: {stated.title}")
    for event in view.outcome.timeline:
        yield from _event(view, event, actors)


def _event(view: OutcomeView, event: Event, actors: dict[str, str]) -> Iterator[str]:
    when = f"{view.since(event.at)} {view.at(event.at)}"
    if not (event.people and (is_notice(event) or event.event == "acknowledged")):
        yield _note(f"{when} {words(view, event)[0]}")
        return
    answers = event.event == "acknowledged"
    for person in event.people:
        actor = actors[person.person]
        arrow = f"{actor}-->>{INCIDENT}" if answers else f"{INCIDENT}->>{actor}"
        detail = (
            f"acknowledges{f', {event.note}' if event.note else ''}"
            if answers
            else _notice(event, person)
        )
        yield f"{arrow}: {mermaid(f'{when} {detail}')}"


def _notice(event: Event, told: Told) -> str:
    ways = f" by {', '.join(told.via)}" if told.via else ""
    return f"{event.step or event.event}, {', '.join(told.targets)}{ways}"


def _note(text: str) -> str:
    return f"Note over {INCIDENT}: {mermaid(text)}"
