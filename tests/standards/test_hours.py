"""Weekly hours, against a walk through every minute of a week."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from govcheck.duty.roster import OpeningHours
from govcheck.standards.hours import _open_hours
from tests.checks.example import EXAMPLES
from tests.checks.overlay import found, messages
from tests.checks.people import person, team

ORGANIZATION = (EXAMPLES / "base" / "organization.yaml").read_text(encoding="utf-8")
UNLIMITED = ORGANIZATION.replace("resources: {weekly_hours: 40}\n", "")

DAY, WEEK = 1440, 7 * 1440
spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440)).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1])
)
weeks = st.tuples(*[st.lists(spans, max_size=2).map(tuple)] * 7)


@given(weeks)
def test_open_hours_are_the_open_minutes_of_a_week(
    hours: tuple[tuple[tuple[int, int], ...], ...],
) -> None:
    calendar = OpeningHours("c", "UTC", hours, frozenset(), None, None)
    opened = {
        (weekday * DAY + minute) % WEEK
        for weekday, day in enumerate(hours)
        for start, end in day
        for minute in range(start, end)
    }
    assert _open_hours(calendar) == Fraction(len(opened), 60)


def test_a_week_has_168_hours_whatever_anybody_allows() -> None:
    assert found("TEAM005", UNLIMITED + "---\n" + team("{person: dora, weekly_hours: 168}")) == []
    over = UNLIMITED + "---\n" + team("{person: dora, weekly_hours: 168.5}")
    assert messages("TEAM005", over) == [
        "`dora` has 168.5 hours a week, more than the 168 of a week"
    ]


def test_the_lowest_limit_is_named() -> None:
    dora = person("dora", "calendar: half-days", roles="spokesperson")
    half_days = 'kind: calendar\nid: half-days\ntimezone: UTC\nhours: {mon-fri: ["09:00-13:00"]}\n'
    text = dora + half_days + "---\n" + team("{person: dora, weekly_hours: 169}")
    assert messages("TEAM005", text) == [
        "`dora` has 169 hours a week, more than the 20 of calendar `half-days`"
    ]


def test_hours_of_all_teams_count_and_decimals_are_exact() -> None:
    teams = [team("{person: dora, weekly_hours: 0.1}", name=f"team-{n:03}") for n in range(400)]
    assert found("TEAM005", "".join(teams)) == []
    assert found("TEAM005", "".join((*teams, team("{person: dora, weekly_hours: 0.1}")))) == ["0.1"]


def test_an_unknown_person_has_the_limits_of_the_organization() -> None:
    assert found("TEAM005", team("{person: zed, weekly_hours: 41}")) == ["41"]
