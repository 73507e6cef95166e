"""Administrators of channels: that they are there, and trained."""

from collections.abc import Iterator
from typing import Final

from govcheck.checks.check import check
from govcheck.checks.periods import Period, active, during, shortfalls
from govcheck.checks.qualifications import demands, lapses, valid
from govcheck.finding import Problem
from govcheck.load.policy import Policy
from govcheck.model.channel import Channel
from govcheck.model.person import Person
from govcheck.model.role import Role
from govcheck.model.training import Training
from govcheck.translation import said, together

ADMIN_ROLE: Final = "channel-admin"
"""The role whose required trainings count for every administrator, whether they have it or not."""


@check("CHAN003", "admin-not-active")
def admin_not_active(policy: Policy) -> Iterator[Problem]:
    """Whoever administers a channel is active.

    An account whose keys somebody took along is not ours alone any more.
    """
    for channel, position, person in _admins(policy):
        for period in shortfalls([active(person)]):
            message = said(
                "`{id}` administers channel `{channel}` but is not active {period}",
                id=person.id,
                channel=channel.id,
                period=_when(period),
            )
            see = person.place("active", note=said("it is said here"))
            advice = said("take their access away, and name somebody else")
            at = channel.place("admins", position)
            yield during(Problem(at, message, (see,), advice), period)


@check("CHAN004", "admin-not-trained")
def admin_not_trained(policy: Policy) -> Iterator[Problem]:
    """Whoever administers a channel has a valid training for it.

    The trainings are those that the role `channel-admin` requires, whether the person has the role
    or not; in a policy without that role any valid training will do, if there are trainings at all.
    What a person's own roles require is PERS002's and PERS003's to report.
    """
    role = policy.find(Role, ADMIN_ROLE)
    demanded = {(demand.holding.person.id, demand.training.id) for demand in demands(policy)}
    for channel, position, person in _admins(policy):
        if role is None:
            missing = [(said("any training"), period) for period in _untrained(policy, person)]
        else:
            missing = [
                (said("training `{id}`", id=training.id), lapse.period)
                for training in _known(policy, role)
                if (person.id, training.id) not in demanded
                for lapse in lapses(person, training)
            ]
        for what, period in missing:
            lacking = said(
                "`{id}` administers channel `{channel}` without {what}",
                id=person.id,
                channel=channel.id,
                what=what,
            )
            message = together((lacking, _when(period)), " ")
            advice = said("let them take it, and write it into their `trainings`")
            yield during(Problem(channel.place("admins", position), message, help=advice), period)


def _admins(policy: Policy) -> Iterator[tuple[Channel, int, Person]]:
    """Every known administrator of every channel, with their position in `admins`."""
    for channel in policy.channels:
        for position, name in enumerate(channel.admins):
            person = policy.find(Person, name)
            if person is not None:
                yield channel, position, person


def _known(policy: Policy, role: Role) -> list[Training]:
    """The trainings that a role requires."""
    found = (policy.find(Training, name) for name in dict.fromkeys(role.requires_training))
    return [training for training in found if training is not None]


def _untrained(policy: Policy, person: Person) -> list[Period]:
    """When somebody who is active has no valid training, in a policy that has trainings."""
    if not policy.trainings:
        return []
    counting = [
        valid(done.completed_on, training)
        for done in person.trainings
        if (training := policy.find(Training, done.training)) is not None
    ]
    return shortfalls(counting, within=active(person))


def _when(period: Period) -> str:
    first, last = period
    since = said("from {first} on", first=first) if first else ""
    return together((since, said("until {last}", last=last) if last else ""), " ")
