"""Channels: that they are kept safe, read, answered and looked after."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel

FEWEST_ADMINS: Final = 2

_OFF: Final = frozenset(("no", "off", "none", "false", "disabled"))
"""Texts that say that there is no second factor; in YAML 1.2 `no` is a text."""


@check("CHAN001", "too-few-admins")
def too_few_admins(policy: Policy) -> Iterator[Problem]:
    """Every channel has at least two administrators.

    The only one who can log in is the one whom everybody waits for.
    """
    for channel in policy.channels:
        if len(set(channel.admins)) < FEWEST_ADMINS:
            yield Problem(
                channel.place("admins"),
                f"channel `{channel.id}` has {len(set(channel.admins)) or 'no'}"
                f" administrator{'' if channel.admins else 's'}",
                help="name at least two in `admins`",
            )


@check("CHAN002", "no-second-factor")
def no_second_factor(policy: Policy) -> Iterator[Problem]:
    """Every channel asks its administrators for a second factor (`mfa`).

    A stolen password is the usual way to lose an account. `mfa` is `true`, or says which factor.
    """
    for channel in policy.channels:
        factor = channel.mfa
        off = not factor or (isinstance(factor, str) and factor.strip().casefold() in _OFF)
        if off:
            yield Problem(
                channel.place("mfa") if factor is not None else channel.place("id"),
                f"channel `{channel.id}` is not protected by a second factor",
                help="turn it on for every administrator, then write `mfa: true`",
            )


@check("CHAN005", "no-time-to-respond")
def no_time_to_respond(policy: Policy) -> Iterator[Problem]:
    """Every channel says how soon people are answered (`standards.respond_within`).

    Without a promise nobody can be late. A channel that is `engagement: broadcast-only` makes
    none.
    """
    for channel in policy.channels:
        promised = channel.standards is not None and channel.standards.respond_within is not None
        if not promised and not _is_broadcast(channel):
            yield Problem(
                channel.place("standards", of_key=True),
                f"channel `{channel.id}` does not say how soon people are answered",
                help="add `respond_within` to `standards`",
            )


@check("CHAN006", "no-review-cycle")
def no_review_cycle(policy: Policy) -> Iterator[Problem]:
    """Every channel says how often somebody reads it (`standards.review_cycle`).

    An incident on a channel that nobody reads is found by a journalist.
    """
    for channel in policy.channels:
        if channel.standards is None or channel.standards.review_cycle is None:
            yield Problem(
                channel.place("standards", of_key=True),
                f"channel `{channel.id}` does not say how often somebody reads it",
                help="add `review_cycle` to `standards`",
            )


@check("CHAN009", "review-date-passed")
def review_date_passed(policy: Policy) -> Iterator[Problem]:
    """No channel is past the date by which it was to be reviewed (`review_by`).

    Networks change their rules, and a channel that served its purpose should be closed.
    """
    for channel in policy.channels:
        if channel.review_by is not None:
            yield Problem(
                channel.place("review_by"),
                f"the review of channel `{channel.id}` is due by {channel.review_by}",
                help="review the channel, and write down the next date",
                expires=channel.review_by,
            )


@check("CHAN010", "channel-without-advocate", severity=Severity.WARNING)
def channel_without_advocate(policy: Policy) -> Iterator[Problem]:
    """Every channel has an advocate, or is `engagement: broadcast-only`.

    Employees who speak for themselves are believed where the company is not. Only looked for once
    the policy has an advocate; where there is a reason to have none, a waiver says it.
    """
    spoken = {channel for advocate in policy.advocates for channel in advocate.channels}
    for channel in policy.channels if policy.advocates else ():
        if channel.id not in spoken and not _is_broadcast(channel):
            yield Problem(
                channel.place("id"),
                f"channel `{channel.id}` has no advocate",
                help="add it to the `channels` of an advocate",
            )


def _is_broadcast(channel: Channel) -> bool:
    return channel.standards is not None and channel.standards.engagement == "broadcast-only"
