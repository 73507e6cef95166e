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
from govcheck.modelling.partial import PartialMapping, read_entries
from govcheck.modelling.unread import until_unread
from govcheck.simulate.program import Program

_SOME_INSTANT: Final = 0
"""For an incident of which nobody can tell when it was: no fact is right or wrong for that."""


@program_check("INC001", "bad-fact")
def bad_fact(policy: Policy, program: Program) -> Iterator[Problem]:
    """An incident states only facts that a vocabulary declares, with values that they can have.

    Nothing is guessed: a misspelt fact would be unknown, and a rule that tests it would not fire.
    """
    facts = program.ruleset.facts
    known = Ruleset(dict(read_entries(facts)), ())
    doubtful = facts.others if isinstance(facts, PartialMapping) else frozenset()
    if policy.lacks("vocabulary"):
        doubtful = None
    documents: tuple[Document, ...] = (*policy.incidents, *policy.scenarios)
    for document in documents:
        incident: object = document.read_field("incident", document)
        if isinstance(incident, IncidentBody):
            keys: tuple[Key, ...] = ("incident",) * (document.kind_name == "scenario")
            found = until_unread(_problems(known, document, incident, keys))
            yield from (one for one in found if not _is_doubtful(one, doubtful))


def _is_doubtful(problem: Problem, doubtful: frozenset[str] | None) -> bool:
    """Whether a fact that is not known may be declared where nothing could be read."""
    return problem.at.of_key and (doubtful is None or problem.at.keys[-1] in doubtful)


def _problems(
    known: Ruleset, document: Document, incident: IncidentBody, keys: tuple[Key, ...]
) -> Iterator[Problem]:
    stated = dict(read_entries(incident.read_field("facts", {})))
    _, problems = read_case(known, stated, incident.read_field("detected_at", _SOME_INSTANT))
    for problem in problems:
        undeclared = problem.fact not in known.facts
        place = document.place(*keys, "facts", problem.fact, of_key=undeclared)
        yield Problem(place, problem.message, help=problem.help, lacks=problem.lacks)
