"""Who approves changes: that somebody can, and nobody decides alone on themselves."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from govcheck.agreement.sufficiency import suffices
from govcheck.agreement.tree import CHAIR, Agreement, targets_of, votes_of
from govcheck.authority.electorates import Everybody, are_known, sufficing
from govcheck.authority.globs import matches
from govcheck.checks.check import program_check
from govcheck.checks.periods import during, unmet
from govcheck.checks.reach import is_known, who_was_meant
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster
from govcheck.finding import Lack, Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.agreement import agreement_of
from govcheck.model.base import Document
from govcheck.model.change_control import ChangeCondition
from govcheck.model.channel import Channel
from govcheck.named_tuples import NamedTuple
from govcheck.simulate.program import Program
from govcheck.targets import people_named, person_id, read_target
from govcheck.translation import said

_TAKING: Final = {
    "council": ("removes-member",),
    "team": ("removes-member",),
    "person": ("removes-member", "revokes-permission"),
    "role": ("revokes-permission",),
    "channel": ("revokes-permission",),
}
"""What a change that takes something from people does, by the kind of the document changed."""

_TAKEN: Final = {
    "council": ("seats", "chair"),
    "team": ("members", "lead"),
    "person": ("roles", "active"),
    "role": ("permissions",),
    "channel": ("admins",),
}
"""The fields in which it stands what people have, by kind."""


class _Asked(NamedTuple):
    """What a requirement wants agreed to, with its place."""

    requirement: Agreement
    place: Place


@program_check("CHNG004", "change-without-approver")
def change_without_approver(policy: Policy, program: Program) -> Iterator[Problem]:
    """What a rule of change control requires can be met by the people whom the policy has.

    Otherwise nobody can ever make such a change, not even to mend the rule.
    """
    strangers = [(asked, list(_strangers(policy, asked))) for asked in _requirements(policy)]
    for _, found in strangers:
        yield from found
    roster = program.roster
    for asked, found in strangers:
        if found or not are_known(policy, asked.requirement):
            continue
        if not roster.councils and any(votes_of(asked.requirement)):
            message = said("the policy has no council that could vote")
            advice = said("add one, or name other approvers")
            yield Problem(asked.place, message, help=advice, lacks=Lack("council", ""))
            continue
        held = _holders_of_roles(asked.requirement, roster) | _included(asked.requirement)
        others = frozenset(_others(asked.requirement, roster)) - _included(asked.requirement)
        met = partial(_is_met, asked.requirement, Everybody(roster), others)
        for period in unmet(policy, held, met):
            advice = said("name a target with more people, or ask for fewer")
            problem = Problem(asked.place, said("too few people can approve this"), help=advice)
            yield during(problem, period)


def _is_met(
    requirement: Agreement, voters: Everybody, others: frozenset[str], there: frozenset[str]
) -> bool:
    """Who leaves counts for roles and `includes`; else it is said where the person stands."""
    return suffices(requirement, others | there, voters)


def _strangers(policy: Policy, asked: _Asked) -> Iterator[Problem]:
    """Names in `includes` that lead nowhere; they are plain texts to the loader."""
    for name in (name for vote in votes_of(asked.requirement) for name in vote.includes):
        if name != CHAIR and not is_known(policy, name):
            person = person_id(name)
            message = said(
                "`{person}` is no person, no target and not `{CHAIR}`", person=person, CHAIR=CHAIR
            )
            advice = who_was_meant(policy, person, CHAIR)
            yield Problem(asked.place, message, help=advice, lacks=Lack("person", person))


def _holders_of_roles(requirement: Agreement, roster: Roster) -> set[str]:
    roles = (target for target in targets_of(requirement) if read_target(target).kind == "role")
    return {person for target in roles for person in everybody(roster, target)}


def _included(requirement: Agreement) -> set[str]:
    """The people without whom a vote does not count; their names are plain texts to the loader."""
    return set(people_named(name for vote in votes_of(requirement) for name in vote.includes))


def _others(requirement: Agreement, roster: Roster) -> Iterator[str]:
    """Everybody who could approve otherwise than by a role."""
    for target in targets_of(requirement):
        if read_target(target).kind != "role":
            yield from everybody(roster, target)
    if any(votes_of(requirement)):
        for council in roster.councils.values():
            yield from (council.chair, *(seat.person for seat in council.seats))


@program_check("CHNG005", "keeps-own-seat")
def keeps_own_seat(policy: Policy, program: Program) -> Iterator[Problem]:
    """Nobody can approve alone the change that takes their own seat on a council.

    Nor, then, can they alone decide that it stays.
    """
    yield from _alone(policy, program, policy.councils)


@program_check("CHNG006", "keeps-own-rights", severity=Severity.WARNING)
def keeps_own_rights(policy: Policy, program: Program) -> Iterator[Problem]:
    """Nobody can approve alone the change of a document that takes their own rights.

    These are rights of a person, a team or a role, and those of a channel's administrators.

    Two people know of it, then, whatever the reason.
    """
    documents = (*policy.teams, *policy.people, *policy.roles, *policy.channels)
    yield from _alone(policy, program, documents)


def _alone(policy: Policy, program: Program, documents: Iterable[Document]) -> Iterator[Problem]:
    """One problem for each requirement that somebody meets alone, on their own account."""
    roster = program.roster
    alone: dict[Place, frozenset[str]] = {}
    told: set[Place] = set()
    for document in documents:
        asked = _asked(policy, document)
        for one in asked:
            if one.place not in alone:
                alone[one.place] = sufficing(one.requirement, Everybody(roster))
        losing = frozenset(_losing(document, roster))
        deciding = losing.intersection(*(alone[one.place] for one in asked))
        if asked and deciding and asked[0].place not in told:
            told.add(asked[0].place)
            person = min(deciding)
            message = said(
                "`{person}` alone can approve what takes something from `{person}` in `{ref}`",
                person=person,
                ref=document.ref,
            )
            see = document.place("id", note=said("this is changed"))
            advice = said("require two people, or the council")
            yield Problem(asked[0].place, message, (see,), advice)


def _losing(document: Document, roster: Roster) -> tuple[str, ...]:
    """Those whom a change of the document can take something from."""
    kind = document.kind_name
    if kind == "council":
        return tuple(seat.person for seat in roster.councils[document.name_in_kind].seats)
    if isinstance(document, Channel):
        return tuple(document.admins)
    return everybody(roster, f"{kind}:{document.name_in_kind}")


def _asked(policy: Policy, document: Document) -> list[_Asked]:
    """What a change of a document that takes something from people requires for certain."""
    controls = policy.change_controls
    found = [
        _Asked(agreement_of(rule.requires), control.place("rules", position, "requires"))
        for control in controls
        for position, rule in enumerate(control.rules)
        if _is_about(rule.when, document)
    ]
    return found or [
        _Asked(agreement_of(control.otherwise.requires), control.place("otherwise", "requires"))
        for control in controls
    ]


def _is_about(when: ChangeCondition, document: Document) -> bool:
    kind, path = document.kind_name, document.place().path
    return (
        (when.kinds is None or kind in when.kinds)
        and (when.fields is None or bool({*when.fields} & {*_TAKEN[kind]}))
        and (when.effects is None or bool({*when.effects} & {*_TAKING[kind]}))
        and (when.paths is None or any(matches(glob, path) for glob in when.paths))
    )


def _requirements(policy: Policy) -> Iterator[_Asked]:
    for control in policy.change_controls:
        for position, rule in enumerate(control.rules):
            yield _Asked(agreement_of(rule.requires), control.place("rules", position, "requires"))
        yield _Asked(
            agreement_of(control.otherwise.requires), control.place("otherwise", "requires")
        )
