"""Small policies of which the answer can be seen with the naked eye."""

import pytest

from govcheck.time.clock import DAY, HOUR, MINUTE
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
BEN = person("ben", "calendar: office")
NOBODY = "{kind: role, id: nobody, name: Nobody}"
NIGHTS = [
    ("03-02 00:00", "03-02 09:00"),
    ("03-02 17:00", "03-03 09:00"),
    ("03-03 17:00", "03-04 00:00"),
]
"""Outside office hours, from Monday to Tuesday."""


def test_nobody_is_told_where_the_last_resort_names_nobody() -> None:
    steps = "{id: desk, notify: [person:ana]}"
    found = verdict(
        "COVER001",
        ANA,
        OFFICE,
        NOBODY,
        escalates(),
        alarm(steps, "last_resort: role:nobody"),
        days=2,
    )
    assert (found.verdict, found.subject) == ("refuted", "escalation/alarm")
    assert spans(found) == NIGHTS
    assert found.witness is not None


def test_the_last_resort_is_told_although_everybody_is_off_duty() -> None:
    found = verdict(
        "COVER001",
        ANA,
        OFFICE,
        escalates(),
        alarm("{id: desk, notify: [person:ana]}", "last_resort: person:ana"),
    )
    assert found.verdict == "proved"


def test_an_escalation_that_nothing_starts_is_vacuous() -> None:
    steps = "{id: desk, notify: [person:ana]}"
    found = verdict(
        "COVER001",
        ANA,
        BOSS,
        OFFICE,
        escalates("none").replace("rules: []", "because: x, rules: []"),
        alarm(steps),
    )
    assert found.verdict == "vacuous"


ROTA = """
kind: rota
id: duty
timezone: UTC
starts: 2026-01-05
handover: "09:00"
shift: daily
members: [ana]
"""


def test_a_rota_with_hours_leaves_gaps_where_an_escalation_tells_it() -> None:
    steps = "{id: duty, notify: ['rota:duty']}"
    rota = ROTA + "calendar: office\n"
    found = verdict("COVER002", ANA, BOSS, OFFICE, rota, escalates(), alarm(steps), days=2)
    assert (found.verdict, found.subject) == ("refuted", "rota/duty")
    assert spans(found) == NIGHTS
    assert found.seconds == 32 * HOUR
    assert found.witness is not None
    assert found.witness.detected_at == found.intervals[0][0]


def test_a_rota_that_only_does_work_may_close_at_night() -> None:
    playbook = "{kind: playbook, id: leak, actions: [{id: do, do: It, owed_by: 'rota:duty'}]}"
    rota = ROTA + "calendar: office\n"
    assert verdict("COVER002", ANA, OFFICE, rota, playbook, plays()).verdict == "proved"
    away = ANA.replace("}", ", absences: [{from: 2026-03-03, to: 2026-03-03}]}")
    found = verdict("COVER002", away, OFFICE, rota, playbook, plays())
    assert spans(found) == [("03-03 09:00", "03-03 17:00")]
    assert found.witness is None


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("on_empty: deputies, always: true", "proved"),
        ("on_empty: deputies", "refuted"),
        ("always: true", "refuted"),
    ],
)
def test_a_rota_that_is_only_told_of_work_may_close_at_night(more: str, expected: str) -> None:
    steps = f"{{id: duty, notify: ['rota:duty'], {more}}}"
    rota = ROTA + "calendar: office\n"
    found = verdict("COVER002", ANA, BOSS, OFFICE, rota, escalates(), alarm(steps), days=2)
    assert found.verdict == expected
    away = ANA.replace("}", ", absences: [{from: 2026-03-03, to: 2026-03-03}]}")
    found = verdict("COVER002", away, BOSS, OFFICE, rota, escalates(), alarm(steps), days=2)
    assert found.verdict == "refuted"


def test_a_rota_that_nothing_relies_on_is_not_asked_for() -> None:
    assert proving(ANA, OFFICE, ROTA, select="COVER002") == []


