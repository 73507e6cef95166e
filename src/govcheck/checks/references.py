"""Every name leads somewhere."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.checks.check import check
from govcheck.finding import Lack, Problem
from govcheck.load.policy import Policy
from govcheck.model.fields import Reference, readable_references
from govcheck.nearest import (
    did_you_mean,
    did_you_mean_target,
    meant_target,
    near_targets,
    only_near,
)
from govcheck.targets import read_target
from govcheck.translation import said

MOST_ADVICE = 100
"""For so many different unknown names the nearest known one is looked for."""


class _Advice(NamedTuple):
    """What to say of an unknown name, and what it must have been meant to be."""

    help: str | None = None
    meant: str | None = None


@check("REF001", "unknown-reference")
def unknown_reference(policy: Policy) -> Iterator[Problem]:
    """Every name in a document leads to a document that exists.

    A name that leads nowhere is a person whom nobody will tell, or a rule that never speaks.
    """
    advice: dict[tuple[str, str], _Advice] = {}
    for document in policy.documents:
        for reference in readable_references(document):
            namespace, name = _split(reference)
            if policy.knows(namespace, name):
                continue
            subject = (namespace, reference.name)
            if subject not in advice:
                few = len(advice) < MOST_ADVICE
                advice[subject] = _advise(policy, reference, namespace) if few else _Advice()
            given = advice[subject]
            yield Problem(
                document.place(*reference.keys, of_key=reference.of_key),
                said(
                    "`{name}` is not a known {namespace}",
                    name=reference.name,
                    namespace=said(namespace),
                ),
                help=given.help or _none_at_all(policy, namespace),
                meant=given.meant,
                lacks=Lack(namespace, name),
            )


def _split(reference: Reference) -> tuple[str, str]:
    if reference.namespace != "target":
        return reference.namespace, reference.name
    target = read_target(reference.name)
    return target.traits.namespace or target.kind, target.id


def _none_at_all(policy: Policy, namespace: str) -> str | None:
    return (
        None
        if policy.names(namespace)
        else said("the policy has no {namespace} at all", namespace=namespace)
    )


def _advise(policy: Policy, reference: Reference, namespace: str) -> _Advice:
    name, known = reference.name, policy.names(namespace)
    if reference.namespace == "target":
        every = policy.targets
        if near_targets(name, every):
            return _Advice(did_you_mean_target(name, every), meant_target(name, every))
        prefix = read_target(name).kind
        return _Advice(did_you_mean(name, [f"{prefix}:{one}" for one in known]))
    return _Advice(did_you_mean(name, known), only_near(name, known))
