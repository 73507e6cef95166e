"""The stated incident: what a report says, read against the policy."""

from collections.abc import Iterable, Mapping

from govcheck.engine.case import FactProblem, read_case
from govcheck.finding import Lack
from govcheck.nearest import did_you_mean_person
from govcheck.simulate.conflicts import Grade
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.program import Program
from govcheck.simulate.statement import IncidentStatement
from govcheck.translation import said


def state(
    program: Program,
    name: str,
    title: str,
    detected_at: int,
    *,
    published_at: int | None = None,
    aware_at: int | None = None,
    facts: Mapping[str, object] | None = None,
    conflicts: Iterable[tuple[str, Grade]] = (),
) -> tuple[PlayedIncident, tuple[FactProblem, ...]]:
    """The incident that can be played, and what is wrong with it; what is wrong is left out.

    A missing instant is that of the detection. `conflicts` has persons, each with a grade.
    """
    case, problems = read_case(program.ruleset, facts or {}, detected_at)
    known: list[tuple[str, Grade]] = []
    for person, grade in conflicts:
        if person in program.roster.people:
            known.append((person, grade))
            continue
        called = {id_: each.name for id_, each in program.roster.people.items()}
        advice = did_you_mean_person(person, called)
        message = said("there is no person `{person}`", person=person)
        problems.append(FactProblem("conflicts", message, advice, Lack("person", person)))
    incident = PlayedIncident(
        id=name,
        title=title,
        case=case,
        published_at=detected_at if published_at is None else published_at,
        aware_at=detected_at if aware_at is None else aware_at,
        conflicts=tuple(known),
    )
    return incident, tuple(problems)


def state_as(
    program: Program, one: IncidentStatement
) -> tuple[PlayedIncident, tuple[FactProblem, ...]]:
    """The incident that can be played, of a statement, and what is wrong with it."""
    return state(
        program,
        one.id,
        one.title,
        one.detected_at,
        published_at=one.published_at,
        aware_at=one.aware_at,
        facts=one.facts,
        conflicts=one.conflicts,
    )
