"""Hearing: when a step tells somebody of a target, as scenarios understand it.

Of a target are those who are told as such (as the first of theirs in the step), those who answer
to it at that instant and those whom it names; of a person only that person.
"""

from collections.abc import Iterable
from itertools import chain

from govcheck.duty.resolve import holders
from govcheck.horizon.timeline import Timeline
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
        lambda timeline: _heard_by(timeline, step, step.targets, target, stand_ins),
    )


def heard_in_the_end(
    timeline: Timeline, last_resort: str, target: str, *, stand_ins: bool = False
) -> list[Interval]:
    """When a last resort that is told then is of a target."""
    return timeline.see(
        ("heard in the end", last_resort, target, stand_ins),
        lambda timeline: _anybody(
            heard_by_in_the_end(timeline, last_resort, target, stand_ins=stand_ins)
        ),
    )


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


def _heard_by(
    timeline: Timeline, step: StepPlan, told: tuple[str, ...], target: str, stand_ins: bool
) -> ByPerson:
    by_person = _by_person(timeline, told)
    as_such: ByPerson = {}
    if step.on_empty == "deputies" and step.notify:
        seated = _by_person(timeline, told[len(step.notify) :])
        for span, found in timeline.instead(step.notify):
            for answer in found.people:
                by_person.setdefault(answer.person, []).append(span)
                if target in (answer.targets if stand_ins else answer.targets[:1]):
                    # whoever takes a seat in the same step is told as a member of the council
                    alone = without([span], merged(seated.get(answer.person, ())))
                    as_such.setdefault(answer.person, []).extend(alone)
    return _of_target(timeline, by_person, target, as_such, stand_ins)


def _heard_by_in_the_end(
    timeline: Timeline, last_resort: str, target: str, stand_ins: bool
) -> ByPerson:
    asked: ByPerson = {}
    whole = [(timeline.start, timeline.end)]
    for span, found in timeline.moments((last_resort,), whole, ignore_calendars=True):
        for answer in found.people:
            asked.setdefault(answer.person, []).append(span)
    return _of_target(timeline, asked, target, asked if last_resort == target else {}, stand_ins)


def _by_person(timeline: Timeline, targets: Iterable[str]) -> ByPerson:
    by_person: ByPerson = {}
    for stint in chain.from_iterable(map(timeline.stints, targets)):
        by_person.setdefault(stint.person, []).append((stint.start, stint.end))
    return by_person


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
        for person, spans in _by_person(timeline, (target,)).items():
            if person in told:
                heard.setdefault(person, []).extend(common(merged(told[person]), merged(spans)))
    return {person: merged(spans) for person, spans in heard.items() if spans}
