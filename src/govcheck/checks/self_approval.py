"""Self-approval: that nobody decides alone about their own seat and their own rights."""

from collections.abc import Iterable, Iterator
from typing import Final

from govcheck.agreement.tree import Agreement
from govcheck.checks.check import program_check
from govcheck.checks.globs import matches
from govcheck.checks.requirements import Everybody, agreement_of, sufficing
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.base import Document
from govcheck.model.change_control import ChangeCondition
from govcheck.model.channel import Channel
from govcheck.simulate.program import Program

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
        for place, requirement in asked.items():
            if place not in alone:
                alone[place] = sufficing(requirement, Everybody(roster))
        losing = frozenset(_losing(document, roster))
        deciding = losing.intersection(*(alone[place] for place in asked))
        first = next(iter(asked), None)
        if first is not None and deciding and first not in told:
            told.add(first)
            person = min(deciding)
            yield Problem(
                first,
                f"`{person}` alone can approve what takes something from `{person}`"
                f" in `{document.ref}`",
                (document.place("id", note="this is changed"),),
                "require two people, or the council",
            )


def _losing(document: Document, roster: Roster) -> tuple[str, ...]:
    """Those whom a change of the document can take something from."""
    kind = document.kind_name
    if kind == "council":
        return tuple(seat.person for seat in roster.councils[document.name_in_kind].seats)
    if isinstance(document, Channel):
        return tuple(document.admins)
    return everybody(roster, f"{kind}:{document.name_in_kind}")


def _asked(policy: Policy, document: Document) -> dict[Place, Agreement]:
    """What a change of a document that takes something from people requires for certain."""
    controls = policy.change_controls
    found = {
        control.place("rules", position, "requires"): agreement_of(rule.requires)
        for control in controls
        for position, rule in enumerate(control.rules)
        if _is_about(rule.when, document)
    }
    return found or {
        control.place("otherwise", "requires"): agreement_of(control.otherwise.requires)
        for control in controls
    }


def _is_about(when: ChangeCondition, document: Document) -> bool:
    kind, path = document.kind_name, document.place().path
    return (
        (when.kinds is None or kind in when.kinds)
        and (when.fields is None or bool({*when.fields} & {*_TAKEN[kind]}))
        and (when.effects is None or bool({*when.effects} & {*_TAKING[kind]}))
        and (when.paths is None or any(matches(glob, path) for glob in when.paths))
    )
