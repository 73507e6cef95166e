"""What posts are about: what their channels are for, and what no post may say."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govcheck.checks.check import check
from govcheck.finding import Place, Problem
from govcheck.nearest import did_you_mean, only_near
from govcheck.posts.networks import limits_of, limits_on
from govcheck.posts.placements import Placement, placements
from govcheck.standards.post_standards import is_of
from govcheck.translation import all_of, any_of, said, shows, together

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy

LABELS: Final = {
    "de": ("Werbung", "Anzeige"),
    "en": ("Advertisement", "Ad", "Paid partnership", "Sponsored"),
    "es": ("Publicidad",),
    "fr": ("Publicité", "Collaboration commerciale"),
    "it": ("Pubblicità",),
    "nl": ("Advertentie", "Reclame"),
    "zh": ("广告",),
}
"""How posts are labelled for which somebody was paid, by language; counsel says what is enough."""
_PAID: Final = ("paid", "gift", "affiliate")
_IN_FRONT: Final = 30
"""How many characters may stand before a label that is in front."""


@check("POST011", "topic-not-allowed")
def topic_not_allowed(policy: "Policy") -> Iterator[Problem]:
    """The topics of a post are among those that its channels are for (`content.allowed`).

    Whoever follows a channel was promised what it is about. A channel without the list takes
    everything.
    """
    for post, channel in placements(policy):
        allowed = channel.standards and channel.standards.content
        names = allowed.allowed if allowed else ()
        for position, topic in enumerate(post.topics if names else ()):
            if topic not in names:
                message = said(
                    "`{topic}` is not among what channel `{id}` is for", topic=topic, id=channel.id
                )
                note = said("the list is here")
                see = (channel.place("standards", "content", "allowed", note=note),)
                near, meant = did_you_mean(topic, names), only_near(topic, names)
                yield Problem(post.place("topics", position), message, see, near, meant=meant)


@check("POST012", "forbidden-content")
def forbidden_content(policy: "Policy") -> Iterator[Problem]:
    """No post is about, or says, what one of its channels forbids (`content.forbidden`).

    A forbidden text is compared with the topics; a forbidden `pattern`, a regular expression, is
    looked for in the text of the post, its title and its alt texts.
    """
    for placement in placements(policy):
        post, channel = placement.post, placement.channel
        content = channel.standards and channel.standards.content
        for position, entry in enumerate(content.forbidden if content else ()):
            keys = ("standards", "content", "forbidden", position)
            see = (channel.place(*keys, note=said("it is here")),)
            if isinstance(entry, str):
                for number, topic in enumerate(post.topics):
                    if topic.casefold() == entry.casefold():
                        message = said(
                            "channel `{id}` forbids `{topic}`", id=channel.id, topic=topic
                        )
                        yield Problem(post.place("topics", number), message, see)
                continue
            because = policy.prose(entry.because) if entry.because else ""
            advice = said("say it otherwise, or take the channel out of `channels`")
            for place, text in _shown(placement):
                found = re.search(entry.pattern, text)
                if found is not None:
                    forbids = said(
                        "channel `{id}` forbids `{found}`", id=channel.id, found=found[0]
                    )
                    message = together((forbids, because), ": ")
                    yield Problem(place._replace(within=found.span()), message, see, advice)


@check("POST013", "disclosure-without-label")
def disclosure_without_label(policy: "Policy") -> Iterator[Problem]:
    """A post that was paid for says so in its own language, in front and before the fold.

    In German it is *Werbung* or *Anzeige*. `#ad` among the hashtags is too late and in the wrong
    language. Which label is enough in a country is a question for your lawyer; a label that is
    found is no advice that it is.
    """
    for placement in placements(policy):
        post, channel = placement.post, placement.channel
        if post.disclosure not in _PAID:
            continue
        language = post.language or next(iter(channel.languages), "en")
        labels = next((known for tag, known in LABELS.items() if is_of(language, tag)), None)
        if labels is None:
            message = said(
                "no label for a post that was paid for is known in `{language}`", language=language
            )
            yield Problem(post.place("disclosure"), message, help=said("ask counsel for one"))
            continue
        network = limits_of(policy, channel.network)
        fold = network.folds_at if network is not None and network.folds_at else _IN_FRONT
        front = placement.text.lstrip()[: min(fold, _IN_FRONT)].casefold()
        if not any(
            re.search(rf"(?<!\w){re.escape(label.casefold())}(?!\w)", front) for label in labels
        ):
            quoted = any_of([f"`{label}`" for label in labels])
            message = said(
                "post `{id}` on channel `{id2}` does not say in front that it was paid for",
                id=post.id,
                id2=channel.id,
            )
            see = (post.place("disclosure", note=said("it was paid for")),)
            advice = said("begin with {said}, and ask counsel whether that is enough", said=quoted)
            yield Problem(placement.place, message, see, advice)


@check("POST017", "post-says-nothing")
def post_says_nothing(policy: "Policy") -> Iterator[Problem]:
    """A post has a text or media on each of its channels, or a title where the network has one.

    Empty, it cannot go out, and nothing else that is checked says anything about it.
    """
    silent: dict[str, list[Placement]] = {}
    for one in placements(policy):
        titled = shows(one.post.title) and limits_on(policy, one.channel.network, "title")
        if not (shows(one.text) or one.post.media or titled):
            silent.setdefault(one.post.id, []).append(one)
    for found in silent.values():
        post, channel = found[0]
        where = all_of([f"`{one.channel.id}`" for one in found])
        message = said("post `{id}` says nothing on {channels}", id=post.id, channels=where)
        advice = said("write its text, or name in `media` what goes out")
        yield Problem(post.place("channels", post.channels.index(channel.id)), message, (), advice)


@check("POST018", "text-for-other-channel")
def text_for_other_channel(policy: "Policy") -> Iterator[Problem]:
    """A post has texts of their own (`texts`) only for its channels.

    Any other text goes out nowhere, and the channel that it was written for shows another one.
    """
    for post in policy.posts:
        for name in post.texts if post.status != "withdrawn" else ():
            if name not in post.channels and policy.channel(name) is not None:
                message = said(
                    "post `{id}` does not go out on `{channel}`", id=post.id, channel=name
                )
                see = (post.place("channels", note=said("its channels are here")),)
                advice = said("add it to `channels`, or take the text out")
                yield Problem(post.place("texts", name, of_key=True), message, see, advice)


def _shown(placement: Placement) -> Iterator[tuple[Place, str]]:
    """Everything that a post says on a channel, each with its place."""
    post = placement.post
    yield placement.place, placement.text
    yield post.place("title"), post.title or ""
    for position, medium in enumerate(post.media):
        yield post.place("media", position, "alt"), medium.alt or ""
