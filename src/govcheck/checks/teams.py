"""Teams: who leads them, and who answers for the areas."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.checks.people import repeated
from govcheck.finding import Place, Problem
from govcheck.load.policy import Policy
from govcheck.translation import said


@check("TEAM001", "area-not-owned", opinion=True)
def area_not_owned(policy: Policy) -> Iterator[Problem]:
    """Each area of responsibility has somebody who is accountable for it.

    What everybody could look after, nobody does. The areas are the organisation's, or the usual
    eight where it names none; they are looked for once the policy has a team.
    """
    root = policy.organization
    if root is None or not policy.teams:
        return
    owned = {area for team in policy.teams for area in team.responsibilities}
    for position, area in enumerate(root.responsibilities):
        if area not in owned:
            yield Problem(
                root.place("responsibilities", position),
                said("nobody is accountable for `{area}`", area=area),
                help=said("add `{area}` to the `responsibilities` of a team", area=area),
            )


@check("TEAM002", "lead-outside-team")
def lead_outside_team(policy: Policy) -> Iterator[Problem]:
    """A team's lead is one of its members.

    Whoever leads must be reachable through the team's own list, because escalation pages the list.
    """
    for team in policy.teams:
        is_member = team.lead in {member.person for member in team.members}
        if not is_member and policy.knows("person", team.lead):
            message = said(
                "`{lead}` leads team `{team}` but is not a member of it",
                lead=team.lead,
                team=team.id,
            )
            see = team.place("members", note=said("the members are listed here"))
            advice = said("add `{lead}` to `members`, or name another lead", lead=team.lead)
            yield Problem(team.place("lead"), message, (see,), advice)


@check("TEAM003", "area-owned-twice")
def area_owned_twice(policy: Policy) -> Iterator[Problem]:
    """No area of responsibility has two accountable people.

    Two who are accountable wait for each other, and each can point to the other afterwards.
    """
    owners: dict[str, tuple[str, Place]] = {}
    for team in policy.teams:
        for area, responsibility in team.responsibilities.items():
            place = team.place("responsibilities", area, "accountable")
            owner, first = owners.setdefault(area, (responsibility.accountable, place))
            if owner != responsibility.accountable:
                message = said(
                    "`{person}` is accountable for `{area}`, and so is `{owner}`",
                    person=responsibility.accountable,
                    area=area,
                    owner=owner,
                )
                see = first._replace(note=said("`{owner}` is named here", owner=owner))
                yield Problem(place, message, (see,), said("leave the area to one of the two"))


@check("TEAM004", "nobody-responsible")
def nobody_responsible(policy: Policy) -> Iterator[Problem]:
    """Each area that somebody is accountable for has somebody who does the work.

    To be accountable is to answer for the work of others; an area without them is only a title.
    """
    worked = {
        area
        for team in policy.teams
        for area, responsibility in team.responsibilities.items()
        if responsibility.responsible
    }
    for team in policy.teams:
        for area in team.responsibilities:
            if area not in worked:
                message = said("nobody is responsible for the work on `{area}`", area=area)
                advice = said(
                    "name somebody in `responsible`; it may be the one who is accountable"
                )
                at = team.place("responsibilities", area, of_key=True)
                yield Problem(at, message, help=advice)


@check("TEAM008", "member-twice")
def member_twice(policy: Policy) -> Iterator[Problem]:
    """Nobody is in a team twice with the same role.

    Their hours count twice, and a change to one of the entries leaves the other as it was.
    """
    for team in policy.teams:
        for position, first in repeated((member.person, member.role) for member in team.members):
            person = team.members[position].person
            yield Problem(
                team.place("members", position, "person"),
                said("`{person}` is a member of team `{team}` twice", person=person, team=team.id),
                (team.place("members", first, "person", note=said("the first entry is here")),),
                said("keep one of the two entries"),
            )
