"""The agenda as JSON: a public interface, versioned by `format`; keys are only ever added."""

from fractions import Fraction
from json import dumps
from typing import Any

from govcheck.agenda.item import AgendaItem, Meeting
from govcheck.posts.workload import Chore, Shortage, total
from govcheck.render.escape import json_text
from govcheck.report.agenda import AgendaReport
from govcheck.time.clock import format_instant, local


def render(report: AgendaReport) -> str:
    """One JSON object, with a line end."""
    return json_text(dumps(agenda_json(report), ensure_ascii=False, indent=2)) + "\n"


def agenda_json(report: AgendaReport) -> dict[str, Any]:
    """The answer of `agenda --format json` as plain values."""
    agenda = report.agenda
    return {
        "format": 1,
        "policy": report.stamp._asdict(),
        "at": format_instant(agenda.at),
        "until": agenda.until.isoformat(),
        "ahead": None if agenda.ahead is None else agenda.ahead.isoformat(),
        "meetings": [_meeting(one) for one in agenda.meetings],
        "expected": _chore(total(agenda.expected)) if agenda.expected else None,
        "expected_by_channel": [_chore(one) for one in agenda.expected],
        "items": [_item(one, report) for one in agenda.items],
        "notes": [*agenda.notes],
    }


def _meeting(one: Meeting) -> dict[str, Any]:
    return {
        "council": one.council,
        "date": one.day.isoformat(),
        "after": one.after.isoformat(),
        "quorum": {
            "needed": one.quorum,
            "filled": one.filled,
            "seats": len(one.seats),
            "reached": one.has_quorum,
        },
        "away": [
            {"person": seat.holder, "filled_by": seat.filled_by}
            for seat in one.seats
            if seat.filled_by != seat.holder
        ],
    }


def _item(one: AgendaItem, report: AgendaReport) -> dict[str, Any]:
    today = local(report.agenda.at, report.agenda.timezone).date()
    return {
        "topic": one.topic,
        "subject": one.subject,
        "part": one.part or None,
        "state": one.state,
        "date": None if one.day is None else one.day.isoformat(),
        "since": None if one.since is None else one.since.isoformat(),
        "age_days": None if one.since is None else (today - one.since).days,
        "people": [*one.people],
        "about": one.about or None,
        "count": one.number,
        "waived": one.waived,
        "path": one.path,
        "line": one.line,
        "fails": [
            {"code": code, "subject": subject, "seconds": seconds}
            for code, subject, seconds in one.fails
        ],
        "hours": None if one.short is None else _short(one.short),
    }


def _short(short: Shortage) -> dict[str, Any]:
    return {
        "team": short.team or None,
        "languages": [*short.languages],
        "have": _hours(short.have),
        "need": _hours(short.need),
        "chores": [_chore(one) for one in short.chores],
        "not_kept": [_chore(one) for one in short.left],
    }


def _chore(one: Chore) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "channel": one.channel or None,
        "language": one.language,
        "languages": [*one.spoken],
        "times_a_week": _hours(one.times),
        "hours": _hours(one.hours),
    }


def _hours(value: Fraction) -> float:
    return round(float(value), 4)
