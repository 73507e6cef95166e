"""What the networks that everybody uses allow, as data: each limit with where it was read.

`checked_on` is the day on which the number was last compared with what the source says; the source
says its own age. Where a copy was read, the source names whose. YouTube has no alt texts.
"""

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy
    from govcheck.model.network_limits import LimitedField, NetworkLimit, NetworkLimits

_CHECKED: Final = date(2026, 11, 29)
CHECKED_FOR: Final = timedelta(days=365)
"""How long a limit counts as checked."""


class _Row(NamedTuple):
    network: str
    field: "LimitedField"
    at_most: int
    unit: str
    source: str
    more: dict[str, object] = {}  # noqa: RUF012 - nobody changes it


_PUBLER: Final = "Publer's help, 2025-12"
_BUFFER: Final = "Buffer's developer guide, 2026"
_ROWS: Final = (
    _Row("bluesky", "text", 300, "graphemes", "bluesky-social/atproto, app/bsky/feed/post.json"),
    _Row("bluesky", "text", 3000, "bytes", "bluesky-social/atproto, app/bsky/feed/post.json"),
    _Row(
        "bluesky", "alt_text", 2000, "utf-16",
        "bluesky-social/social-app, MAX_ALT_TEXT; the network itself has none",
    ),
    _Row(
        "facebook", "alt_text", 1000, "code-points",
        "Sprout Social's help, 2026; accessible-social.com knows of none",
        {"disputed": True},
    ),
    _Row(
        "facebook", "text", 63206, "code-points",
        f"Postiz; {_BUFFER}, has 5000; none is Facebook's own",
        {"disputed": [5000, 10000, 62000]},
    ),
    _Row(
        "instagram", "text", 2200, "code-points", "Publer, Postiz, Ayrshare's documentation, 2026"
    ),
    _Row(
        "instagram", "hashtags", 5, "code-points",
        "businesstoday.in, 2025-12-19, quoting @creators; Ayrshare's documentation; 30 before",
        {"since": "2025-12-18"},
    ),
    _Row("instagram", "alt_text", 1000, "code-points", _PUBLER),
    _Row("linkedin", "text", 3000, "code-points", f"{_PUBLER}; Postiz; {_BUFFER}"),
    _Row(
        "linkedin", "alt_text", 4086, "code-points",
        f"{_PUBLER}; its copy of 2024 says 300, accessible-social.com 1000",
        {"disputed": [300, 1000]},
    ),
    _Row(
        "mastodon", "text", 500, "graphemes", "mastodon/mastodon, StatusLengthValidator",
        {"url_counts": 23, "mention_counts": "without-domain"},
    ),
    _Row("mastodon", "alt_text", 1500, "code-points", f"{_PUBLER}; MAX_DESCRIPTION_LENGTH"),
    _Row("pinterest", "text", 500, "code-points", f"Publer, Postiz; {_BUFFER}"),
    _Row("pinterest", "alt_text", 500, "code-points", "Ayrshare's documentation, 2026"),
    _Row("pinterest", "title", 100, "code-points", f"{_BUFFER}; Ayrshare's documentation"),
    _Row(
        "threads", "text", 500, "code-points",
        "Meta, developers.facebook.com/documentation/threads/posts, 2026-04-14",
        {"emoji_counts": "bytes"},
    ),
    _Row("threads", "alt_text", 1000, "code-points", "letmepost's and Repliz' documentation, 2026"),
    _Row("threads", "hashtags", 1, "code-points", "zeenews.india.com, 2025-12-20"),
    _Row(
        "tiktok", "text", 2200, "utf-16",
        f"Publer; {_BUFFER}, with a video, and 4000 for photos; Postiz has 2000, too",
        {"disputed": [2000, 4000]},
    ),
    _Row(
        "tiktok", "alt_text", 300, "code-points", "accessible-social.com, 2026, alone",
        {"disputed": True},
    ),
    _Row(
        "x", "text", 280, "weighted", "twitter/twitter-text, config/v3.json, 2021",
        {"url_counts": 23},
    ),
    _Row("x", "alt_text", 1000, "code-points", _PUBLER),
    _Row(
        "youtube", "text", 5000, "bytes",
        "YouTube Data API, videos: snippet.description, as quoted by youtube_api_client on pub.dev",
    ),
    _Row(
        "youtube", "title", 100, "code-points",
        "YouTube Data API, videos: snippet.title, as quoted by youtube_api_client on pub.dev",
    ),
    _Row("youtube", "hashtags", 15, "code-points", "lettercounter.org; beyond, all are ignored"),
)  # fmt: skip
_FOLDS: Final = {"instagram": 125, "linkedin": 210}
"""After how many characters people have to ask for more."""


@cache
def built_in() -> "dict[str, NetworkLimits]":
    """The limits that are built in, by network."""
    networks = dict.fromkeys(row.network for row in _ROWS)
    return {name: _network(name) for name in networks}


def limits_of(policy: "Policy", network: str) -> "NetworkLimits | None":
    """What a network allows: as the policy says, else as it is built in; None if nobody says."""
    own = policy.network(network)
    is_known = any(row.network == network for row in _ROWS)
    return built_in()[network] if own is None and is_known else own


def limits_on(
    policy: "Policy", network: str, field: "LimitedField"
) -> "tuple[tuple[int, NetworkLimit], ...]":
    """A network's limits of one thing, each with its position."""
    found = limits_of(policy, network)
    every = enumerate(found.limits) if found is not None else ()
    return tuple((position, limit) for position, limit in every if limit.field == field)


def is_own(policy: "Policy", network: str) -> bool:
    """Whether the policy itself says what a network allows, in one of its files."""
    own = policy.network(network)
    return own is not None and own.place().path != ""


def _network(name: str) -> "NetworkLimits":
    from govcheck.model.network_limits import NetworkLimits

    stated: dict[str, object] = {"kind": "network", "id": name, "limits": [
        {
            "field": row.field,
            "at_most": row.at_most,
            "unit": row.unit,
            "source": row.source,
            "checked_on": _CHECKED.isoformat(),
            **row.more,
        }
        for row in _ROWS
        if row.network == name
    ]}  # fmt: skip
    if name in _FOLDS:
        stated["folds_at"] = _FOLDS[name]
    return NetworkLimits.model_validate(stated)
