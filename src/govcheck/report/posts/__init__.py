"""The calendar of posts as text, JSON, CSV, iCalendar and Markdown."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple, Self

from govcheck.briefing.simulation.ics import calendar
from govcheck.posts.calendar import Pause, Scheduled
from govcheck.posts.clashes import Clashes
from govcheck.render.escape import ics, markdown, terminal
from govcheck.render.page.names import PageNames
from govcheck.render.width import wrap
from govcheck.time.clock import DAY, HOUR, local
from govcheck.tongue import Tongue
from govcheck.tongue.tongue import city

FORMATS: Final = ("text", "json", "csv", "ics", "markdown")
_ALMOST: Final = HOUR
_WIDTH: Final = 80


class PostCalendar(NamedTuple):
    """What is shown: the posts, and what they were chosen by."""

    scheduled: Sequence[Scheduled]
    at: int
    """The instant from which those that go out within the next hour are told."""
    timezone: str
    names: PageNames
    incident: str | None = None
    """The incident that stops them; None where none was asked about."""
    lacks: Clashes | None = None
    """What the calendar lacks; None where only a part of it is shown."""
    stopping: tuple[Pause, ...] = ()

    @property
    def pauses(self) -> list[Pause]:
        """The actions that stop posts which are shown, or may do so."""
        meant = {action for one in self.scheduled for action in one.pauses or ("topics",)}
        return [one for one in self.stopping if {one.action, one.scope} & meant]

    def said_by(self, tongue: Tongue) -> Self:
        """The same for a reader of another language."""
        return self._replace(names=PageNames(self.names.program, tongue))


def render(format_: str, shown: PostCalendar) -> str:
    """The calendar in one of the formats."""
    if format_ == "json":
        from govcheck.report.posts import json

        return json.render(shown)
    if format_ == "csv":
        from govcheck.report.posts import rows

        return rows.render(shown)
    return {"ics": _ics, "markdown": _markdown, "text": _text}[format_](shown)


def _text(shown: PostCalendar) -> str:
    tongue = shown.names.tongue
    lines = [line for one in _front(shown) for line in _wrapped("", one)]
    day = ""
    soon = [one for one in shown.scheduled if shown.incident is not None and _is_soon(shown, one)]
    if soon:
        lines += ["", tongue.say("WITHIN THE NEXT HOUR")]
        lines += [line for one in soon for line in _entry(shown, one, _when(shown, one))]
        lines += ["", tongue.say("LATER")] if len(soon) < len(shown.scheduled) else []
    for one in shown.scheduled:
        if one in soon:
            continue
        this = _day(shown, one)
        if this != day:
            lines += ["", this] if lines else [this]
            day = this
        lines += _entry(shown, one, _when(shown, one))
    lacks = list(_lacks(shown))
    if lacks:
        lines += ["", tongue.say("WHAT THE CALENDAR LACKS")]
        lines += [line for one in lacks for line in _wrapped("  ", one)]
    return "\n".join(lines) + "\n"


def _front(shown: PostCalendar) -> Iterator[str]:
    tongue = shown.names.tongue
    if shown.incident is not None:
        incident = tongue.text(shown.incident)
        paused = sum(bool(one.pauses) for one in shown.scheduled)
        if paused:
            yield tongue.count(
                "{count} post has to be paused. Incident: {incident}",
                "{count} posts have to be paused. Incident: {incident}",
                paused,
                incident=incident,
            )
        elif not shown.scheduled:
            yield tongue.say("no post has to be paused. Incident: {incident}", incident=incident)
        if paused < len(shown.scheduled):
            yield tongue.count(
                "{count} post states no topics: look whether it has to be paused. Incident: "
                "{incident}",
                "{count} posts state no topics: look whether they have to be paused. Incident: "
                "{incident}",
                len(shown.scheduled) - paused,
                incident=incident,
            )
        yield from _owed(shown)
    elif not shown.scheduled:
        yield tongue.say("no posts")
    if any(one.at is not None for one in shown.scheduled):
        yield tongue.say("Times: {city}", city=city(shown.timezone))


def _owed(shown: PostCalendar) -> Iterator[str]:
    """Who stops the posts, by which action, and until when."""
    tongue, names = shown.names.tongue, shown.names
    for pause in shown.pauses:
        who = tongue.any_of([names.target(one) for one in pause.owed_by])
        values = {"action": names.task(pause.action), "who": who}
        if pause.due is None:
            yield tongue.say("{action}: {who}", **values)
        else:
            due = _moment(shown, pause.due)
            yield tongue.say("{action}: {who}, by {when} at the latest", when=due, **values)


def _stopping(shown: PostCalendar, one: Scheduled) -> str:
    """By what a post is stopped, where that is not the same for all."""
    if all(one.pauses == other.pauses for other in shown.scheduled):
        return ""
    if not one.pauses:
        return shown.names.tongue.say("topics not stated: look at it")
    actions = shown.names.tongue.all_of([shown.names.task(pause) for pause in one.pauses])
    return shown.names.tongue.say("stopped by: {actions}", actions=actions)


def _lacks(shown: PostCalendar) -> Iterator[str]:
    """Collisions, gaps and posts that nobody reads, each in a sentence."""
    if shown.lacks is None:
        return
    tongue = shown.names.tongue
    for close in shown.lacks.collisions:
        yield tongue.say(
            "{channel}: {first} and {second} go out {apart} apart, {when}",
            channel=_channel(shown, close.channel),
            first=_called(shown, close.first),
            second=_called(shown, close.second),
            apart=tongue.duration(close.apart),
            when=_moment(shown, close.at),
        )
    for late in shown.lacks.unread:
        values = {
            "channel": _channel(shown, late.channel),
            "post": _called(shown, late.post),
            "when": _moment(shown, late.at),
            "often": _often(tongue, late.cycle),
        }
        if late.read is None:
            yield tongue.say(
                "{channel}: nobody reads it after {post} goes out, {when} ({often})", **values
            )
        else:
            yield tongue.say(
                "{channel}: after {post}, {when}, it is read again only {read} ({often})",
                read=_moment(shown, late.read),
                **values,
            )
    for gap in shown.lacks.gaps:
        yield _gap(shown, gap.channel, gap.per, (gap.without, gap.periods), gap.first)


def _often(tongue: Tongue, cycle: int) -> str:
    if cycle == DAY:
        return tongue.say("once a day")
    return tongue.say("every {cycle}", cycle=tongue.duration(cycle))


def _gap(shown: PostCalendar, channel: str, per: str, counted: tuple[int, int], first: date) -> str:
    tongue, (without, periods) = shown.names.tongue, counted
    values = {"channel": _channel(shown, channel), "without": without, "first": tongue.date(first)}
    if per == "day":
        return tongue.count(
            "{channel}: {without} of {count} day without a post, the first {first}",
            "{channel}: {without} of {count} days without a post, the first {first}",
            periods,
            **values,
        )
    if per == "week":
        return tongue.count(
            "{channel}: {without} of {count} week without a post, the first from {first}",
            "{channel}: {without} of {count} weeks without a post, the first from {first}",
            periods,
            **values,
        )
    return tongue.count(
        "{channel}: {without} of {count} month without a post, the first from {first}",
        "{channel}: {without} of {count} months without a post, the first from {first}",
        periods,
        **values,
    )


def _entry(shown: PostCalendar, one: Scheduled, when: str) -> Iterator[str]:
    front = f"  {when:5}  "
    yield from _wrapped(front, f"{_channel(shown, one.channel)}: {_short(one.title)}")
    said = "; ".join((*_there(shown, one), *_status(shown, one), *_approvals(shown, one)))
    yield from _wrapped(" " * len(front), said)
    if stopping := _stopping(shown, one):
        yield from _wrapped(" " * len(front), stopping)


def _wrapped(front: str, text: str) -> Iterator[str]:
    for number, line in enumerate(wrap(terminal(text), _WIDTH - len(front))):
        yield (front if not number else " " * len(front)) + line


def _status(shown: PostCalendar, one: Scheduled) -> Iterator[str]:
    tongue = shown.names.tongue
    yield {
        "draft": tongue.say("draft"),
        "approved": tongue.say("approved"),
        "published": tongue.say("published"),
        "withdrawn": tongue.say("withdrawn"),
    }[one.post.status]
    yield tongue.say("drafted by {who}", who=shown.names.person(one.post.drafted_by))


def _approvals(shown: PostCalendar, one: Scheduled) -> Iterator[str]:
    asked, tongue, names = one.consent, shown.names.tongue, shown.names
    if one.post.status == "published":
        return
    if asked is None:
        yield tongue.say("no approval is asked for")
        return
    if asked.is_given:
        who = tongue.all_of([names.person(person) for person in asked.given])
        yield tongue.say("approved by {who}", who=who)
        return
    missing = asked.needed - len(asked.given)
    could = [names.person(person) for person in asked.can if person not in asked.given]
    if could:
        yield tongue.count(
            "{count} approval is missing, of {who}",
            "{count} approvals are missing, of {who}",
            missing,
            who=tongue.any_of(could),
        )
    else:
        yield tongue.count(
            "{count} approval is missing, and nobody can give it",
            "{count} approvals are missing, and nobody can give them",
            missing,
        )


def _day(shown: PostCalendar, one: Scheduled) -> str:
    tongue = shown.names.tongue
    if one.at is None:
        return tongue.say("no date yet")
    return tongue.date(local(one.at, shown.timezone).date())


def _when(shown: PostCalendar, one: Scheduled) -> str:
    return "" if one.at is None else shown.names.tongue.time(one.at, shown.timezone)


def _moment(shown: PostCalendar, at: int) -> str:
    """A time by the organisation's clock, as it stands beside the posts."""
    tongue = shown.names.tongue
    return f"{tongue.day(at, shown.timezone)} {tongue.time(at, shown.timezone)}"


