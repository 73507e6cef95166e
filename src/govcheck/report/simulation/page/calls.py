"""Who to call: in which order, on which number, and on what it hangs."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from govcheck.report.page.lines import Line, Part
from govcheck.report.page.names import PageNames
from govcheck.simulate.outcome import Event, Outcome, Told
from govcheck.targets import read_target
from govcheck.time.clock import HOUR
from govcheck.tongue.tongue import city

SOON: Final = HOUR
"""How far ahead the page names everybody who is called; later calls are counted."""
LAST_RESORT: Final = "last_resort"


class _Call(NamedTuple):
    """Everybody whom one row of the timeline tells, and whether the row comes in any case."""

    event: Event
    always: bool

    @property
    def people(self) -> list[str]:
        return list(dict.fromkeys(told.person for told in self.event.people))


def calls(outcome: Outcome, names: PageNames) -> Part:
    """The calls of the first round within an hour, and the last resort."""
    tongue = names.tongue
    detected = outcome.stated.case.detected_at
    clock = f"({tongue.time(detected, outcome.timezone)} {city(outcome.timezone)})"
    planned = list(_planned(outcome, names))
    lines = list(_lines(outcome, names, planned))
    if not lines:
        lines = [Line(tongue.say("nobody: no escalation applies"))]
    return Part(tongue.say("CALL"), tuple(lines), clock)


def _planned(outcome: Outcome, names: PageNames) -> Iterator[_Call]:
    """The rows that tell somebody for the first time."""
    always = _always(outcome, names)
    for event in outcome.timeline:
        first = event.round in (None, 1) or event.step == LAST_RESORT
        if event.event in ("notify", "convene") and event.people and first and not event.follows:
            yield _Call(event, event.step in always)


def _always(outcome: Outcome, names: PageNames) -> set[str]:
    """The ids of the steps that run whoever answers."""
    verdict = next((one for one in outcome.verdicts if one.decision.name == "escalation"), None)
    results = () if verdict is None else verdict.result
    plans = (names.program.escalations.get(result) for result in results)
    return {step.id for plan in plans if plan is not None for step in plan.steps if step.always}


def _lines(outcome: Outcome, names: PageNames, planned: Sequence[_Call]) -> Iterator[Line]:
    detected = outcome.stated.case.detected_at
    answered = any(event.event == "acknowledged" for event in outcome.timeline)
    soon = [one for one in planned if one.event.at <= detected + SOON]
    shown = [*soon, *(one for one in planned if one.event.step == LAST_RESORT and one not in soon)]
    waited: list[str] = []
    named: set[str] = set()
    told_at: int | None = None
    for call in shown:
        when = "" if call.event.at == told_at else _when(outcome, names, call.event.at)
        told_at = call.event.at
        hangs_on = "" if answered else _hangs_on(call, waited, names)
        for line in _told(outcome, names, call, hangs_on, named):
            yield line._replace(when=when, at=call.event.at)
            when = ""
        named.update(call.people)
        if not call.always and call.event.step != LAST_RESORT:
            waited += [one for one in call.people if one not in waited]
    always = [call for call in shown if call.always and call.event.at > detected]
    if always and waited and not answered:
        who = names.any_of(waited)
        yield Line(
            names.tongue.count(
                "-> this one at once if {who} answers earlier",
                "-> these {count} at once if {who} answers earlier",
                len(always),
                who=who,
            )
        )
    for event in outcome.timeline:
        if event.event == "acknowledged" and event.people:
            who = names.any_of([told.person for told in event.people])
            at = _when(outcome, names, event.at)
            yield Line(names.tongue.say("{who} answers", who=who), at, at=event.at)
    out = dict.fromkeys(one for event in outcome.timeline for one in event.left_out)
    if out:
        who = names.tongue.all_of([names.person(one) for one in out])
        yield Line(names.tongue.say("not {who}: a conflict of interest", who=who), weight="alarm")
    later = len(planned) - len(shown)
    if later:
        at = names.tongue.moment(
            next(one.event.at for one in planned if one not in shown), outcome.timezone, detected
        )
        yield Line(
            names.tongue.count(
                "later: {count} more call, {at}", "later: {count} more calls, the next {at}",
                later, at=at,
            )
        )  # fmt: skip


def _hangs_on(call: _Call, waited: Sequence[str], names: PageNames) -> str:
    """On whose silence a call hangs."""
    if call.event.step == LAST_RESORT:
        return names.tongue.say("if nobody answered")
    if call.always or not waited:
        return ""
    if len(waited) == 1:
        return names.tongue.say("only if {who} is silent", who=names.short(waited[0]))
    who = names.tongue.all_of([names.short(one) for one in waited])
    return names.tongue.say("only if {who} are silent", who=who)


def _told(
    outcome: Outcome, names: PageNames, call: _Call, hangs_on: str, named: set[str]
) -> Iterator[Line]:
    if call.event.event == "convene":
        yield _council(outcome, names, call, hangs_on, named)
        return
    groups: dict[str, list[Told]] = {}
    for told in call.event.people:
        groups.setdefault(told.target, []).append(told)
    for target, people in groups.items():
        if (len(people) == 1 and (len(groups) == 1 or read_target(target).is_person)) or (
            read_target(target).traits.by_shifts and len(people) == 1
        ):
            text = _reached(outcome, names, people[0], call.event.at, whole=True)
        else:
            several = [_reached(outcome, names, one, call.event.at) for one in people]
            text = f"{names.target(target)}: {', '.join(several)}"
        yield Line(f"{text} - {hangs_on}" if hangs_on else text)


def _council(
    outcome: Outcome, names: PageNames, call: _Call, hangs_on: str, named: set[str]
) -> Line:
    """A council, and those of its members whose number stands nowhere above with it."""
    quorum = next(
        (one for one in outcome.quorums if f"council:{one.council}" in _targets(call.event)), None
    )
    tongue = names.tongue
    if quorum is None:
        text = names.target(next(iter(_targets(call.event)), "council:"))
    elif quorum.due is None:
        text = tongue.say(
            "{council}: {needed} of {seats} must be together",
            council=names.document(f"council/{quorum.council}"),
            needed=quorum.needed, seats=len(quorum.seats),
        )  # fmt: skip
    else:
        text = tongue.say(
            "{council}: {needed} of {seats} must be together by {due}",
            council=names.document(f"council/{quorum.council}"),
            needed=quorum.needed, seats=len(quorum.seats),
            due=tongue.moment(quorum.due, outcome.timezone, outcome.stated.case.detected_at),
        )  # fmt: skip
    people = ", ".join(
        names.short(told.person)
        if told.person in named
        else " ".join((names.short(told.person), *names.numbers(told.person)[:1]))
        for told in sorted(call.event.people, key=lambda told: told.person not in named)
    )
    return Line(f"{text} - {hangs_on}" if hangs_on else text, more=(people,))


def _targets(event: Event) -> set[str]:
    return {told.target for told in event.people}


def _reached(
    outcome: Outcome, names: PageNames, told: Told, at: int, *, whole: bool = False
) -> str:
    """Somebody with number and, where it differs, their own clock."""
    numbers = names.numbers(told.person) if whole else names.numbers(told.person)[:1]
    parts = [names.person(told.person), *numbers]
    if told.stands_in_for is not None:
        parts.append(names.tongue.say("(for {absent})", absent=names.short(told.stands_in_for)))
    theirs = names.their_clock(told.person, at)
    if theirs and whole:
        parts.append(theirs)
    return "  ".join(parts) if whole else " ".join(parts)


def _when(outcome: Outcome, names: PageNames, at: int) -> str:
    detected = outcome.stated.case.detected_at
    if at == detected:
        return names.tongue.say("now")
    return names.tongue.moment(at, outcome.timezone, detected)
