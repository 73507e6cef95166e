"""The strip of the worst slack: what it holds, and how it looks."""

import math
from xml.etree import ElementTree as ET

import pytest

from govcheck.load.repository import load_repository
from govcheck.prove.time.prove import worst_slack
from govcheck.prove.time.year import NEVER, Tightest, Year
from govcheck.prove.verdict import Query
from govcheck.report.prove import year as shown
from govcheck.simulate.compile import compile_program
from govcheck.simulate.play import play
from govcheck.simulate.state import state_as
from govcheck.simulate.statement import IncidentStatement
from govcheck.time.clock import DAY, HOUR, MINUTE, parse_instant
from tests.load.trees import MemoryTree
from tests.prove.time.policies import OFFICE, ORGANIZATION, person, plays

BERLIN = ORGANIZATION.replace("UTC", "Europe/Berlin")
PLAYBOOK = """
kind: playbook
id: leak
actions:
  - {id: fix, do: Fix it, owed_by: person:ana, within: 10h}
  - {id: say, do: Say it, owed_by: person:ana, within: 8h, calendar: office}
"""


def test_each_hour_has_the_worst_slack_of_its_minutes() -> None:
    """Over the night in which Berlin's clock goes back: 02:00 comes twice and is one cell."""
    texts = (BERLIN, person("ana", "calendar: office"), OFFICE, PLAYBOOK, plays())
    files: dict[str, str | bytes] = {f"policies/{n}.yaml": text for n, text in enumerate(texts)}
    repository = load_repository(MemoryTree(files))
    program, _ = compile_program(repository.policy, repository.line)
    start = parse_instant("2026-10-23T22:00:00Z")
    horizon = (start, start + 3 * DAY)
    found = worst_slack(program, repository.policy, Query(start, horizon))
    expected: dict[tuple[int, int], float] = {}
    for at in range(*horizon, MINUTE):
        incident, _ = state_as(program, IncidentStatement("one", "One", at))
        worst = min(
            NEVER if one.slack is None or one.due is None else one.slack / (one.due - at)
            for one in play(program, incident, explain=False).obligations
        )
        berlin = at + (2 if at < parse_instant("2026-10-25T01:00:00Z") else 1) * HOUR
        cell = (berlin // DAY - (start + 2 * HOUR) // DAY, berlin % DAY // HOUR)
        expected[cell] = min(expected.get(cell, math.inf), worst)
    assert len(expected) == sum(slack is not None for hours in found.days for slack in hours)
    for (day, hour), slack in expected.items():
        got = found.days[day][hour]
        assert got is not None
        assert (
            slack - MINUTE / (8 * HOUR) < got <= slack
        )  # the worst second may lie within the minute


HOURS: tuple[float | None, ...] = (None, NEVER, -0.1, 0, 0.1, 0.25, *[0.5] * 18)
SAMPLE = Year("<zone>", 739700, (HOURS,))


def test_text_has_a_row_a_day_and_a_sign_an_hour() -> None:
    assert shown.text(SAMPLE).splitlines()[-1] == f"{'Wed 25 Mar 2026':<16} ##*+-{'.' * 18}"


def test_the_tightest_are_listed_the_worst_first_in_few_columns() -> None:
    tightest = (
        Tightest("escalation/gone", NEVER, NEVER, DAY, 0),
        Tightest("escalation/late", -0.5, -450, 15 * MINUTE, 0),
        *(Tightest(f"playbook/p/{n}", 0.339, 2 * HOUR, 21210, 0) for n in range(10)),
    )
    lines = shown.text(SAMPLE._replace(timezone="UTC", tightest=tightest)).splitlines()
    assert max(map(len, lines)) <= 80
    listed = lines[lines.index("Tightest, and where it first is:") + 1 :]
    assert listed[0] == "  never done, within 1 day"
    assert listed[2] == "  7 min 30 s late, within 15 min"
    assert listed[4] == "   33 %  2 h of 5 h 53 min 30 s"
    assert "  and 2 more with more time left" in listed
    assert [line[2] for line in lines if line[3:5] == "  " and line[2:3] in set("#*+-.")] == [
        *"#*+-."
    ]


def test_svg_is_well_formed_and_escaped() -> None:
    picture = ET.fromstring(shown.svg(SAMPLE))
    bars = picture.findall("{http://www.w3.org/2000/svg}rect")
    titles = [bar[0].text or "" for bar in bars]
    assert titles[1] == "Wed 25 Mar 2026 01:00 to 03:00: too late, or never done"
    assert [int(bar.attrib["width"]) for bar in bars] == [8, 17, 8, 8, 8, 161]


@pytest.mark.parametrize("slack", [None, NEVER, -5.0, 0.0, 1e9])
def test_every_slack_has_a_shade(slack: float | None) -> None:
    assert len(shown._shade(slack).sign) == 1
