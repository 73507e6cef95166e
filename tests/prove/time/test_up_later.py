"""CONDUCT003 of times that count otherwise, against each hour of the horizon."""

from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.duty.roster import Roster
from govcheck.load.repository import load_repository
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.compile import compile_program
from govcheck.simulate.deadline import deadline
from govcheck.time.clock import DAY, HOUR, parse_instant
from govcheck.time.working_days import parse_deadline
from tests.load.trees import MemoryTree
from tests.prove.time.policies import ORGANIZATION, START, person, proving

CALENDARS = {
    "office": 'hours: {mon-fri: ["09:00-17:00"]}, closed: [2026-03-05]',
    "shop": 'hours: {tue-sat: ["10:00-13:00", "14:00-20:00"]}',
    "night": 'hours: {mon-sun: ["00:00-06:00", "22:00-24:00"]}',
}
OPEN = [
    f"{{kind: calendar, id: {name}, timezone: UTC, {more}}}" for name, more in CALENDARS.items()
]
RULES = """
{kind: decision, id: what, decides: playbooks, hit_policy: collect, rules: [
  {id: high, when: {severity: high}, then: slow},
  {id: low, when: {severity: low, detected_at: {WHEN}}, then: quick}]}
---
{kind: playbook, id: slow, actions: [{id: answer, do: It, owed_by: person:boss, SLOW}]}
---
{kind: playbook, id: quick, actions: [{id: answer, do: It, owed_by: person:boss, QUICK}]}
"""
HOURS = [parse_instant(START) + hour * HOUR for hour in range(14 * DAY // HOUR)]
INSTANTS = [at + second for at in HOURS for second in (0, 1, HOUR - 1)]
times = st.tuples(
    st.sampled_from(["1h", "5h", "8h", "16h", "24h", "40h", "3d", "7d", "1wd", "2wd", "4wd"]),
    st.sampled_from([None, *CALENDARS]),
).filter(lambda one: one[1] is not None or "wd" not in one[0])


def roster() -> Roster:
    texts = (ORGANIZATION, *OPEN)
    files: dict[str, str | bytes] = {f"policies/{n}.yaml": text for n, text in enumerate(texts)}
    repository = load_repository(MemoryTree(files))
    return compile_program(repository.policy, repository.line)[0].roster


ROSTER = roster()


def due(time: tuple[str, str | None], at: int) -> int:
    found = deadline(Attendance(ROSTER), time[1], at, parse_deadline(time[0])).due
    assert found is not None
    return found


@settings(max_examples=60, deadline=None)
@given(times, times, st.sampled_from([None, "office", "night"]))
def test_a_time_is_up_later_at_some_instant_or_at_none(
    slow: tuple[str, str | None], quick: tuple[str, str | None], within: str | None
) -> None:
    written = [
        f"within: {time}" + ("" if calendar is None else f", calendar: {calendar}")
        for time, calendar in (slow, quick)
    ]
    when = "" if within is None else f", detected_at: {{within: {within}}}"
    rules = RULES.replace(", detected_at: {WHEN}", when)
    rules = rules.replace("SLOW", written[0]).replace("QUICK", written[1])
    verdicts = proving(person("boss"), *OPEN, rules, select="CONDUCT003")
    found = next(one for one in verdicts if one.subject == "playbook/slow/answer")
    alike = slow[1] == quick[1] and ("wd" in slow[0]) == ("wd" in quick[0])
    later = any(
        due(slow, at) > due(quick, at)
        for at in INSTANTS
        if alike or within is None or is_open(within, at)
    )
    assert (found.verdict == "refuted") is later, (slow, quick, within)
    for start, end in found.intervals:
        assert due(slow, start) > due(quick, start)
        assert due(slow, end - 1) > due(quick, end - 1)


def is_open(calendar: str, at: int) -> bool:
    """Working time runs from there on at once."""
    return deadline(Attendance(ROSTER), calendar, at, 1).due == at + 1
