"""Trainings: who sets them, and for whom."""

from collections.abc import Iterator

from govcheck.checks.check import check
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.translation import said


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
