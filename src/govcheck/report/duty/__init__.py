"""Who is on duty, as text or JSON."""

from typing import Final, NamedTuple

from govcheck.duty.now import TargetDuty
from govcheck.duty.roster import Roster

FORMATS: Final = ("text", "json")


class DutyReport(NamedTuple):
    """The answers for an instant, with the gaps up to another."""

    at: int
    until: int
    answers: list[TargetDuty]
    roster: Roster


def render(name: str, report: DutyReport, *, color: bool = False) -> str:
    """The report in the format of that name, which is one of FORMATS."""
    if name == "json":
        from govcheck.report.duty import json

        return json.render(report)
    from govcheck.report.duty import text

    return text.render(report, color=color)
