"""People who have left, or have not come yet, and on whom something still rests."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.periods import ALWAYS, Period, active, during, shortfalls
from govcheck.duty.compile import compile_roster
from govcheck.duty.rotas import handover, shifts
from govcheck.finding import Key, Problem
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.council import Council
from govcheck.model.fields import Reference, references
from govcheck.model.goal import Goal
from govcheck.model.person import Person
from govcheck.model.rota import Rota
from govcheck.model.team import Team
from govcheck.targets import read_target
from govcheck.time.clock import DAY, local
from govcheck.time.wall_clocks import start_of
from govcheck.translation import said

_EXAMPLES: Final = ("scenario", "incident", "post")
"""Kinds that play with people and do not rely on them."""

_DAY: Final = timedelta(days=1)
_LONGEST: Final = 2000 * DAY
"""So many seconds are looked back from the day on which somebody joins."""

_ELSEWHERE: Final = (("channel", "admins"), ("advocate", "person"))
"""Fields that have checks of their own, which say more."""


@check("PERS004", "departed-person")
def departed_person(policy: Policy) -> Iterator[Problem]:
    """Nothing rests on somebody who is not active.

    A membership, a deputy, a shift, a seat or an approval of somebody who has left the company is
    a hole that shows only when it is needed. What itself ends earlier is no hole: a rota, a term,
    an override or a goal counts for its own days only. What somebody would still have to do counts
    from the day on which they are gone; what is promised for days on which they are gone already,
    such as an override or the next term of a seat, counts at once.
    """
    for document in policy.documents:
        if document.kind_name in _EXAMPLES:
            continue
        for reference in references(document):
            person = _person(policy, reference)
            if person is None or person.active is None:
                continue
            if (document.kind_name, reference.keys[0]) in _ELSEWHERE:
                continue
            for period in shortfalls([active(person)], within=_reliance(document, reference.keys)):
                found = _problem(document, reference, person, period)
                if found.expires is not None and _is_promised(document, reference.keys, person):
                    found = found._replace(expires=None)
                if not _joins_later(document, reference.keys, person, period):
                    yield found
                elif isinstance(document, Rota):
                    yield from _too_early(policy, document, found, person)


def _person(policy: Policy, reference: Reference) -> Person | None:
    if reference.namespace == "person":
        return policy.find(Person, reference.name)
    named = read_target(reference.name)
    found = reference.namespace == "target" and named.is_person
    return policy.find(Person, named.id) if found else None


def _problem(document: Document, reference: Reference, person: Person, period: Period) -> Problem:
    since, until = active(person)
    gone = until is not None and period.first is not None and period.first > until
    bound = said("until {until}", until=until) if gone else said("from {since}", since=since)
    problem = Problem(
        document.place(*reference.keys, of_key=reference.of_key),
        said("`{id}` is active only {bound}", id=person.id, bound=bound),
        (person.place("active", "until" if gone else "from", note=said("it is said here")),),
        said("name somebody else here, or correct `active`"),
    )
    return during(problem, period)._replace(expires=until if gone else None)


def _is_promised(document: Document, keys: tuple[Key, ...], person: Person) -> bool:
    """Whether somebody is named for single days, or for none on which they are still there."""
    if isinstance(document, Rota) and keys[0] == "overrides":
        return True
    begins, until = _reliance(document, keys).first, active(person).last
    return begins is not None and until is not None and begins > until


def _joins_later(document: Document, keys: tuple[Key, ...], person: Person, period: Period) -> bool:
    """Whether somebody is a member of a team or a rota who has not come yet."""
    since = active(person).first
    coming = since is not None and (period.last is not None and period.last < since)
    return coming and isinstance(document, Rota | Team) and keys[0] in ("members", "layers")


def _too_early(policy: Policy, rota: Rota, found: Problem, person: Person) -> Iterator[Problem]:
    """The problem, until the last shift that somebody has before they join is over."""
    since = active(person).first
    joins = start_of(since or date.min, person.timezone or policy.timezone)
    roster = compile_roster(policy, range(0))
    turns = roster.rotas[rota.id]
    begins = max(joins - _LONGEST, min(handover(one, 0, roster) for one in (turns, *turns.layers)))
    mine = [one for one in shifts(turns, roster, begins, joins) if one.person == person.id]
    if mine:
        over = local(mine[-1].end - 1, rota.timezone).date() + _DAY
        yield found._replace(heals=min(over, since or over))


def _reliance(document: Document, keys: tuple[Key, ...]) -> Period:
    """The days on which the document counts on whoever stands there."""
    if isinstance(document, Person):
        return active(document)
    if isinstance(document, Goal):
        return Period(None, document.due)
    if isinstance(document, Rota):
        return _shifts(document, keys)
    if isinstance(document, Council) and keys[0] == "seats":
        term = document.seats[int(keys[1])].term
        return ALWAYS if term is None else Period(term.from_, term.until)
    return ALWAYS


def _shifts(rota: Rota, keys: tuple[Key, ...]) -> Period:
    if keys[0] == "layers":
        layer = rota.layers[int(keys[1])]
        ends = [day for day in (layer.until, rota.until) if day is not None]
        return Period(layer.starts, min(ends, default=None))
    if keys[0] != "overrides":
        return Period(rota.starts, rota.until)
    override = rota.overrides[int(keys[1])]
    return Period(_day(override.from_, rota, 0), _day(override.to, rota, -1))


def _day(bound: date | int, rota: Rota, shift: int) -> date:
    """The day of a bound on the rota's clock; an end that is an instant is out."""
    return local(bound + shift, rota.timezone).date() if isinstance(bound, int) else bound
