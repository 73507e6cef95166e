"""What incidents state, in files of their own and within scenarios, fits the vocabulary."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import program_check
from govcheck.engine.case import read_case
from govcheck.engine.ruleset import Ruleset
from govcheck.finding import Key, Problem
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.incident import IncidentBody
from govcheck.simulate.program import Program

_SOME_INSTANT: Final = 0
"""For an incident of which nobody can tell when it was: no fact is right or wrong for that."""


@program_check("INC001", "bad-fact")
def bad_fact(policy: Policy, program: Program) -> Iterator[Problem]:
    """An incident states only facts that a vocabulary declares, with values that they can have.

    Nothing is guessed: a misspelt fact would be unknown, and a rule that tests it would not fire.
    """
    partial = any(name.startswith("vocabulary/") for name in policy.unread)
    for incident in policy.incidents:
        if not incident.is_read("facts"):
            continue
        yield from _problems(program.ruleset, incident, incident, (), partial)
    for scenario in policy.scenarios:
        if not scenario.is_read("incident"):
            continue
        if isinstance(scenario.incident, IncidentBody):
            keys = ("incident",)
            yield from _problems(program.ruleset, scenario, scenario.incident, keys, partial)


def _problems(
    ruleset: Ruleset,
    document: Document,
    incident: IncidentBody,
    keys: tuple[Key, ...],
    partial: bool,
) -> Iterator[Problem]:
    at = incident.detected_at if "detected_at" in incident.__dict__ else _SOME_INSTANT
    _, problems = read_case(ruleset, incident.facts, at)
    for problem in problems:
        undeclared = problem.fact not in ruleset.facts
        if undeclared and partial:
            continue  # it may be declared where nothing could be read
        place = document.place(*keys, "facts", problem.fact, of_key=undeclared)
        yield Problem(place, problem.message, help=problem.help, lacks=problem.lacks)
