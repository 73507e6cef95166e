"""The shifts of rotas: that overrides change them as meant, and that every member has some."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from govcheck.checks.check import program_check
from govcheck.duty.calendars import open_intervals
from govcheck.duty.roster import NOBODY, Roster, Rotation, Substitution
from govcheck.duty.rotas import handover, shift_length, shifts
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.rota import Rota
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.program import Program
from govcheck.time.clock import DAY, local
from govcheck.time.intervals import Interval, common, merged, without
from govcheck.time.wall_clocks import end_of, start_of
from govcheck.translation import said

_WEEKDAYS: Final = 7
_HOURS_OF_A_WEEK: Final = 7 * 24
_LONGEST: Final = 800 * DAY
"""A rota that ends within so many seconds is looked at shift by shift."""


@program_check("ROTA003", "override-without-effect")
def override_without_effect(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every override of a rota puts somebody on duty while the rota runs.

    One after the rota's `until`, before it starts, outside its calendar, or wholly below a later
    override is a promise that somebody has made and that nothing keeps.
    """
    for entry in _overrides(policy, program.roster):
        reason = _without_effect(entry, program.roster)
        if reason is not None:
            message = said(
                "the override of rota `{id}` by `{person}` {message}",
                id=entry.turns.id,
                person=entry.override.person,
                message=reason[0],
            )
            advice = said("correct its time, or delete it")
            yield Problem(entry.place("from"), message, (reason[1],), advice, heals=entry.heals)


@program_check("ROTA004", "override-by-absent", severity=Severity.WARNING)
def override_by_absent(policy: Policy, program: Program) -> Iterator[Problem]:
    """Nobody takes over a shift while they are away.

    Their deputy would be told instead, or nobody. People who are not active are PERS004's to
    report.
    """
    for entry in _overrides(policy, program.roster):
        person = program.roster.people[entry.override.person]
        hours = _hours(entry, program.roster)
        away = common(hours, list(person.absences))
        if away:
            own, rota = person.id, entry.turns.id
            message = (
                said("`{id}` is away during the override of rota `{rota}`", id=own, rota=rota)
                if away == hours
                else said(
                    "`{id}` is away during a part of the override of rota `{rota}`",
                    id=own,
                    rota=rota,
                )
            )
            see = _absence(policy, entry, away[0])
            advice = said("name somebody who is there, or correct the absence")
            yield Problem(entry.place("person"), message, (see,), advice, heals=entry.heals)


@program_check("ROTA005", "override-changes-nothing", severity=Severity.NOTE)
def override_changes_nothing(policy: Policy, program: Program) -> Iterator[Problem]:
    """An override of a rota puts somebody on duty who would not have been.

    Whose turn it is anyway needs no override; most likely another week, or somebody else, was
    meant.
    """
    for entry in _overrides(policy, program.roster):
        hours = _hours(entry, program.roster)
        start, end, name = entry.override
        before = entry.turns._replace(overrides=entry.earlier)
        regular = shifts(before, program.roster, start, end)
        own = [(shift.start, shift.end) for shift in regular if shift.person == name]
        if hours and not without(hours, own):
            message = said(
                "`{name}` is on duty in rota `{id}` anyway while the override runs",
                name=name,
                id=entry.turns.id,
            )
            advice = said("delete it, or correct who takes over when")
            yield Problem(entry.place("person"), message, help=advice, heals=entry.heals)


