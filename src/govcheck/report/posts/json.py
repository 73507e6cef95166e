"""The calendar of posts as JSON: a public interface, versioned by `format`."""

import json
from typing import Any

from govcheck.posts.calendar import Scheduled
from govcheck.render.escape import json_text
from govcheck.report.posts import PostCalendar
from govcheck.time.clock import format_instant


def render(shown: PostCalendar) -> str:
    """One JSON object, with a line end."""
    return json_text(json.dumps(calendar_json(shown), ensure_ascii=False, indent=2)) + "\n"


def calendar_json(shown: PostCalendar) -> dict[str, Any]:
    """The answer of `post --format json` without files."""
    posts = [_plain(one) for one in shown.scheduled]
    document: dict[str, Any] = {"format": 1, "at": format_instant(shown.at), "posts": posts}
    if shown.incident is not None:
        document["during"] = shown.incident
    if shown.lacks is not None:
        zone = shown.timezone
        document["collisions"] = [
            {
                "channel": one.channel,
                "posts": [one.first, one.second],
                "at": format_instant(one.at, zone),
                "apart_seconds": one.apart,
            }
            for one in shown.lacks.collisions
        ]
        document["gaps"] = [
            {
                "channel": one.channel,
                "per": one.per,
                "periods": one.periods,
                "without": one.without,
                "first": one.first.isoformat(),
            }
            for one in shown.lacks.gaps
        ]
        document["unread"] = [
            {
                "channel": one.channel,
                "post": one.post,
                "at": format_instant(one.at, zone),
                "read_at": None if one.read is None else format_instant(one.read, zone),
                "review_cycle_seconds": one.cycle,
            }
            for one in shown.lacks.unread
        ]
    return document


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
