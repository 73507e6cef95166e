"""Personal notification sequences, beside the steps that use them."""

from collections.abc import Iterator

from govcheck.checks.check import program_check
from govcheck.checks.reach import Telling, tellings
from govcheck.finding import Problem, Severity
from govcheck.load.policy import Policy
from govcheck.model.person import Person
from govcheck.simulate.program import Program
from govcheck.time.clock import said_duration
from govcheck.translation import said


@program_check("PERS010", "sequence-too-long", severity=Severity.WARNING)
def sequence_too_long(policy: Policy, program: Program) -> Iterator[Problem]:
    """A personal notification sequence ends within the wait of every step that uses it.

    Otherwise the next step begins before the last way has been tried. A step uses it where it
    names no way itself; a step without `wait` does not wait for an answer, so nothing has to fit.
    """
    shortest: dict[str, Telling] = {}
    for telling in tellings(policy, program.roster):
        if telling.wait and not telling.ways:
            for name in telling.people:
                known = shortest.setdefault(name, telling)
                shortest[name] = min(known, telling, key=lambda each: each.wait)
    for person in policy.people:
        step = shortest.get(person.id)
        for position, entry in enumerate(person.notification):
            if step is not None and entry.after >= step.wait:
                yield _problem(person, position, step)


def _problem(person: Person, position: int, step: Telling) -> Problem:
    entry = person.notification[position]
    wait = said_duration(step.wait)
    message = said(
        "`{id}` is told by `{via}` only after {after}, when a step has ended its wait of {wait}",
        id=person.id, via=entry.via, after=said_duration(entry.after), wait=wait,
    )  # fmt: skip
    keys = (*step.place.keys, "wait")
    see = (step.place._replace(keys=keys, note=said("the step waits so long")),)
    advice = said("try every way in less than {wait}, or let the step wait longer", wait=wait)
    return Problem(person.place("notification", position, "after"), message, see, advice)