@pytest.mark.parametrize(
    ("within", "expected"),
    [
        ("30m", [("03-02 00:00", "03-02 08:30"), ("03-02 17:00", "03-03 08:30")]),
        ("12h", [("03-02 17:00", "03-02 21:00")]),
        ("16h", []),
    ],
)
def test_a_deadline_in_real_time_waits_for_the_office(
    within: str, expected: list[tuple[str, str]]
) -> None:
    playbook = (
        "{kind: playbook, id: leak, actions: "
        f"[{{id: do, do: It, owed_by: person:ana, within: {within}}}]}}"
    )
    found = verdict("COVER006", ANA, OFFICE, playbook, plays(), days=1)
    clipped = [(start, min(end, "03-03 00:00")) for start, end in expected]
    assert spans(found) == clipped
    assert found.subject == "playbook/leak/do"


PUBLISH = """
kind: playbook
id: leak
actions:
  - {id: say, do: Say it, owed_by: person:boss, within: 2h, needs: [sign], publishes: true}
approvals:
  - {id: sign, by: person:ana, within: 1h}
"""


def test_an_approval_and_what_waits_for_it() -> None:
    verdicts = {one.code: one for one in proving(BOSS, ANA, OFFICE, PUBLISH, plays(), days=1)}
    # asked at 08:00:01 she is there before the hour is over; at 08:00:00 the hour ends as she comes
    start = verdicts["COVER004"].intervals[0][0]
    assert verdicts["COVER004"].intervals == (
        (start, start + 8 * HOUR + 1),
        (start + 17 * HOUR, start + DAY),
    )
    assert verdicts["COVER006"].intervals == verdicts["COVER004"].intervals
    assert verdicts["CONDUCT001"].verdict == "proved"
    assert verdicts["CONDUCT002"].verdict == "proved"


def test_whoever_drafts_cannot_approve() -> None:
    own = PUBLISH.replace("owed_by: person:boss", "owed_by: person:ana")
    found = verdict("COVER004", ANA, OFFICE, own, plays(), days=1)
    assert found.seconds == DAY


COUNCIL = """
kind: council
id: board
name: Board
chair: ana
seats:
  - {person: ana, represents: executive}
  - {person: ben, represents: expert}
quorum: 2
meets: monthly
convene_within: {low: 1d, high: 2h}
"""


def test_a_quorum_in_time_for_each_severity() -> None:
    steps = "{id: board, convene: board}"
    found = proving(
        ANA, BEN, BOSS, OFFICE, COUNCIL, escalates(), alarm(steps), select="COVER005", days=7
    )
    low, high = found
    assert (low.subject, high.subject) == ("council/board/low", "council/board/high")
    assert spans(low) == [("03-06 17:00", "03-08 09:00")]  # from Friday evening to Sunday
    assert high.seconds == 7 * HOUR + 4 * 14 * HOUR + 55 * HOUR
    assert high.witness is not None
    assert high.witness.facts["harm"] == "some"


def test_a_council_that_nothing_convenes_is_vacuous() -> None:
    found = proving(ANA, BEN, OFFICE, COUNCIL, select="COVER005")
    assert [one.verdict for one in found] == ["vacuous", "vacuous"]


def test_a_day_that_a_zone_skips_swallows_a_shift() -> None:
    rota = ROTA.replace("UTC", "Pacific/Apia").replace("2026-01-05", "2011-12-01")
    rota = rota.replace("[ana]", "[ana, ben]").replace('"09:00"', '"00:00"')
    found = verdict("COVER007", ANA, BEN, OFFICE, rota, start="2011-12-20T00:00:00Z", days=30)
    assert found.verdict == "refuted"
    assert "2011-12-31" in found.message


def test_two_overrides_never_give_the_same_hours_to_two_people() -> None:
    overrides = """
overrides:
  - {from: 2026-03-03T00:00:00Z, to: 2026-03-03T12:00:00Z, person: ana}
  - {from: 2026-03-03T10:00:00Z, to: 2026-03-03T14:00:00Z, person: boss}
"""
    found = verdict("COVER007", ANA, BOSS, OFFICE, ROTA + overrides)
    assert spans(found) == [("03-03 10:00", "03-03 12:00")]


GUARANTEE = """
kind: guarantee
id: hurt
for: {harm: {at_least: some}}
notified: {target: person:boss, within: 30m}
"""


