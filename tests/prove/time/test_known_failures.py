"""Failures that tools for on-call duty are known for, each by its name."""

from itertools import permutations

import pytest

from govcheck.time.clock import HOUR, MINUTE
from tests.prove.time.policies import (
    OFFICE,
    alarm,
    escalates,
    person,
    plays,
    proving,
    spans,
    verdict,
)

BOSS = person("boss")
ANA = person("ana", "calendar: office")


@pytest.mark.parametrize(("on_empty", "ruling"), [("next", "proved"), ("wait", "refuted")])
def test_an_empty_step_that_burns_its_wait(on_empty: str, ruling: str) -> None:
    steps = (
        f"{{id: desk, notify: [person:ana], wait: 30m, on_empty: {on_empty}}},"
        "{id: boss, notify: [person:boss]}"
    )
    more = "acknowledge_within: 15m, last_resort: person:boss"
    found = verdict("COVER003", BOSS, ANA, OFFICE, escalates(), alarm(steps, more), days=3)
    assert found.verdict == ruling
    if ruling == "refuted":
        assert spans(found) == [
            ("03-02 00:00", "03-02 09:00"),
            ("03-02 17:00", "03-03 09:00"),
            ("03-03 17:00", "03-04 09:00"),
            ("03-04 17:00", "03-05 00:00"),
        ]
        assert found.witness is not None
        assert found.witness.detected_at == found.intervals[0][0]


@pytest.mark.parametrize(
    ("last_resort", "ruling"), [("person:boss", "proved"), ("role:nobody", "refuted")]
)
def test_a_deferred_step_that_never_resumes(last_resort: str, ruling: str) -> None:
    steps = "{id: desk, notify: [person:ana], wait: 2h, on_empty: wait}"
    nobody = "{kind: role, id: nobody, name: Nobody}"
    more = f"repeat: 3, last_resort: '{last_resort}'"
    found = verdict("COVER008", BOSS, ANA, OFFICE, nobody, escalates(), alarm(steps, more), days=2)
    assert found.verdict == ruling
    assert found.subject == "escalation/alarm/desk"
    if ruling == "refuted":
        # from 07:00 on the wait would end in office hours, but no round follows an empty one
        assert spans(found)[0] == ("03-02 00:00", "03-02 09:00")


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_a_weekly_shift_of_604800_seconds_would_leave_an_hour(change: str) -> None:
    """In spring and in autumn a week is an hour shorter or longer; nobody is left alone in it."""
    rota = """
kind: rota
id: duty
timezone: Europe/Berlin
starts: 2026-01-05
handover: "09:00"
shift: weekly
members: [ana, boss]
"""
    steps = "{id: duty, notify: ['rota:duty']}"
    verdicts = proving(
        BOSS, ANA, OFFICE, rota, escalates(), alarm(steps), start=f"{change}T00:00:00Z", days=10
    )
    ruled = {(one.code, one.subject): one.verdict for one in verdicts}
    assert ruled["COVER002", "rota/duty"] == "proved"
    assert ruled["COVER007", "rota/duty"] == "proved"


def test_a_gap_of_100_percent_that_no_warning_shows() -> None:
    closed = "{kind: calendar, id: never, timezone: UTC, hours: {}}"
    rota = """
kind: rota
id: duty
timezone: UTC
starts: 2026-01-05
handover: "09:00"
shift: daily
members: [ana]
calendar: never
"""
    playbook = """
kind: playbook
id: leak
actions: [{id: pause, do: Pause, owed_by: "rota:duty", within: 1h}]
"""
    verdicts = proving(ANA, OFFICE, closed, rota, playbook, plays(), days=7)
    ruled = {one.code: one for one in verdicts if one.verdict == "refuted"}
    assert ruled["COVER002"].seconds == 7 * 24 * HOUR
    assert ruled["COVER006"].seconds == 7 * 24 * HOUR


def test_a_rule_that_only_wins_when_sorted_first() -> None:
    """The order of the documents changes nothing that is proved."""
    steps = "{id: desk, notify: [person:ana], wait: 30m}"
    more = f"acknowledge_within: {15 * MINUTE}s, last_resort: person:boss"
    documents = [BOSS, ANA, OFFICE, escalates(), alarm(steps, more)]
    seen = set()
    for order in list(permutations(documents))[::17]:
        verdicts = proving(*order, days=3)
        seen.add(tuple((one.code, one.subject, one.verdict, one.intervals) for one in verdicts))
    assert len(seen) == 1
