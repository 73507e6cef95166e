"""Tests of who is on duty, as text and as JSON."""

import json

from govcheck.briefing.duty import DutyReport, detail
from govcheck.briefing.duty import json as json_report
from govcheck.duty.coverage import duty
from govcheck.duty.roster import Roster
from govcheck.time.clock import DAY
from tests.duty.rosters import calendar, instant, person, roster, rota

STAFF = roster(
    person("ana", name="Ana Alvarez", deputies=("cem",)),
    person("ben", name="Ben Brown"),
    person("cem", name="Cem Can", calendar="office"),
    calendar(timezone="Europe/Berlin"),
    rota("ana", "ben", timezone="Europe/Berlin"),
    roles={"legal": ("cem",)},
    timezone="Europe/Berlin",
)
TUESDAY = instant("2026-03-03 12:00")


def report(staff: Roster, *targets: str, days: int = 10, absent: str = "") -> DutyReport:
    until = TUESDAY + days * DAY
    answers = duty(staff, targets, TUESDAY, until, frozenset({absent}))
    return DutyReport(TUESDAY, until, answers, staff)


def test_text() -> None:
    assert (
        detail.render(report(STAFF))
        == """\
On duty Tue 3 Mar 2026 13:00 (Europe/Berlin)
Gaps until Fri 13 Mar 2026 13:00

rota:duty
  now   Ana Alvarez (ana), until Mon 9 Mar 09:00
  next  Ben Brown (ben), from Mon 9 Mar 09:00
  gaps  none

role:legal
  now   Cem Can (cem), until 17:00
  next  Cem Can (cem), from Wed 4 Mar 09:00
  gaps  17:00 to Wed 4 Mar 09:00 (16 h)
        Wed 4 Mar 17:00 to Thu 5 Mar 09:00 (16 h)
        Thu 5 Mar 17:00 to Fri 6 Mar 09:00 (16 h)
        Fri 6 Mar 17:00 to Mon 9 Mar 09:00 (2 days 16 h)
        Mon 9 Mar 17:00 to Tue 10 Mar 09:00 (16 h)
        and 3 more; 7 days 8 h in all
"""
    )


def test_text_names_stand_ins_and_says_where_nobody_is() -> None:
    assert (
        detail.render(report(STAFF, "rota:duty", "person:cem", absent="cem"))
        == """\
On duty Tue 3 Mar 2026 13:00 (Europe/Berlin)
Gaps until Fri 13 Mar 2026 13:00

rota:duty
  now   Ana Alvarez (ana), until Mon 9 Mar 09:00
  next  Ben Brown (ben), from Mon 9 Mar 09:00
  gaps  none

person:cem
  now   nobody
  next  no change
  gaps  13:00 to Fri 13 Mar 13:00 (10 days)
"""
    )
    shown = detail.render(report(STAFF, "rota:duty", absent="ana"))
    assert "  now   Cem Can (cem), standing in for Ana Alvarez (ana), until 17:00\n" in shown


def test_text_stays_within_80_columns_and_is_harmless() -> None:
    loud = person("ana", name="\x1b[31m::error::" + "long name " * 20)
    shown = detail.render(report(roster(loud, rota("ana")), "rota:duty"))
    assert "\x1b" not in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_color_only_adds_colour() -> None:
    import click

    colored = detail.render(report(STAFF), color=True)
    assert colored != detail.render(report(STAFF))
    assert click.unstyle(colored) == detail.render(report(STAFF))


def test_json() -> None:
    shown = json.loads(json_report.render(report(STAFF, "rota:duty", "role:legal", days=1)))
    assert shown == {
        "format": 1,
        "at": "2026-03-03T12:00:00Z",
        "until": "2026-03-04T12:00:00Z",
        "targets": [
            {
                "target": "rota:duty",
                "now": [{"person": "ana", "stands_in_for": None, "until": None}],
                "next": [],
                "gaps": [],
            },
            {
                "target": "role:legal",
                "now": [{"person": "cem", "stands_in_for": None, "until": "2026-03-03T16:00:00Z"}],
                "next": [{"person": "cem", "from": "2026-03-04T08:00:00Z"}],
                "gaps": [{"from": "2026-03-03T16:00:00Z", "to": "2026-03-04T08:00:00Z"}],
            },
        ],
    }
