"""The obligations as a calendar, RFC 5545: everybody's, or those of one reader.

Every stamp is the incident's detection, so that the same incident gives the same bytes.
"""

from collections.abc import Iterable, Iterator, Sequence

from govcheck.briefing.simulation.page.duties import (
    deadlines,
    drafted_by_others,
    drafters,
    prohibitions,
    task_of,
)
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.view import OutcomeView, views_of
from govcheck.render.escape import ics
from govcheck.render.page.lines import NO_BREAK, Line
from govcheck.render.page.names import PageNames
from govcheck.simulate.outcome import ApprovalState, Obligation, Outcome
from govcheck.simulate.program import Program
from govcheck.targets import people_named, read_target
from govcheck.time.clock import MINUTE, format_instant
from govcheck.tongue import ENGLISH, Tongue

LINE_OCTETS = 75
REMIND = 15 * MINUTE


def render(
    outcomes: Sequence[Outcome],
    program: Program,
    tongue: Tongue = ENGLISH,
    person: str | None = None,
) -> str:
    """One calendar: a journal entry an incident, an event with an alarm an obligation.

    With a person they are what this person owes, drafts and is asked to agree to.
    """
    lines: list[str] = []
    for view in views_of(outcomes, program, tongue):
        lines += _journal(view)
        said = {one.id: line for one, line in deadlines(view)}
        for owed in view.outcome.obligations:
            if person is None or f"person:{person}" in owed.owed_by:
                lines += _event(view, owed, said.get(owed.id))
            if person is not None:
                lines += _draft(view, owed, person)
        for asked in view.outcome.approvals if person is not None else ():
            if person in _able(asked) and asked.requested is not None and asked.ends is not None:
                lines += _request(view, asked, asked.requested, asked.ends)
    return calendar("simulate", lines, language=tongue.language.upper())


def _journal(view: OutcomeView) -> Iterator[str]:
    read = page(view)
    yield "BEGIN:VJOURNAL"
    yield from _identity(view.outcome, "incident", view.detected_at)
    yield f"SUMMARY:{_text(read.title)}"
    yield f"DESCRIPTION:{_text(*(line.text for line in read.head))}"
    yield "END:VJOURNAL"


