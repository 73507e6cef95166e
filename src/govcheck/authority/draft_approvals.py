"""Approvals of drafts: that a channel's posts can be approved at all."""

from collections.abc import Iterator

from govcheck.checks.answering import is_known
from govcheck.checks.check import program_check
from govcheck.checks.periods import Period, active, during, shortfalls
from govcheck.duty.resolve import everybody
from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel, DraftApprovals
from govcheck.model.person import Person
from govcheck.simulate.program import Program
from govcheck.translation import said


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
            problem = Problem(
                channel.place("standards", "approvals", "by", position),
                said(
                    "nobody answers to `{target}`, which approves drafts of channel `{id}`",
                    target=target,
                    id=channel.id,
                ),
                help=said("name a target that has somebody, or give it somebody"),
            )
            yield during(problem, period)


def _too_few(
    channel: Channel, approvals: DraftApprovals, named: dict[str, dict[str, Period]]
) -> Iterator[Problem]:
    people = {name: period for found in named.values() for name, period in found.items()}
    for period in shortfalls(people.values(), approvals.drafts):
        if people and shortfalls(people.values(), within=period) == [period]:
            continue  # nobody at all is there: said of each target already
        problem = Problem(
            channel.place("standards", "approvals", "drafts"),
            said(
                "channel `{id}` asks for {drafts} approvals, but only {people} different "
                "people can give one",
                id=channel.id,
                drafts=approvals.drafts,
                people=len(people),
            ),
            help=said("name more people in `by`, or ask for fewer"),
        )
        yield during(problem, period)


def _active(policy: Policy, names: tuple[str, ...]) -> dict[str, Period]:
    people = (policy.find(Person, name) for name in names)
    return {person.id: active(person) for person in people if person is not None}
