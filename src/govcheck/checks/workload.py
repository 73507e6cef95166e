"""Workload: that teams have the hours that the standards of their channels ask for."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from govcheck.checks.check import program_check
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel
from govcheck.model.team import Team
from govcheck.posts.workload import Chore, Shortage, pace_of, shortages
from govcheck.simulate.program import Program
from govcheck.time.clock import format_duration

_MOST: Final = 4
"""So many of the standards that cannot be kept are named."""


@program_check("TEAM009", "more-work-than-hours", severity=Severity.NOTE, opinion=True)
def more_work_than_hours(policy: Policy, program: Program) -> Iterator[Problem]:
    """A team has the weekly hours that the standards of its channels ask for.

    A channel is read once in each `review_cycle` of its calendar, in each of its languages, by
    somebody who speaks it, in five minutes (`resources.minutes_per_reading`); a planned post takes
    an hour (`hours_per_post`); and one person answers ten mentions an hour (`answers_per_hour`) of
    the `weekly_mentions` that are expected. Looked at are teams all of whose members state their
    `weekly_hours`. It is arithmetic, no measurement: change what does not fit you.
    """
    for short in shortages(policy, program.roster):
        yield Problem(
            _place(policy, short),
            f"{_who(short)} {_hours(short.have)} a week, and what is asked of them takes"
            f" {_hours(short.need)}: {_sum(short)}",
            tuple(_see(short)),
            f"what cannot be kept, if the small things are done first: {_left(policy, short)};"
            " give more hours, or ask for less",
        )


def _place(policy: Policy, short: Shortage) -> Place:
    team = policy.find(Team, short.team)
    if team is not None:
        return team.place("members", of_key=True)
    return next(one.place for one in short.chores if one.kind == "answers")


def _who(short: Shortage) -> str:
    if not short.team:
        return "the teams that answer have"
    if not short.languages:
        return f"team `{short.team}` has"
    spoken = " or ".join(f"`{one}`" for one in short.languages)
    return f"those of team `{short.team}` who speak {spoken} have"


def _sum(short: Shortage) -> str:
    """The arithmetic: each kind of work with its hours."""
    words = {"reading": "reading", "posts": "posts", "answers": "answers"}
    totals: dict[str, Fraction] = {}
    for one in short.chores:
        totals[one.kind] = totals.get(one.kind, Fraction()) + one.hours
    return " + ".join(f"{words[kind]} {_hours(total)}" for kind, total in totals.items())


def _see(short: Shortage) -> Iterator[Place]:
    seen: set[Place] = set()
    for one in short.left[:_MOST]:
        if one.kind == "reading" and one.place not in seen:
            seen.add(one.place)
            yield one.place._replace(note="this standard cannot be kept")


def _left(policy: Policy, short: Shortage) -> str:
    named = [_chore(policy, one) for one in short.left[:_MOST]]
    rest = len(short.left) - _MOST
    return ", ".join(named) + (f" and {rest} more" if rest > 0 else "")


def _chore(policy: Policy, one: Chore) -> str:
    if one.kind == "answers":
        pace = pace_of(policy).answers_an_hour
        where = f" on `{one.channel}`" if one.channel else ""
        return f"{_number(one.times)} answers a week{where} at {_number(pace)} an hour"
    language = f" in `{one.language}`" if one.language else ""
    if one.kind == "posts":
        return f"{_number(one.times)} posts a week on `{one.channel}`{language}"
    channel = policy.find(Channel, one.channel)
    cycle = channel.standards.review_cycle if channel and channel.standards else None
    every = f" every {format_duration(cycle)}" if cycle else ""
    return f"reading `{one.channel}`{every}{language} ({_hours(one.hours)})"


def _hours(hours: Fraction) -> str:
    return f"{_number(hours)} h"


def _number(value: Fraction) -> str:
    """A number to two places, without zeros at the end."""
    return f"{float(value):,.2f}".rstrip("0").rstrip(".")
