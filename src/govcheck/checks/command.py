"""Who commands in a council: its chain and mandate, and how much of it one employer may be."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.periods import Excess, during, excesses
from govcheck.checks.roles import holdings
from govcheck.checks.seats import listed, term
from govcheck.finding import Problem, Severity
from govcheck.lazy_pattern import lazy_pattern
from govcheck.load.policy import Policy
from govcheck.model.council import Council
from govcheck.model.employers import employer_keys, usual_spellings
from govcheck.model.person import Person
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
                message = said(
                    "`{person}` is in the chain of command of council `{id}` "
                    "without a seat or an executive role",
                    person=person,
                    id=council.id,
                )
                advice = said("give `{person}` a seat, or name somebody who has one", person=person)
                at = council.place("chain_of_command", position)
                yield Problem(at, message, listed(council), advice)


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
            message = said(
                "the mandate of council `{id}` says nothing of {missing}",
                id=council.id,
                missing=all_of(missing),
            )
            advice = said("say in `mandate` what the council decides about each")
            yield Problem(council.place("mandate"), message, help=advice)


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


@check("CNCL008", "employer-over-limit")
def employer_over_limit(policy: Policy) -> Iterator[Problem]:
    """No employer has more seats at once than a council allows (`at_most_per_employer`).

    Otherwise one company decides in the name of all. Seats whose terms do not overlap are not
    held at once; an excess that only begins later counts already.
    """
    for council in policy.councils:
        limit = council.at_most_per_employer
        if limit is None:
            continue
        for positions in _by_employer(policy, council).values():
            terms = [term(council.seats[position]) for position in positions]
            for excess in excesses(terms, limit):
                yield _problem(
                    policy, council, limit, [positions[n] for n in excess.numbers], excess
                )


@check("CNCL009", "employer-limit-missing", severity=Severity.WARNING, opinion=True)
def employer_limit_missing(policy: Policy) -> Iterator[Problem]:
    """A council whose members have different employers limits how many one of them may send.

    Without `at_most_per_employer` nothing keeps one company from filling the council.
    """
    for council in policy.councils:
        employers = _by_employer(policy, council)
        if council.at_most_per_employer is None and len(employers) > 1:
            message = said(
                "council `{id}` has members of {count} employers and no limit",
                id=council.id,
                count=len(employers),
            )
            advice = said("add `at_most_per_employer`")
            yield Problem(council.place("id"), message, listed(council), advice)


@check("PERS016", "employer-spelled-otherwise", severity=Severity.WARNING, opinion=True)
def employer_spelled_otherwise(policy: Policy) -> Iterator[Problem]:
    """An employer is spelled alike wherever it is named.

    `Acme Inc` and `Acme, Inc.` count as one, in the limit of a council as in what is proved; but
    people who read or filter the list see two.
    """
    usual = usual_spellings(person.employer or "" for person in policy.people)
    for person in policy.people:
        own = person.employer or ""
        if usual.get(own, own) != own:
            first = next(each for each in policy.people if each.employer == usual[own])
            meant = usual[own]
            message = said(
                "`{own}` is the same employer as `{usual}`, spelled otherwise", own=own, usual=meant
            )
            advice = said(
                "write `{usual}`, or tell the two apart by more than spelling", usual=meant
            )
            see = first.place("employer", note=said("it is spelled so here"))
            yield Problem(person.place("employer"), message, (see,), advice, meant=meant)


def _problem(
    policy: Policy, council: Council, limit: int, positions: list[int], excess: Excess
) -> Problem:
    *before, last = positions
    person = council.seats[last].person
    message = said(
        "`{person}` is number {number} from `{employer}` in council `{id}`, which allows {limit}",
        person=person,
        number=len(positions),
        employer=_employer(policy, person).strip(),
        id=council.id,
        limit=limit,
    )
    bound = council.place("at_most_per_employer", note=said("the limit is set here"))
    note = said("so is this member")
    see = (bound, *(council.place("seats", one, "person", note=note) for one in before))
    advice = said("give the seat to somebody of another employer")
    problem = Problem(council.place("seats", last, "person"), message, see, advice)
    return during(problem, excess.period)._replace(expires=None)


def _by_employer(policy: Policy, council: Council) -> dict[str, list[int]]:
    """The seats of each employer that is known, however it is spelt."""
    keys = employer_keys(person.employer or "" for person in policy.people)
    found: dict[str, list[int]] = {}
    for position, seat in enumerate(council.seats):
        key = keys.get(_employer(policy, seat.person))
        if key is not None:
            found.setdefault(key, []).append(position)
    return found


def _employer(policy: Policy, name: str) -> str:
    person = policy.find(Person, name)
    return (person and person.employer) or ""
