"""Lines of a log made of what other tools recorded: PagerDuty, and threads of Slack or Mattermost.

Only what those tools know for certain becomes an event: who was told, who acknowledged. What people
wrote becomes a note. Whoever nobody of the policy can be is `tool:NAME`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from govcheck.duty.roster import Roster
from govcheck.errors import IncidentError
from govcheck.logbook.entry import instant_in
from govcheck.time.clock import format_instant
from govcheck.translation import said

FORMATS: Final = ("pagerduty", "slack", "mattermost")
LONGEST_NOTE: Final = 4000
_EMPTY: Final[Mapping[str, Any]] = {}


class Imported(NamedTuple):
    """The lines, by when they happened, and what was left out, in words."""

    lines: tuple[dict[str, Any], ...]
    left_out: tuple[str, ...]


def import_log(content: bytes, name: str, roster: Roster, recorded_at: int) -> Imported:
    """The lines of an export in the format of that name.

    Raises:
        IncidentError: It is no such export.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise IncidentError("this is no JSON that {name} exports", name=name) from None
    left_out: list[str] = []
    made = _READERS[name](document, _People(roster), left_out)
    lines = [
        {
            "at": format_instant(at, roster.timezone),
            "recorded_at": format_instant(recorded_at, roster.timezone),
            **more,
        }
        for at, more in sorted(made, key=lambda one: one[0])
    ]
    if not lines and not left_out:
        raise IncidentError("there is nothing in it that {name} exports", name=name)
    return Imported(tuple(lines), tuple(left_out))


class _People:
    """Who of the policy somebody of another tool is: by address, handle or name."""

    def __init__(self, roster: Roster) -> None:
        self._known: dict[str, str] = {}
        for name, person in roster.people.items():
            for known in (name, str(person.name), *(address for _, address in person.contacts)):
                self._known.setdefault(_plain(known), name)

    def find(self, *names: object) -> str | None:
        """The first whom one of some names, handles or addresses is of."""
        for name in names:
            if isinstance(name, str) and _plain(name) in self._known:
                return self._known[_plain(name)]
        return None


def _plain(name: str) -> str:
    return name.strip().removeprefix("@").casefold()


_Made = Iterator[tuple[int, dict[str, Any]]]


def _pagerduty(document: Any, people: _People, left_out: list[str]) -> _Made:
    entries = document.get("log_entries") if isinstance(document, dict) else document
    if not isinstance(entries, list):
        raise IncidentError("there are no `log_entries` in it")
    for number, entry in enumerate(entries, 1):
        at = instant_in(entry.get("created_at")) if isinstance(entry, dict) else None
        if at is None:
            left_out.append(said("entry {number} has no instant", number=number))
            continue
        kind = str(entry.get("type", "")).removesuffix("_reference")
        agent, user = (_mapping(entry.get(key)) for key in ("agent", "user"))
        channel = _mapping(entry.get("channel"))
        who = people.find(agent.get("email"), agent.get("summary"), agent.get("name"))
        told = people.find(user.get("email"), user.get("summary"), user.get("name"))
        if kind == "acknowledge_log_entry" and who is not None:
            yield at, {"by": who, "event": "acknowledged"}
        elif kind in ("notify_log_entry", "assign_log_entry") and told is not None:
            via = str(
                _mapping(channel.get("notification")).get("type") or channel.get("type") or ""
            )
            yield (
                at,
                {"by": "tool:pagerduty", "event": "told", "person": told}
                | ({"via": via[:40]} if via else {}),
            )
        elif kind == "trigger_log_entry":
            yield at, _note("tool:pagerduty", entry.get("summary") or "triggered")
        elif kind in ("annotate_log_entry", "resolve_log_entry", "escalate_log_entry"):
            summary = channel.get("summary") or entry.get("summary") or kind.partition("_")[0]
            yield at, _note(who or "tool:pagerduty", summary)
        else:
            left_out.append(
                said(
                    "entry {number}: `{kind}` of nobody whom the policy knows",
                    number=number,
                    kind=kind[:40],
                )
            )


def _slack(document: Any, people: _People, left_out: list[str]) -> _Made:
    messages = document.get("messages") if isinstance(document, dict) else document
    if not isinstance(messages, list):
        raise IncidentError("there are no messages in it")
    for number, message in enumerate(messages, 1):
        found = _mapping(message)
        at = _seconds(found.get("ts"))
        if at is None or not isinstance(found.get("text"), str):
            left_out.append(said("message {number} has no instant or no text", number=number))
            continue
        profile = _mapping(found.get("user_profile"))
        names = (profile.get("email"), profile.get("name"), profile.get("real_name"))
        who = people.find(
            *names, profile.get("display_name"), found.get("username"), found.get("user")
        )
        yield at, _note(who or _tool(found.get("username") or found.get("user")), found["text"])


def _mattermost(document: Any, people: _People, left_out: list[str]) -> _Made:
    found = _mapping(document)
    posts = found.get("posts")
    listed = list(posts.values()) if isinstance(posts, dict) else posts
    if not isinstance(listed, list):
        raise IncidentError("there are no `posts` in it")
    for number, post in enumerate(map(_mapping, listed), 1):
        created = post.get("create_at")
        at = created // 1000 if isinstance(created, int) and not isinstance(created, bool) else None
        if at is None or not 0 < at < 2**40 or not isinstance(post.get("message"), str):
            left_out.append(said("post {number} has no instant or no text", number=number))
            continue
        user = _mapping(post.get("user"))
        who = people.find(user.get("email"), post.get("username"), user.get("username"))
        yield at, _note(who or _tool(post.get("username") or post.get("user_id")), post["message"])


_READERS: Final = {"pagerduty": _pagerduty, "slack": _slack, "mattermost": _mattermost}


def _note(by: str, text: object) -> dict[str, Any]:
    return {"by": by, "event": "note", "because": str(text)[:LONGEST_NOTE]}


def _tool(name: object) -> str:
    plain = re.sub(r"[^\w.-]+", "-", str(name or "unknown"))[:60]
    return f"tool:{plain or 'unknown'}"


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else _EMPTY


def _seconds(value: object) -> int | None:
    """The whole seconds of `1700000000.123456`."""
    match = re.fullmatch(r"([0-9]{1,11})(\.[0-9]+)?", value) if isinstance(value, str) else None
    return None if match is None else int(match[1])
