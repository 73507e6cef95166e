"""The obligations as a calendar, RFC 5545.

Every stamp is the incident's detection, so that the same incident gives the same bytes.
"""

from collections.abc import Iterator, Sequence

from govcheck.report.escape import ics
from govcheck.report.simulation.duties import ending
from govcheck.report.simulation.verdict import headline
from govcheck.report.simulation.view import OutcomeView
from govcheck.simulate.outcome import Obligation, Outcome
from govcheck.simulate.program import Program
from govcheck.time.clock import MINUTE, format_instant

LINE_OCTETS = 75
REMIND = 15 * MINUTE


def render(outcomes: Sequence[Outcome], program: Program) -> str:
    """One calendar: a journal entry an incident, an event with an alarm an obligation."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//govcheck//govcheck simulate//EN",
        "CALSCALE:GREGORIAN",
    ]
    for outcome in outcomes:
        view = OutcomeView(outcome, program)
        lines += _journal(view)
        for owed in outcome.obligations:
            lines += _event(view, owed)
    return "".join(map(folded, [*lines, "END:VCALENDAR"]))


def _journal(view: OutcomeView) -> Iterator[str]:
    stated = view.outcome.stated
    yield "BEGIN:VJOURNAL"
    yield from _identity(view, "incident", view.detected_at)
    yield f"SUMMARY:{ics(f'{headline(view)}: {stated.title}')}"
    yield "END:VJOURNAL"


def _event(view: OutcomeView, owed: Obligation) -> Iterator[str]:
    missed = "" if owed.kept else "UNTOLD: " if owed.met else "MISSED: "
    summary = ics(f"{missed}{owed.do or owed.id}")
    yield "BEGIN:VEVENT"
    yield from _identity(view, owed.id, owed.due)
    yield f"SUMMARY:{summary}"
    yield f"DESCRIPTION:{ics(_description(view, owed))}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{summary}"
    yield f"TRIGGER:-PT{_notice(view, owed)}M"
    yield "END:VALARM"
    yield "END:VEVENT"


def _identity(view: OutcomeView, name: str, start: int) -> Iterator[str]:
    detected = _stamp(view.detected_at)
    yield f"UID:{ics(f'{view.outcome.stated.id}/{name}/{detected}@govcheck')}"
    yield f"DTSTAMP:{detected}"
    yield f"DTSTART:{_stamp(start)}"


def _description(view: OutcomeView, owed: Obligation) -> str:
    lines = [
        f"{view.outcome.stated.title}: {owed.id}",
        f"owed by {view.owners(owed.owed_by)}",
        ending(owed),
    ]
    if owed.waits_for:
        lines.append(f"waits for {', '.join(owed.waits_for)}")
    return "\n".join(lines)


def _notice(view: OutcomeView, owed: Obligation) -> int:
    """Minutes of warning: a quarter of an hour, or half of the time there is."""
    return max(0, min(REMIND, (owed.due - view.detected_at) // 2)) // MINUTE


def _stamp(at: int) -> str:
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
