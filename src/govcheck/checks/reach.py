"""Everybody whom a step may ever tell, and targets behind which there is somebody."""

from collections.abc import Iterator

from govcheck.checks.check import program_check
from govcheck.checks.periods import Period, active, during, shortfalls
from govcheck.duty.resolve import everybody, involved
from govcheck.duty.roster import Roster
from govcheck.duty.rotas import TURNS
from govcheck.finding import Lack, Place, Problem
from govcheck.load.policy import Policy
from govcheck.model.escalation import Step
from govcheck.model.person import Person
from govcheck.named_tuples import NamedTuple
from govcheck.nearest import did_you_mean, did_you_mean_target, nearest
from govcheck.simulate.program import Program
from govcheck.targets import read_target
from govcheck.translation import said, together


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


@program_check("ESC005", "nobody-to-tell")
def nobody_to_tell(policy: Policy, program: Program) -> Iterator[Problem]:
    """Somebody can answer to every target of an escalation, the last resort above all.

    A role that nobody holds, a team whose people have left, or hours that never come make a step
    that tells nobody, at any time.
    """
    for escalation in policy.escalations:
        for position, step in enumerate(escalation.steps):
            for number, target in enumerate(step.notify):
                place = escalation.place("steps", position, "notify", number)
                yield from _nobody(policy, program.roster, target, place)
            if step.convene is not None:
                place = escalation.place("steps", position, "convene")
                yield from _nobody(policy, program.roster, f"council:{step.convene}", place)
        place = escalation.place("last_resort")
        yield from _nobody(policy, program.roster, escalation.last_resort, place, any_hour=True)


@program_check("PLAY012", "owed-by-nobody")
def owed_by_nobody(policy: Policy, program: Program) -> Iterator[Problem]:
    """Every action is owed, and drafted, by a target that somebody can answer to.

    What nobody owes is not done.
    """
    for playbook in policy.playbooks:
        for position, action in enumerate(playbook.actions):
            for key in ("owed_by", "drafted_by"):
                target = getattr(action, key)
                if target is not None:
                    place = playbook.place("actions", position, key)
                    yield from _nobody(policy, program.roster, target, place)


def _nobody(
    policy: Policy, roster: Roster, target: str, at: Place, *, any_hour: bool = False
) -> Iterator[Problem]:
    if not is_known(policy, target):
        return
    for period in shortfalls(_answered(policy, roster, target, any_hour)):
        nobody = said("nobody answers to `{target}`", target=target)
        message = together((nobody, *_when(period)), " ")
        if period == Period():
            message = said("nobody ever answers to `{target}`", target=target)
        advice = said("give it somebody, or name another target")
        yield during(Problem(at, message, help=advice, lacks=Lack("answering", target)), period)


def _answered(policy: Policy, roster: Roster, target: str, any_hour: bool) -> Iterator[Period]:
    """When somebody can answer to a target, absences and the hours of the day aside.

    Who leaves counts for roles only: of a rota, a team, a seat or a name it is said where the
    person stands.
    """
    kind, name = read_target(target)
    if kind in TURNS and name in roster.rotas:
        hours = roster.rotas[name].calendar
        if not any_hour and not _is_ever_open(roster, hours):
            return
    for person in everybody(roster, target):
        own = None if any_hour or kind in TURNS else roster.people[person].calendar
        if not _is_ever_open(roster, own):
            continue
        if kind == "role":
            yield from _filled(policy, person)
        else:
            yield Period()


def _filled(policy: Policy, name: str) -> Iterator[Period]:
    """The periods in which a person is active, and, if not always, in which each deputy is."""
    person = policy.find(Person, name)
    if person is None:
        return
    yield active(person)
    if person.active is not None:
        deputies = (policy.find(Person, deputy) for deputy in person.deputies)
        yield from (active(deputy) for deputy in deputies if deputy is not None)


def _is_ever_open(roster: Roster, calendar: str | None) -> bool:
    if calendar is None or calendar not in roster.calendars:
        return True
    return roster.calendars[calendar].opens


def _when(period: Period) -> Iterator[str]:
    if period.first is not None:
        yield said("from {first}", first=period.first)
    if period.last is not None:
        yield said("until {last}", last=period.last)
