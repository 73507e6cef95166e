"""The networks that everybody uses, as data; a policy may know more.

What a network calls an account is given only where the network itself allows nothing else.
"""

from collections.abc import Iterable
from typing import Final

from govcheck.named_tuples import NamedTuple


class Network(NamedTuple):
    """A network on which a company can have an account.

    `handle` is a regular expression that every handle on it matches, without an `@` in front; None
    where channels may be called otherwise. `once` has other names that people still use.
    """

    id: str
    name: str
    handle: str | None = None
    once: tuple[str, ...] = ()


NETWORKS: Final[tuple[Network, ...]] = (
    Network("app-store", "App Store"),
    Network("bilibili", "Bilibili"),
    Network("blog", "a blog of our own"),
    Network("bluesky", "Bluesky", r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"),
    Network("discord", "Discord"),
    Network("douyin", "Douyin"),
    Network("email", "e-mail", once=("e-mail", "mail")),
    Network("facebook", "Facebook", once=("fb", "meta")),
    Network("flickr", "Flickr"),
    Network("forum", "a forum of our own", once=("community",)),
    Network("github", "GitHub", r"[A-Za-z0-9-]{1,39}(/[A-Za-z0-9._-]+)?"),
    Network("gitlab", "GitLab"),
    Network("glassdoor", "Glassdoor"),
    Network("google-play", "Google Play"),
    Network("google-reviews", "Google reviews", once=("google-business", "google-my-business")),
    Network("hacker-news", "Hacker News"),
    Network("instagram", "Instagram", r"[A-Za-z0-9._]{1,30}", ("insta", "ig")),
    Network("kakaotalk", "KakaoTalk"),
    Network("kununu", "kununu"),
    Network("line", "LINE"),
    Network("linkedin", "LinkedIn", once=("li",)),
    Network("mastodon", "Mastodon", r"\w+(@[\w.-]+)?"),
    Network("medium", "Medium"),
    Network("nextdoor", "Nextdoor"),
    Network("pinterest", "Pinterest"),
    Network("podcast", "a podcast"),
    Network("quora", "Quora"),
    Network("reddit", "Reddit", r"/?([ur]/)?[A-Za-z0-9_-]{2,21}"),
    Network("slack", "Slack"),
    Network("snapchat", "Snapchat"),
    Network("stack-overflow", "Stack Overflow"),
    Network("telegram", "Telegram"),
    Network("threads", "Threads", r"[A-Za-z0-9._]{1,30}"),
    Network("tiktok", "TikTok", r"[A-Za-z0-9._]{2,24}"),
    Network("tripadvisor", "Tripadvisor"),
    Network("trustpilot", "Trustpilot"),
    Network("tumblr", "Tumblr"),
    Network("twitch", "Twitch"),
    Network("vimeo", "Vimeo"),
    Network("vk", "VK"),
    Network("website", "a website of our own", once=("web", "homepage")),
    Network("wechat", "WeChat", once=("weixin",)),
    Network("weibo", "Weibo"),
    Network("whatsapp", "WhatsApp"),
    Network("x", "X", r"[A-Za-z0-9_]{1,15}", ("twitter", "x-com")),
    Network("xiaohongshu", "Xiaohongshu", once=("rednote", "red", "little-red-book")),
    Network("xing", "XING"),
    Network("yelp", "Yelp"),
    Network("youtube", "YouTube", once=("yt",)),
    Network("zhihu", "Zhihu"),
)
"""In the order of their ids."""


def known_as(name: str, networks: Iterable[Network] = NETWORKS) -> Network | None:
    """The network that has or had a name; None where there is none."""
    return next((one for one in networks if name == one.id or name in one.once), None)
