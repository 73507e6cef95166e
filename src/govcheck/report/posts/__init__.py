"""The calendar of posts as text, JSON, CSV, iCalendar and Markdown."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from govcheck.posts.calendar import Scheduled
from govcheck.report.escape import ics, json_text, markdown, terminal
from govcheck.report.simulation.ics import folded
from govcheck.time.clock import HOUR, format_instant, local

FORMATS: Final = ("text", "json", "csv", "ics", "markdown")
_COLUMNS: Final = (
    "publish_at", "channel", "post", "title", "status", "drafted_by", "approved_by",
    "approvals_missing", "paused_by",
)  # fmt: skip
_ALMOST: Final = HOUR


class PostCalendar(NamedTuple):
    """What is shown: the posts, and what they were chosen by."""

    scheduled: Sequence[Scheduled]
    at: int
    """The instant from which those that go out within the next hour are told."""
    timezone: str
    incident: str | None = None
    """The incident that stops them; None where none was asked about."""


def render(format_: str, shown: PostCalendar) -> str:
    """The calendar in one of the formats."""
    if format_ == "json":
        return _json(shown)
    if format_ == "csv":
        return _csv(shown)
    if format_ == "ics":
        return _ics(shown)
    if format_ == "markdown":
        return _markdown(shown)
    return _text(shown)


def _text(shown: PostCalendar) -> str:
    lines = []
    if shown.incident is not None:
        count = len(shown.scheduled)
        said = "no post has" if not count else "1 post has" if count == 1 else f"{count} posts have"
        lines.append(f"{said} to be paused during {terminal(shown.incident)}")
    elif not shown.scheduled:
        lines.append("no posts")
    day = ""
    soon = [one for one in shown.scheduled if shown.incident is not None and _is_soon(shown, one)]
    if soon:
        lines += ["", "WITHIN THE NEXT HOUR"]
        lines += [line for one in soon for line in _entry(one, _when(one))]
        lines += ["", "LATER"] if len(soon) < len(shown.scheduled) else []
    for one in shown.scheduled:
        if one in soon:
            continue
        this = "no date yet" if one.at is None else f"{local(one.at, one.timezone):%a %d %b %Y}"
        if this != day:
            lines += ["", this] if lines else [this]
            day = this
        lines += _entry(one, "     " if one.at is None else f"{local(one.at, one.timezone):%H:%M}")
    return "\n".join(lines) + "\n"


def _entry(one: Scheduled, when: str) -> Iterator[str]:
    yield f"  {when}  {terminal(one.channel)}: {_short(terminal(one.title))}"
    said = [one.post.status, f"drafted by {one.post.drafted_by}", *_approvals(one)]
    yield f"         {terminal('; '.join(said))} ({terminal(one.post.id)})"
    if one.pauses:
        yield f"         paused by {terminal(', '.join(one.pauses))}"


def _approvals(one: Scheduled) -> Iterator[str]:
    asked = one.consent
    if asked is None or one.post.status == "published":
        return
    if asked.is_given:
        yield f"approved by {', '.join(asked.given)}"
        return
    missing = asked.needed - len(asked.given)
    could = [person for person in asked.can if person not in asked.given]
    who = f" of {', '.join(could)}" if could else ", and nobody can give it"
    yield f"{missing} approval{'' if missing == 1 else 's'} missing{who}"


def _when(one: Scheduled) -> str:
    return "" if one.at is None else f"{local(one.at, one.timezone):%H:%M}"


def _is_soon(shown: PostCalendar, one: Scheduled) -> bool:
    return one.at is not None and shown.at <= one.at < shown.at + _ALMOST


def _short(text: str, most: int = 56) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


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


def _markdown(shown: PostCalendar) -> str:
    rows = ["| when | channel | post | status | approvals |", "|---|---|---|---|---|"]
    for one in shown.scheduled:
        when = "no date yet"
        if one.at is not None:
            when = f"{local(one.at, one.timezone):%a %d %b %Y %H:%M}"
        approvals = "; ".join(_approvals(one))
        if one.pauses:
            approvals = "; ".join(filter(None, (approvals, f"paused by {', '.join(one.pauses)}")))
        cells = (when, one.channel, _short(one.title), one.post.status, approvals)
        rows.append("| " + " | ".join(markdown(cell).replace("\n", " ") for cell in cells) + " |")
    front = [] if shown.incident is None else [f"During {markdown(shown.incident)}:", ""]
    return "\n".join([*front, *rows]) + "\n"
