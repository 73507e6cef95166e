"""Deadlines and their approvals, against playing the incident."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govcheck.checks.deadlines import approval_too_late
from govcheck.duty.roster import Roster
from govcheck.load.policy import Policy
from govcheck.model.playbook import Playbook
from govcheck.simulate.attendance import Attendance
from govcheck.simulate.compile import compile_program
from govcheck.simulate.deadline import deadline
from govcheck.simulate.play import play
from govcheck.time.clock import HOUR, parse_instant
from govcheck.time.working_days import Allowed
from tests.checks.overlay import found, messages
from tests.simulate.build import calendar, program, roster, stated

WEEK = parse_instant("2026-06-01T00:00:00Z")
MINUTES = st.integers(0, 40)


@st.composite
def playbooks(draw: st.DrawFn) -> Playbook:
    """A playbook in real time, in which an action follows earlier ones only."""
    approvals = [
        {"id": f"p{n}", "by": "person:boss", "within": f"{draw(MINUTES)}m"}
        for n in range(draw(st.integers(1, 3)))
    ]
    names = [approval["id"] for approval in approvals]
    actions = []
    for number in range(draw(st.integers(1, 4))):
        earlier = [f"a{n}" for n in range(number)]
        after = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        clock = draw(st.sampled_from(["detected", *(f"action:{name}" for name in after)]))
        actions.append(
            {
                "id": f"a{number}",
                "do": "Do it",
                "owed_by": "person:ana",
                "within": f"{draw(MINUTES)}m",
                "clock": clock,
                "after": after,
                "needs": draw(st.lists(st.sampled_from(names), unique=True, max_size=2)),
            }
        )
    return Playbook.model_validate(
        {"kind": "playbook", "id": "leak", "actions": actions, "approvals": approvals}
    )


@given(playbooks())
@settings(max_examples=100)
def test_reported_exactly_where_the_deadline_is_missed_with_everybody_there(
    document: Playbook,
) -> None:
    policy = Policy([document])
    compiled, violations = compile_program(policy, lambda place: 1)
    assert not violations
    played = program(roster("ana", "boss"), playbooks=compiled.playbooks.values())
    missed = {owed.id for owed in play(played, stated(), explain=False).obligations if not owed.met}
    reported = {
        f"leak/{document.actions[int(problem.at.keys[1])].id}"
        for problem in approval_too_late.look(policy, compiled)
    }
    assert reported == missed


TIMES = ("1h", "5h", "20h", "2d", "1wd", "2wd")
CLOCK_HOURS = [calendar("nights", (18, 23)), calendar("weekend", (8, 20), (5, 6))]


@pytest.mark.parametrize("seed", range(40))
def test_working_time_is_too_short_exactly_where_it_is_from_every_hour_of_a_week(seed: int) -> None:
    chance = Random(seed)
    hours = (None, None, "office", "nights", "weekend")
    people = roster("ana", "boss", calendars=CLOCK_HOURS)

    def times() -> dict[str, str]:
        within, hours_ = chance.choice(TIMES), chance.choice(hours)
        if hours_ is None and within.endswith("wd"):
            return {"within": within, "calendar": "office"}
        return {"within": within} if hours_ is None else {"within": within, "calendar": hours_}

    names = [f"p{n}" for n in range(3)]
    approvals = [{"id": name, "by": "person:boss", **times()} for name in names]
    actions: list[dict[str, object]] = []
    for number in range(3):
        earlier = [f"a{n}" for n in range(number)]
        after = chance.sample(earlier, chance.randint(0, len(earlier)))
        clock = chance.choice(["detected", *(f"action:{name}" for name in earlier)])
        needs = chance.sample(names, chance.randint(0, 2))
        more: dict[str, object] = {"clock": clock, "after": after, "needs": needs}
        actions.append(
            {"id": f"a{number}", "do": "Do it", "owed_by": "person:ana"} | more | {**times()}
        )
    document = Playbook.model_validate(
        {"kind": "playbook", "id": "leak", "actions": actions, "approvals": approvals}
    )
    policy = Policy([document])
    compiled = compile_program(policy, lambda place: 1)[0]._replace(roster=people)
    plan = compiled.playbooks["leak"]

    def lateness(start: int) -> dict[str, bool]:
        """Whether each action is too late, its playbook begun at an instant."""
        done: dict[str, int] = {}
        late: dict[str, bool] = {}
        for action in plan.actions:
            asked = max([start, *(done[name] for name in action.after)])
            ends = [asked]
            for need in action.needs:
                approval = plan.approvals[need]
                ends.append(_due(people, approval.calendar, asked, approval.within))
            done[action.id] = max(ends)
            origin = action.clock.partition(":")[2]
            base = done[origin] if origin else start
            assert action.within is not None
            late[action.id] = done[action.id] > _due(people, action.calendar, base, action.within)
        return late

    found = [lateness(WEEK + at) for hour in range(168) for at in (hour * HOUR, hour * HOUR - 1)]
    always = {f"{action.id}" for action in plan.actions if all(one[action.id] for one in found)}
    reported = {
        f"{document.actions[int(problem.at.keys[1])].id}"
        for problem in approval_too_late.look(policy, compiled)
    }
    assert reported == always


def _due(people: Roster, hours: str | None, start: int, within: Allowed) -> int:
    due = deadline(Attendance(people), hours, start, within).due
    assert due is not None
    return due


HEAD = """\
kind: playbook
id: unsafe-product
actions:
  - {id: pause, do: Pause, owed_by: rota:duty, within: 30m}
