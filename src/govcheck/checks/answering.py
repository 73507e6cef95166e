"""Everybody whom a step may ever tell."""

from collections.abc import Iterator
from typing import NamedTuple

from govcheck.duty.resolve import involved
from govcheck.duty.roster import Roster
from govcheck.finding import Place
from govcheck.load.policy import Policy
from govcheck.model.escalation import Step
from govcheck.nearest import did_you_mean, did_you_mean_target, nearest
from govcheck.targets import read_target


class Telling(NamedTuple):
    """One step of an escalation: the ways it names, its wait, and whom it may tell."""

    place: Place
    ways: tuple[str, ...]
    """In the order of the step; without any, people are told in their own sequence."""
    wait: int
    people: tuple[str, ...]
    """Those who answer to the targets, and their deputies."""


def is_known(policy: Policy, target: str) -> bool:
    """Whether a target leads to a document, even if nobody answers to it."""
    asked = read_target(target)
    return policy.knows(asked.traits.namespace or asked.kind, asked.id)


def who_was_meant(policy: Policy, name: str, *words: str) -> str | None:
    """Help for a name that is neither a person, nor a target, nor one of some words."""
    people = [*words, *policy.names("person")]
    if nearest(name, people) is not None:
        return did_you_mean(name, people)
    return did_you_mean_target(name, policy.targets)


def tellings(policy: Policy, roster: Roster) -> Iterator[Telling]:
    """Every step of every escalation, and its last resort.

    Of steps that tell the same targets in the same ways and wait as long, only the first.
    """
    seen: set[tuple[tuple[str, ...], tuple[str, ...], int]] = set()
    told: dict[str, tuple[str, ...]] = {}
    for escalation in policy.escalations:
        last = Step.model_validate({"id": "last-resort", "notify": [escalation.last_resort]})
        for position, step in enumerate((*escalation.steps, last)):
            convened = () if step.convene is None else (f"council:{step.convene}",)
            targets = (*step.notify, *convened)
            if (targets, step.via, step.wait) in seen:
                continue
            seen.add((targets, step.via, step.wait))
            place = escalation.place(*(("last_resort",) if step is last else ("steps", position)))
            for target in targets:
                if target not in told:
                    told[target] = involved(roster, target)
            people = dict.fromkeys(person for target in targets for person in told[target])
            yield Telling(place, tuple(dict.fromkeys(step.via)), step.wait, tuple(people))
