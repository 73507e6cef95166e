"""Approvals of playbooks and drafts: that they can be given, and not by whoever drafts."""

from collections.abc import Iterator
from functools import partial

from govcheck.agreement.tree import Agreement
from govcheck.authority.electorates import (
    StandInsByTarget,
    are_known,
    can_agree,
    lines,
    lines_of,
)
from govcheck.checks.check import check, program_check
from govcheck.checks.periods import Period, active, during, shortfalls, unmet
from govcheck.checks.reach import is_known
from govcheck.duty.resolve import everybody
from govcheck.duty.roster import Roster
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel, DraftApprovals
from govcheck.model.person import Person
from govcheck.simulate.program import Program
from govcheck.targets import read_target
from govcheck.translation import said


@program_check("PLAY010", "approval-impossible")
def approval_impossible(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every approval can be given by the people whom the policy has.

    Silence never approves: what needs the agreement of a role that nobody holds, or of three
    people where there are two, is never published.
    """
    for document in policy.playbooks:
        compiled = program.playbooks[document.id]
        for position, approval in enumerate(document.approvals):
            by = compiled.approvals[approval.id].by
            if not are_known(policy, by):
                continue
            asked = lines_of(program.roster, by)
            people = {who for found in asked.values() for line in found for who in line}
            for period in unmet(policy, people, partial(_is_given, by, asked)):
                message = said(
                    "the approval `{id}` cannot be given: too few people can agree", id=approval.id
                )
                advice = said("name a target with more people, or ask for fewer")
                at = document.place("approvals", position, "by")
                yield during(Problem(at, message, help=advice), period)


@program_check("PLAY011", "drafter-approves-alone")
def drafter_approves_alone(policy: Policy, program: Program) -> Iterator[Problem]:
    """Whoever may draft an action is not the only one who can approve it.

    The drafter never approves. An approval that cannot do without them is not given whenever it
    is they who draft.
    """
    for document in policy.playbooks:
        compiled = program.playbooks[document.id]
        actions = {action.id: action for action in compiled.actions}
        for position, action in enumerate(document.actions):
            drafting = action.drafted_by or action.owed_by
            for name in actions[action.id].needs:
                by = compiled.approvals[name].by
                alone = _indispensable(policy, program.roster, by, drafting)
                if alone is not None:
                    key = "owed_by" if action.drafted_by is None else "drafted_by"
                    note = said("it is given by these")
                    message = said(
                        "`{alone}` may draft `{id}`, and without them nobody can give "
                        "the approval `{name}`",
                        alone=alone,
                        id=action.id,
                        name=name,
                    )
                    see = document.item_place("approvals", name, "by", note=note)
                    advice = said("let somebody else draft, or name another approver")
                    yield Problem(document.place("actions", position, key), message, (see,), advice)


def _indispensable(policy: Policy, roster: Roster, by: Agreement, drafting: str) -> str | None:
    """Somebody who may draft and without whom an approval that can be given is not given."""
    if not are_known(policy, by) or not is_known(policy, drafting):
        return None
    asked = lines_of(roster, by)
    if not can_agree(by, asked):
        return None
    asking = frozenset[str]().union(*(line for found in asked.values() for line in found))
    for drafter in (one for one in everybody(roster, drafting) if one in asking):
        if read_target(drafting).traits.by_shifts and drafting in asked:
            asked = {**asked, drafting: lines(roster, drafting, on_duty=drafter)}
        if not can_agree(by, asked, frozenset({drafter})):
            return drafter
    return None


@check("PLAY013", "containment-waits", severity=Severity.WARNING)
def containment_waits(policy: Policy) -> Iterator[Problem]:
    """Containment waits for nobody's approval.

    Pausing posts or saving evidence harms nobody and is worth most in the first minutes. An action
    is containment unless it `publishes`.
    """
    for playbook in policy.playbooks:
        for position, action in enumerate(playbook.actions):
            if action.needs and not action.publishes:
                message = said(
                    "`{id}` publishes nothing, but waits for `{approval}`",
                    id=action.id,
                    approval=action.needs[0],
                )
                advice = said("remove `needs`, or say `publishes: true`")
                yield Problem(playbook.place("actions", position, "needs"), message, help=advice)


@check("PLAY014", "forbidden-for-ever", severity=Severity.WARNING)
def forbidden_for_ever(policy: Policy) -> Iterator[Problem]:
    """What is forbidden until it is approved can be approved.

    Without an action that needs an approval the playbook forbids it and never lifts the ban.
    """
    for playbook in policy.playbooks:
        forbidden = playbook.forbidden_until_approved
        if forbidden and not any(action.needs for action in playbook.actions):
            message = said(
                "no action of `{id}` needs an approval that would allow this", id=playbook.id
            )
            advice = said("let an action need an approval, or remove this")
            yield Problem(playbook.place("forbidden_until_approved"), message, help=advice)


@check("PLAY015", "approval-unused", severity=Severity.WARNING)
def approval_unused(policy: Policy) -> Iterator[Problem]:
    """Every approval is needed by some action.

    One that nothing waits for is never asked for, although the playbook looks as if it were.
    """
    for playbook in policy.playbooks:
        needed = {name for action in playbook.actions for name in action.needs}
        for position, approval in enumerate(playbook.approvals):
            if approval.id not in needed:
                yield Problem(
                    playbook.place("approvals", position, "id"),
                    said("no action needs the approval `{id}`", id=approval.id),
                    help=said("add it to the `needs` of an action, or remove it"),
                )


def _is_given(by: Agreement, asked: StandInsByTarget, there: frozenset[str]) -> bool:
    """Whether an approval can be given by those who are there.

    Who leaves counts for roles only; of other targets it is said where the person stands.
    """
    present = {
        target: tuple(line & there for line in found if line & there)
        if read_target(target).kind == "role"
        else found
        for target, found in asked.items()
    }
    return can_agree(by, present)


@program_check("CHAN008", "approval-unobtainable")
def approval_unobtainable(policy: Policy, program: Program) -> Iterator[Problem]:
    """Enough people can approve the drafts of a channel.

    Somebody active answers to each target of `approvals.by`, and together they are as many
    different people as `drafts` asks for. Otherwise posts go out unapproved, or never.
    """
    known: dict[str, dict[str, Period]] = {}
    for channel in policy.channels:
        approvals = channel.standards and channel.standards.approvals
        if not approvals or approvals.drafts == 0:
            continue
        for target in approvals.by:
            if target not in known and is_known(policy, target):
                known[target] = _active(policy, everybody(program.roster, target))
        named = {target: known[target] for target in approvals.by if target in known}
        yield from _unanswered(channel, approvals, named)
        if len(named) == len(set(approvals.by)) and all(named.values()):
            yield from _too_few(channel, approvals, named)


def _unanswered(
    channel: Channel, approvals: DraftApprovals, named: dict[str, dict[str, Period]]
) -> Iterator[Problem]:
    for position, target in enumerate(approvals.by):
        for period in shortfalls(named[target].values()) if target in named else ():
            message = said(
                "nobody answers to `{target}`, which approves drafts of channel `{id}`",
                target=target,
                id=channel.id,
            )
            advice = said("name a target that has somebody, or give it somebody")
            at = channel.place("standards", "approvals", "by", position)
            yield during(Problem(at, message, help=advice), period)


def _too_few(
    channel: Channel, approvals: DraftApprovals, named: dict[str, dict[str, Period]]
) -> Iterator[Problem]:
    people = {name: period for found in named.values() for name, period in found.items()}
    for period in shortfalls(people.values(), approvals.drafts):
        if people and shortfalls(people.values(), within=period) == [period]:
            continue  # nobody at all is there: said of each target already
        message = said(
            "channel `{id}` asks for {drafts} approvals, but only {people} different "
            "people can give one",
            id=channel.id,
            drafts=approvals.drafts,
            people=len(people),
        )
        advice = said("name more people in `by`, or ask for fewer")
        at = channel.place("standards", "approvals", "drafts")
        yield during(Problem(at, message, help=advice), period)


def _active(policy: Policy, names: tuple[str, ...]) -> dict[str, Period]:
    people = (policy.find(Person, name) for name in names)
    return {person.id: active(person) for person in people if person is not None}
