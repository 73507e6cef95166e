"""Mentions that are expected in a week: in all, and on which channels."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final, NamedTuple

from govcheck.load.policy import Policy
from govcheck.model.channel import Channel
from govcheck.time.clock import DAY
from govcheck.time.intervals import Interval, merged

_WEEK: Final = 7 * DAY


class MentionPlace(NamedTuple):
    """Where mentions arrived, as far as an archive says; empty what it does not."""

    channel: str = ""
    network: str = ""


class MentionCensus(NamedTuple):
    """How many mentions arrived where, between which instants, and what rules they reached."""

    rows: int = 0
    span: Interval | None = None
    places: tuple[tuple[MentionPlace, int], ...] = ()
    rules: tuple[str, ...] = ()
    """As `decision/document/rule`."""


class ExpectedMentions(NamedTuple):
    """How many mentions a week bring, and of how many it is known on which channel."""

    total: Fraction
    channels: tuple[tuple[str, Fraction], ...] = ()
    """By channel; those of a network are shared evenly among its channels."""

    @property
    def elsewhere(self) -> Fraction:
        """Those of which nobody knows on which channel."""
        return self.total - sum((times for _, times in self.channels), Fraction())


def expected_mentions(
    policy: Policy, answered: Iterable[Channel], censuses: Iterable[MentionCensus]
) -> ExpectedMentions | None:
    """The mentions of a week; None where neither the organization nor an archive says.

    What the organization expects is shared among the channels as the archives are. Archives of the
    same weeks are added up, and those of other weeks lengthen the time. Mentions of channels that
    nobody answers, or of networks without one, are left out of what the archives say.
    """
    found = list(censuses)
    spans = merged(one.span for one in found if one.span is not None)
    weeks = max(Fraction(sum(end - start for start, end in spans), _WEEK), Fraction(1))
    shares = _shares(policy, list(answered), found)
    rows = sum(shares.values(), Fraction())
    stated = policy.organization.resources if policy.organization is not None else None
    figure = None if stated is None else stated.weekly_mentions
    total = rows / weeks if figure is None else Fraction(str(figure))
    if not total:
        return None
    channels = {name: total * mine / rows for name, mine in shares.items() if name and mine}
    return ExpectedMentions(total, tuple(channels.items()))


def _shares(
    policy: Policy, answered: list[Channel], censuses: list[MentionCensus]
) -> dict[str, Fraction]:
    """How many rows each channel has that somebody answers; none of them, the empty name has."""
    known = {one.id for one in policy.channels}
    found = {one.id: Fraction() for one in answered} | {"": Fraction()}
    for place, rows in (one for census in censuses for one in census.places):
        if place.channel in known:
            named = [one.id for one in answered if one.id == place.channel]
        elif place.network:
            named = [one.id for one in answered if one.network == place.network]
        else:
            named = [""]
        for name in named:
            found[name] += Fraction(rows, len(named))
    return found
