"""Posts and the standards of their channels: length, hashtags, alt texts and languages."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.posts.counting import hashtags, length
from govcheck.posts.networks import limits_on
from govcheck.posts.placements import placements
from govcheck.translation import said, shows

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy
    from govcheck.model.network_limits import NetworkLimit

_SEEN: Final = ("image", "gif", "video")


@check("POST005", "over-channel-standard")
def over_channel_standard(policy: "Policy") -> Iterator[Problem]:
    """No post is longer, or has more hashtags, than the standards of its channels say.

    Its length is counted as the network counts, where that is known, and else in characters.
    """
    for placement in placements(policy):
        post, channel = placement.post, placement.channel
        standards = channel.standards
        limits = [limit for _, limit in limits_on(policy, channel.network, "text")]
        for field, count in (
            ("length", _length(placement.text, limits)),
            ("hashtags", hashtags(placement.text)),
        ):
            standard = getattr(standards, field) if standards is not None else None
            if standard is not None and count > standard.at_most:
                noun = said("hashtags") if field == "hashtags" else said("characters")
                message = said(
                    "the text of post `{id}` has {count} {noun}; channel `{channel}` allows "
                    "{at_most}",
                    id=post.id,
                    count=count,
                    noun=noun,
                    channel=channel.id,
                    at_most=standard.at_most,
                )
                note = said("the standard is here")
                see = (channel.place("standards", field, "at_most", note=note),)
                advice = said(
                    "take out {count}, or give `{id}` a text of its own in `texts`",
                    count=count - standard.at_most,
                    id=channel.id,
                )
                yield Problem(placement.place, message, see, advice)


@check("POST006", "alt-text-missing")
def alt_text_missing(policy: "Policy") -> Iterator[Problem]:
    """Every picture on a channel with `alt_text: required` says what it shows.

    Whoever cannot see it is told nothing else.
    """
    yield from _without_alt(policy, "required")


@check("POST007", "alt-text-recommended", severity=Severity.NOTE)
def alt_text_recommended(policy: "Policy") -> Iterator[Problem]:
    """Every picture on a channel with `alt_text: recommended` says what it shows.

    Whoever cannot see it is told nothing else.
    """
    yield from _without_alt(policy, "recommended")


@check("POST010", "language-not-of-channel")
def language_not_of_channel(policy: "Policy") -> Iterator[Problem]:
    """A post is in a language of each of its channels.

    Nobody there can read it, and nobody may be there who can answer. `pt-BR` is `pt`.
    """
    for placement in placements(policy):
        post, channel = placement.post, placement.channel
        if post.language is None or any(
            is_of(post.language, language) for language in channel.languages
        ):
            continue
        message = said(
            "post `{id}` is in `{language}`, and channel `{channel}` in {languages}",
            id=post.id,
            language=post.language,
            channel=channel.id,
            languages=", ".join(f"`{one}`" for one in channel.languages),
        )
        see = (channel.place("languages", note=said("the languages of the channel are here")),)
        advice = said("translate it into a post of its own, or take the channel out of `channels`")
        yield Problem(post.place("language"), message, see, advice)


def is_of(language: str, general: str) -> bool:
    """Whether a language tag is another one, or one of its kinds."""
    one, other = language.casefold(), general.casefold()
    return one == other or one.startswith(f"{other}-")


def _length(text: str, limits: "list[NetworkLimit]") -> int:
    return length(text, limits[0]) if limits else len(text)


def _without_alt(policy: "Policy", asked: str) -> Iterator[Problem]:
    told: set[tuple[str, int]] = set()
    for post, channel in placements(policy):
        if channel.standards is None or channel.standards.alt_text != asked:
            continue
        note = said("channel `{id}` asks for it", id=channel.id)
        see = (channel.place("standards", "alt_text", note=note),)
        for position, medium in enumerate(post.media):
            silent = medium.kind in _SEEN and not shows(medium.alt)
            if silent and (post.id, position) not in told:
                told.add((post.id, position))
                key = "alt" if medium.alt is not None else "file"
                message = said(
                    "`{file}` of post `{id}` has no alt text", file=medium.file, id=post.id
                )
                advice = said("say in `alt` what it shows")
                yield Problem(post.place("media", position, key), message, see, advice)
