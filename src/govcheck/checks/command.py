"""A council's chain of command and mandate."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.roles import holdings
from govcheck.finding import Problem, Severity
from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.policy import Policy
from govcheck.model.council import Council
from govcheck.translation import all_of, said

SHORTEST_CHAIN: Final = 2

EXECUTIVE_WORDS: Final = frozenset(("executive", "chief"))
"""A role is executive if its id has one of these words, as `chief-executive` has."""

_SUBJECTS: Final = {
    "goals": lazy_pattern("goal|ziel|objecti|objetiv|obiettiv"),
    "training": lazy_pattern(r"\b(?:train|forma)|(?<!\bres)(?<!\bcons)training|schul"),
    "escalation": lazy_pattern("escal|eskal"),
}
"""What a mandate covers, and how the words for it begin, in some languages; German joins words."""


@check("CNCL010", "chain-too-short")
def chain_too_short(policy: Policy) -> Iterator[Problem]:
    """A council's chain of command has at least two people.

    In an emergency the first may be asleep, on a plane or part of the story.
    """
    for council in policy.councils:
        length = len(set(council.chain_of_command))
        if length < SHORTEST_CHAIN:
            yield Problem(
                council.place("chain_of_command"),
                said("the chain of command of council `{id}` has nobody", id=council.id)
                if length == 0
                else said("the chain of command of council `{id}` has one person", id=council.id),
                help=said("name at least two people in `chain_of_command`"),
            )


@check("CNCL011", "chain-outsider")
def chain_outsider(policy: Policy) -> Iterator[Problem]:
    """Whoever is in a council's chain of command holds a seat in it or is an executive.

    Commands in an emergency need the authority that they claim. Executives are those who hold an
    executive seat of any council, or a role whose id says so, such as `chief-executive`.
    """
    executives = _executives(policy)
    for council in policy.councils:
        entitled = executives | {seat.person for seat in council.seats}
        for position, person in enumerate(council.chain_of_command):
            if person not in entitled:
                yield Problem(
                    council.place("chain_of_command", position),
                    said(
                        "`{person}` is in the chain of command of council `{id}` "
                        "without a seat or an executive role",
                        person=person,
                        id=council.id,
                    ),
                    (council.place("seats", of_key=True, note=said("the seats are listed here")),),
                    said("give `{person}` a seat, or name somebody who has one", person=person),
                )


@check("CNCL012", "mandate-incomplete", severity=Severity.WARNING, opinion=True)
def mandate_incomplete(policy: Policy) -> Iterator[Problem]:
    """A council's mandate covers goals, training and escalation.

    What is not in its mandate, the council can be told to leave alone. The subjects are found by
    their words, in a few languages; a mandate in another one needs a waiver.
    """
    for council in policy.councils:
        text = _mandate(council)
        missing = [subject for subject, words in _SUBJECTS.items() if not words.search(text)]
        if missing:
            yield Problem(
                council.place("mandate"),
                said(
                    "the mandate of council `{id}` says nothing of {missing}",
                    id=council.id,
                    missing=all_of(missing),
                ),
                help=said("say in `mandate` what the council decides about each"),
            )


def _executives(policy: Policy) -> set[str]:
    seated = {
        seat.person
        for council in policy.councils
        for seat in council.seats
        if seat.represents == "executive"
    }
    holders = {
        holding.person.id
        for holding in holdings(policy)
        if EXECUTIVE_WORDS & {*holding.role.split("-")}
    }
    return seated | holders


def _mandate(council: Council) -> str:
    mandate = council.mandate
    stated = (mandate,) if isinstance(mandate, str) else mandate or ()
    return "\n".join(stated).casefold()