def _event(view: OutcomeView, owed: Obligation, said: Line | None) -> Iterator[str]:
    task = task_of(view, owed)
    if not owed.met:
        task = view.tongue.say("MISSED: {task}", task=task)
    elif owed.untold:
        task = view.tongue.say("NOBODY IS TOLD: {task}", task=task)
    people = people_named(owed.owed_by)
    others = [view.names.target(one) for one in owed.owed_by if not read_target(one).is_person]
    waited = [
        one for one in view.outcome.approvals if one.action == owed.id and one.id in owed.waits_for
    ]
    lines = [view.tongue.text(view.outcome.stated.title), *_reached(view.names, people), *others]
    lines += () if said is None else said.more
    lines += _reached(view.names, [who for one in waited for who in _able(one)])
    if owed.publishes or waited:
        lines += _prohibition(view)
    notice = max(0, min(REMIND, (owed.due - view.detected_at) // 2))
    yield from _entry(view.outcome, owed.id, owed.due, task, lines, notice)


def _draft(view: OutcomeView, owed: Obligation, person: str) -> Iterator[str]:
    """What somebody drafts for others: due when the first who must agree has to have read it.

    The alarm rings when they are told.
    """
    outcome, names = view
    target = drafted_by_others(names, owed)
    if target is None:
        return
    told_at, people = drafters(outcome, target)
    if person not in people:
        return
    asked = [one for one in outcome.approvals if one.action == owed.id and one.ends is not None]
    due = min((one.ends for one in asked if one.ends is not None), default=owed.due)
    task = view.tongue.say("Draft: {task}", task=view.tongue.text(owed.do))
    owners = [one.partition(":")[2] for one in owed.owed_by if one.startswith("person:")]
    lines = [
        view.tongue.text(view.outcome.stated.title),
        *_reached(names, [who for who in owners if who != person]),
        *_reached(names, [who for one in asked for who in _able(one)]),
        *_prohibition(view),
    ]
    yield from _entry(outcome, f"{owed.id}/draft", due, task, lines, max(0, due - told_at))


def _request(view: OutcomeView, asked: ApprovalState, requested: int, ends: int) -> Iterator[str]:
    """What somebody is asked to agree to: the alarm rings when they are asked."""
    action = view.names.task(asked.action)
    task = view.tongue.say("Agree or refuse: {task}", task=action)
    owners = (one.owed_by for one in view.outcome.obligations if one.id == asked.action)
    people = people_named(next(owners, ()))
    lines = [
        view.tongue.text(view.outcome.stated.title),
        view.tongue.say("Silence never approves."),
        *_reached(view.names, people),
        *_prohibition(view),
    ]
    name, notice = f"{asked.action}/{asked.id}", ends - requested
    yield from _entry(view.outcome, name, ends, task, lines, notice)


def _entry(
    outcome: Outcome, name: str, due: int, task: str, lines: Iterable[str], notice: int
) -> Iterator[str]:
    summary = _text(task)
    yield "BEGIN:VEVENT"
    yield from _identity(outcome, name, due)
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{_text(*dict.fromkeys(lines))}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{summary}"
    yield f"TRIGGER:-PT{notice // MINUTE}M"
    yield "END:VALARM"
    yield "END:VEVENT"


def _reached(names: PageNames, people: Iterable[str]) -> list[str]:
    """Everybody with the numbers on which they are reached."""
    return ["  ".join((names.person(who), *names.numbers(who))) for who in dict.fromkeys(people)]


def _able(asked: ApprovalState) -> list[str]:
    return [one.person for one in asked.approvers if one.available]


def _prohibition(view: OutcomeView) -> Iterator[str]:
    for part in prohibitions(view):
        yield f"{part.heading}: {'; '.join(line.text for line in part.lines)}"


def _identity(outcome: Outcome, name: str, start: int) -> Iterator[str]:
    detected = stamp_of(outcome.stated.case.detected_at)
    yield f"UID:{ics(f'{outcome.stated.id}/{name}/{detected}@govcheck')}"
    yield f"DTSTAMP:{detected}"
    yield f"DTSTART:{stamp_of(start)}"


def _text(*lines: str) -> str:
    return "\\n".join(ics(line.replace(NO_BREAK, " ")) for line in lines)


def calendar(
    command: str, lines: Iterable[str], *, more: Iterable[str] = (), language: str = "EN"
) -> str:
    """The calendar that a command makes of its entries, with `more` in the head."""
    product = f"PRODID:-//govcheck//govcheck {command}//{language}"
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", product, "CALSCALE:GREGORIAN", *more)
    return "".join(map(folded, (*head, *lines, "END:VCALENDAR")))


def stamp_of(at: int) -> str:
    """An instant in UTC, as `20260314T130000Z`."""
    return format_instant(at).replace("-", "").replace(":", "")


def folded(line: str) -> str:
    """A content line, broken after at most 75 octets but never within a character.

    No part begins with a colon or contains `##`, which would be a command to a build server.
    """
    parts, part, octets = [], "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LINE_OCTETS or (character == "#" and part.endswith("#")):
            moved = _before_colons(part) if character == ":" else ""
            parts.append(part.removesuffix(moved))
            part = f" {moved}"
            octets = len(part.encode())
        part += character
        octets += size
    return "\r\n".join([*parts, part]) + "\r\n"


def _before_colons(part: str) -> str:
    """The last character that is no colon and those after it; nothing where that is all."""
    kept = part.rstrip(":")
    moved = kept[-1:] + part[len(kept) :]
    return moved if kept[:-1].strip() else ""
