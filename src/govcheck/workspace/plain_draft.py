"""Drafts of which nothing is wrong, told so without the models, which take long to import.

The checks themselves look at the draft beside what is kept of the policy (`DraftRules`). Whatever
is unusual, and whatever they find, is left to the slower way, which a test compares.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, cast

from govcheck.catalogue.of_drafts import OF_DRAFTS
from govcheck.finding import Key, Place
from govcheck.load.simple_yaml import simple_document
from govcheck.load.tree import ARCHIVES, INCIDENTS, POLICIES, SCENARIOS
from govcheck.load.yaml_limits import MOST_BYTES
from govcheck.model.texts import ID, LANGUAGE, READERS
from govcheck.posts.shadow import Shadow
from govcheck.standards.post_approvals import unapproved, without_drafter
from govcheck.time.clock import INSTANT_PATTERN, local

if TYPE_CHECKING:  # which drafts do without
    from govcheck.load.policy import Policy

_TABLES: Final = (".csv", ".tsv")
_IGNORES: Final = "govcheck:"
_OPENING, _CLOSING = "---\n", "\n---\n"
_NOT_JUDGED: Final = ("withdrawn", "published")
_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "kind": ("post",),
    "disclosure": ("none", "paid", "gift", "affiliate", "employee"),
    "status": ("draft", "approved", "published", "withdrawn"),
}
_MEDIA: Final = ("image", "video", "gif", "audio", "document")
_SHARERS: Final = ("advocates", "representatives")
_LISTS: Final = ("channels", "topics", "approved_by", "media")

DraftLapse = tuple[date | None, date | None]
"""The last day before something is wrong, and the first on which it is no more."""


class DraftRules(NamedTuple):
    """What drafts are checked against: all that a policy and its other posts say about them."""

    timezone: str
    channels: dict[str, Shadow]
    calendars: dict[str, Shadow]
    networks: dict[str, Shadow]
    goals: frozenset[str]
    drafters: dict[str, tuple[DraftLapse, ...]]
    """Everybody, with when they may not draft."""
    answerers: dict[str, tuple[str, ...]]
    """Who answers to the targets whose approval channels ask for."""
    posts: tuple[Shadow, ...]
    """Those that have a time and are not withdrawn."""
    taken: dict[str, str]
    """The file of each post's id."""


class PlainPost(NamedTuple):
    """A draft, with the fields of the model."""

    path: str
    id: str
    channels: tuple[str, ...]
    drafted_by: str
    text: str = ""
    title: str | None = None
    publish_at: int | None = None
    language: str | None = None
    media: tuple[Shadow, ...] = ()
    topics: tuple[str, ...] = ()
    disclosure: str = "none"
    goal: str | None = None
    share: str | tuple[str, ...] = ()
    texts: Mapping[str, str] = {}
    status: str = "draft"
    approved_by: tuple[str, ...] = ()

    def text_for(self, channel: str) -> str:
        """What goes out on a channel."""
        return self.texts.get(channel, self.text)

    def place(self, *keys: Key, note: str = "", of_key: bool = False) -> Place:
        """The place of what the keys lead to."""
        return Place(self.path, 0, keys, of_key, note)


class _Unusual(Exception):
    """Something that the models have to look at."""


class _Beside:
    """What the checks ask a policy for; the posts are the drafts, or all."""

    def __init__(self, rules: DraftRules, posts: Sequence[Shadow | PlainPost]) -> None:
        self.posts = posts
        self.channels, self.networks = tuple(rules.channels.values()), ()
        self.timezone = rules.timezone
        self.channel, self.calendar = rules.channels.get, rules.calendars.get
        self.network = rules.networks.get

    @staticmethod
    def prose(text: str) -> str:
        """A text that people read; whatever is found is worded by the slower way."""
        return text


def is_clean(rules: DraftRules, files: Sequence[tuple[str, bytes]], at: int) -> bool:
    """Whether nothing is wrong with the drafts as of an instant; False where nobody can tell."""
    posts = [plain_post(path, content) for path, content in files]
    drafts = [post for post in posts if post is not None]
    paths, ids = {post.path for post in drafts}, {post.id for post in drafts}
    if len(drafts) < len(files) or len(paths) < len(drafts) or len(ids) < len(drafts):
        return False
    day = local(at, rules.timezone).date()
    if not all(_is_sound(rules, post, paths, day) for post in drafts):
        return False
    alone = cast("Policy", _Beside(rules, drafts))
    others = [post for post in rules.posts if rules.taken[post.__dict__["id"]] not in paths]
    every = cast("Policy", _Beside(rules, [*others, *drafts]))
    people = rules.answerers.__getitem__
    found = (
        problem
        for check in OF_DRAFTS
        for problem in check.look_alone(every if check.rule.code == "POST009" else alone)
        if not paths.isdisjoint(place.path for place in (problem.at, *problem.see))
    )
    return not any(map(any, (found, without_drafter(alone, people), unapproved(alone, people))))


