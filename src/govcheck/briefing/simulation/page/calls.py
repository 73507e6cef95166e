"""Who to call: in which order, on which number, and on what it hangs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from govcheck.briefing.simulation.page.silence import (
    Answer,
    answers_to,
    everybody,
    if_answered,
    if_nobody_answered,
    unless_answered,
)
from govcheck.briefing.simulation.page.unreached import (
    LAST_RESORT,
    MOST_UNREACHED,
    unreached,
    unreached_line,
    without_last_resort,
)
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.named_tuples import NamedTuple
from govcheck.render.page.lines import NO_BREAK, Line, Part
from govcheck.render.page.names import PageNames, rings
from govcheck.simulate.outcome import Event, Told
from govcheck.targets import read_target
from govcheck.time.clock import HOUR
from govcheck.tongue.tongue import city

SOON: Final = HOUR
"""How far ahead calls stand at the top of the page; later ones stand with what else to do."""


class _Call(NamedTuple):
    """Everybody whom one row of the timeline tells.

    `always` if the row comes in any case; `via` is empty where each has a sequence of their own;
    `joint` if each target has to answer.
    """

    event: Event
    always: bool
    via: tuple[str, ...]
    joint: bool

    @property
    def answers(self) -> list[Answer]:
        """The answers to it that end the escalation; none is waited for where it always comes."""
        waits = not self.always and self.event.step != LAST_RESORT
        return answers_to(self.event, joint=self.joint) if waits else []

    @property
    def people(self) -> list[str]:
        return list(dict.fromkeys(told.person for told in self.event.people))

    @property
    def rings(self) -> bool:
        """Whether a phone rings, or may once somebody is silent."""
        return rings(self.via)


def calls(view: OutcomeView) -> Part:
    """Who is told in the first round within an hour: called, or written to where no phone rings."""
    tongue, zone, detected = view.tongue, view.outcome.timezone, view.detected_at
    clock = f"({tongue.time(detected, zone)} {city(zone)})"
    planned = list(_planned(view))
    lines = list(_lines(view, planned))
    if not lines:
        lines = [Line(tongue.say("nobody: no escalation applies"))]
    soon = [one for one in planned if one.event.at <= detected + SOON]
    writes = soon and not any(one.rings for one in soon)
    return Part(tongue.say("WRITE TO") if writes else tongue.say("CALL"), tuple(lines), clock)


def at_last(view: OutcomeView) -> tuple[Line, ...]:
    """Who is called later than within the time in which the first calls stand on the page."""
    names, tongue = view.names, view.tongue
    detected = view.detected_at
    lines = []
    planned = list(_planned(view))
    silent = if_nobody_answered([each for one in planned for each in one.answers], view.names)
    for call in planned:
        if call.event.at <= detected + SOON:
            continue
        if call.event.event == "convene":
            who = _council(view, call, "", set()).text
        else:
            told = [(_reached(names, call, one), one.person) for one in call.event.people]
            who = tongue.all_of(
                [f"{one} {names.their_clock(who, call.event.at)}".rstrip() for one, who in told]
            )
        text = {
            (True, True): tongue.say("call {who}", who=who),
            (True, False): tongue.say("{silent}, call {who}", silent=silent, who=who),
            (False, True): tongue.say("write to {who}", who=who),
            (False, False): tongue.say("{silent}, write to {who}", silent=silent, who=who),
        }[call.rings, call.always]
        lines.append(Line(text, _when(view, call.event.at), at=call.event.at))
    return tuple(lines)


def introduced(view: OutcomeView) -> tuple[set[str], set[str]]:
    """Which targets stand on the page with their people, and whose number does."""
    targets: set[str] = set()
    people: set[str] = set()
    for call in _planned(view):
        last = call.event.step == LAST_RESORT
        if last or call.event.at <= view.detected_at + SOON:
            people.update(call.people if call.rings else ())
            told = Counter(one.target for one in call.event.people)
            apart, left_out = len(told) > 1 and not last, bool(call.event.left_out)
            targets |= {
                one
                for one, count in told.items()
                if count > 1 or left_out or (apart and not read_target(one).traits.by_shifts)
            }
    return targets, people


def _planned(view: OutcomeView) -> Iterator[_Call]:
    """The rows that tell somebody for the first time."""
    verdict = view.verdict("escalation")
    results = () if verdict is None else verdict.result
    plans = (view.program.escalations.get(result) for result in results)
    steps = {step.id: step for plan in plans if plan is not None for step in plan.steps}
    for event in view.outcome.timeline:
        first = event.round in (None, 1) or event.step == LAST_RESORT
        if event.event in ("notify", "convene") and event.people and first and not event.follows:
            step = steps.get(event.step or "")
            found = (step.always, step.via, step.ack == "all") if step else (False, (), False)
            yield _Call(event, *found)


def _lines(view: OutcomeView, planned: Sequence[_Call]) -> Iterator[Line]:
    (outcome, names), detected = view, view.detected_at
    answered = any(event.event == "acknowledged" for event in outcome.timeline)
    shown = [one for one in planned if one.event.at <= detected + SOON]
    shown = [_called_anyway(one, shown) for one in shown]
    all_empty = unreached(outcome)
    empty = [event for event in all_empty if event.at <= detected + SOON][:MOST_UNREACHED]
    told = {id(call.event): call for call in shown}
    also = _also(shown)
    waited: list[Answer] = []
    named: dict[bool, set[str]] = {True: set(), False: set()}  # with a number, and without
    told_at: int | None = None
    at_once = [one.event for one in shown if one.always and one.event.at > detected]
    answers = [one for one in view.outcome.timeline if one.event == "acknowledged" and one.people]
    first = [*answers, *at_once]
    for event in sorted(outcome.timeline, key=lambda one: (one.at, one not in first)):
        call = told.get(id(event))
        if call is None and event not in empty and event not in answers:
            continue
        when = "" if event.at == told_at else _when(view, event.at)
        told_at = event.at
        if event in answers:
            who = view.names.any_of([told.person for told in event.people])
            yield Line(view.tongue.say("{who} answers", who=who), when, at=event.at)
            continue
        if call is None:
            yield unreached_line(view, event)._replace(when=when)
            continue
        silent = [one for one in waited if one.since < event.at]
        hangs_on = "" if answered else _hangs_on(call, silent, names)
        again = bool(hangs_on) and set(call.people) <= everybody(silent)
        for line in _told(view, call, hangs_on, named[call.rings], also, again):
            yield line._replace(when=when, at=call.event.at)
            when = ""
        named[call.rings].update(call.people)
        waited += [one for one in call.answers if one.by not in {each.by for each in waited}]
        if not answered and silent and at_once and event is at_once[-1]:
            yield Line(if_answered(silent, len(at_once), view.names), at=event.at)
            told_at = None
    for since, line in without_last_resort(view):
        yield line._replace(when=_when(view, since))
    beside = {one for call in shown if _is_said_beside(call.event) for one in call.event.left_out}
    said_why = (*empty, *(event for event in outcome.timeline if event.step == LAST_RESORT))
    beside |= {one for event in said_why if event.skipped for one in event.left_out}
    out = dict.fromkeys(one for event in outcome.timeline for one in event.left_out)
    out = {one: None for one in out if one not in beside}
    if out:
        who = view.tongue.all_of([view.names.person(one) for one in out])
        yield Line(
            view.tongue.say("do not ask {who}: a conflict of interest", who=who), weight="alarm"
        )
    if more := len(all_empty) - len(empty):
        yield Line(
            view.tongue.count(
                "{count} more step reaches nobody", "{count} more steps reach nobody", more
            )
        )


def _called_anyway(call: _Call, shown: Sequence[_Call]) -> _Call:
    """Those who are written to, with their numbers where another step calls them all just then."""
    others = [one for one in shown if one.rings and one.always and one.event.at == call.event.at]
    called = {who for one in others for who in one.people}
    return call if call.rings or not called.issuperset(call.people) else call._replace(via=())


def _is_said_beside(event: Event) -> bool:
    """Whether who is left out of it stands beside those who are told."""
    return event.event == "notify" and len(_targets(event)) == 1


def _also(calls: Sequence[_Call]) -> dict[tuple[int, str], list[Told]]:
    """In whose place people are told whom another step tells at the same instant anyway."""
    first: dict[tuple[int, str], Told] = {}
    also: dict[tuple[int, str], list[Told]] = {}
    for call in calls:
        for told in () if call.event.event == "convene" else call.event.people:
            key = (call.event.at, told.person)
            if first.setdefault(key, told) is not told and told.stands_in_for is not None:
                also.setdefault(key, []).append(told)
    return also


def _hangs_on(call: _Call, waited: Sequence[Answer], names: PageNames) -> str:
    """On whose silence a call hangs."""
    if call.event.step == LAST_RESORT:
        return if_nobody_answered(waited, names)
    if call.always or not waited:
        return ""
    if set(call.people) <= everybody(waited):
        return names.tongue.say("only if still silent")
    return unless_answered(waited, names)


def _told(
    view: OutcomeView,
    call: _Call,
    hangs_on: str,
    named: set[str],
    also: dict[tuple[int, str], list[Told]],
    again: bool,
) -> Iterator[Line]:
    """Whom a call tells; `again` if it calls nobody but those who were silent."""
    if call.event.event == "convene":
        yield _council(view, call, hangs_on, named)
        return
    groups: dict[str, list[Told]] = {}
    for told in call.event.people:
        groups.setdefault(told.target, []).append(told)
    names, at, known, out = view.names, call.event.at, named, call.event.left_out
    for target, told_of_it in groups.items():
        people = [one for one in told_of_it if one not in also.get((at, one.person), ())]
        if not people:
            continue
        if again:
            who = names.tongue.all_of([names.short(one.person) for one in people])
            text = names.tongue.say("{who} again ({target})", who=who, target=names.target(target))
            yield Line(f"{text} - {hangs_on}")
            continue
        is_alone = len(people) == 1 and people[0].person not in known and not out
        named_so = read_target(target)
        if is_alone and (len(groups) == 1 or named_so.is_person or named_so.traits.by_shifts):
            text = _reached(view.names, call, people[0], whole=call.event.step != LAST_RESORT)
        elif len(people) == len(groups) == 1 and call.event.step == LAST_RESORT:
            text = _reached(names, call, people[0])
        else:
            several = [
                _named_above(names, one) if one.person in known else _reached(names, call, one)
                for one in people
            ]
            said = [
                one + _for_others(names, also.get((at, told.person), ()))
                for one, told in zip(several, people, strict=True)
            ]
            if len(groups) == 1 and out:
                who = names.tongue.all_of([names.short(one) for one in out])
                said.append(names.tongue.say("not {who} (conflict)", who=who))
            text = f"{names.target(target)}: {', '.join(said)}"
        known = known | {one.person for one in people}
        yield Line(f"{text} - {hangs_on}" if hangs_on else text)


def _for_others(names: PageNames, also: Sequence[Told]) -> str:
    absent = [names.short(one.stands_in_for) for one in also if one.stands_in_for is not None]
    if not absent:
        return ""
    said = names.tongue.say("(also for {absent})", absent=names.tongue.all_of(absent))
    return f" {said.replace(' ', NO_BREAK)}"


def _named_above(names: PageNames, told: Told) -> str:
    """Somebody whose number stands above."""
    if told.stands_in_for is None:
        return names.short(told.person)
    absent = names.tongue.say("(for {absent})", absent=names.short(told.stands_in_for))
    return f"{names.short(told.person)}{NO_BREAK}{absent}"


def _council(view: OutcomeView, call: _Call, hangs_on: str, named: set[str]) -> Line:
    """A council and its members, with the numbers that stand nowhere above."""
    (outcome, names), tongue = view, view.tongue
    quorum = next(
        (one for one in outcome.quorums if f"council:{one.council}" in _targets(call.event)), None
    )
    if quorum is None:
        text = names.target(next(iter(_targets(call.event)), "council:"))
    elif quorum.due is None:
        text = tongue.say(
            "{council}, {needed} of {seats} meet",
            council=names.document(f"council/{quorum.council}"),
            needed=quorum.needed, seats=len(quorum.seats),
        )  # fmt: skip
    else:
        text = tongue.say(
            "{council}, {needed} of {seats} meet by {due}",
            council=names.document(f"council/{quorum.council}"),
            needed=quorum.needed, seats=len(quorum.seats),
            due=view.at(quorum.due),
        )  # fmt: skip
    people = ", ".join(
        names.short(told.person)
        if told.person in named
        else NO_BREAK.join((names.short(told.person), *names.numbers(told.person, call.via)[:1]))
        for told in sorted(call.event.people, key=lambda told: told.person not in named)
    )
    text = f"{text}: {people}"
    return Line(f"{text} - {hangs_on}" if hangs_on else text)


def _targets(event: Event) -> set[str]:
    return {told.target for told in event.people}


def _reached(names: PageNames, call: _Call, told: Told, *, whole: bool = False) -> str:
    """Somebody with number and, where it differs, their own clock."""
    numbers = names.numbers(told.person, call.via) or (names.tongue.say("no contact is known"),)
    parts = [names.person(told.person), *(numbers if whole else numbers[:1])]
    if told.stands_in_for is not None:
        parts.append(names.tongue.say("(for {absent})", absent=names.short(told.stands_in_for)))
    theirs = names.their_clock(told.person, call.event.at)
    if theirs and whole:
        parts.append(theirs)
    if whole:
        return "  ".join(parts)
    return NO_BREAK.join(part.replace(" ", NO_BREAK) for part in parts)


def _when(view: OutcomeView, at: int) -> str:
    return view.tongue.say("now") if at == view.detected_at else view.at(at)