"""


def warning(within: str, approval: str, more: str = "") -> str:
    return (
        HEAD
        + f"  - {{id: warn, do: Warn, owed_by: role:spokesperson, within: {within},"
        + f" needs: [sign-off], publishes: true{more}}}\napprovals:\n"
        + f"  - {{id: sign-off, by: role:legal-counsel, within: {approval}}}\n"
    )


def test_working_hours_never_pass_faster_than_real_time() -> None:
    assert found("PLAY009", warning("1h", "2h, calendar: office")) == ["1h"]
    assert found("PLAY009", warning("1h", "2h, calendar: office", ", calendar: office")) == ["1h"]
    assert found("PLAY009", warning("1h", "2h", ", calendar: office")) == []


def test_the_due_instant_itself_is_in_time() -> None:
    assert found("PLAY009", warning("1h", "1h")) == []


def test_what_is_never_owed_together_does_not_add_up() -> None:
    spreading = "followers: {at_least: 10000}"
    text = HEAD + (
        "  - {id: small, do: Warn, owed_by: role:spokesperson, publishes: true,"
        f" needs: [sign-off], when: {{not: {{{spreading}}}}}}}\n"
        "  - {id: large, do: Warn, owed_by: role:spokesperson, publishes: true, within: 30m,"
        f" after: [small], needs: [sign-off], when: {{{spreading}}}}}\n"
        "approvals:\n  - {id: sign-off, by: role:legal-counsel, within: 30m}\n"
    )
    assert found("PLAY009", text) == []
    assert (
        found("PLAY009", text.replace("not: ", "all: [").replace("}}, after", "}]}, after")) == []
    )
    assert found("PLAY009", text.replace(f", when: {{not: {{{spreading}}}}}", "")) == ["30m"]


def across(low: str, high: str, rules: str) -> str:
    return (
        "".join(
            f"kind: playbook\nid: {name}\nactions:\n"
            f"  - {{id: answer, do: Answer, owed_by: rota:duty, {action}}}\n---\n"
            for name, action in (("low", low), ("high", high))
        )
        + "kind: decision\nid: playbooks\ndecides: playbooks\nhit_policy: collect\n"
        + f"rules: {rules}\n"
    )


APART = (
    "[{id: l, when: {severity: sev3}, then: low, because: L},"
    " {id: h, when: {severity: {at_least: sev2}}, then: high, because: H}]"
)
OVERLAPPING = APART.replace("severity: sev3", "severity: {at_most: sev2}")


def test_a_higher_severity_has_no_more_time() -> None:
    assert messages("PLAY008", across("within: 1h", "within: 2h", APART)) == [
        "`answer` is due within 2h here, but within 1h in playbook `low`, which is for lower"
        " severities"
    ]
    assert messages("PLAY008", across("within: 1h", "within: 1h", APART)) == []
    assert messages("PLAY008", across("within: 2h", "within: 1h", APART)) == []


def test_no_deadline_is_later_than_any() -> None:
    assert messages("PLAY008", across("within: 1h", "clock: published", APART)) == [
        "`answer` is due at no time here, but within 1h in playbook `low`, which is for lower"
        " severities"
    ]
    assert messages("PLAY008", across("clock: published", "within: 1h", APART)) == []
    assert messages("PLAY008", across("clock: published", "clock: detected", APART)) == []


def test_where_both_playbooks_apply_the_sooner_deadline_counts_anyway() -> None:
    assert messages("PLAY008", across("within: 1h", "within: 2h", OVERLAPPING)) == []


def test_the_severities_of_an_action_count_as_well() -> None:
    high = "within: 2h, when: {severity: sev1}"
    low = "within: 1h, when: {severity: {at_most: sev2}}"
    everywhere = APART.replace("severity: sev3", "").replace("severity: {at_least: sev2}", "")
    assert len(messages("PLAY008", across(low, high, everywhere))) == 1


def test_times_in_different_calendars_or_of_different_clocks_are_not_compared() -> None:
    for other in ("within: 2h, calendar: office", "within: 2h, clock: published"):
        assert messages("PLAY008", across("within: 1h", other, APART)) == []


def test_working_days_are_compared_with_working_days_of_the_same_calendar() -> None:
    low, high = "within: 1wd, calendar: office", "within: 2wd, calendar: office"
    assert messages("PLAY008", across(low, high, APART)) == [
        "`answer` is due within 2wd here, but within 1wd in playbook `low`, which is for lower"
        " severities"
    ]
    assert messages("PLAY008", across(high, low, APART)) == []
    assert len(messages("PLAY008", across(low, "calendar: office", APART))) == 1


def test_working_days_are_compared_with_hours_of_the_same_calendar() -> None:
    hour, day = "within: 1h, calendar: office", "within: 1wd, calendar: office"
    assert messages("PLAY008", across(hour, day, APART)) == [
        "`answer` is due within 1wd here, but within 1h in playbook `low`, which is for lower"
        " severities"
    ]
    assert messages("PLAY008", across(day, hour, APART)) == []
    added = "within: 1h, calendar: office, clock: action:call}\n  - {id: call, do: C,"
    both = f"{added} owed_by: rota:duty, {day}"
    assert messages("PLAY008", across(day, both, APART)) == [
        "`answer` is due within 1wd + 1h here, but within 1wd in playbook `low`, which is for lower"
        " severities"
    ]
    assert messages("PLAY008", across(both, day, APART)) == []


def test_a_deadline_from_another_action_adds_to_its_own() -> None:
    high = "within: 40m, clock: action:call}\n  - {id: call, do: C, owed_by: rota:duty, within: 30m"
    assert len(messages("PLAY008", across("within: 1h", high, APART))) == 1
    assert messages("PLAY008", across("within: 70m", high, APART)) == []


def test_the_severity_of_an_incident_is_what_its_rules_say() -> None:
    """No rule of `playbooks` tests the severity; it follows from what chooses the playbook."""
    by_topic = (
        "[{id: l, when: {not: {topics: [safety]}}, then: low, because: L},"
        " {id: h, when: {topics: [safety]}, then: high, because: H}]"
    )
    severity = (
        "---\nkind: decision\nid: severity\ndecides: severity\nhit_policy: highest\n"
        "otherwise: sev3\nbecause: Routine\n"
        "rules:\n  - {id: s, when: {topics: [safety]}, then: sev1, because: S}\n"
    )
    head = (
        "# without: scenario/unsafe-product, scenario/unsafe-product-spreading, scenario/question\n"
    )
    assert messages("PLAY008", head + across("within: 1h", "within: 2h", by_topic) + severity) == [
        "`answer` is due within 2h here, but within 1h in playbook `low`, which is for lower"
        " severities"
    ]
    assert messages("PLAY008", head + across("within: 2h", "within: 1h", by_topic) + severity) == []


DAYS = ", calendar: office"


def test_approvals_that_end_after_working_days_in_an_ordinary_week_are_too_late() -> None:
    """The office has nine to five from Monday to Friday, or something much like it."""
    assert found("PLAY009", warning("1wd", f"2wd{DAYS}", DAYS)) == ["1wd"]
    assert found("PLAY009", warning("2wd", f"2wd{DAYS}", DAYS)) == []
    assert found("PLAY009", warning("1wd", "2d", DAYS)) == []  # on a Friday there is time enough
    assert found("PLAY009", warning("1wd", "5d", DAYS)) == ["1wd"]
    assert found("PLAY009", warning("20h", f"1wd{DAYS}")) == []  # late in the evening it suffices
    assert found("PLAY009", warning("4h", f"1wd{DAYS}")) == ["4h"]
    assert found("PLAY009", warning("1h", f"1wd{DAYS}", DAYS)) == ["1h"]
