"""The hours of teams in the reader's tongue: what they have, what is asked, what cannot be kept."""

from fractions import Fraction
from typing import Final

from govcheck.posts.workload import Chore, Shortage
from govcheck.render.page.names import PageNames, first_few, language_name

MOST_LEFT: Final = 4
"""So many of what cannot be kept, or fails, are named."""


def have_and_need(short: Shortage, names: PageNames) -> str:
    """Who has how many hours, and the sum of what is asked of them."""
    tongue = names.tongue
    values = {
        "have": hours(short.have, names),
        "need": hours(short.need, names),
        "sum": " + ".join(_kinds(short, names)),
    }
    who = tongue.all_of([names.person(one) for one in short.people]) or tongue.say("NOBODY")
    if not short.team:
        return tongue.say(
            "The teams that answer have {have} a week; {need} are asked: {sum}.", **values
        )
    team = names.document(f"team/{short.team}")
    if short.languages:
        return tongue.say(
            "{team}: who speaks {languages} ({who}) has {have} a week; {need} are asked: {sum}.",
            team=team,
            languages=tongue.any_of([language_name(tongue, each) for each in short.languages]),
            who=who,
            **values,
        )
    return tongue.say(
        "{team} ({who}) has {have} a week; {need} are asked: {sum}.", team=team, who=who, **values
    )


def not_kept(short: Shortage, names: PageNames) -> str:
    """What cannot be kept, if the small things are done first."""
    tongue = names.tongue
    named = first_few([chore(one, names) for one in short.left], MOST_LEFT, tongue)
    return tongue.say(
        "Not kept, if the small things are done first: {these}.", these="; ".join(named)
    )


def _kinds(short: Shortage, names: PageNames) -> list[str]:
    say = names.tongue.say
    called = {"reading": say("reading"), "posts": say("posts"), "answers": say("answers")}
    totals: dict[str, Fraction] = {}
    for one in short.chores:
        totals[one.kind] = totals.get(one.kind, Fraction()) + one.hours
    return [f"{called[kind]} {hours(total, names)}" for kind, total in totals.items()]


def chore(one: Chore, names: PageNames) -> str:
    """What has to be done how often, and the hours that it takes."""
    tongue = names.tongue
    values = {"times": number(one.times, names), "hours": hours(one.hours, names)}
    if one.kind == "answers":
        pace = number(one.times / one.hours, names)
        spoken = tongue.any_of([language_name(tongue, each) for each in one.spoken])
        if not one.channel:
            return tongue.say(
                "{times} answers a week at {pace} an hour ({hours})", pace=pace, **values
            )
        return tongue.say(
            "{where}: {times} answers a week at {pace} an hour ({hours})",
            where=", ".join((channel(one.channel, names), *filter(None, [spoken]))),
            pace=pace,
            **values,
        )
    where = channel(one.channel, names)
    if one.language is not None:
        where = f"{where}, {language_name(tongue, one.language)}"
    if one.kind == "posts":
        return tongue.say("{where}: {times} posts a week ({hours})", where=where, **values)
    return tongue.say("{where}: read {times} times a week ({hours})", where=where, **values)


def share(one: Chore, names: PageNames) -> str:
    """A channel with the answers that it takes in a week."""
    times = tenths(one.times, names)
    if not one.channel:
        return names.tongue.say("{times} on channels that are not said", times=times)
    return f"{channel(one.channel, names)} {times}"


def channel(name: str, names: PageNames) -> str:
    """A channel by what it is called."""
    return names.document(f"channel/{name}")


def tenths(value: Fraction, names: PageNames) -> str:
    """A number to one place; a little is never nothing."""
    shown = round(float(value), 1)
    if value and not shown:
        return names.tongue.say("under {number}", number=names.tongue.number(0.1))
    return names.tongue.number(shown)


def hours(value: Fraction, names: PageNames) -> str:
    """So many hours: `4.33 h`."""
    return names.tongue.say("{hours} h", hours=number(value, names))


def number(value: Fraction, names: PageNames) -> str:
    """A number to two places."""
    return names.tongue.number(round(float(value), 2))
