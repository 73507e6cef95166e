"""Who answers to a target at an instant.

An absent or inactive person is replaced by the first of their deputies who is present and within
their own calendar, whatever the hours of the person replaced. Somebody who is merely outside their
hours is not replaced. A chain asks its members in this way one after the other, so the deputy of
its first member comes before its second member.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from govcheck.duty.presence import Circumstances
from govcheck.duty.roster import Resolution, Responder, Roster, RosterPerson
from govcheck.duty.rotas import TURNS, next_shift, on_shift, participants
from govcheck.duty.seats import seated
from govcheck.targets import read_target

OnEmpty = Literal["next", "wait", "deputies"]

_Found = Iterator[tuple[str, str | None]]
"""People who answer, each with whom they stand in for."""


def resolve(
    roster: Roster,
    targets: Sequence[str],
    at: int,
    *,
    absent: frozenset[str] = frozenset(),
    on_empty: OnEmpty = "next",
    ignore_calendars: bool = False,
    opened: dict[str, bool] | None = None,
    coming: Callable[[str, int], str | None] | None = None,
) -> Resolution:
    """Who answers to the targets at an instant, each person once, as themselves where they can.

    With `on_empty="deputies"`, where nobody answers to any target, the deputies of those outside
    their hours are asked, and for a rota the next on shift. With `ignore_calendars` no calendar
    counts, and of a rota that has nobody on shift the next one answers. Unknown targets are empty.
    `opened` remembers from one question to the next which calendars are open at that instant;
    `coming` says of a rota who comes on shift next after an instant.
    """
    moment = Circumstances(roster, at, absent, ignore_calendars, opened, coming)
    answers = [(target, list(_answers(moment, target))) for target in targets]
    if on_empty == "deputies" and not any(found for _, found in answers):
        answers = [(target, list(_deputies(moment, target))) for target in targets]
    if ignore_calendars and not any(found for _, found in answers):
        rotas = [target for target in targets if read_target(target).kind == "rota"]
        following = {target: list(_deputies(moment, target)) for target in rotas}
        answers = [(target, following.get(target, [])) for target in targets]
    return _gathered(answers)


def holders(roster: Roster, target: str) -> tuple[str, ...]:
    """The known people whom a target names, whatever the instant; nobody for a rota or its next."""
    kind, name = read_target(target)
    named: tuple[str, ...] = ()
    if kind == "person":
        named = (name,)
    elif kind == "role":
        named = roster.roles.get(name, ())
    elif kind == "team":
        named = roster.teams.get(name, ())
    elif kind == "representative":
        named = roster.representatives.get(name, ())
    elif name in roster.councils:
        council = roster.councils[name]
        named = council.chain if kind == "chain" else tuple(seat.person for seat in council.seats)
    return tuple(person for person in dict.fromkeys(named) if person in roster.people)


def everybody(roster: Roster, target: str) -> tuple[str, ...]:
    """Whoever may answer to a target at some instant as themselves, or hold a seat for another."""
    kind, name = read_target(target)
    if kind in TURNS and name in roster.rotas:
        named = list(participants(roster.rotas[name]))
    elif kind == "council" and name in roster.councils:
        seats = roster.councils[name].seats
        named = [*holders(roster, target), *(seat.deputy for seat in seats if seat.deputy)]
    else:
        return holders(roster, target)
    return tuple(person for person in dict.fromkeys(named) if person in roster.people)


def involved(roster: Roster, target: str) -> tuple[str, ...]:
    """Everybody who may ever answer to a target, then everybody who might stand in for them."""
    named = everybody(roster, target)
    deputies = [deputy for person in named for deputy in roster.people[person].deputies]
    return tuple(dict.fromkeys((*named, *deputies)))


def _answers(moment: Circumstances, target: str) -> _Found:
    kind, name = read_target(target)
    people = moment.roster.people
    if kind in TURNS:
        person = _of_rota(moment, name, following=kind == "next")
        if person is not None and moment.is_present(person):
            yield person.id, None
        elif person is not None:
            yield from _replacement(moment, person)
    elif kind == "council" and name in moment.roster.councils:
        council = moment.roster.councils[name]
        for seat, filler in zip(council.seats, seated(moment, council), strict=True):
            if filler is not None:
                yield filler, None if filler == seat.person else seat.person
    else:
        for holder in holders(moment.roster, target):
            found = list(_answer(moment, people[holder]))
            yield from found
            if found and kind == "chain":
                return


def _answer(moment: Circumstances, person: RosterPerson) -> _Found:
    if moment.is_available(person):
        yield person.id, None
    elif not moment.is_present(person):
        yield from _replacement(moment, person)


def _of_rota(moment: Circumstances, name: str, *, following: bool = False) -> RosterPerson | None:
    """Who has the rota's shift, or the one that follows, absent or not."""
    rota = moment.roster.rotas.get(name)
    if rota is None:
        return None
    if moment.ignore_calendars:
        rota = rota._replace(calendar=None)
    shift = next_shift if following else on_shift
    return moment.roster.people.get(shift(rota, moment.roster, moment.at) or "")


def _replacement(moment: Circumstances, person: RosterPerson) -> _Found:
    deputy = moment.stand_in(person)
    if deputy is not None:
        yield deputy, person.id


def _deputies(moment: Circumstances, target: str) -> _Found:
    """Whom `on_empty: deputies` asks: nobody of the targets is available."""
    kind, name = read_target(target)
    people = moment.roster.people
    if kind == "rota" and name in moment.roster.rotas:
        missing = _of_rota(moment, name)
        following = (
            next_shift(moment.roster.rotas[name], moment.roster, moment.at)
            if moment.coming is None
            else moment.coming(name, moment.at)
        )
        person = people.get(following or "")
        if person is None:
            return
        if moment.is_present(person):
            yield person.id, None if missing is None else missing.id
        else:
            yield from _replacement(moment, person)
        return
    if kind == "next":
        coming = _of_rota(moment, name, following=True)
        yield from () if coming is None else _replacement(moment, coming)
    for holder in holders(moment.roster, target):
        found = list(_replacement(moment, people[holder]))
        yield from found
        if found and kind == "chain":
            return


def gathered(answers: Iterable[tuple[str, Iterable[Responder]]]) -> Resolution:
    """Who answers to several targets, of who answers to each."""
    return _gathered(
        [(target, [(one.person, one.stands_in_for) for one in found]) for target, found in answers]
    )


def _gathered(answers: list[tuple[str, list[tuple[str, str | None]]]]) -> Resolution:
    targets: dict[str, list[str]] = {}
    replaced: dict[str, str | None] = {}
    for target, found in answers:
        for person, missing in found:
            known = targets.setdefault(person, [])
            if target not in known:
                known.append(target)
            replaced[person] = None if missing is None else replaced.get(person, missing)
    return Resolution(
        tuple(
            Responder(person, tuple(asked), replaced[person]) for person, asked in targets.items()
        ),
        tuple(target for target, found in answers if not found),
    )
