"""The stated incident: what a report says, read against the policy."""

from govcheck.engine.case import FactProblem, read_case
from govcheck.finding import Lack
from govcheck.nearest import did_you_mean_person
from govcheck.simulate.conflicts import Grade
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.program import Program
from govcheck.simulate.statement import IncidentStatement
from govcheck.translation import said


def state_as(
    program: Program, one: IncidentStatement
) -> tuple[PlayedIncident, tuple[FactProblem, ...]]:
    """The incident that can be played, of a statement, and what is wrong with it.

    What is wrong is left out. A missing instant is that of the detection.
    """
    case, problems = read_case(program.ruleset, one.facts, one.detected_at)
    known: list[tuple[str, Grade]] = []
    for person, grade in one.conflicts:
        if person in program.roster.people:
            known.append((person, grade))
            continue
        called = {id_: each.name for id_, each in program.roster.people.items()}
        advice = did_you_mean_person(person, called)
        message = said("there is no person `{person}`", person=person)
        problems.append(FactProblem("conflicts", message, advice, Lack("person", person)))
    incident = PlayedIncident(
        id=one.id,
        title=one.title,
        case=case,
        published_at=one.detected_at if one.published_at is None else one.published_at,
        aware_at=one.detected_at if one.aware_at is None else one.aware_at,
        conflicts=tuple(known),
    )
    return incident, tuple(problems)
