"""How many hours a week channels ask for, and whether their teams have them.

What is asked for follows from the standards: a channel is read once in each `review_cycle` of its
open hours, once for each of its languages; each planned post has to be written; each mention that
is expected is answered where the channel replies. A typical week has no holidays. All hours are
exact fractions.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final, Literal, NamedTuple

from govcheck.duty.roster import Roster
from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel
from govcheck.model.organization import Organization
from govcheck.model.person import Person
from govcheck.model.post import Post
from govcheck.model.team import Team
from govcheck.posts.mentions import MentionCensus, expected_mentions
from govcheck.time.clock import DAY
from govcheck.time.wall_clocks import EPOCH_DAY, reading

ANSWERS_AN_HOUR: Final = 10
MINUTES_A_READING: Final = 5
HOURS_A_POST: Final = 1
MOST_LANGUAGES: Final = 10
"""For so many languages of a team every combination of them is looked at."""
_WEEK: Final = 7


class Pace(NamedTuple):
    """How fast people work: as the organisation says, or else as is usual."""

    answers_an_hour: Fraction = Fraction(ANSWERS_AN_HOUR)
    minutes_a_reading: Fraction = Fraction(MINUTES_A_READING)
    hours_a_post: Fraction = Fraction(HOURS_A_POST)


class Chore(NamedTuple):
    """What a standard of a channel, or its calendar of posts, asks of a team every week."""

    kind: Literal["reading", "posts", "answers"]
    channel: str
    """Empty where all channels are meant."""
    language: str | None
    """Whoever does it has to speak it; None where anybody can."""
    times: Fraction
    """How often a week."""
    hours: Fraction
    place: Place
    among: tuple[str, ...] = ()
    """Whoever does it has to speak one of these; where nothing is said of a single language."""

    @property
    def spoken(self) -> tuple[str, ...]:
        """The languages of which it takes one; nothing where anybody can do it."""
        return self.among if self.language is None else (self.language,)


class Shortage(NamedTuple):
    """More hours than there are: who has to do it, and what they have.

    `languages` are those without which the others of the team cannot help; empty where everything
    that the team has to do is too much.
    """

    team: str
    languages: tuple[str, ...]
    people: tuple[str, ...]
    have: Fraction
    need: Fraction
    chores: tuple[Chore, ...]
    """The largest first."""
    left: tuple[Chore, ...]
    """What cannot be kept where the small ones are done first, the largest first."""


def pace_of(policy: Policy) -> Pace:
    """How fast people work, by the organisation."""
    stated = policy.organization.resources if policy.organization is not None else None
    if stated is None:
        return Pace()
    usual = Pace()
    return Pace(
        _exact(stated.answers_per_hour) or usual.answers_an_hour,
        _exact(stated.minutes_per_reading) or usual.minutes_a_reading,
        _exact(stated.hours_per_post) or usual.hours_a_post,
    )


def chores(policy: Policy, roster: Roster) -> dict[str, list[Chore]]:
    """What every team that owns a channel has to do in a week, but for answering."""
    pace = pace_of(policy)
    found: dict[str, list[Chore]] = {}
    for channel in policy.channels:
        found.setdefault(channel.owner, []).extend(_readings(channel, roster, pace))
    for channel, language, posts, weeks in _planned(policy):
        times = Fraction(posts, weeks)
        place = channel.place("standards", "posts") if _has_posts(channel) else channel.place("id")
        hours = times * pace.hours_a_post
        found[channel.owner].append(Chore("posts", channel.id, language, times, hours, place))
    return found


def shortages(
    policy: Policy, roster: Roster, censuses: Iterable[MentionCensus] = ()
) -> Iterator[Shortage]:
    """Where there are more hours to do than there are.

    Each team answers on the channels that it owns, as far as the censuses of the archives say how
    many mentions these have. Only what nobody can tell apart is compared with all who answer.
    Nothing is said of teams where somebody's hours are not stated.
    """
    asked = chores(policy, roster)
    answers = expected_answers(policy, censuses)
    for answer in answers:
        owner = policy.find(Channel, answer.channel)
        if owner is not None:
            asked.setdefault(owner.owner, []).append(answer)
    known: dict[str, Team] = {}
    for team in policy.teams:
        mine = asked.get(team.id)
        if not mine or any(one.weekly_hours is None for one in team.members):
            continue
        known[team.id] = team
        short = _short(policy, team, mine)
        if short is not None:
            yield short
    anywhere = [one for one in answers if not one.channel]
    owners = list(dict.fromkeys(one.owner for one in policy.channels if is_answered(one)))
    if anywhere and owners and all(owner in known for owner in owners):
        teams = [known[owner] for owner in owners]
        every = [*(one for owner in owners for one in asked[owner]), *anywhere]
        have = sum((_hours(team, None, policy) for team in teams), Fraction())
        people = dict.fromkeys(one.person for team in teams for one in team.members)
        alone = len(owners) == 1
        name = owners[0] if alone else ""
        if sum((one.hours for one in every), Fraction()) > have:
            yield _shortage(name, (), tuple(people), have, every)


def expected_answers(policy: Policy, censuses: Iterable[MentionCensus] = ()) -> tuple[Chore, ...]:
    """The answers of a week: of each channel, and last those of which nobody knows which.

    Nothing where neither the organization nor an archive says how many mentions are expected.
    """
    root = policy.organization
    answered = [one for one in policy.channels if is_answered(one)]
    expected = expected_mentions(policy, answered, censuses)
    if root is None or expected is None:
        return ()
    pace = pace_of(policy).answers_an_hour
    found = []
    for channel in answered:
        times = dict(expected.channels).get(channel.id)
        if times is not None:
            one, *others = channel.languages or (None,)
            language, among = (None, tuple(channel.languages)) if others else (one, ())
            place = channel.place("standards", "respond_within")
            found.append(Chore("answers", channel.id, language, times, times / pace, place, among))
    if expected.elsewhere:
        rest = expected.elsewhere
        found.append(Chore("answers", "", None, rest, rest / pace, _figure(root)))
    return tuple(found)


def total(answers: Sequence[Chore]) -> Chore:
    """The answers of all channels together; there must be some."""
    times = sum((one.times for one in answers), Fraction())
    hours = sum((one.hours for one in answers), Fraction())
    return Chore("answers", "", None, times, hours, answers[-1].place)


def is_answered(channel: Channel) -> bool:
    """Whether people who write to a channel are promised an answer."""
    standards = channel.standards
    return (
        standards is not None
        and standards.respond_within is not None
        and standards.engagement != "broadcast-only"
    )


def _figure(root: Organization) -> Place:
    stated = root.resources is not None and root.resources.weekly_mentions is not None
    return root.place("resources", "weekly_mentions") if stated else root.place("id")


def _has_posts(channel: Channel) -> bool:
    return channel.standards is not None and channel.standards.posts is not None


def _readings(channel: Channel, roster: Roster, pace: Pace) -> Iterator[Chore]:
    standards = channel.standards
    if standards is None or not standards.review_cycle:
        return
    times = _times(standards.calendar, standards.review_cycle, roster)
    if not times:
        return
    place = channel.place("standards", "review_cycle")
    hours = times * pace.minutes_a_reading / 60
    for language in channel.languages or (None,):
        yield Chore("reading", channel.id, language, times, hours, place)


def _times(calendar: str | None, cycle: int, roster: Roster) -> Fraction:
    """How often a week a channel is read: once in each cycle of open time; of days, open days."""
    hours = roster.calendars.get(calendar) if calendar is not None else None
    if cycle >= DAY:
        days = _WEEK if hours is None else sum(bool(spans) for spans in hours.hours)
        return Fraction(days * DAY, cycle)
    if hours is None:
        return Fraction(_WEEK * DAY, cycle)
    minutes = sum(_union(spans) for spans in hours.hours)
    return Fraction(min(minutes * 60, _WEEK * DAY), cycle)


def _union(spans: Iterable[tuple[int, int]]) -> int:
    """The minutes in at least one of the spans."""
    total, reached = 0, 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _planned(policy: Policy) -> Iterator[tuple[Channel, str | None, int, int]]:
    """How many posts are planned on a channel in a language, and in how many weeks.

    A post on several channels is written once, for the first; the weeks are those from the first
    planned post of all to the last.
    """
    going = (one for one in policy.posts if one.status != "withdrawn")
    dated = [one for one in going if one.publish_at is not None]
    if not dated:
        return
    weeks = [_week(one, policy.timezone) for one in dated]
    count = max(weeks) - min(weeks) + 1
    found: dict[tuple[str, str | None], int] = {}
    for post in dated:
        key = (post.channels[0], post.language)
        found[key] = found.get(key, 0) + 1
    for (name, language), posts in found.items():
        channel = policy.find(Channel, name)
        if channel is not None:
            yield channel, language, posts, count


def _week(post: Post, zone: str) -> int:
    """The number of the week, from Monday on, in which a post goes out."""
    day = EPOCH_DAY + reading(post.publish_at or 0, zone) // DAY
    return (day - 1) // _WEEK


def _short(policy: Policy, team: Team, mine: list[Chore]) -> Shortage | None:
    """The smallest set of languages that is too much for those who speak one of them."""
    spoken = sorted({language for one in mine for language in one.spoken})
    for size in range(1, len(spoken) + 1 if len(spoken) <= MOST_LANGUAGES else 2):
        for languages in combinations(spoken, size):
            within = [one for one in mine if one.spoken and {*one.spoken} <= {*languages}]
            have = _hours(team, languages, policy)
            if sum((one.hours for one in within), Fraction()) > have:
                people = _speakers(team, languages, policy)
                apart = languages if len(people) < len(team.members) else ()
                return _shortage(team.id, apart, tuple(people), have, within)
    have = _hours(team, None, policy)
    if sum((one.hours for one in mine), Fraction()) > have:
        return _shortage(team.id, (), tuple(one.person for one in team.members), have, mine)
    return None


def _shortage(
    team: str,
    languages: tuple[str, ...],
    people: tuple[str, ...],
    have: Fraction,
    asked: Iterable[Chore],
) -> Shortage:
    ordered = sorted(asked, key=lambda one: (one.hours, one.kind, one.channel, one.language or ""))
    room, left = have, []
    for one in ordered:
        if one.hours <= room:
            room -= one.hours
        else:
            left.append(one)
    need = sum((one.hours for one in ordered), Fraction())
    return Shortage(
        team, languages, people, have, need, tuple(reversed(ordered)), tuple(reversed(left))
    )


def _hours(team: Team, languages: tuple[str, ...] | None, policy: Policy) -> Fraction:
    speakers = _speakers(team, languages, policy)
    hours = {one.person: _exact(one.weekly_hours) or Fraction() for one in team.members}
    return sum((hours[one] for one in speakers), Fraction())


def _speakers(team: Team, languages: tuple[str, ...] | None, policy: Policy) -> list[str]:
    """The members who speak one of the languages; whoever states none may speak any."""
    found = []
    for member in team.members:
        person = policy.find(Person, member.person)
        own = person.languages if person is not None else ()
        if languages is None or not own or any(_is_of(a, b) for a in own for b in languages):
            found.append(member.person)
    return found


def _is_of(one: str, other: str) -> bool:
    """Whether two language tags are of the same language: `pt-BR` is `pt`."""
    return one.casefold().partition("-")[0] == other.casefold().partition("-")[0]


def _exact(number: float | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))