def _there(shown: PostCalendar, one: Scheduled) -> Iterator[str]:
    """The time by the clock of the channel, where that shows another one."""
    tongue = shown.names.tongue
    if one.at is None:
        return
    here, there = local(one.at, shown.timezone), local(one.at, one.timezone)
    if here.replace(tzinfo=None) != there.replace(tzinfo=None):
        day = "" if here.date() == there.date() else f"{tongue.day(one.at, one.timezone, one.at)} "
        yield f"{day}{tongue.time(one.at, one.timezone)} {city(one.timezone)}"


def _channel(shown: PostCalendar, channel: str) -> str:
    """What people call a channel."""
    return shown.names.document(f"channel/{channel}")


def _called(shown: PostCalendar, post: str) -> str:
    """A post by its title, in quotes."""
    title = next((one.title for one in shown.scheduled if one.post.id == post), post)
    return shown.names.tongue.say("“{words}”", words=_short(title))


def _is_soon(shown: PostCalendar, one: Scheduled) -> bool:
    return one.at is not None and shown.at <= one.at < shown.at + _ALMOST


def _short(text: str, most: int = 56) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _ics(shown: PostCalendar) -> str:
    lines: list[str] = []
    for one in shown.scheduled:
        if one.at is None:
            continue
        stamp = f"{local(one.at, 'UTC'):%Y%m%dT%H%M%SZ}"
        paused = f"{shown.names.tongue.say('PAUSED')}: " if one.pauses else ""
        lines += [
            "BEGIN:VEVENT",
            f"UID:{ics(f'{one.post.id}.{one.channel}')}@govcheck",
            f"DTSTAMP:{stamp}",
            f"DTSTART:{stamp}",
            f"SUMMARY:{ics(f'{paused}{_channel(shown, one.channel)}: {one.title}')}",
            f"STATUS:{'TENTATIVE' if one.pauses or one.post.status == 'draft' else 'CONFIRMED'}",
            f"DESCRIPTION:{ics(one.text)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return calendar("post", lines)


def _markdown(shown: PostCalendar) -> str:
    say = shown.names.tongue.say
    columns = (say("when"), say("channel"), say("post"), say("status"), say("approvals"))
    rows = ["| " + " | ".join(columns) + " |", "|---|---|---|---|---|"]
    for one in shown.scheduled:
        there = "".join(f" ({time})" for time in _there(shown, one))
        when = f"{_day(shown, one)} {_when(shown, one)}{there}".strip()
        status, *_ = _status(shown, one)
        approvals = "; ".join(filter(None, (*_approvals(shown, one), _stopping(shown, one))))
        cells = (when, _channel(shown, one.channel), _short(one.title), status, approvals)
        rows.append("| " + " | ".join(markdown(cell).replace("\n", " ") for cell in cells) + " |")
    front = [line for one in _front(shown) for line in (markdown(one), "")]
    lacks = [f"- {markdown(one)}" for one in _lacks(shown)]
    return "\n".join([*front, *rows, *([""] if lacks else []), *lacks]) + "\n"
