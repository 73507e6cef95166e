"""Languages: that whoever owns a channel can read what stands on it."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.checks.periods import active, during, shortfalls
from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.model.team import Team
from govcheck.translation import said


@check("CHAN007", "language-not-spoken")
def language_not_spoken(policy: Policy) -> Iterator[Problem]:
    """Somebody in the team that owns a channel speaks each of its languages.

    Nobody can judge what they cannot read. `pt` and `pt-BR` understand each other, `pt-BR` and
    `pt-PT` do not. Only looked for once somebody's `languages` are stated.
    """
    if not any(person.languages for person in policy.people):
        return
    for channel in policy.channels:
        team = policy.find(Team, channel.owner)
        members = [] if team is None else _members(policy, team)
        for position, language in enumerate(channel.languages if team is not None else ()):
            speakers = [
                active(person)
                for person in members
                if any(_understand(language, own) for own in person.languages)
            ]
            for period in shortfalls(speakers):
                message = said(
                    "nobody in team `{owner}` speaks `{language}`, a language of channel `{id}`",
                    owner=channel.owner, language=language, id=channel.id,
                )  # fmt: skip
                see = (channel.place("owner", note=said("the team owns the channel")),)
                advice = said(
                    "add somebody who speaks it to the team, or the language to their `languages`"
                )
                place = channel.place("languages", position)
                yield during(Problem(place, message, see, advice), period)


def _members(policy: Policy, team: Team) -> list[Person]:
    names = dict.fromkeys((team.lead, *(member.person for member in team.members)))
    return [person for name in names if (person := policy.find(Person, name)) is not None]


def _understand(one: str, other: str) -> bool:
    """Whether one language tag is the other or a more general one."""
    first, second = one.casefold().split("-"), other.casefold().split("-")
    shorter = min(len(first), len(second))
    return first[:shorter] == second[:shorter]
