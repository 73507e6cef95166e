"""The agenda as JSON: a public interface, versioned by `format`; keys are only ever added."""

from fractions import Fraction
from typing import TypedDict

from govcheck.agenda.item import AgendaItem, Meeting
from govcheck.posts.workload import Chore, Shortage, total
from govcheck.render.shape import dumped, shaped
from govcheck.render.stamp import StampJson
from govcheck.report.agenda import AgendaReport
from govcheck.time.clock import local


class MeetingQuorumJson(TypedDict):
    """Whether enough seats are filled."""

    needed: int
    filled: int
    seats: int
    reached: bool


class AwayJson(TypedDict):
    """Whose seat somebody else has, or nobody."""

    person: str
    filled_by: str | None


class MeetingJson(TypedDict):
    """The next meeting of a council."""

    council: str
    date: str
    after: str
    quorum: MeetingQuorumJson
    away: list[AwayJson]


class ChoreJson(TypedDict):
    """What a team has to do every week."""

    kind: str
    channel: str | None
    language: str | None
    languages: list[str]
    times_a_week: float
    hours: float


class ShortageJson(TypedDict):
    """More hours than there are."""

    team: str | None
    languages: list[str]
    have: float
    need: float
    chores: list[ChoreJson]
    not_kept: list[ChoreJson]


class LossJson(TypedDict):
    """What fails without somebody."""

    code: str
    subject: str
    seconds: int


class AgendaItemJson(TypedDict):
    """One thing to deal with."""

    topic: str
    subject: str
    part: str | None
    state: str
    date: str | None
    since: str | None
    age_days: int | None
    people: list[str]
    about: str | None
    count: int
    waived: str | None
    path: str
    line: int
    fails: list[LossJson]
    hours: ShortageJson | None


class AgendaJson(TypedDict):
    """The whole answer of `agenda --format json`."""

    format: int
    policy: StampJson
    at: str
    until: str
    ahead: str | None
    meetings: list[MeetingJson]
    expected: ChoreJson | None
    expected_by_channel: list[ChoreJson]
    items: list[AgendaItemJson]
    notes: list[str]


def render(report: AgendaReport) -> str:
    """One JSON object, with a line end."""
    return dumped(agenda_json(report))


def agenda_json(report: AgendaReport) -> AgendaJson:
    """The answer in the public types."""
    agenda = report.agenda
    return shaped(
        AgendaJson,
        agenda,
        format=1,
        policy=shaped(StampJson, report.stamp),
        meetings=[_meeting(one) for one in agenda.meetings],
        expected=_chore(total(agenda.expected)) if agenda.expected else None,
        expected_by_channel=[_chore(one) for one in agenda.expected],
        items=[_item(one, report) for one in agenda.items],
    )


def _meeting(one: Meeting) -> MeetingJson:
    quorum: MeetingQuorumJson = {
        "needed": one.quorum,
        "filled": one.filled,
        "seats": len(one.seats),
        "reached": one.has_quorum,
    }
    away = [
        shaped(AwayJson, seat, person=seat.holder)
        for seat in one.seats
        if seat.filled_by != seat.holder
    ]
    return shaped(MeetingJson, one, date=one.day, quorum=quorum, away=away)


def _item(one: AgendaItem, report: AgendaReport) -> AgendaItemJson:
    today = local(report.agenda.at, report.agenda.timezone).date()
    return shaped(
        AgendaItemJson,
        one,
        part=one.part or None,
        date=one.day,
        age_days=None if one.since is None else (today - one.since).days,
        about=one.about or None,
        count=one.number,
        hours=None if one.short is None else _short(one.short),
    )


def _short(short: Shortage) -> ShortageJson:
    return shaped(
        ShortageJson,
        short,
        team=short.team or None,
        have=_hours(short.have),
        need=_hours(short.need),
        chores=[_chore(one) for one in short.chores],
        not_kept=[_chore(one) for one in short.left],
    )


def _chore(one: Chore) -> ChoreJson:
    return shaped(
        ChoreJson,
        one,
        channel=one.channel or None,
        languages=one.spoken,
        times_a_week=_hours(one.times),
        hours=_hours(one.hours),
    )


def _hours(value: Fraction) -> float:
    return round(float(value), 4)
