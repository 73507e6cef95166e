"""Hearing: when a step tells somebody of a target, as scenarios understand it.

Of a target are those who are told as such (as the first of theirs in the step), those who answer
to it at that instant and those whom it names; of a person only that person.
"""

from collections.abc import Iterable
from itertools import chain

from govcheck.duty.intervals import common, merged, without
from govcheck.duty.resolve import holders
from govcheck.duty.roster import Interval
from govcheck.prove.time.rounds import targets_of
from govcheck.prove.time.sight import Sight
from govcheck.simulate.program import Step

ByPerson = dict[str, list[Interval]]


def heard(sight: Sight, step: Step, target: str) -> list[Interval]:
    """When a step that starts then tells somebody of a target."""
    told = targets_of(step)
    return sight.see(
        ("heard", step.notify, step.convene, step.on_empty, target),
        lambda sight: _heard(sight, step, told, target),
        looks_at=step.notify if step.on_empty == "deputies" else (),
    )


def heard_in_the_end(sight: Sight, last_resort: str, target: str) -> list[Interval]:
    """When a last resort that is told then is of a target."""
    return sight.see(
        ("heard in the end", last_resort, target),
        lambda sight: _heard_in_the_end(sight, last_resort, target),
        looks_at=(last_resort,),
    )


def _heard_in_the_end(sight: Sight, last_resort: str, target: str) -> list[Interval]:
    asked = _asked(sight, last_resort)
    anybody = merged(span for spans in asked.values() for span in spans)
    return _of_target(sight, asked, target, as_such=anybody if last_resort == target else [])


def _heard(sight: Sight, step: Step, told: tuple[str, ...], target: str) -> list[Interval]:
    by_person = _by_person(sight, told)
    as_such = sight.answered(target) if target in told else []
    if step.on_empty == "deputies" and step.notify:
        answered = merged(span for one in step.notify for span in sight.answered(one))
        empty = without([(sight.start, sight.end)], answered)
        seated = _by_person(sight, told[len(step.notify) :])
        for span, found in sight.moments(step.notify, empty, "deputies"):
            for answer in found.people:
                by_person.setdefault(answer.person, []).append(span)
                if target == answer.targets[0]:
                    # whoever takes a seat in the same step is told as a member of the council
                    as_such = [*as_such, *without([span], merged(seated.get(answer.person, ())))]
    return _of_target(sight, by_person, target, as_such=as_such)


def _by_person(sight: Sight, targets: Iterable[str]) -> ByPerson:
    by_person: ByPerson = {}
    for stint in chain.from_iterable(map(sight.stints, targets)):
        by_person.setdefault(stint.person, []).append((stint.start, stint.end))
    return by_person


def _asked(sight: Sight, last_resort: str) -> ByPerson:
    """Who is told as the last resort when."""
    by_person: ByPerson = {}
    whole = [(sight.start, sight.end)]
    for span, found in sight.moments((last_resort,), whole, ignore_calendars=True):
        for answer in found.people:
            by_person.setdefault(answer.person, []).append(span)
    return by_person


def _of_target(
    sight: Sight, told: ByPerson, target: str, *, as_such: Iterable[Interval]
) -> list[Interval]:
    """When one of those told is of a target; `as_such` has when somebody is told as just that."""
    named = holders(sight.roster, target)
    heard = [span for person in named for span in told.get(person, ())]
    if not target.startswith("person:"):
        heard += as_such
        for start, end, person, _ in sight.stints(target):
            heard += common(merged(told.get(person, ())), [(start, end)])
    return merged(heard)
