"""Workload: that teams have the hours that the standards of their channels ask for."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from govcheck.checks.check import program_check
from govcheck.duty.roster import Roster
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel
from govcheck.model.team import Team
from govcheck.posts.mentions import MentionCensus
from govcheck.posts.workload import Chore, Shortage, pace_of, shortages
from govcheck.simulate.program import Program
from govcheck.time.clock import said_duration
from govcheck.translation import any_of, said, together

_MOST: Final = 4
"""So many of the standards that cannot be kept are named."""


@program_check("TEAM009", "more-work-than-hours", severity=Severity.NOTE, opinion=True)
def more_work_than_hours(policy: Policy, program: Program) -> Iterator[Problem]:
    """A team has the weekly hours that the standards of its channels ask for.

    A channel is read once in each `review_cycle` of its calendar, in each of its languages, by
    somebody who speaks it, in five minutes (`resources.minutes_per_reading`); a planned post takes
    an hour (`hours_per_post`); and one person answers ten mentions an hour (`answers_per_hour`) of
    the mentions that are expected, by `weekly_mentions` or by the archives of the past. Looked at
    are teams all of whose members state their `weekly_hours`. It is arithmetic, no measurement:
    change what does not fit you.
    """
    yield from overworked(policy, program.roster)


def overworked(
    policy: Policy, roster: Roster, censuses: Iterable[MentionCensus] = ()
) -> Iterator[Problem]:
    """The teams that have fewer hours than is asked of them, by the archives, too."""
    for short in shortages(policy, roster, censuses):
        message = said(
            "{who} {have} a week, and what is asked of them takes {need}: {sum}",
            who=_who(short),
            have=_hours(short.have),
            need=_hours(short.need),
            sum=_sum(short),
        )
        advice = said(
            "what cannot be kept, if the small things are done first: {left}; give more "
            "hours, or ask for less",
            left=_left(policy, short),
        )
        yield Problem(_place(policy, short), message, tuple(_see(short)), advice)


def _place(policy: Policy, short: Shortage) -> Place:
    team = policy.find(Team, short.team)
    if team is not None:
        return team.place("members", of_key=True)
    return next(one.place for one in short.chores if one.kind == "answers")


def _who(short: Shortage) -> str:
    if not short.team:
        return said("the teams that answer have")
    if not short.languages:
        return said("team `{team}` has", team=short.team)
    spoken = any_of([f"`{one}`" for one in short.languages])
    return said("those of team `{team}` who speak {spoken} have", team=short.team, spoken=spoken)


def _sum(short: Shortage) -> str:
    """The arithmetic: each kind of work with its hours."""
    words = {"reading": said("reading"), "posts": said("posts"), "answers": said("answers")}
    totals: dict[str, Fraction] = {}
    for one in short.chores:
        totals[one.kind] = totals.get(one.kind, Fraction()) + one.hours
    return together(
        (together((words[kind], _hours(total)), " ") for kind, total in totals.items()), " + "
    )


def _see(short: Shortage) -> Iterator[Place]:
    seen: set[Place] = set()
    for one in short.left[:_MOST]:
        if one.kind == "reading" and one.place not in seen:
            seen.add(one.place)
            yield one.place._replace(note=said("this standard cannot be kept"))


def _left(policy: Policy, short: Shortage) -> str:
    named = [_chore(policy, one) for one in short.left[:_MOST]]
    rest = len(short.left) - _MOST
    first = together(named, ", ")
    return said("{these} and {rest} more", these=first, rest=rest) if rest > 0 else first


def _chore(policy: Policy, one: Chore) -> str:
    if one.kind == "answers":
        pace = pace_of(policy).answers_an_hour
        values = {"times": _number(one.times), "pace": _number(pace)}
        if not one.channel:
            return said("{times} answers a week at {pace} an hour", **values)
        return said(
            "{times} answers a week on `{channel}` at {pace} an hour",
            channel=one.channel,
            **values,
        )
    language = said("in `{language}`", language=one.language) if one.language else ""
    if one.kind == "posts":
        posts = said(
            "{times} posts a week on `{channel}`", times=_number(one.times), channel=one.channel
        )
        return together((posts, language), " ")
    channel = policy.find(Channel, one.channel)
    cycle = channel.standards.review_cycle if channel and channel.standards else None
    every = said("every {cycle}", cycle=said_duration(cycle)) if cycle else ""
    reading = said("reading `{channel}`", channel=one.channel)
    spent = said("({hours} h)", hours=_number(one.hours))
    return together((reading, every, language, spent), " ")


def _hours(hours: Fraction) -> str:
    return said("{hours} h", hours=_number(hours))


def _number(value: Fraction) -> float:
    """A number to two places, without zeros at the end."""
    return round(float(value), 2)