def test_an_early_answer_keeps_a_guarantee_from_being_kept() -> None:
    steps = "{id: ben, notify: [person:ben], wait: 10m}, {id: boss, notify: [person:boss]ALWAYS}"
    quick = "last_resort: person:ben"
    found = verdict(
        "GUARD002",
        person("ben"),
        BOSS,
        GUARANTEE,
        escalates(),
        alarm(steps.replace("ALWAYS", ""), quick),
        days=1,
    )
    assert found.verdict == "refuted"
    assert found.seconds == DAY
    assert found.witness is not None
    assert found.witness.acknowledged == (("ben", 0),)
    assert found.witness.facts["harm"] == "some"
    always = alarm(steps.replace("ALWAYS", ", always: true"), quick)
    kept = verdict("GUARD002", person("ben"), BOSS, GUARANTEE, escalates(), always, days=1)
    assert kept.verdict == "proved"


def test_a_guarantee_for_which_nothing_is_started() -> None:
    rules = "[{id: hurt, when: {harm: much}, then: none, because: x}]"
    who = escalates().replace("rules: []", f"rules: {rules}")
    found = verdict("GUARD002", BOSS, GUARANTEE, who, alarm("{id: boss, notify: [person:boss]}"))
    assert found.verdict == "refuted"
    assert found.witness is not None
    assert found.witness.facts["harm"] == "much"


@pytest.mark.parametrize(("deputies", "ruling"), [("", "refuted"), ("deputies: [ben]", "proved")])
def test_a_guarantee_that_tolerates_one_missing_person(deputies: str, ruling: str) -> None:
    guarantee = (
        "{kind: guarantee, id: told, for: {}, tolerates: {absent_people: 1}, "
        "notified: {target: 'role:lead', within: 30m}}"
    )
    lead = person("cleo", "roles: [lead]" + (f", {deputies}" if deputies else ""))
    role = "{kind: role, id: lead, name: Lead}"
    found = verdict(
        "GUARD002",
        lead,
        person("ben"),
        role,
        guarantee,
        escalates(),
        alarm("{id: lead, notify: ['role:lead'], wait: 1h}", "last_resort: person:ben"),
        days=1,
    )
    assert found.verdict == ruling
    if ruling == "refuted":
        assert found.witness is not None
        assert found.witness.absent == ("cleo",)


def test_single_points_and_when_they_matter() -> None:
    steps = "{id: day, notify: [person:ana]}, {id: any, notify: [person:ben]}"
    more = "acknowledge_within: 5m, last_resort: person:boss"
    found = proving(
        ANA,
        person("ben"),
        BOSS,
        OFFICE,
        escalates(),
        alarm(steps, more),
        days=2,
        missing=2,
        select="ABSENCE001",
    )
    ruled = {one.subject: one for one in found}
    assert {name: one.verdict for name, one in ruled.items()} == {
        "person/ana": "proved",
        "person/ben": "refuted",
        "person/boss": "proved",
        "person/ana+ben": "refuted",
        "person/ben+boss": "refuted",  # at night nobody at all is told, not even in the end
    }
    assert spans(ruled["person/ben"]) == NIGHTS
    assert spans(ruled["person/ana+ben"]) == [
        ("03-02 09:00", "03-02 17:00"),
        ("03-03 09:00", "03-03 17:00"),
    ]
    witness = ruled["person/ana+ben"].witness
    assert witness is not None
    assert witness.absent == ("ana", "ben")


def test_times_and_approvals_that_get_laxer() -> None:
    lax = COUNCIL.replace("low: 1d, high: 2h", "low: 2h, high: 1d")
    dropped = PUBLISH.replace("by: person:ana", "by: person:ana, when: {severity: low}")
    ruled = {
        one.subject: one
        for one in proving(ANA, BEN, BOSS, OFFICE, lax, dropped, plays(), select="CONDUCT003")
    }
    assert ruled["council/board"].verdict == "refuted"
    assert ruled["playbook/leak/sign"].verdict == "refuted"
    witness = ruled["playbook/leak/sign"].witness
    assert witness is not None
    assert witness.facts["harm"] == "some"


def test_a_longer_promise_for_a_higher_severity() -> None:
    slow = (
        "{kind: escalation, id: slow, acknowledge_within: 2h, last_resort: person:boss, "
        "steps: [{id: boss, notify: [person:boss]}]}"
    )
    quick = alarm(
        "{id: boss, notify: [person:boss]}", "acknowledge_within: 1h, last_resort: person:boss"
    )
    rules = "[{id: high, when: {severity: high}, then: slow}]"
    who = escalates().replace("rules: []", f"rules: {rules}")
    ruled = {
        one.subject: one.verdict for one in proving(BOSS, slow, quick, who, select="CONDUCT003")
    }
    assert ruled == {"escalation/alarm": "proved", "escalation/slow": "refuted"}


