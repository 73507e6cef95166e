"""What to do by when, and what must not be said until who agrees."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govcheck.briefing.simulation.duties import ACKNOWLEDGE
from govcheck.briefing.simulation.page.agreements import agreement, agreements, plans_of
from govcheck.duty.resolve import resolve
from govcheck.render.page.lines import NO_BREAK, Line, Part
from govcheck.render.page.names import PageNames
from govcheck.simulate.conflicts import read_conflicts
from govcheck.simulate.outcome import Event, Obligation, Outcome
from govcheck.targets import people_named, read_target
from govcheck.time.clock import HOUR

SOON: Final = 12 * HOUR
"""How far ahead a deadline has a line of its own."""


def duties(outcome: Outcome, names: PageNames) -> Part:
    """The next deadline of each owner, and whatever will be missed or nobody is told of."""
    tongue = names.tongue
    detected = outcome.stated.case.detected_at
    owed, _ = _first_of_each(outcome, names)
    soon = [one for one in owed if _in_danger(one) or one.due <= detected + SOON]
    later = [one for one in owed if one not in soon]
    lines = [_line(outcome, names, one) for one in soon]
    if later:
        lines.append(Line(_by_day(outcome, names, later), tongue.say("then")))
    if not lines:
        lines = [*undated(outcome, names)] or [Line(tongue.say("nothing is owed"))]
    return Part(tongue.say("DO"), tuple(lines))


def deadlines(outcome: Outcome, names: PageNames) -> list[tuple[Obligation, Line]]:
    """Everything that is due, however late, with what the page says of it."""
    return [(one, _line(outcome, names, one)) for one in _owed(outcome, names)]


def further(outcome: Outcome, names: PageNames, at_last: Sequence[Line]) -> Part | None:
    """Who is called at last, and what the same people owe after that; None where it is all said."""
    tongue = names.tongue
    detected = outcome.stated.case.detected_at
    first, rest = _first_of_each(outcome, names)
    soon = [one for one in rest if one.due <= detected + SOON]
    later = [one for one in rest if one not in soon]
    lines = [*at_last, *(_line(outcome, names, one) for one in soon)]
    lines.sort(key=lambda line: 0 if line.at is None else line.at)
    if later:
        lines.append(Line(_later(outcome, names, later), tongue.say("then")))
    if first:
        lines += undated(outcome, names)
    return Part(tongue.say("ALSO DO"), tuple(lines)) if lines else None


def _first_of_each(outcome: Outcome, names: PageNames) -> tuple[list[Obligation], list[Obligation]]:
    """What somebody owes who owes nothing earlier, or what is in danger; and all the rest."""
    first: list[Obligation] = []
    rest: list[Obligation] = []
    seen: set[str] = set()
    for one in _owed(outcome, names):
        if _in_danger(one) or not seen.issuperset(one.owed_by):
            first.append(one)
            seen.update(one.owed_by)
        else:
            rest.append(one)
    return first, rest


def _in_danger(owed: Obligation) -> bool:
    return not owed.met or bool(owed.untold)


def _by_day(outcome: Outcome, names: PageNames, later: Sequence[Obligation]) -> str:
    """What is owed on other days, each day said once."""
    days: dict[str, list[str]] = {}
    for one in later:
        day = names.tongue.day(one.due, outcome.timezone, outcome.stated.case.detected_at)
        days.setdefault(day.replace(" ", NO_BREAK), []).append(_in_short(outcome, names, one))
    return "; ".join(f"{day} {'; '.join(said)}" for day, said in days.items())


def _later(outcome: Outcome, names: PageNames, later: Sequence[Obligation]) -> str:
    """The first of what is owed after the first hours, and what somebody must agree to; a count.

    What is owed for certain is not counted among what is only possible.
    """
    sure = [one for one in later if not outcome.is_only_possible(one)]
    kept = sure if len(sure) < len(later) else []
    said = [one for one in later if one.waits_for or one is later[0] or one in kept]
    what, rest = _by_day(outcome, names, said), [one for one in later if one not in said]
    if not rest:
        return what
    when = names.tongue.moment(rest[0].due, outcome.timezone, outcome.stated.case.detected_at)
    more = names.tongue.count(
        "{count} more, {when}", "{count} more, next {when}", len(rest), when=when
    )
    return f"{what}; {more}"


def _in_short(outcome: Outcome, names: PageNames, owed: Obligation) -> str:
    """What is owed at a time of a day that is said already."""
    when = names.tongue.time(owed.due, outcome.timezone)
    agree = names.all_agree(agreements(outcome, names, owed))
    first = f" - {names.tongue.say('FIRST {who} must agree', who=agree)}" if agree else ""
    what = in_its_case(outcome, names, owed, task_of(outcome, names, owed))
    return f"{when} {_owners(names, owed.owed_by)}: {what}{first}"


def _owed(outcome: Outcome, names: PageNames) -> list[Obligation]:
    """What people have to do, by deadline; of a recurring thing the first time."""
    told = {ACKNOWLEDGE, *(f"council/{quorum.council}" for quorum in outcome.quorums)}
    owed = [one for one in outcome.obligations if one.id not in told or not one.kept]
    first = [one for one in owed if one.id.partition("#")[2] in ("", "1")]
    # What several playbooks call for is said once, and without an *if* where one has none.
    first.sort(key=outcome.is_only_possible, reverse=True)
    unique = {_sameness(names, one): one for one in first}
    return sorted(unique.values(), key=lambda one: (one.due, one.id))


def _sameness(names: PageNames, owed: Obligation) -> tuple[object, ...]:
    """Equal for what is the same to whoever reads it, whichever playbook calls for it."""
    plan = names.program.playbooks.get(owed.id.partition("/")[0])
    approvals = {} if plan is None else plan.approvals
    agree = tuple(names.agreement(approvals[one].by) for one in owed.waits_for if one in approvals)
    drafted_by = drafted_by_others(names, owed)
    return owed.do, owed.due, owed.owed_by, agree, drafted_by, owed.done, owed.untold


def in_its_case(outcome: Outcome, names: PageNames, owed: Obligation, text: str) -> str:
    """What is to be done, with the playbooks that call for it where none does for certain."""
    if not outcome.is_only_possible(owed):
        return text
    same = _sameness(names, owed)
    alike = [one for one in outcome.obligations if one.due == owed.due and one.do == owed.do]
    playbooks = dict.fromkeys(
        names.document(f"playbook/{one.id.partition('/')[0]}")
        for one in alike
        if _sameness(names, one) == same
    )
    said = names.tongue.any_of([*playbooks])
    return names.tongue.say("{task} (if it is a case of {playbook})", task=text, playbook=said)


def _line(outcome: Outcome, names: PageNames, owed: Obligation) -> Line:
    tongue = names.tongue
    detected = outcome.stated.case.detected_at
    when = tongue.moment(owed.due, outcome.timezone, detected)
    text = task_of(outcome, names, owed)
    if not owed.id.startswith("council/"):
        text = f"{_owners(names, owed.owed_by)}  {text}"
    agree = names.all_agree(agreements(outcome, names, owed))
    more = [tongue.say("FIRST: {who} must agree. Ask now.", who=agree)] if agree else []
    if not outcome.forbidden:  # else it stands with what is forbidden
        more += _without(names, _conflicted(outcome, (owed,)))
    text = in_its_case(outcome, names, owed, text)
    if owed.untold:
        who = tongue.any_of([names.target(one) for one in owed.untold])
        called = list(_numbers(outcome, names, owed))
        more.append(
            tongue.say("NOBODY TELLS {who} in time: call them.", who=who)
            if called
            else tongue.say("NOBODY TELLS {who} in time.", who=who)
        )
        more += called
    if owed.met:
        return Line(text, when, tuple(more), "alarm" if owed.untold else "plain", owed.due)
    if owed.done is None:
        more.append(tongue.say("NOBODY CAN do it in time."))
    else:
        late = tongue.stretch(owed.done - owed.due)
        more.append(tongue.say("TOO LATE by {late}.", late=late))
    return Line(text, when, tuple(more), "alarm", owed.due)


def _conflicted(outcome: Outcome, owed: Iterable[Obligation]) -> list[str]:
    """Who would be asked to agree to what is owed, but for a conflict of interest."""
    conflicts = read_conflicts(outcome.stated.conflicts)
    actions = {one.id.partition("#")[0] for one in owed}
    asked = [
        one for state in outcome.approvals if state.action in actions for one in state.approvers
    ]
    return list(dict.fromkeys(one.person for one in asked if conflicts.of(one.person) is not None))


def _without(names: PageNames, conflicted: Sequence[str]) -> Iterator[str]:
    if conflicted:
        who = names.tongue.all_of([names.short(one) for one in conflicted])
        yield names.tongue.count(
            "{who} cannot agree: conflict of interest",
            "{who} cannot agree: conflicts of interest",
            len(conflicted),
            who=who,
        )


def _numbers(outcome: Outcome, names: PageNames, owed: Obligation) -> Iterator[str]:
    """Whoever is to be called, as nobody tells them: of those who are not absent, at any hour."""
    conflicts = read_conflicts(outcome.stated.conflicts)
    found = resolve(
        names.program.roster,
        owed.untold,
        outcome.stated.case.detected_at,
        absent=conflicts.hard.union(outcome.absent),
        ignore_calendars=True,
    )
    mute = _conflicted(outcome, (owed,))
    called = []
    for one in found.people:
        parts = [names.short(one.person), *names.numbers(one.person)[:1]]
        if one.stands_in_for is not None:
            absent = names.short(one.stands_in_for)
            parts.append(names.tongue.say("(for {absent})", absent=absent).replace(" ", NO_BREAK))
        if one.person not in mute:
            called.append(NO_BREAK.join(parts))
    if called:
        yield ", ".join(called)


def task(obligation: str, do: str, names: PageNames) -> str:
    """What is owed, in words."""
    name = obligation.partition("#")[0]
    if name == ACKNOWLEDGE:
        return names.tongue.say("somebody on duty has been told")
    if name.startswith("council/"):
        return names.tongue.say("{council} is together", council=names.document(name))
    return names.tongue.text(do)


def task_of(outcome: Outcome, names: PageNames, owed: Obligation) -> str:
    """What is to be done, in words."""
    text = task(owed.id, owed.do, names)
    drafted_by = drafted_by_others(names, owed)
    if drafted_by is not None:
        drafter = _drafter(outcome, names, drafted_by)
        text = names.tongue.say("{task} (draft: {drafter})", task=text, drafter=drafter)
    return text


def drafted_by_others(names: PageNames, owed: Obligation) -> str | None:
    """The target that drafts what is owed, where that is another one than owes it."""
    playbook, _, action = owed.id.partition("#")[0].partition("/")
    plan = names.program.playbooks.get(playbook)
    for one in () if plan is None else plan.actions:
        if one.id == action and one.drafted_by != one.owed_by:
            return one.drafted_by or None
    return None


def _drafter(outcome: Outcome, names: PageNames, target: str) -> str:
    """Who drafts: whoever is told as one of the target, or else its name."""
    _, people = drafters(outcome, target)
    told = people and not read_target(target).is_person
    return names.any_of(people) if told else names.target(target)


def drafters(outcome: Outcome, target: str) -> tuple[int, list[str]]:
    """When people are first told as one of a target, and who; nobody, where nobody is."""
    for event in outcome.timeline:
        told = [one.person for one in event.people if target in one.targets]
        if told and event.event in ("notify", "convene"):
            return event.at, list(dict.fromkeys(told))
    named = read_target(target)
    return outcome.stated.case.detected_at, [named.id] if named.is_person else []


def _owners(names: PageNames, owed_by: Sequence[str]) -> str:
    people = people_named(owed_by)
    if people:
        return names.any_of(people)
    return names.tongue.any_of([names.target(one) for one in owed_by])


def undated(outcome: Outcome, names: PageNames) -> Iterator[Line]:
    """What has no deadline."""
    dated = {one.id.partition("#")[0] for one in outcome.obligations}
    for event in outcome.timeline:
        if event.event == "act" and (event.obligation or "").partition("#")[0] not in dated:
            yield Line(_doing(names, event), names.tongue.say("then"))


def _doing(names: PageNames, event: Event) -> str:
    playbook, _, action = (event.obligation or "").partition("/")
    plan = names.program.playbooks.get(playbook)
    tasks = {} if plan is None else {one.id: one.do for one in plan.actions}
    people = names.any_of([told.person for told in event.people])
    return f"{people}  {names.tongue.text(tasks.get(action, action))}"


def prohibitions(outcome: Outcome, names: PageNames) -> tuple[Part, ...]:
    """What must not be said or done, by whose agreement lifts it; none where all may be said."""
    groups = _forbidden(outcome, names)
    barred = [Line(said) for said in _without(names, _conflicted(outcome, outcome.obligations))]
    return tuple(
        Part(
            _heading(who, names),
            (Line(" / ".join(texts), weight="alarm"), *(barred if who == [*groups][-1] else ())),
        )
        for who, texts in groups.items()
    )


def _heading(who: str, names: PageNames) -> str:
    if not who:
        return names.tongue.say("NEVER")
    return names.tongue.say("DO NOT, until these agree: {who}", who=who)


def _forbidden(outcome: Outcome, names: PageNames) -> dict[str, list[str]]:
    """What is forbidden, by whose agreement lifts it; empty where nobody's does."""
    groups: dict[str, list[str]] = {}
    for one in outcome.forbidden:
        groups.setdefault(_lifted_by(outcome, names, one), []).append(names.tongue.text(one))
    return groups


def _lifted_by(outcome: Outcome, names: PageNames, forbidden: str) -> str:
    """Whose agreement lifts a prohibition: that of every plan that has it; nobody's, empty."""
    agree = [
        agreement(outcome, names, name, approval)
        for name, approvals in plans_of(outcome, names)
        if forbidden in names.program.playbooks[name].forbidden
        for approval in approvals.values()
    ]
    return names.all_agree(agree)
