"""Weekly hours: nobody is promised more than they have."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import accumulate
from typing import Final

from govcheck.checks.check import program_check
from govcheck.duty.roster import OpeningHours
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.program import Program
from govcheck.time.intervals import merged
from govcheck.translation import said

HOURS_OF_A_WEEK: Final = 168

_MINUTES_OF_A_DAY: Final = 24 * 60
_MINUTES_OF_A_WEEK: Final = 7 * _MINUTES_OF_A_DAY


class _Share(NamedTuple):
    hours: Fraction
    place: Place


class _Limit(NamedTuple):
    hours: Fraction
    reason: str
    place: Place | None


@program_check("TEAM005", "too-many-hours")
def too_many_hours(policy: Policy, program: Program) -> Iterator[Problem]:
    """Nobody has more weekly hours than the organisation allows, or than their own calendar has.

    The hours of all teams count together. Above 168, the hours of a week, they are always too
    many. A plan that needs more hours than there are is a plan to answer late.
    """
    shares: dict[str, list[_Share]] = {}
    for team in policy.teams:
        for position, member in enumerate(team.members):
            if member.weekly_hours is not None:
                place = team.place("members", position, "weekly_hours")
                hours = Fraction(str(member.weekly_hours))
                shares.setdefault(member.person, []).append(_Share(hours, place))
    for name, given in shares.items():
        total = sum(share.hours for share in given)
        broken = [limit for limit in _limits(policy, program, name) if total > limit.hours]
        if broken:
            yield _problem(name, given, min(broken, key=lambda limit: limit.hours))


def _problem(name: str, given: list[_Share], limit: _Limit) -> Problem:
    sums = list(accumulate(share.hours for share in given))
    at = next(position for position, so_far in enumerate(sums) if so_far > limit.hours)
    others = [share for position, share in enumerate(given) if position != at and share.hours]
    see = [share.place._replace(note=said("these hours count, too")) for share in others]
    if limit.place is not None:
        see.append(limit.place)
    shown = _shown(sums[-1])
    message = said(
        "`{name}` has {shown} hours a week, more than {reason}",
        name=name, shown=shown, reason=limit.reason,
    )  # fmt: skip
    advice = said(
        "give `{name}` at most {hours} hours in all", name=name, hours=_shown(limit.hours)
    )
    return Problem(given[at].place, message, tuple(see), advice)


def _limits(policy: Policy, program: Program, name: str) -> Iterator[_Limit]:
    yield _Limit(Fraction(HOURS_OF_A_WEEK), said("the 168 of a week"), None)
    root = policy.organization
    if root is not None and root.resources is not None:
        most = root.resources.weekly_hours
        if most is not None:
            place = root.place("resources", "weekly_hours", note=said("the limit is set here"))
            allowed = Fraction(str(most))
            reason = said("the {allowed} that the organisation allows", allowed=_shown(allowed))
            yield _Limit(allowed, reason, place)
    person = policy.find(Person, name)
    calendar = program.roster.calendars.get(person.calendar or "") if person else None
    if person is not None and calendar is not None:
        hours = _open_hours(calendar)
        place = person.place("calendar", note=said("the calendar is named here"))
        reason = said("the {hours} of calendar `{id}`", hours=_shown(hours), id=calendar.id)
        yield _Limit(hours, reason, place)


def _open_hours(calendar: OpeningHours) -> Fraction:
    """The hours of a week without holidays; what runs past Sunday begins on Monday."""
    spans = []
    for weekday, hours in enumerate(calendar.hours):
        midnight = weekday * _MINUTES_OF_A_DAY
        for start, end in hours:
            spans.append((midnight + start, min(midnight + end, _MINUTES_OF_A_WEEK)))
            spans.append((0, midnight + end - _MINUTES_OF_A_WEEK))
    return Fraction(sum(end - start for start, end in merged(spans)), 60)


def _shown(hours: Fraction) -> str:
    return f"{float(round(hours, 2)):g}"