TWICE = """
{kind: decision, id: what, decides: playbooks, hit_policy: collect, rules: [
  {id: high, when: {severity: high}, then: slow}, {id: other, when: {OTHER}, then: quick}]}
---
{kind: playbook, id: slow, actions: [{id: answer, do: It, owed_by: person:boss, within: 3h}]}
---
{kind: playbook, id: quick, actions: [{id: answer, do: It, owed_by: person:boss, within: 1h}]}
"""


def test_an_action_that_is_due_later_for_a_higher_severity() -> None:
    twice = TWICE.replace("OTHER", "loud: true")
    ruled = {one.subject: one for one in proving(BOSS, twice, select="CONDUCT003")}
    assert {name: one.verdict for name, one in ruled.items()} == {
        "playbook/slow/answer": "refuted",
        "playbook/quick/answer": "proved",
    }
    slow = ruled["playbook/slow/answer"]
    assert slow.message == (
        "`slow/answer` may have `3h` for `mid`, `quick/answer` never more than `1h` for `low`"
    ) or slow.message.startswith("`slow/answer` may have `3h` for `high`, `quick/answer` never")
    assert slow.witness is not None
    assert slow.witness.facts["harm"] == "some"


def test_an_action_that_is_due_more_working_days_later_for_a_higher_severity() -> None:
    office = '{kind: calendar, id: office, timezone: UTC, hours: {mon-fri: ["09:00-17:00"]}}'
    twice = TWICE.replace("OTHER", "loud: true")
    for slow, quick, said in (("2wd", "1wd", "refuted"), ("1wd", "2wd", "proved")):
        days = twice.replace("3h", f"{slow}, calendar: office")
        days = days.replace("1h", f"{quick}, calendar: office")
        ruled = {one.subject: one for one in proving(BOSS, office, days, select="CONDUCT003")}
        assert ruled["playbook/slow/answer"].verdict == said
        if said == "refuted":
            assert "`2wd`" in ruled["playbook/slow/answer"].message


@pytest.mark.parametrize(
    ("slow", "quick", "said"),
    [
        ("2wd, calendar: office", "24h", "refuted"),
        ("1wd, calendar: office", "24h", "refuted"),  # from an evening on, or before the weekend
        ("1wd, calendar: office", "15d", "proved"),
        ("16h, calendar: office", "2wd, calendar: office", "proved"),  # at the latest at closing
        ("17h, calendar: office", "2wd, calendar: office", "refuted"),
        ("24h", "1wd, calendar: office", "refuted"),
        ("10h", "1wd, calendar: office", "proved"),
    ],
)
def test_working_days_and_hours_are_compared_by_when_they_are_up(
    slow: str, quick: str, said: str
) -> None:
    days = TWICE.replace("OTHER", "loud: true")
    days = days.replace("3h", slow).replace("1h", quick)
    ruled = {one.subject: one for one in proving(BOSS, OFFICE, days, select="CONDUCT003")}
    found = ruled["playbook/slow/answer"]
    assert found.verdict == said
    assert ruled["playbook/quick/answer"].verdict == "proved"
    if said == "refuted":
        assert "which is up later than" in found.message
        assert found.witness is not None
        assert any(start <= found.witness.detected_at < end for start, end in found.intervals)


def test_times_are_compared_only_at_instants_of_incidents() -> None:
    """An evening on which the one is up later is none of the lower severity's."""
    days = TWICE.replace("OTHER", "detected_at: {within: office}")
    for quick, said in (("23h", "refuted"), ("4d", "proved")):
        found = proving(
            BOSS,
            OFFICE,
            days.replace("3h", "1wd, calendar: office").replace("1h", quick),
            select="CONDUCT003",
        )
        ruled = {one.subject: one for one in found}
        assert ruled["playbook/slow/answer"].verdict == said


def test_an_action_that_somebody_else_owes_is_another_obligation() -> None:
    other = TWICE.replace("OTHER", "loud: true").replace(
        "person:boss, within: 3h", "role:x, within: 3h"
    )
    assert not [one for one in proving(BOSS, other, select="CONDUCT003") if "answer" in one.subject]


def test_what_a_check_may_say_of_deadlines_is_said_all_the_same() -> None:
    """A check guesses which severities rules allow; silence would rest on the guess."""
    twice = TWICE.replace("OTHER", "severity: low")
    found = proving(BOSS, twice, select="CONDUCT003")
    assert [(one.subject, one.verdict) for one in found] == [
        ("playbook/slow/answer", "refuted"),
        ("playbook/quick/answer", "proved"),
    ]


