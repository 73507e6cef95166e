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


def heard(sight: Sight, step: Step, target: str, *, stand_ins: bool = False) -> list[Interval]:
    """When a step that starts then tells somebody of a target.

    With `stand_ins` those who stand in for a named person, or are told as several targets, count.
    """
    return sight.see(
        ("heard", step.notify, step.convene, step.on_empty, target, stand_ins),
        lambda sight: _anybody(heard_by(sight, step, target, stand_ins=stand_ins)),
    )


def heard_by(sight: Sight, step: Step, target: str, *, stand_ins: bool = False) -> ByPerson:
    """When a step that starts then tells each of a target."""
    return sight.see(
        ("heard by", step.notify, step.convene, step.on_empty, target, stand_ins),
        lambda sight: _heard_by(sight, step, targets_of(step), target, stand_ins),
        looks_at=step.notify if step.on_empty == "deputies" else (),
    )


def heard_in_the_end(
    sight: Sight, last_resort: str, target: str, *, stand_ins: bool = False
) -> list[Interval]:
    """When a last resort that is told then is of a target."""
    return sight.see(
        ("heard in the end", last_resort, target, stand_ins),
        lambda sight: _anybody(
            heard_by_in_the_end(sight, last_resort, target, stand_ins=stand_ins)
        ),
    )


def heard_by_in_the_end(
    sight: Sight, last_resort: str, target: str, *, stand_ins: bool = False
) -> ByPerson:
    """When each of a target is told as the last resort, if it is asked then."""
    return sight.see(
        ("heard by in the end", last_resort, target, stand_ins),
        lambda sight: _heard_by_in_the_end(sight, last_resort, target, stand_ins),
        looks_at=(last_resort,),
    )


def _anybody(by_person: ByPerson) -> list[Interval]:
    return merged(chain.from_iterable(by_person.values()))


def _heard_by(
    sight: Sight, step: Step, told: tuple[str, ...], target: str, stand_ins: bool
) -> ByPerson:
    by_person = _by_person(sight, told)
    as_such: ByPerson = {}
    if step.on_empty == "deputies" and step.notify:
        answered = merged(span for one in step.notify for span in sight.answered(one))
        empty = without([(sight.start, sight.end)], answered)
        seated = _by_person(sight, told[len(step.notify) :])
        for span, found in sight.moments(step.notify, empty, "deputies"):
            for answer in found.people:
                by_person.setdefault(answer.person, []).append(span)
                if target in (answer.targets if stand_ins else answer.targets[:1]):
                    # whoever takes a seat in the same step is told as a member of the council
                    alone = without([span], merged(seated.get(answer.person, ())))
                    as_such.setdefault(answer.person, []).extend(alone)
    return _of_target(sight, by_person, target, as_such, stand_ins)


def _heard_by_in_the_end(sight: Sight, last_resort: str, target: str, stand_ins: bool) -> ByPerson:
    asked: ByPerson = {}
    whole = [(sight.start, sight.end)]
    for span, found in sight.moments((last_resort,), whole, ignore_calendars=True):
        for answer in found.people:
            asked.setdefault(answer.person, []).append(span)
    return _of_target(sight, asked, target, asked if last_resort == target else {}, stand_ins)


def _by_person(sight: Sight, targets: Iterable[str]) -> ByPerson:
    by_person: ByPerson = {}
    for stint in chain.from_iterable(map(sight.stints, targets)):
        by_person.setdefault(stint.person, []).append((stint.start, stint.end))
    return by_person


def _of_target(
    sight: Sight, told: ByPerson, target: str, as_such: ByPerson, stand_ins: bool
) -> ByPerson:
    """Of those told, each who is of a target; `as_such` has those who are told as just that."""
    heard: ByPerson = {}
    for person in holders(sight.roster, target):
        heard.setdefault(person, []).extend(told.get(person, ()))
    if stand_ins or not target.startswith("person:"):
        for person, spans in as_such.items():
            heard.setdefault(person, []).extend(spans)
        for person, spans in _by_person(sight, (target,)).items():
            if person in told:
                heard.setdefault(person, []).extend(common(merged(told[person]), merged(spans)))
    return {person: merged(spans) for person, spans in heard.items() if spans}