def plain_post(path: str, content: bytes) -> PlainPost | None:
    """The post of a file; None where the parser or the models have to look at it."""
    elsewhere = path.partition("/")[0] in (POLICIES, SCENARIOS, ARCHIVES, INCIDENTS)
    if len(content) > MOST_BYTES or elsewhere or path.casefold().endswith(_TABLES):
        return None
    try:
        text = content.decode("utf-8").lstrip("\ufeff")
        return None if _IGNORES in text else _post(path, text)
    except (_Unusual, ValueError):
        return None


def _is_sound(rules: DraftRules, post: PlainPost, paths: set[str], day: date) -> bool:
    """Whether the names lead somewhere, the id is free, and whoever drafts it may."""
    channels = {*post.channels, *post.texts}
    people = {post.drafted_by, *post.approved_by}
    if not channels <= rules.channels.keys() or not people <= rules.drafters.keys():
        return False
    if post.goal is not None and post.goal not in rules.goals:
        return False
    if rules.taken.get(post.id, post.path) not in paths:
        return False
    return post.status in _NOT_JUDGED or not any(
        (ends is None or ends > day) and (before is None or before < day)
        for before, ends in rules.drafters[post.drafted_by]
    )


def _post(path: str, text: str) -> PlainPost:
    body = ""
    if path.endswith(".md"):
        end = text.find(_CLOSING, len(_OPENING) - 1)
        if not text.startswith(_OPENING) or end < 0:
            raise _Unusual
        body = text[end + len(_CLOSING) :].strip()
        text = text[len(_OPENING) : end + 1]
    document = simple_document(text)
    if not isinstance(document, dict) or (body and "text" in document):
        raise _Unusual
    stated = {key: value for key, value in document.items() if not key.startswith("x-")}
    if "kind" not in stated:
        raise _Unusual
    fields = {name: _field(name, value) for name, value in stated.items()}
    del fields["kind"]
    if body:
        fields["text"] = body
    try:
        post = PlainPost(path, **fields)
    except TypeError:  # a field that is missing, or that no post has
        raise _Unusual from None
    if not post.channels:
        raise _Unusual
    return post


def _field(name: str, value: object) -> Any:
    """What a field says, as the model has it. Raises ValueError and _Unusual."""
    if name in _CHOICES:
        return _one_of(_CHOICES[name], value)
    if name in _LISTS:
        if not isinstance(value, list):
            raise _Unusual
        items = map(_medium if name == "media" else _text if name == "topics" else _id, value)
        return tuple(items)
    if name == "share":
        several = isinstance(value, list)
        named = value if isinstance(value, list) else [value]
        found = tuple(_one_of(_SHARERS, one) for one in named)
        return found if several else found[0]
    if name == "texts":
        if not isinstance(value, dict):
            raise _Unusual
        return {_id(channel): _string(text) for channel, text in value.items()}
    if name in ("id", "drafted_by", "goal"):
        return _id(value)
    if name == "text":
        return _string(value)
    if name == "title":
        return _text(value)
    form = {"publish_at": INSTANT_PATTERN, "language": LANGUAGE}.get(name)
    if form is None:
        raise _Unusual
    return READERS[form](_string(value))


def _medium(value: object) -> Shadow:
    if not isinstance(value, dict) or not {"file"} <= value.keys() <= {"file", "kind", "alt"}:
        raise _Unusual
    alt = _string(value["alt"]) if "alt" in value else None
    kind = _one_of(_MEDIA, value.get("kind", "image"))
    return Shadow({"file": _text(value["file"]), "kind": kind, "alt": alt})


def _id(value: object) -> Any:
    return READERS[ID](_string(value))


def _text(value: object) -> str:
    if not value:
        raise _Unusual
    return _string(value)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise _Unusual
    return value


def _one_of(choices: tuple[str, ...], value: object) -> str:
    if not isinstance(value, str) or value not in choices:
        raise _Unusual
    return value
