"""What to do by when, and what must not be said until who agrees."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from govcheck.briefing.simulation.duties import ACKNOWLEDGE
from govcheck.briefing.simulation.page.agreements import agreement, agreements, plans_of
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.duty.resolve import resolve
from govcheck.render.page.lines import NO_BREAK, Line, Part
from govcheck.render.page.names import PageNames
from govcheck.simulate.conflicts import read_conflicts
from govcheck.simulate.outcome import Event, Obligation, Outcome
from govcheck.targets import people_named, read_target
from govcheck.time.clock import HOUR

SOON: Final = 12 * HOUR
"""How far ahead a deadline has a line of its own."""


def duties(view: OutcomeView) -> Part:
    """The next deadline of each owner, and whatever will be missed or nobody is told of."""
    tongue = view.tongue
    detected = view.detected_at
    owed, _ = _first_of_each(view)
    soon = [one for one in owed if _in_danger(one) or one.due <= detected + SOON]
    later = [one for one in owed if one not in soon]
    lines = [_line(view, one) for one in soon]
    if later:
        lines.append(Line(_by_day(view, later), tongue.say("then")))
    if not lines:
        lines = [*undated(view)] or [Line(tongue.say("nothing is owed"))]
    return Part(tongue.say("DO"), tuple(lines))


def deadlines(view: OutcomeView) -> list[tuple[Obligation, Line]]:
    """Everything that is due, however late, with what the page says of it."""
    return [(one, _line(view, one)) for one in _owed(view)]


def further(view: OutcomeView, at_last: Sequence[Line]) -> Part | None:
    """Who is called at last, and what the same people owe after that; None where it is all said."""
    tongue = view.tongue
    detected = view.detected_at
    first, rest = _first_of_each(view)
    soon = [one for one in rest if one.due <= detected + SOON]
    later = [one for one in rest if one not in soon]
    lines = [*at_last, *(_line(view, one) for one in soon)]
    lines.sort(key=lambda line: 0 if line.at is None else line.at)
    if later:
        lines.append(Line(_later(view, later), tongue.say("then")))
    if first:
        lines += undated(view)
    return Part(tongue.say("ALSO DO"), tuple(lines)) if lines else None


def _first_of_each(view: OutcomeView) -> tuple[list[Obligation], list[Obligation]]:
    """What somebody owes who owes nothing earlier, or what is in danger; and all the rest."""
    first: list[Obligation] = []
    rest: list[Obligation] = []
    seen: set[str] = set()
    for one in _owed(view):
        if _in_danger(one) or not seen.issuperset(one.owed_by):
            first.append(one)
            seen.update(one.owed_by)
        else:
            rest.append(one)
    return first, rest


def _in_danger(owed: Obligation) -> bool:
    return not owed.met or bool(owed.untold)


def _by_day(view: OutcomeView, later: Sequence[Obligation]) -> str:
    """What is owed on other days, each day said once."""
    days: dict[str, list[str]] = {}
    for one in later:
        day = view.tongue.day(one.due, view.outcome.timezone, view.detected_at)
        days.setdefault(day.replace(" ", NO_BREAK), []).append(_in_short(view, one))
    return "; ".join(f"{day} {'; '.join(said)}" for day, said in days.items())


def _later(view: OutcomeView, later: Sequence[Obligation]) -> str:
    """The first of what is owed after the first hours, and what somebody must agree to; a count.

    What is owed for certain is not counted among what is only possible.
    """
    sure = [one for one in later if not view.outcome.is_only_possible(one)]
    kept = sure if len(sure) < len(later) else []
    said = [one for one in later if one.waits_for or one is later[0] or one in kept]
    what, rest = _by_day(view, said), [one for one in later if one not in said]
    if not rest:
        return what
    when = view.at(rest[0].due)
    more = view.tongue.count(
        "{count} more, {when}", "{count} more, next {when}", len(rest), when=when
    )
    return f"{what}; {more}"


def _in_short(view: OutcomeView, owed: Obligation) -> str:
    """What is owed at a time of a day that is said already."""
    when = view.tongue.time(owed.due, view.outcome.timezone)
    agree = view.names.all_agree(agreements(view, owed))
    first = f" - {view.tongue.say('FIRST {who} must agree', who=agree)}" if agree else ""
    what = in_its_case(view, owed, task_of(view, owed))
    return f"{when} {_owners(view.names, owed.owed_by)}: {what}{first}"


def _owed(view: OutcomeView) -> list[Obligation]:
    """What people have to do, by deadline; of a recurring thing the first time."""
    told = {ACKNOWLEDGE, *(f"council/{quorum.council}" for quorum in view.outcome.quorums)}
    owed = [one for one in view.outcome.obligations if one.id not in told or not one.kept]
    first = [one for one in owed if one.id.partition("#")[2] in ("", "1")]
    # What several playbooks call for is said once, and without an *if* where one has none.
    first.sort(key=view.outcome.is_only_possible, reverse=True)
    unique = {_sameness(view.names, one): one for one in first}
    return sorted(unique.values(), key=lambda one: (one.due, one.id))


def _sameness(names: PageNames, owed: Obligation) -> tuple[object, ...]:
    """Equal for what is the same to whoever reads it, whichever playbook calls for it."""
    plan = names.program.playbooks.get(owed.id.partition("/")[0])
    approvals = {} if plan is None else plan.approvals
    agree = tuple(names.agreement(approvals[one].by) for one in owed.waits_for if one in approvals)
    drafted_by = drafted_by_others(names, owed)
    return owed.do, owed.due, owed.owed_by, agree, drafted_by, owed.done, owed.untold


def in_its_case(view: OutcomeView, owed: Obligation, text: str) -> str:
    """What is to be done, with the playbooks that call for it where none does for certain."""
    if not view.outcome.is_only_possible(owed):
        return text
    same = _sameness(view.names, owed)
    alike = [one for one in view.outcome.obligations if one.due == owed.due and one.do == owed.do]
    playbooks = dict.fromkeys(
        view.names.document(f"playbook/{one.id.partition('/')[0]}")
        for one in alike
        if _sameness(view.names, one) == same
    )
    said = view.tongue.any_of([*playbooks])
    return view.tongue.say("{task} (if it is a case of {playbook})", task=text, playbook=said)


def _line(view: OutcomeView, owed: Obligation) -> Line:
    tongue, when = view.tongue, view.at(owed.due)
    text = task_of(view, owed)
    if not owed.id.startswith("council/"):
        text = f"{_owners(view.names, owed.owed_by)}  {text}"
    agree = view.names.all_agree(agreements(view, owed))
    more = [tongue.say("FIRST: {who} must agree. Ask now.", who=agree)] if agree else []
    if not view.outcome.forbidden:  # else it stands with what is forbidden
        more += _without(view.names, _conflicted(view.outcome, (owed,)))
    text = in_its_case(view, owed, text)
    if owed.untold:
        who = tongue.any_of([view.names.target(one) for one in owed.untold])
        called = list(_numbers(view, owed))
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


def _numbers(view: OutcomeView, owed: Obligation) -> Iterator[str]:
    """Whoever is to be called, as nobody tells them: of those who are not absent, at any hour."""
    conflicts = read_conflicts(view.outcome.stated.conflicts)
    found = resolve(
        view.program.roster,
        owed.untold,
        view.detected_at,
        absent=conflicts.hard.union(view.outcome.absent),
        ignore_calendars=True,
    )
    mute = _conflicted(view.outcome, (owed,))
    called = []
    for one in found.people:
        parts = [view.names.short(one.person), *view.names.numbers(one.person)[:1]]
        if one.stands_in_for is not None:
            absent = view.names.short(one.stands_in_for)
            parts.append(view.tongue.say("(for {absent})", absent=absent).replace(" ", NO_BREAK))
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


def task_of(view: OutcomeView, owed: Obligation) -> str:
    """What is to be done, in words."""
    text = task(owed.id, owed.do, view.names)
    drafted_by = drafted_by_others(view.names, owed)
    if drafted_by is not None:
        drafter = _drafter(view, drafted_by)
        text = view.tongue.say("{task} (draft: {drafter})", task=text, drafter=drafter)
    return text


def drafted_by_others(names: PageNames, owed: Obligation) -> str | None:
    """The target that drafts what is owed, where that is another one than owes it."""
    playbook, _, action = owed.id.partition("#")[0].partition("/")
    plan = names.program.playbooks.get(playbook)
    for one in () if plan is None else plan.actions:
        if one.id == action and one.drafted_by != one.owed_by:
            return one.drafted_by or None
    return None


def _drafter(view: OutcomeView, target: str) -> str:
    """Who drafts: whoever is told as one of the target, or else its name."""
    _, people = drafters(view.outcome, target)
    told = people and not read_target(target).is_person
    return view.names.any_of(people) if told else view.names.target(target)


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


def undated(view: OutcomeView) -> Iterator[Line]:
    """What has no deadline."""
    dated = {one.id.partition("#")[0] for one in view.outcome.obligations}
    for event in view.outcome.timeline:
        if event.event == "act" and (event.obligation or "").partition("#")[0] not in dated:
            yield Line(_doing(view.names, event), view.tongue.say("then"))


def _doing(names: PageNames, event: Event) -> str:
    playbook, _, action = (event.obligation or "").partition("/")
    plan = names.program.playbooks.get(playbook)
    tasks = {} if plan is None else {one.id: one.do for one in plan.actions}
    people = names.any_of([told.person for told in event.people])
    return f"{people}  {names.tongue.text(tasks.get(action, action))}"


def prohibitions(view: OutcomeView) -> tuple[Part, ...]:
    """What must not be said or done, by whose agreement lifts it; none where all may be said."""
    groups = _forbidden(view)
    barred = [
        Line(said)
        for said in _without(view.names, _conflicted(view.outcome, view.outcome.obligations))
    ]
    return tuple(
        Part(
            _heading(who, view.names),
            (Line(" / ".join(texts), weight="alarm"), *(barred if who == [*groups][-1] else ())),
        )
        for who, texts in groups.items()
    )


def _heading(who: str, names: PageNames) -> str:
    if not who:
        return names.tongue.say("NEVER")
    return names.tongue.say("DO NOT, until these agree: {who}", who=who)


def _forbidden(view: OutcomeView) -> dict[str, list[str]]:
    """What is forbidden, by whose agreement lifts it; empty where nobody's does."""
    groups: dict[str, list[str]] = {}
    for one in view.outcome.forbidden:
        groups.setdefault(_lifted_by(view, one), []).append(view.tongue.text(one))
    return groups


def _lifted_by(view: OutcomeView, forbidden: str) -> str:
    """Whose agreement lifts a prohibition: that of every plan that has it; nobody's, empty."""
    agree = [
        agreement(view, name, approval)
        for name, approvals in plans_of(view)
        if forbidden in view.program.playbooks[name].forbidden
        for approval in approvals.values()
    ]
    return view.names.all_agree(agree)
