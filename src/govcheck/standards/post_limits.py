"""Posts and what networks allow: that no post is cut off or refused."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from govcheck.checks.check import check
from govcheck.finding import Place, Problem, Severity
from govcheck.posts.counting import hashtags, length
from govcheck.posts.networks import CHECKED_FOR, is_own, limits_of, limits_on
from govcheck.posts.placements import Placement, placements
from govcheck.translation import said, together

if TYPE_CHECKING:  # drafts are checked without the models, which take long to import
    from govcheck.load.policy import Policy
    from govcheck.model.network_limits import NetworkLimit

_UNITS = {
    "code-points": said("characters"),
    "graphemes": said("characters"),
    "utf-16": said("UTF-16 units"),
    "bytes": said("bytes"),
    "weighted": said("weighted characters"),
}
_FIELDS = {"hashtags": said("hashtags"), "media": said("media")}


@check("POST001", "over-network-limit")
def over_network_limit(policy: "Policy") -> Iterator[Problem]:
    """No post is over a limit of a network on which it goes out, as that network counts.

    Each counts otherwise: X by weight, Bluesky and Mastodon what people see, and some count every
    link the same. Looked at are the text, the title, hashtags, media and their alt texts.
    """
    for placement in placements(policy):
        for place, limit, count, what in _counted(policy, placement):
            if count > limit.at_most and not limit.is_disputed:
                yield _problem(policy, placement, place, limit, limit.at_most, count, what)


@check("POST002", "over-disputed-limit", severity=Severity.WARNING)
def over_disputed_limit(policy: "Policy") -> Iterator[Problem]:
    """No post is over a limit of which some sources say that the network has it.

    Where sources differ (`disputed`), the least that one of them says is safe.
    """
    for placement in placements(policy):
        for place, limit, count, what in _counted(policy, placement):
            least = min(limit.at_most, *limit.others) if limit.others else limit.at_most
            if limit.is_disputed and count > least:
                yield _problem(policy, placement, place, limit, least, count, what)


@check("POST003", "limit-not-checked-lately", severity=Severity.WARNING)
def limit_not_checked_lately(policy: "Policy") -> Iterator[Problem]:
    """What a network allows was checked within the last 365 days (`checked_on`).

    Networks change their limits without telling anybody. Limits that are built in are looked at
    where a channel relies on them; a document of `kind: network` replaces them.
    """
    told: set[str] = set()
    for channel in policy.channels:
        name = channel.network
        found = limits_of(policy, name)
        if found is None or name in told or is_own(policy, name):
            continue
        told.add(name)
        oldest = min(limit.checked_on for limit in found.limits)
        message = said(
            "what `{name}` allows was last checked on {oldest}", name=name, oldest=oldest
        )
        advice = said(
            "update govcheck, or write down what it allows in a `kind: network` `{name}`", name=name
        )
        until = oldest + CHECKED_FOR
        yield Problem(channel.place("network"), message, help=advice, expires=until)
    for network in policy.networks:
        for position, limit in enumerate(network.limits):
            day, place = limit.checked_on, network.place("limits", position, "checked_on")
            message = said(
                "a limit of `{id}` was last checked on {checked_on}", id=network.id, checked_on=day
            )
            advice = said("look at the source again, and write down the day")
            yield Problem(place, message, help=advice, expires=day + CHECKED_FOR)


@check("POST004", "standard-looser-than-network")
def standard_looser_than_network(policy: "Policy") -> Iterator[Problem]:
    """The standards of a channel allow no more than its network does.

    A standard that the network does not keep promises what nobody can post.
    """
    for channel in policy.channels:
        standards = channel.standards
        if standards is None:
            continue
        for field, limited, standard in (
            ("length", "text", standards.length),
            ("hashtags", "hashtags", standards.hashtags),
        ):
            limits = limits_on(policy, channel.network, limited)  # type: ignore[arg-type]
            sure = [limit for _, limit in limits if not limit.is_disputed]
            if standard is None or not sure or standard.at_most <= sure[0].at_most:
                continue
            message = said(
                "channel `{id}` allows {own}, and `{network}` only {at_most}",
                id=channel.id,
                own=standard.at_most,
                network=channel.network,
                at_most=sure[0].at_most,
            )
            advice = said("allow {at_most} at most", at_most=sure[0].at_most)
            yield Problem(channel.place("standards", field, "at_most"), message, help=advice)


def _counted(
    policy: "Policy", placement: Placement
) -> "Iterator[tuple[Place, NetworkLimit, int, str]]":
    post, network = placement.post, placement.channel.network
    for _, limit in limits_on(policy, network, "text"):
        yield placement.place, limit, length(placement.text, limit), said("the text")
    for _, limit in limits_on(policy, network, "title"):
        yield post.place("title"), limit, length(post.title or "", limit), said("the title")
    for _, limit in limits_on(policy, network, "hashtags"):
        yield placement.place, limit, hashtags(placement.text), said("the text")
    for _, limit in limits_on(policy, network, "media"):
        yield post.place("media"), limit, len(post.media), said("the post")
    for _, limit in limits_on(policy, network, "alt_text"):
        for position, medium in enumerate(post.media):
            where = post.place("media", position, "alt")
            yield where, limit, length(medium.alt or "", limit), said("the alt text")


def _problem(
    policy: "Policy",
    placement: Placement,
    place: Place,
    limit: "NetworkLimit",
    at_most: int,
    count: int,
    what: str,
) -> Problem:
    unit = _FIELDS.get(limit.field, _UNITS[limit.unit])
    network = placement.channel.network
    found = limits_of(policy, network)
    see: tuple[Place, ...] = ()
    if found is not None and is_own(policy, network):
        note = said("the limit stands here, from {source}", source=limit.source)
        see = (found.place("id", note=note),)
    values = {
        "what": what,
        "id": placement.post.id,
        "count": count,
        "unit": unit,
        "network": network,
        "at_most": limit.at_most,
    }
    less = count - at_most
    advice = said("take out {count}", count=less)
    if limit.field in ("text", "hashtags"):
        own = placement.channel.id
        advice = said(
            "take out {count}, or give `{id}` a text of its own in `texts`", count=less, id=own
        )
    source = said(
        "the limit is from {source}, {checked_on}",
        source=limit.source,
        checked_on=limit.checked_on,
    )
    message = said(
        "{what} of post `{id}` has {count} {unit}; `{network}` allows {at_most}", **values
    )
    if limit.is_disputed:
        message = said(
            "{what} of post `{id}` has {count} {unit}; some sources say that `{network}` allows"
            " {at_most}",
            **values,
        )
    return Problem(place, message, see, together((advice, source), "; "))
