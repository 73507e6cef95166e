"""Representatives: that every department that is asked has somebody who answers."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.finding import Lack, Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.model.representative import Representative
from govcheck.model.vocabulary import ChoiceFact, TagsFact
from govcheck.nearest import did_you_mean
from govcheck.translation import said

_ROUTES: Final = ("department", "departments", "route")
"""The facts and decisions whose values are departments, or teams."""


@check("REPR001", "department-without-representative")
def department_without_representative(policy: Policy) -> Iterator[Problem]:
    """Every department to which questions are sent has a representative.

    Questions are sent by a fact or a decision called `department` or `route`; each of its values
    is a department, a team or `none`. Only looked for once the policy has a representative.
    """
    if not policy.representatives:
        return
    spoken = {each.department for each in policy.representatives}
    others = {"none", *(team.id for team in policy.teams)}
    for name, place in _departments(policy):
        if name not in spoken and name not in others:
            yield Problem(
                place,
                said("questions are sent to `{name}`, for which nobody speaks", name=name),
                help=did_you_mean(name, spoken),
                lacks=Lack("department", name),
            )


@check("REPR002", "representative-without-deputy", severity=Severity.WARNING)
def representative_without_deputy(policy: Policy) -> Iterator[Problem]:
    """Every department that has a representative has somebody to stand in.

    That is a second representative, or a deputy of the only one. Questions do not wait until
    somebody is back from holiday.
    """
    speakers: dict[str, dict[str, Representative]] = {}
    for each in policy.representatives:
        speakers.setdefault(each.department, {})[each.person] = each
    for department, found in speakers.items():
        name, representative = next(iter(found.items()))
        person = policy.find(Person, name)
        alone = person is not None and not {*person.deputies} - {name}
        if len(found) == 1 and alone:
            message = said(
                "`{name}` is the only one who speaks for `{department}`, without a deputy",
                name=name,
                department=department,
            )
            advice = said("add `deputies` to `{name}`, or a second representative", name=name)
            yield Problem(representative.place("person"), message, help=advice)


@check("REPR003", "unknown-topic", severity=Severity.WARNING)
def unknown_topic(policy: Policy) -> Iterator[Problem]:
    """A representative's topics are among those that an incident may state.

    They are compared with the values of the tags `topics`, where a vocabulary declares them.
    """
    known = {
        value
        for vocabulary in policy.vocabularies
        for name, fact in vocabulary.facts.items()
        if name == "topics" and isinstance(fact, TagsFact)
        for value in fact.values
    }
    for representative in policy.representatives if known else ():
        for position, topic in enumerate(representative.topics):
            if topic not in known:
                yield Problem(
                    representative.place("topics", position),
                    said("`{topic}` is not a topic that an incident may state", topic=topic),
                    help=did_you_mean(topic, known),
                    lacks=Lack("value/topics", topic),
                )


def _departments(policy: Policy) -> Iterator[tuple[str, Place]]:
    for vocabulary in policy.vocabularies:
        for name, fact in vocabulary.facts.items():
            if name in _ROUTES and isinstance(fact, ChoiceFact | TagsFact):
                for position, value in enumerate(fact.values):
                    yield value, vocabulary.place("facts", name, "values", position)
    for decision in policy.decisions:
        if decision.decides in _ROUTES:
            for position, result in enumerate(decision.results or ()):
                yield result, decision.place("results", position)
