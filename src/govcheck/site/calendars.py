"""The duty of a rota as an iCalendar file."""

from typing import Final

from govcheck.briefing.simulation.ics import folded
from govcheck.duty.coverage import stints
from govcheck.render.escape import ics
from govcheck.render.page.names import PageNames
from govcheck.time.clock import DAY, format_instant

AHEAD: Final = 396 * DAY
"""How far ahead duty is written down, in seconds."""


def rota_calendar(rota: str, names: PageNames, at: int) -> str:
    """The shifts of a rota from an instant on, for thirteen months; names, no addresses."""
    called = names.document(f"rota/{rota}")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//govcheck//site//EN",
        f"X-WR-CALNAME:{ics(called)}",
    ]
    for one in stints(names.program.roster, f"rota:{rota}", at, at + AHEAD):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{ics(rota)}-{one.start}-{ics(one.person)}@govcheck",
            f"DTSTAMP:{_utc(at)}",
            f"DTSTART:{_utc(one.start)}",
            f"DTEND:{_utc(one.end)}",
            f"SUMMARY:{ics(called)}: {ics(names.person(one.person))}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(map(folded, lines))


def _utc(at: int) -> str:
    return format_instant(at).replace("-", "").replace(":", "")
