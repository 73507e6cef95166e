"""The calendar of posts as text, JSON, CSV, iCalendar and Markdown."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from govcheck.posts.calendar import Scheduled
from govcheck.report.escape import ics, json_text, markdown, terminal
from govcheck.report.page.names import PageNames
from govcheck.report.simulation.ics import folded
from govcheck.report.width import display_width, fit, wrap
from govcheck.time.clock import HOUR, format_instant, local
from govcheck.tongue import Tongue

FORMATS: Final = ("text", "json", "csv", "ics", "markdown")
_COLUMNS: Final = (
    "publish_at", "channel", "post", "title", "status", "drafted_by", "approved_by",
    "approvals_missing", "paused_by",
)  # fmt: skip
_ALMOST: Final = HOUR
_WIDTH: Final = 80
_MARGIN: Final = " " * 9
_LEAST: Final = 20
"""The least of a title that is shown, however long its channel is called."""
_TITLE: Final = 56


class PostCalendar(NamedTuple):
    """What is shown: the posts, and what they were chosen by."""

    scheduled: Sequence[Scheduled]
    at: int
    """The instant from which those that go out within the next hour are told."""
    timezone: str
    incident: str | None = None
    """The incident that stops them; None where none was asked about."""


def render(format_: str, shown: PostCalendar, names: PageNames) -> str:
    """The calendar in one of the formats; those for people in the tongue of the names."""
    if format_ == "json":
        return _json(shown)
    if format_ == "csv":
        return _csv(shown)
    if format_ == "ics":
        return _ics(shown)
    if format_ == "markdown":
        return _markdown(shown, names)
    return _text(shown, names)


def _text(shown: PostCalendar, names: PageNames) -> str:
    lines = []
    tongue = names.tongue
    if shown.incident is not None:
        count = len(shown.scheduled)
        incident = tongue.text(shown.incident)
        said = (
            tongue.count(
                "{count} post has to be paused during {incident}",
                "{count} posts have to be paused during {incident}",
                count, incident=incident,
            )
            if count
            else tongue.say("no post has to be paused during {incident}", incident=incident)
        )  # fmt: skip
        lines += wrap(terminal(said), _WIDTH)
    elif not shown.scheduled:
        lines.append(tongue.say("no posts"))
    day = ""
    soon = [one for one in shown.scheduled if shown.incident is not None and _is_soon(shown, one)]
    if soon:
        lines += ["", tongue.say("WITHIN THE NEXT HOUR")]
        lines += [line for one in soon for line in _entry(one, names)]
        lines += ["", tongue.say("LATER")] if len(soon) < len(shown.scheduled) else []
    for one in shown.scheduled:
        if one in soon:
            continue
        this = tongue.say("no date yet") if one.at is None else tongue.day(one.at, one.timezone)
        if this != day:
            lines += ["", this] if lines else [this]
            day = this
        lines += _entry(one, names)
    return "\n".join(lines) + "\n"


def _entry(one: Scheduled, names: PageNames) -> Iterator[str]:
    when = "     " if one.at is None else names.tongue.time(one.at, one.timezone)
    channel = terminal(names.document(f"channel/{one.channel}"))
    room = _WIDTH - len(_MARGIN) - display_width(channel) - 2
    yield f"  {when}  {channel}: {fit(terminal(one.title), max(room, _LEAST))}"
    for text in wrap(terminal("; ".join(_said(one, names))), _WIDTH - len(_MARGIN)):
        yield _MARGIN + text


def _said(one: Scheduled, names: PageNames) -> Iterator[str]:
    """How far a post is, who drafted it, who has to agree, and what stops it."""
    yield _status(one, names.tongue)
    yield names.tongue.say("drafted by {who}", who=names.short(one.post.drafted_by))
    yield from _approvals(one, names)
    if one.pauses:
        yield names.tongue.say("paused: {actions}", actions=_actions(one, names))


def _status(one: Scheduled, tongue: Tongue) -> str:
    known = {
        "draft": tongue.say("draft"),
        "approved": tongue.say("approved"),
        "scheduled": tongue.say("scheduled"),
        "published": tongue.say("published"),
        "withdrawn": tongue.say("withdrawn"),
    }
    return known.get(one.post.status, one.post.status)


def _actions(one: Scheduled, names: PageNames) -> str:
    """What stops a post: each action by what is to be done."""
    return names.tongue.all_of(list(dict.fromkeys(map(names.task, one.pauses))))


def _approvals(one: Scheduled, names: PageNames) -> Iterator[str]:
    asked = one.consent
    if asked is None or one.post.status == "published":
        return
    tongue = names.tongue
    if asked.is_given:
        who = tongue.all_of([names.short(person) for person in asked.given])
        yield tongue.say("{who} agreed", who=who)
        return
    missing = asked.needed - len(asked.given)
    could = [person for person in asked.can if person not in asked.given]
    if could:
        yield tongue.count(
            "{count} approval missing: {who}", "{count} approvals missing: {who}",
            missing, who=names.any_of(could),
        )  # fmt: skip
    else:
        yield tongue.count(
            "{count} approval missing, and nobody can give it",
            "{count} approvals missing, and nobody can give them",
            missing,
        )


def _is_soon(shown: PostCalendar, one: Scheduled) -> bool:
    return one.at is not None and shown.at <= one.at < shown.at + _ALMOST


def _json(shown: PostCalendar) -> str:
    posts = [_plain(one) for one in shown.scheduled]
    document: dict[str, Any] = {"format": 1, "at": format_instant(shown.at), "posts": posts}
    if shown.incident is not None:
        document["during"] = shown.incident
    return json_text(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _plain(one: Scheduled) -> dict[str, Any]:
    asked, post = one.consent, one.post
    place = post.place()
    return {
        "post": post.id,
        "title": one.title,
        "channel": one.channel,
        "network": one.network,
        "publish_at": None if one.at is None else format_instant(one.at, one.timezone),
        "status": post.status,
        "language": post.language,
        "topics": [*post.topics],
        "drafted_by": post.drafted_by,
        "approvals": None
        if asked is None
        else {
            "needed": asked.needed,
            "approved_by": [*asked.given],
            "could_still": [person for person in asked.can if person not in asked.given],
        },
        "paused_by": [*one.pauses],
        "path": place.path,
    }


def _csv(shown: PostCalendar) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for one in shown.scheduled:
        asked = one.consent
        missing = 0 if asked is None else max(0, asked.needed - len(asked.given))
        row = (
            "" if one.at is None else format_instant(one.at, one.timezone),
            one.channel, one.post.id, one.title, one.post.status, one.post.drafted_by,
            ";".join(one.post.approved_by), str(missing), ";".join(one.pauses),
        )  # fmt: skip
        writer.writerow(map(_harmless, row))
    return text.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell


def _ics(shown: PostCalendar) -> str:
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//govcheck//govcheck post//EN",
        "CALSCALE:GREGORIAN",
    ]
    for one in shown.scheduled:
        if one.at is None:
            continue
        stamp = f"{local(one.at, 'UTC'):%Y%m%dT%H%M%SZ}"
        paused = f"PAUSED by {', '.join(one.pauses)}: " if one.pauses else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{ics(f'{one.post.id}.{one.channel}')}@govcheck",
            f"DTSTAMP:{stamp}",
            f"DTSTART:{stamp}",
            f"SUMMARY:{ics(f'{paused}{one.channel}: {one.title}')}",
            f"DESCRIPTION:{ics(one.text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(map(folded, [*lines, "END:VCALENDAR"]))


def _markdown(shown: PostCalendar, names: PageNames) -> str:
    tongue = names.tongue
    titles = (
        tongue.say("when"), tongue.say("channel"), tongue.say("post"), tongue.say("status"),
        tongue.say("approvals"),
    )  # fmt: skip
    rows = ["| " + " | ".join(map(markdown, titles)) + " |", "|---|---|---|---|---|"]
    for one in shown.scheduled:
        when = tongue.say("no date yet")
        if one.at is not None:
            when = f"{tongue.day(one.at, one.timezone)} {tongue.time(one.at, one.timezone)}"
        approvals = [*_approvals(one, names)]
        if one.pauses:
            approvals.append(tongue.say("paused: {actions}", actions=_actions(one, names)))
        cells = (
            when, names.document(f"channel/{one.channel}"), fit(one.title, _TITLE),
            _status(one, tongue), "; ".join(approvals),
        )  # fmt: skip
        rows.append("| " + " | ".join(markdown(cell).replace("\n", " ") for cell in cells) + " |")
    front = []
    if shown.incident is not None:
        during = tongue.say("During {incident}:", incident=tongue.text(shown.incident))
        front = [markdown(during), ""]
    return "\n".join([*front, *rows]) + "\n"
