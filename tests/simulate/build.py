"""Small rosters and programs, written short."""

from collections.abc import Iterable, Mapping
from typing import Any

from govcheck.duty.roster import (
    OpeningHours,
    Roster,
    RosterCouncil,
    RosterPerson,
    RosterSeat,
    Rotation,
)
from govcheck.engine.ruleset import Case, CompiledRule, DecisionTable, Fact, Ruleset
from govcheck.simulate.conflicts import Conflicts
from govcheck.simulate.outcome import Event, PlayedIncident
from govcheck.simulate.people import People, people
from govcheck.simulate.plan import PlannedPlaybook
from govcheck.simulate.program import (
    ActionPlan,
    ApprovalPlan,
    EscalationPlan,
    PlaybookPlan,
    Program,
    SeverityRank,
    StepPlan,
)
from govcheck.time.clock import parse_duration, parse_instant
from govcheck.time.intervals import Interval

T0 = parse_instant("2026-03-16T12:00:00Z")
"""A Monday noon."""
OFFICE = "office"
"""Monday to Friday, nine to five, UTC."""


def at(clock: str) -> int:
    """An instant `T0` plus a duration such as `5m`."""
    return T0 + parse_duration(clock)


def person(
    name: str,
    *,
    calendar: str | None = None,
    deputies: Iterable[str] = (),
    absences: Iterable[Interval] = (),
    ways: Iterable[str] = ("chat",),
    active: tuple[int | None, int | None] = (None, None),
) -> RosterPerson:
    """Somebody in UTC, round the clock unless a calendar is named."""
    return RosterPerson(
        name, name.title(), "UTC", calendar, tuple(deputies), tuple(absences), active, tuple(ways)
    )


def away(name: str, deputies: Iterable[str] = (), until: str = "30d") -> RosterPerson:
    """Somebody who is absent from a day before T0."""
    return person(name, deputies=deputies, absences=[(T0 - 86400, at(until))])


def calendar(name: str, hours: tuple[int, int], days: Iterable[int] = range(5)) -> OpeningHours:
    """The same hours on some weekdays, in UTC."""
    span = ((hours[0] * 60, hours[1] * 60),)
    open_on = set(days)
    week = tuple(span if day in open_on else () for day in range(7))
    return OpeningHours(name, "UTC", week, frozenset(), None, None)


def roster(
    *members: RosterPerson | str,
    roles: Mapping[str, Iterable[str]] | None = None,
    rotas: Iterable[Rotation] = (),
    councils: Iterable[RosterCouncil] = (),
    calendars: Iterable[OpeningHours] = (),
) -> Roster:
    """People and what they belong to; the office calendar is always there."""
    everybody = [person(one) if isinstance(one, str) else one for one in members]
    hours = [calendar(OFFICE, (9, 17)), *calendars]
    return Roster(
        timezone="UTC",
        people={one.id: one for one in everybody},
        calendars={one.id: one for one in hours},
        rotas={one.id: one for one in rotas},
        councils={one.id: one for one in councils},
        roles={name: tuple(sorted(held)) for name, held in (roles or {}).items()},
        teams={},
        representatives={},
        holidays={},
        holidays_version=None,
    )


def council(
    name: str,
    seats: Iterable[str | tuple[str, str]],
    quorum: int,
    *,
    within: Mapping[str, int] | None = None,
    chain: Iterable[str] = (),
) -> RosterCouncil:
    """A council; a seat is its holder, or its holder and deputy."""
    pairs = [(seat, None) if isinstance(seat, str) else seat for seat in seats]
    made = tuple(RosterSeat(holder, "expert", deputy) for holder, deputy in pairs)
    return RosterCouncil(name, made[0].person, made, quorum, tuple(chain), dict(within or {}))


def rota(name: str, *members: str) -> Rotation:
    """A daily rota that hands over at midnight UTC; the first member has T0's day."""
    start = 719163 + T0 // 86400
    return Rotation(name, "UTC", start, 0, 1, members, None, None, ())


