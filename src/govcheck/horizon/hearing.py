"""Hearing: when a step tells somebody of a target, as scenarios understand it.

Of a target are those who are told as such (as the first of theirs in the step), those who answer
to it at that instant and those whom it names; of a person only that person.
"""

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from govcheck.duty.resolve import holders
from govcheck.horizon.timeline import Timeline, seen
from govcheck.simulate.program import StepPlan
from govcheck.targets import read_target
from govcheck.time.intervals import Interval, common, merged, without

ByPerson = dict[str, list[Interval]]


def heard(
    timeline: Timeline, step: StepPlan, target: str, *, stand_ins: bool = False
) -> list[Interval]:
    """When a step that starts then tells somebody of a target.

    With `stand_ins` those who stand in for a named person, or are told as several targets, count.
    """
    return timeline.see(
        ("heard", step.notify, step.convene, step.on_empty, target, stand_ins),
        lambda timeline: _anybody(heard_by(timeline, step, target, stand_ins=stand_ins)),
    )


def heard_by(
    timeline: Timeline, step: StepPlan, target: str, *, stand_ins: bool = False
) -> ByPerson:
    """When a step that starts then tells each of a target."""
    return timeline.see(
        ("heard by", step.notify, step.convene, step.on_empty, target, stand_ins),
        lambda timeline: _heard_by(timeline, step, target, stand_ins),
    )


@seen
def heard_in_the_end(
    timeline: Timeline, last_resort: str, target: str, *, stand_ins: bool = False
) -> list[Interval]:
    """When a last resort that is told then is of a target."""
    return _anybody(heard_by_in_the_end(timeline, last_resort, target, stand_ins=stand_ins))


def heard_by_in_the_end(
    timeline: Timeline, last_resort: str, target: str, *, stand_ins: bool = False
) -> ByPerson:
    """When each of a target is told as the last resort, if it is asked then."""
    return timeline.see(
        ("heard by in the end", last_resort, target, stand_ins),
        lambda timeline: _heard_by_in_the_end(timeline, last_resort, target, stand_ins),
        looks_at=(last_resort,),
    )


def _anybody(by_person: ByPerson) -> list[Interval]:
    return merged(chain.from_iterable(by_person.values()))


class _StepTold(NamedTuple):
    """Whom a step that starts then tells, and who of them stand in where nobody answers."""

    people: ByPerson
    instead: tuple[tuple[str, tuple[str, ...], list[Interval]], ...] = ()
    """Each with the targets that they are told as, and when."""


def _told_by(timeline: Timeline, step: StepPlan) -> _StepTold:
    """Whom a step tells, whatever the target."""
    return timeline.see(
        ("told by", step.notify, step.convene, step.on_empty),
        lambda timeline: _all_told(timeline, step),
    )


def _all_told(timeline: Timeline, step: StepPlan) -> _StepTold:
    by_person = _by_person(timeline, step.targets)
    if step.on_empty != "deputies" or not step.notify:
        return _StepTold(_merged(by_person))
    seated = _by_person(timeline, step.targets[len(step.notify) :])
    found: dict[tuple[str, tuple[str, ...]], list[Interval]] = {}
    for span, there in timeline.instead(step.notify):
        for answer in there.people:
            by_person.setdefault(answer.person, []).append(span)
            found.setdefault((answer.person, answer.targets), []).append(span)
    # whoever takes a seat in the same step is told as a member of the council
    instead = tuple(
        (person, targets, without(merged(spans), merged(seated.get(person, ()))))
        for (person, targets), spans in found.items()
    )
    return _StepTold(_merged(by_person), instead)


def _heard_by(timeline: Timeline, step: StepPlan, target: str, stand_ins: bool) -> ByPerson:
    told = _told_by(timeline, step)
    as_such: ByPerson = {}
    for person, targets, spans in told.instead:
        if target in (targets if stand_ins else targets[:1]):
            as_such.setdefault(person, []).extend(spans)
    return _of_target(timeline, told.people, target, as_such, stand_ins)


def _heard_by_in_the_end(
    timeline: Timeline, last_resort: str, target: str, stand_ins: bool
) -> ByPerson:
    asked: ByPerson = {}
    whole = [(timeline.start, timeline.end)]
    for span, found in timeline.moments((last_resort,), whole, ignore_calendars=True):
        for answer in found.people:
            asked.setdefault(answer.person, []).append(span)
    told = _merged(asked)
    return _of_target(timeline, told, target, told if last_resort == target else {}, stand_ins)


def _by_person(timeline: Timeline, targets: Iterable[str]) -> ByPerson:
    by_person: ByPerson = {}
    for stint in chain.from_iterable(map(timeline.stints, targets)):
        by_person.setdefault(stint.person, []).append((stint.start, stint.end))
    return by_person


@seen
def _answering(timeline: Timeline, target: str) -> ByPerson:
    return _merged(_by_person(timeline, (target,)))


def _of_target(
    timeline: Timeline, told: ByPerson, target: str, as_such: ByPerson, stand_ins: bool
) -> ByPerson:
    """Of those told, each who is of a target; `as_such` has those who are told as just that."""
    heard: ByPerson = {}
    for person in holders(timeline.roster, target):
        heard.setdefault(person, []).extend(told.get(person, ()))
    if stand_ins or not read_target(target).is_person:
        for person, spans in as_such.items():
            heard.setdefault(person, []).extend(spans)
        for person, spans in _answering(timeline, target).items():
            if person in told:
                heard.setdefault(person, []).extend(common(told[person], spans))
    return _merged(heard)


def _merged(by_person: ByPerson) -> ByPerson:
    return {person: merged(spans) for person, spans in by_person.items() if spans}