def test_whens_decide_which_incidents_count() -> None:
    """The step in office hours and the one outside them are never left out together."""
    steps = (
        "{id: day, when: {detected_at: {within: office}}, notify: [person:ana]}, "
        "{id: night, when: {detected_at: {outside: office}}, notify: [person:boss]}"
    )
    more = f"acknowledge_within: {MINUTE}s, last_resort: person:boss"
    kept = verdict("COVER003", ANA, BOSS, OFFICE, escalates(), alarm(steps, more))
    assert kept.verdict == "proved"
    loud = steps.replace("detected_at: {outside: office}", "loud: true")
    broken = verdict("COVER003", ANA, BOSS, OFFICE, escalates(), alarm(loud, more), days=2)
    assert spans(broken) == NIGHTS
    assert broken.witness is not None
    assert broken.witness.facts["loud"] is False


def test_too_many_combinations_are_skipped() -> None:
    values = ", ".join(f"v{number}" for number in range(12))
    facts = (
        f"{{kind: vocabulary, id: more, facts: {{which: {{type: choice, values: [{values}]}}}}}}"
    )
    steps = ", ".join(
        f"{{id: s{number}, when: {{which: v{number}}}, notify: [person:boss]}}"
        for number in range(12)
    )
    found = verdict("COVER001", BOSS, facts, escalates(), alarm(steps))
    assert (found.verdict, found.reason) == (
        "skipped",
        "there are too many combinations to look at each",
    )


def test_consequences_far_beyond_the_horizon_are_followed() -> None:
    """She comes back after five months, which is still in time."""
    playbook = (
        "{kind: playbook, id: leak, actions: "
        "[{id: do, do: It, owed_by: person:ana, within: WITHIN},"
        " {id: then, do: It, owed_by: person:ana, within: 1d, clock: 'action:do', after: [do]}]}"
    )
    away = person("ana", "absences: [{from: 2026-03-01, to: 2026-07-31}]")
    ruled = {
        within: [
            one.verdict
            for one in proving(away, playbook.replace("WITHIN", within), plays(), select="COVER006")
        ]
        for within in ("200d", "100d")
    }
    assert ruled == {"200d": ["proved", "proved"], "100d": ["refuted", "refuted"]}


def test_a_last_resort_that_names_nobody_tells_nobody_of_a_guarantee() -> None:
    guarantee = (
        "{kind: guarantee, id: told, for: {}, notified: {target: 'role:nobody', within: 1h}}"
    )
    steps = "{id: ana, when: {loud: true}, notify: [person:ana]}"
    texts = (ANA, OFFICE, NOBODY, escalates(), alarm(steps, "last_resort: role:nobody"))
    found = verdict("GUARD002", guarantee, *texts, days=1)
    assert (found.verdict, found.seconds) == ("refuted", DAY)


LEADS = """
{kind: role, id: lead, name: Lead}
---
{kind: guarantee, id: leads, for: {severity: high}, notified: {target: 'role:lead', within: 30m,
 concurrent: 2}}
"""


def test_two_incidents_at_once_find_two_leads() -> None:
    """The second is told after a quarter of an hour, in office hours only."""
    first = person("ben", "roles: [lead]")
    second = person("ana", "roles: [lead], calendar: office")
    steps = "{id: one, notify: [person:ben], wait: 15m}, {id: two, notify: ['role:lead']}"
    texts = (first, second, BOSS, OFFICE, LEADS, escalates(), alarm(steps))
    found = verdict("CONDUCT004", *texts, days=1)
    assert (found.verdict, found.subject) == ("refuted", "guarantee/leads")
    assert spans(found) == [("03-02 00:00", "03-02 08:45"), ("03-02 16:45", "03-03 00:00")]
    assert found.witness is not None
    assert found.witness.facts["harm"] == "some"
    always = [text.replace(", calendar: office", "") for text in texts]
    assert verdict("CONDUCT004", *always, days=1).verdict == "proved"


def test_nobody_asks_for_two_leads() -> None:
    once = LEADS.replace(",\n concurrent: 2", "")
    steps = "{id: one, notify: [person:boss]}"
    assert proving(BOSS, once, escalates(), alarm(steps), select="CONDUCT004") == []
