"""Who is told and what is due as a mermaid sequence diagram, in the words of the page."""

from collections.abc import Iterator, Sequence

from govcheck.briefing.simulation.duties import ACKNOWLEDGE, ending
from govcheck.briefing.simulation.page.page import title
from govcheck.briefing.simulation.view import OutcomeView, is_notice, views_of
from govcheck.render.escape import mermaid
from govcheck.render.page.lines import NO_BREAK
from govcheck.render.page.names import PageNames
from govcheck.simulate.outcome import Event, Outcome, Told
from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH, Tongue

INCIDENT = "incident"


def render(outcomes: Sequence[Outcome], program: Program, tongue: Tongue = ENGLISH) -> str:
    """One diagram, as a file can hold only one; each incident begins with a note."""
    names = PageNames(program, tongue)
    lines = ["sequenceDiagram", f"  participant {INCIDENT} as {mermaid(tongue.say('Incident'))}"]
    actors = _actors(outcomes)
    for person, actor in actors.items():
        lines.append(f"  participant {actor} as {mermaid(names.person(person))}")
    for view in views_of(outcomes, program, tongue):
        lines.append(f"  {_note(title(view))}")
        for event in view.outcome.timeline:
            lines += [f"  {line}" for line in _event(view, event, actors)]
    return "\n".join(lines) + "\n"


def _actors(outcomes: Sequence[Outcome]) -> dict[str, str]:
    people = dict.fromkeys(
        person.person
        for outcome in outcomes
        for event in outcome.timeline
        for person in event.people
    )
    return {person: f"p{number}" for number, person in enumerate(people, start=1)}


def _event(view: OutcomeView, event: Event, actors: dict[str, str]) -> Iterator[str]:
    when = view.at(event.at)
    if not (event.people and (is_notice(event) or event.event == "acknowledged")):
        yield _note(f"{when} {_words(view, event)}")
        return
    say = view.tongue.say
    for person in event.people:
        actor = actors[person.person]
        if event.event == "acknowledged":
            answer = say("acknowledges")
            if event.note:
                answer = f"{answer}, {view.text(event.note)}"
            yield f"{actor}-->>{INCIDENT}: {mermaid(f'{when} {answer}')}"
        else:
            yield f"{INCIDENT}->>{actor}: {mermaid(f'{when} {_notice(view, person)}')}"


def _notice(view: OutcomeView, told: Told) -> str:
    """As whom somebody is told, and on which ways."""
    what = ", ".join(dict.fromkeys(map(view.names.target, told.targets)))
    return f"{what} ({view.ways(told.via)})" if told.via else what


def _words(view: OutcomeView, event: Event) -> str:
    names, say = view.names, view.tongue.say
    match event.event:
        case "due":
            promise = event.obligation == ACKNOWLEDGE
            task = say("somebody on duty is told") if promise else _task(names, event)
            return say(
                "DUE {what}: {how}", what=task, how=ending(event, names.tongue, names.target)
            )
        case "act":
            who = names.tongue.any_of([names.person(told.person) for told in event.people])
            task = _task(names, event)
            if not who:
                return say("{what} can be done", what=task)
            return say("{what} can be done by {who}", what=task, who=who)
        case "nobody":
            targets = ", ".join(map(names.target, event.targets))
            return say("NOBODY for {targets}", targets=targets)
        case "repeat":
            return say("round {number}: the steps again", number=event.round)
        case "acknowledged":
            note = view.text(event.note) if event.note else say("nobody else is waited for")
            return say("{who} acknowledges: {note}", who=say("somebody"), note=note)
        case "convene":
            return say("convene")
        case _:
            return say("everybody has been told, nobody is left to tell")


def _task(names: PageNames, event: Event) -> str:
    return names.tongue.say("“{words}”", words=names.task(event.obligation or ""))


def _note(text: str) -> str:
    return f"Note over {INCIDENT}: {mermaid(text.replace(NO_BREAK, ' '))}"
