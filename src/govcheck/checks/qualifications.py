"""Trainings: who sets them, and whether people have completed what their roles require."""

from bisect import bisect_left
from collections.abc import Iterator
from datetime import date, timedelta

from govcheck.checks.check import check
from govcheck.checks.periods import Period, active, during, shortfalls
from govcheck.checks.roles import Holding, holdings
from govcheck.finding import Place, Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.model.role import Role
from govcheck.model.training import Training
from govcheck.named_tuples import NamedTuple
from govcheck.time.clock import DAY
from govcheck.translation import said, together


class Demand(NamedTuple):
    """A training that a role requires of a person, with the place that says so."""

    holding: Holding
    training: Training
    reason: Place


class Lapse(NamedTuple):
    """A period in which an active person lacks a training.

    `expired` is the position of the completion that counted before it; None where none did.
    """

    period: Period
    expired: int | None


@check("PERS002", "training-missing")
def training_missing(policy: Policy) -> Iterator[Problem]:
    """Whoever has a role has completed the trainings that it requires.

    A role gives permissions; the training is what the council asks in return.
    """
    for holding, training, reason in demands(policy):
        for period, expired in lapses(holding.person, training):
            if expired is None:
                missing = said(
                    "`{id}` has role `{role}` without training `{training}`",
                    id=holding.person.id,
                    role=holding.role,
                    training=training.id,
                )
                message = together((missing, _until(period, holding.person, training)), " ")
                advice = said(
                    "add `{id}` to the person's `trainings` once it is completed", id=training.id
                )
                yield during(Problem(holding.place, message, (reason,), advice), period)


@check("PERS003", "training-expired")
def training_expired(policy: Policy) -> Iterator[Problem]:
    """No training that a role requires has expired.

    It counts for the `valid_for` of the training, the day of completion included.
    """
    for holding, training, reason in demands(policy):
        person = holding.person
        for period, expired in lapses(person, training):
            if expired is not None:
                done = valid(person.trainings[expired].completed_on, training)
                problem = Problem(
                    person.place("trainings", expired, "completed_on"),
                    said(
                        "training `{id}` of `{id2}` is valid until {last} only",
                        id=training.id,
                        id2=person.id,
                        last=done.last,
                    ),
                    (training.place("valid_for", note=said("it is valid for so long")), reason),
                    said("take the training again and write down the new date"),
                )
                yield during(problem, period)


def demands(policy: Policy) -> Iterator[Demand]:
    """Every training that is required of somebody, each once a person."""
    seen: set[tuple[str, str]] = set()
    for holding in holdings(policy):
        role = policy.find(Role, holding.role)
        for position, name in enumerate(() if role is None else role.requires_training):
            training = policy.find(Training, name)
            if role is None or training is None or (holding.person.id, name) in seen:
                continue
            seen.add((holding.person.id, name))
            reason = role.place("requires_training", position, note=said("it is required here"))
            yield Demand(holding, training, reason)


def lapses(person: Person, training: Training) -> list[Lapse]:
    """When somebody who is active lacks a training."""
    done = {
        position: valid(entry.completed_on, training)
        for position, entry in enumerate(person.trainings)
        if entry.training == training.id
    }
    ends = sorted((counts.last, position) for position, counts in done.items() if counts.last)
    found = []
    for period in shortfalls(done.values(), within=active(person)):
        before = bisect_left(ends, (period.first, -1)) if period.first is not None else 0
        found.append(Lapse(period, ends[before - 1][1] if before else None))
    return found


def valid(completed_on: date, training: Training) -> Period:
    """The days on which a completed training counts."""
    if training.valid_for is None:
        return Period(completed_on)
    days = -(-training.valid_for // DAY)
    return Period(completed_on, completed_on + timedelta(days=days - 1))


def _until(period: Period, person: Person, training: Training) -> str:
    """When the training will count at last, in words."""
    days = [done.completed_on for done in person.trainings if done.training == training.id]
    later = period.last is not None and any(day > period.last for day in days)
    return said("until {last}", last=period.last) if later else ""


@check("TRNG001", "training-set-by-nobody", severity=Severity.WARNING)
def training_set_by_nobody(policy: Policy) -> Iterator[Problem]:
    """Every training is set by a council (`set_by`).

    Who sets it also decides when it changes. Only looked for once the policy has a council.
    """
    for training in policy.trainings if policy.councils else ():
        if training.set_by is None:
            yield Problem(
                training.place("id"),
                said("no council has set training `{id}`", id=training.id),
                help=said("name the council in `set_by`"),
            )


@check("TRNG002", "training-not-required", severity=Severity.NOTE, opinion=True)
def training_not_required(policy: Policy) -> Iterator[Problem]:
    """Every training is required by some role.

    One that nobody needs may belong to a role that has lost its `requires_training`.
    """
    required = {training for role in policy.roles for training in role.requires_training}
    for training in policy.trainings:
        if training.id not in required:
            yield Problem(
                training.place("id"),
                said("no role requires training `{id}`", id=training.id),
                help=said("add it to the `requires_training` of a role, or delete it"),
            )