@program_check("ROTA006", "member-without-shift", severity=Severity.WARNING)
def member_without_shift(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every member of a rota has a shift at some time.

    Where a turn always falls on days on which the calendar is closed, or begins only after the
    rota has ended, the others have all the work, and whoever counts the members counts wrongly.
    """
    for document in policy.rotas:
        rota = program.roster.rotas[document.id]
        working = _working(rota, program.roster)
        told: set[str] = set()
        for position, name in enumerate(document.members):
            if name in rota.members and name not in {NOBODY, *working, *told}:
                told.add(name)
                key, note = "until", said("the rota ends before their turn")
                if document.calendar is not None:
                    key, note = "calendar", said("it is closed when it is their turn")
                message = said("`{name}` never has a shift in rota `{id}`", name=name, id=rota.id)
                see = document.place(key, note=note)
                advice = said("change `shift`, or the order or number of the members")
                yield Problem(document.place("members", position), message, (see,), advice)


@program_check("ROTA007", "layer-without-effect", severity=Severity.WARNING)
def layer_without_effect(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every layer of a rota has the shift at some time.

    One that ends before it starts, whose hours the rota's calendar leaves out, or that a later
    layer covers whenever it would count, looks like cover and is none.
    """
    for document in policy.rotas:
        rota = program.roster.rotas[document.id]
        for position, layer in enumerate(rota.layers):
            if layer.members and not _counts(rota, position, program.roster):
                message = said(
                    "layer `{id}` of rota `{id2}` never has the shift", id=layer.id, id2=rota.id
                )
                advice = said(
                    "correct its `starts`, `until` and `hours`, or move it below the others"
                )
                yield Problem(document.place("layers", position, "id"), message, help=advice)


class _Entry(NamedTuple):
    """An override as it stands and as it counts, with those before and after it in its rota."""

    rota: Rota
    position: int
    turns: Rotation
    override: Substitution
    earlier: tuple[Substitution, ...]
    later: tuple[tuple[int, Substitution], ...]

    @property
    def heals(self) -> date:
        """The day after the one on which it ends, on the rota's clock."""
        return local(self.override.end - 1, self.turns.timezone).date() + timedelta(days=1)

    def place(self, key: str) -> Place:
        """One of its fields."""
        return self.rota.place("overrides", self.position, key)


def _overrides(policy: Policy, roster: Roster) -> Iterator[_Entry]:
    """Every override of somebody known that has any time in it."""
    for rota in policy.rotas:
        found = [
            (
                position,
                Substitution(
                    start_of(entry.from_, rota.timezone),
                    end_of(entry.to, rota.timezone),
                    entry.person,
                ),
            )
            for position, entry in enumerate(rota.overrides)
            if entry.person in roster.people or entry.person == NOBODY
        ]
        real = [(position, one) for position, one in found if one.start < one.end]
        for number, (position, one) in enumerate(real):
            if one.person == NOBODY:
                continue
            earlier = tuple(each for _, each in real[:number] if _meets(each, one))
            later = tuple(each for each in real[number + 1 :] if _meets(each[1], one))
            yield _Entry(rota, position, roster.rotas[rota.id], one, earlier, later)


def _meets(one: Substitution, other: Substitution) -> bool:
    return one.start < other.end and other.start < one.end


def _hours(entry: _Entry, roster: Roster) -> list[Interval]:
    """When the override puts its person on duty, be they there or not."""
    alone = entry.turns._replace(members=(), layers=(), overrides=(entry.override,))
    running = shifts(alone, roster, entry.override.start, entry.override.end)
    hours = [(shift.start, shift.end) for shift in running]
    return without(hours, merged((each.start, each.end) for _, each in entry.later))


def _without_effect(entry: _Entry, roster: Roster) -> tuple[str, Place] | None:
    """Why an override has no effect, and what shows it."""
    rota, turns, override = entry.rota, entry.turns, entry.override
    if turns.end is not None and override.start >= turns.end:
        place = rota.place("until", note=said("nobody is on duty after this day"))
        return said("has no effect: the rota ends on {until}", until=rota.until), place
    if override.end <= handover(turns, 0, roster):
        place = rota.place("starts", note=said("it starts here"))
        return said("is over before the rota starts on {starts}", starts=rota.starts), place
    if _hours(entry, roster):
        return None
    if _hours(entry._replace(later=()), roster):
        place = rota.place("overrides", entry.later[-1][0], note=said("this one counts"))
        return said("has no effect: a later one takes all of its time"), place
    place = rota.place("calendar", note=said("the rota is on duty only within it"))
    closed = said("has no effect: calendar `{calendar}` is closed then", calendar=rota.calendar)
    return closed, place


def _absence(policy: Policy, entry: _Entry, away: Interval) -> Place:
    """The first absence of the override's person that meets the time when they are away."""
    owner = next(each for each in policy.people if each.id == entry.override.person)
    zone = owner.timezone or policy.timezone
    position = next(
        number
        for number, absence in enumerate(owner.absences)
        if start_of(absence.from_, zone) < away[1] and end_of(absence.to, zone) > away[0]
    )
    return owner.place("absences", position, note=said("they are away here"))


def _working(rota: Rotation, roster: Roster) -> set[str]:
    """The members of a rota who have a shift at some time.

    The calendar of a rota repeats every week but for holidays, so that seven turns of a member
    show each of them, or one an hour of the week where shifts are in hours; only where the rota
    ends soon are single days looked at.
    """
    start = handover(rota, 0, roster)
    if rota.end is not None and rota.end - start <= _LONGEST:
        alone = rota._replace(overrides=())
        return {shift.person for shift in shifts(alone, roster, start, rota.end)}
    hours = None if rota.calendar is None else roster.calendars[rota.calendar]
    if rota.turns is not None or rota.layers or (hours is not None and hours.opened):
        alone = rota._replace(overrides=())
        parts = (rota, *rota.layers)
        rounds = sum(shift_length(one) * _WEEKDAYS * len(one.members) for one in parts)
        start = min(handover(one, 0, roster) for one in parts)
        end = start + min(rounds, _LONGEST) + _LONGEST
        return {shift.person for shift in shifts(alone, roster, start, end)}
    weekly = {
        name: calendar._replace(country=None, subdivision=None, closed=frozenset())
        for name, calendar in roster.calendars.items()
        if name == rota.calendar
    }
    every_week = roster._replace(calendars=weekly)
    found: set[str] = set()
    count = _HOURS_OF_A_WEEK if rota.hours else _WEEKDAYS
    for position, name in enumerate(rota.members):
        turns = (position + turn * len(rota.members) for turn in range(count))
        if name not in found and any(_has_hours(rota, every_week, number) for number in turns):
            found.add(name)
    return found


def _has_hours(rota: Rotation, roster: Roster, number: int) -> bool:
    """Whether the shift of that number has any time in it."""
    begin = handover(rota, number, roster)
    finish = min(handover(rota, number + 1, roster), begin + (_WEEKDAYS + 1) * DAY)
    if rota.end is not None:
        finish = min(finish, rota.end)
    if begin >= finish:
        return False
    return rota.calendar is None or bool(open_intervals(roster, rota.calendar, begin, finish))


def _counts(rota: Rotation, position: int, roster: Roster) -> bool:
    """Whether a layer has the shift at some time, overrides aside."""
    layer = rota.layers[position]
    above = tuple(one._replace(members=(NOBODY,)) for one in rota.layers[position + 1 :])
    layers = (layer._replace(members=(rota.id,)), *above)
    alone = rota._replace(members=(), overrides=(), layers=layers)
    start = handover(layer, 0, roster)
    return bool(shifts(alone, roster, start, start + _LONGEST))
