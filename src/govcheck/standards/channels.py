"""Channels: that they are kept safe, read, answered and looked after."""

from collections.abc import Collection, Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.second_factors import strength
from govcheck.finding import Lack, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel
from govcheck.model.networks import NETWORKS, known_as
from govcheck.model.vocabulary import ChoiceFact, TagsFact
from govcheck.nearest import nearest, only_near
from govcheck.translation import said

FEWEST_ADMINS: Final = 2


@check("CHAN001", "too-few-admins")
def too_few_admins(policy: Policy) -> Iterator[Problem]:
    """Every channel has at least two administrators.

    The only one who can log in is the one whom everybody waits for.
    """
    for channel in policy.channels:
        if len(set(channel.admins)) < FEWEST_ADMINS:
            message = said("channel `{id}` has no administrators", id=channel.id)
            if channel.admins:
                message = said("channel `{id}` has 1 administrator", id=channel.id)
            advice = said("name at least two in `admins`")
            yield Problem(channel.place("admins"), message, help=advice)


@check("CHAN002", "no-second-factor")
def no_second_factor(policy: Policy) -> Iterator[Problem]:
    """Every channel asks its administrators for a second factor (`mfa`).

    A stolen password is the usual way to lose an account. `mfa` is `true`, or names a factor that
    is known: an authenticator app (TOTP), passkeys, security keys (FIDO2), `push`, `sso`. What is
    only planned is no second factor.
    """
    for channel in policy.channels:
        factor = channel.mfa
        found = strength(factor)
        place = channel.place("mfa" if factor is not None else "id")
        if found == "none":
            message = said("channel `{id}` is not protected by a second factor", id=channel.id)
            advice = said("turn it on for every administrator, then write `mfa: true`")
            yield Problem(place, message, help=advice)
        elif found == "unknown":
            message = said("`{factor}` is not a second factor that is known", factor=factor)
            advice = said(
                "name one, such as `authenticator app`, `passkeys` or `security keys`, or write "
                "`mfa: true`"
            )
            yield Problem(place, message, help=advice)


@check("CHAN005", "no-time-to-respond")
def no_time_to_respond(policy: Policy) -> Iterator[Problem]:
    """Every channel says how soon people are answered (`standards.respond_within`).

    Without a promise nobody can be late. A channel that is `engagement: broadcast-only` makes
    none.
    """
    for channel in policy.channels:
        promised = channel.standards is not None and channel.standards.respond_within is not None
        if not promised and not _is_broadcast(channel):
            message = said(
                "channel `{id}` does not say how soon people are answered", id=channel.id
            )
            advice = said("add `respond_within` to `standards`")
            yield Problem(channel.place("standards", of_key=True), message, help=advice)


@check("CHAN006", "no-review-cycle")
def no_review_cycle(policy: Policy) -> Iterator[Problem]:
    """Every channel says how often somebody reads it (`standards.review_cycle`).

    An incident on a channel that nobody reads is found by a journalist.
    """
    for channel in policy.channels:
        if channel.standards is None or channel.standards.review_cycle is None:
            message = said("channel `{id}` does not say how often somebody reads it", id=channel.id)
            advice = said("add `review_cycle` to `standards`")
            yield Problem(channel.place("standards", of_key=True), message, help=advice)


@check("CHAN009", "review-date-passed")
def review_date_passed(policy: Policy) -> Iterator[Problem]:
    """No channel is past the date by which it was to be reviewed (`review_by`).

    Networks change their rules, and a channel that served its purpose should be closed.
    """
    for channel in policy.channels:
        due = channel.review_by
        if due is not None:
            message = said(
                "the review of channel `{id}` is due by {review_by}", id=channel.id, review_by=due
            )
            advice = said("review the channel, and write down the next date")
            yield Problem(channel.place("review_by"), message, help=advice, expires=due)


@check("CHAN010", "channel-without-advocate", severity=Severity.WARNING, opinion=True)
def channel_without_advocate(policy: Policy) -> Iterator[Problem]:
    """Every channel has an advocate, or is `engagement: broadcast-only`.

    Employees who speak for themselves are believed where the company is not. Only looked for once
    the policy has an advocate; where there is a reason to have none, a waiver says it.
    """
    spoken = {channel for advocate in policy.advocates for channel in advocate.channels}
    for channel in policy.channels if policy.advocates else ():
        if channel.id not in spoken and not _is_broadcast(channel):
            message = said("channel `{id}` has no advocate", id=channel.id)
            advice = said("add it to the `channels` of an advocate")
            yield Problem(channel.place("id"), message, help=advice)


@check("CHAN011", "unknown-network")
def unknown_network(policy: Policy) -> Iterator[Problem]:
    """The network of a channel is one that is known.

    Rules and standards speak of networks by name, and one that is misspelt is none of them. Known
    are those that everybody uses, and the values of the fact `network` of the policy's vocabulary.
    """
    declared = {
        value
        for vocabulary in policy.vocabularies
        for name, fact in vocabulary.facts.items()
        if name == "network" and isinstance(fact, ChoiceFact | TagsFact)
        for value in fact.values
    }
    known = {network.id for network in NETWORKS} | declared
    for channel in policy.channels:
        if channel.network in known:
            continue
        former = known_as(channel.network)
        meant = None if former is None else former.id
        yield Problem(
            channel.place("network"),
            said("`{network}` is not a network that is known", network=channel.network),
            help=_network_advice(channel.network, known, meant),
            meant=meant or only_near(channel.network, known),
            lacks=Lack("value/network", channel.network),
        )


@check("CHAN013", "weak-second-factor", severity=Severity.NOTE, opinion=True)
def weak_second_factor(policy: Policy) -> Iterator[Problem]:
    """The second factor of a channel is more than a message to a phone or a mailbox.

    Numbers are taken over, and mailboxes are read by whoever has the password; such a factor is
    better than none, and an app or a key is better than it.
    """
    for channel in policy.channels:
        if strength(channel.mfa) == "weak":
            message = said("`{mfa}` is a weak second factor", mfa=channel.mfa)
            advice = said(
                "use an authenticator app, passkeys or security keys, where the network can"
            )
            yield Problem(channel.place("mfa"), message, help=advice)


def _network_advice(name: str, known: Collection[str], meant: str | None) -> str:
    if meant is not None:
        return said("write `{meant}`", meant=meant)
    near = nearest(name, known)
    declare = said("add it to the values of the fact `network` in a vocabulary")
    if near is None:
        return declare
    return said(
        "did you mean `{near}`? if it is another one, {declare}", near=near, declare=declare
    )


def _is_broadcast(channel: Channel) -> bool:
    return channel.standards is not None and channel.standards.engagement == "broadcast-only"