def decision(name: str, result: str | tuple[str, ...], *rules: CompiledRule) -> DecisionTable:
    """A decision that is its `otherwise` unless a rule matches."""
    results = (result,) if isinstance(result, str) else result
    many = name == "playbooks"
    domain = dict.fromkeys([*results, *(one for rule in rules for one in rule.results)])
    return DecisionTable(
        name=name,
        hit_policy="collect" if many else "first",
        results=tuple(domain),
        ordered=False,
        otherwise=results,
        because=None,
        rules=rules,
        uses=(),
        document=name,
        path="policies/d.yaml",
        line=1,
    )


def program(
    people: Roster,
    *,
    escalation: EscalationPlan | None = None,
    playbooks: Iterable[PlaybookPlan] = (),
    severity: str = "sev2",
    facts: Iterable[Fact] = (),
) -> Program:
    """A program in which the escalation and all the playbooks apply to every incident."""
    books = tuple(playbooks)
    decisions = [decision("severity", severity)]
    if escalation is not None:
        decisions.append(decision("escalation", escalation.id))
    if books:
        decisions.append(decision("playbooks", tuple(book.id for book in books)))
    return Program(
        organization="Test",
        severities=(SeverityRank("sev3", "Low", "low"), SeverityRank("sev2", "High", "high")),
        ruleset=Ruleset({fact.name: fact for fact in facts}, tuple(decisions)),
        roster=people,
        escalations={} if escalation is None else {escalation.id: escalation},
        playbooks={book.id: book for book in books},
    )


def stated(
    detected: int = T0,
    *,
    published: int | None = None,
    aware: int | None = None,
    conflicts: Iterable[tuple[str, str]] = (),
    facts: Mapping[str, object] | None = None,
) -> PlayedIncident:
    """An incident without facts."""
    case = Case(detected, dict(facts or {}))  # type: ignore[arg-type]
    return PlayedIncident(
        "incident",
        "An incident",
        case,
        detected if published is None else published,
        detected if aware is None else aware,
        tuple(conflicts),  # type: ignore[arg-type]
    )


def escalation(
    *steps: StepPlan, last_resort: str = "person:boss", repeat: int = 0, within: int | None = None
) -> EscalationPlan:
    """An escalation named `crisis`."""
    return EscalationPlan("crisis", steps, last_resort, within, repeat)


def playbook(
    *actions: ActionPlan,
    approvals: Iterable[ApprovalPlan] = (),
    forbidden: Iterable[str] = (),
    name: str = "leak",
) -> PlaybookPlan:
    """A playbook whose actions are written in an order in which they can be worked out."""
    order = tuple(action.id for action in actions)
    return PlaybookPlan(name, actions, order, {one.id: one for one in approvals}, tuple(forbidden))


def action(name: str, owed_by: str = "person:ana", **more: Any) -> ActionPlan:
    """An action that says `Do NAME`."""
    return ActionPlan(name, f"Do {name}", owed_by, **more)


def planned(book: PlaybookPlan, *, not_owed: Iterable[str] = ()) -> PlannedPlaybook:
    """A playbook of which everything applies except some actions and approvals."""
    left_out = set(not_owed)
    owed = frozenset(action.id for action in book.actions) - left_out
    return PlannedPlaybook(book, owed, frozenset(book.approvals) - left_out)


def there(
    people_: Roster, *absent: str, hard: Iterable[str] = (), soft: Iterable[str] = ()
) -> People:
    """The roster while some are absent and some have a conflict of interest."""
    return people(people_, frozenset(absent), Conflicts(frozenset(hard), frozenset(soft)))


def rows(events: Iterable[Event], start: int = T0) -> list[str]:
    """Each event as `+seconds event step: people or targets`, short enough to compare."""
    shown = []
    for event in events:
        who = [
            told.person + (f" for {told.stands_in_for}" if told.stands_in_for else "")
            for told in event.people
        ]
        subject = event.step or event.obligation or str(event.round)
        tail = ", ".join([*who, *event.targets])
        shown.append(f"+{event.at - start} {event.event} {subject}" + (f": {tail}" if tail else ""))
    return shown
