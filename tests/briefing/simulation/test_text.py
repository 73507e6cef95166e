"""The text of `simulate`."""

import re
from collections.abc import Callable

from hypothesis import given
from inline_snapshot import snapshot

from govcheck.briefing.simulation import text
from govcheck.render.width import display_width
from govcheck.simulate.outcome import Event, Outcome
from tests.briefing.simulation.hostile import infected
from tests.briefing.simulation.samples import (
    ACKNOWLEDGE,
    DETECTED,
    HOLDING,
    MINUTE,
    OUTCOME,
    PAUSE,
    PEOPLE,
    PROGRAM,
    REPORT,
    STAMP,
    person,
    roster,
)
from tests.report.harmless import is_harmless

QUIET = OUTCOME._replace(
    verdicts=(),
    timeline=(),
    obligations=(),
    approvals=(),
    quorums=(),
    forbidden=(),
    single_points=(),
    unknown=(),
    ask_next=(),
    notes=(),
)


def shown(outcome: Outcome) -> str:
    return text.render([outcome], PROGRAM, STAMP)


def test_the_whole_sheet() -> None:
    assert shown(OUTCOME) == snapshot("""\
SEV1 | crisis | product-safety
Video says our child seat failed in a crash
detected Sat 14 Mar 2026 22:40 Europe/Berlin (2026-03-14T21:40:00Z)
severity: sev1 until `personal_data` is known; could be sev2
SEV1 is Critical: People may be hurt

MISSED
  due 23:10             T+30m  product-safety/holding 10 min late: Publish the
                               holding statement - owed by Mina Sato or Eva
                               Roth, waits for legal-sign-off
  due Sun 15 Mar 08:40  T+10h  product-safety/report never done: Report to the
                               authority - owed by role:legal-counsel

DO NOW
  now                  T+0    tell Ben Okafor (rota:community-duty) by phone,
                              chat
  by 22:45             T+5m   Ben Okafor: Pause every scheduled post
  by 23:10             T+30m  Mina Sato or Eva Roth: Publish the holding
                              statement - not before legal-sign-off - MISSED, 10
                              min late
                                text: templates/holding.md
  by Sun 15 Mar 08:40  T+10h  role:legal-counsel: Report to the authority -
                              MISSED, never done
  no deadline                 role:social-lead: Write down what happened

WHY
  severity SEV1: leak-confirmed (possible), policies/decisions/severity.yaml:40
    SEV1 from 50,000 followers: +19,000
    product-safety-spreading matches too, for sev2,
    policies/decisions/severity.yaml:31
    nearly SEV1: viral needs at least 50,000 followers,
    policies/decisions/severity.yaml:12
  escalation crisis: otherwise, policies/decisions/escalation.yaml:4
  playbooks product-safety: safety, policies/books.yaml:7
    A child seat

TIMELINE (Europe/Berlin, if nobody acknowledges)
  T+0      22:40             duty: tell Ben Okafor (rota:community-duty) by
                             phone, chat
  T+0      22:40             product-safety/pause can be done
  T+0      22:40             product-safety/log can be done
  T+5m     22:45             lead: tell Mina Sato (role:social-lead) for Eva
                             Roth by phone [Sun 06:45 Asia/Tokyo]
                               and Max Lee (role:social-lead) [21:45 UTC]
  T+5m     22:45             DUE product-safety/pause: met, 5 min to spare
  T+15m    22:55             DUE somebody on duty is told: met, 15 min to spare
  T+15m    22:55             legal: NOBODY for role:legal-counsel
                               role:legal-counsel names nobody who could answer
  T+15m    22:55             council: convene
                               Eva Roth (council:board) by mail [21:55
                               Europe/London]
  T+30m    23:10             DUE product-safety/holding: MISSED, 10 min late
  T+40m    23:20             product-safety/holding can be done
  T+1h30m  Sun 15 Mar 00:10  round 2: the steps again
  T+2h     Sun 15 Mar 00:40  everybody has been told, nobody is left to tell
  T+10h    Sun 15 Mar 08:40  DUE product-safety/report: MISSED, never done
                               30 min within calendar office:
                               Sun 15 Mar 08:00 to 08:20: 20 min
                               Sun 15 Mar 08:30 to 08:40: 10 min

APPROVALS
  legal-sign-off for product-safety/holding: ask 22:40, given by 23:20
    needs all of role:legal-counsel and role:privacy-officer
    can now: Eva Roth (role:legal-counsel); Mina Sato (role:privacy-officer) for
    Max Lee
    cannot: Max Lee (role:privacy-officer), is absent

FORBIDDEN UNTIL APPROVED
  apologise
  give numbers

QUORUM
  board: 2 of 3 needed, reached 22:55, due 23:55
    there: Eva Roth, Mina Sato for Max Lee (conflict of interest: no vote)
    not there: Ben Okafor (conflict of interest)

IF ABSENT
  another obligation is missed without Ben Okafor (--absent ben)

STILL UNKNOWN
  personal_data: Is personal data concerned?
    none: severity sev2, playbooks none
  cannot change a result: sentiment

NOTES
  `max` acknowledges at +1m without having been told: that does not count

policy 3f2a1c000000, changed since; tzdata 2026.6; holidays 0.109
""")


def test_nothing_decided_and_nothing_owed() -> None:
    assert shown(QUIET) == snapshot("""\
nothing is decided: the policy has no decision
Video says our child seat failed in a crash
detected Sat 14 Mar 2026 22:40 Europe/Berlin (2026-03-14T21:40:00Z)

DO NOW
  nobody is notified, and nothing is owed

policy 3f2a1c000000, changed since; tzdata 2026.6; holidays 0.109
""")


def test_what_is_missed_stands_before_what_to_do() -> None:
    sheet = shown(OUTCOME)
    assert sheet.index("MISSED") < sheet.index("DO NOW") < sheet.index("WHY")


def test_nothing_is_marked_as_missed_where_all_is_met() -> None:
    met = OUTCOME._replace(
        obligations=(PAUSE, ACKNOWLEDGE),
        timeline=tuple(event for event in OUTCOME.timeline if event.met is not False),
    )
    assert "MISSED" not in shown(met)


def test_actions_stand_in_the_order_of_their_deadlines() -> None:
    sheet = shown(OUTCOME._replace(obligations=(REPORT, HOLDING, PAUSE)))
    lines = [line for line in sheet.splitlines() if re.match(r"  by ", line)]
    assert [re.findall(r"T\+\w+", line)[0] for line in lines] == ["T+5m", "T+30m", "T+10h"]


def test_only_the_first_of_a_recurring_action_is_to_be_done_now() -> None:
    recurring = tuple(
        PAUSE._replace(id=f"book/look#{number}", do=f"Look {number}") for number in (1, 2, 3)
    )
    sheet = shown(OUTCOME._replace(obligations=recurring))
    assert "Look 1" in sheet
    assert "Look 2" not in sheet


def test_a_playbook_may_be_called_like_a_promise() -> None:
    acts = tuple(
        PAUSE._replace(id=f"{name}/pause", do=f"Pause {name}")
        for name in ("council", "acknowledge-all")
    )
    quorum = PAUSE._replace(id="council/board", do="Convene")
    sheet = shown(OUTCOME._replace(obligations=(*acts, quorum, ACKNOWLEDGE)))
    assert sheet.count("Ben Okafor: Pause") == 2
    assert "Ben Okafor: Convene" not in sheet


def test_what_several_playbooks_ask_for_alike_is_said_once() -> None:
    twice = (PAUSE, PAUSE._replace(id="data-leak/pause"))
    sheet = shown(OUTCOME._replace(obligations=twice))
    assert sheet.count("Ben Okafor: Pause") == 1


def test_a_result_that_depends_on_many_facts_names_the_most_decisive() -> None:
    more = [OUTCOME.ask_next[0]._replace(fact=name) for name in ("author", "sentiment")]
    sheet = shown(OUTCOME._replace(ask_next=(*OUTCOME.ask_next, *more)))
    assert "sev1 until `personal_data` and 2 more are known; could be sev2" in sheet


def test_an_acknowledged_escalation_says_by_whom() -> None:
    answer = Event(DETECTED + 60, "acknowledged", "duty", 1, OUTCOME.timeline[0].people)
    sheet = shown(OUTCOME._replace(timeline=(OUTCOME.timeline[0], answer), acknowledged=True))
    assert "Ben Okafor acknowledges" in sheet
    assert "if nobody acknowledges" not in sheet


def test_namesakes_are_told_apart() -> None:
    twins = PROGRAM._replace(roster=roster(*PEOPLE, person("ben2", "Ben Okafor")))
    assert "Ben Okafor (ben)" in text.render([OUTCOME], twins, STAMP)


def test_many_owners_are_cut_short() -> None:
    many = PAUSE._replace(owed_by=tuple(f"person:p{number}" for number in range(9)))
    assert "p0, p1, p2 or 6 others: Pause" in shown(OUTCOME._replace(obligations=(many,)))


def test_colour_is_only_decoration() -> None:
    plain = text.render([OUTCOME], PROGRAM, STAMP)
    colored = text.render([OUTCOME], PROGRAM, STAMP, color=True)
    assert colored != plain
    assert re.sub(r"\x1b\[\d+(;\d+)*m", "", colored) == plain


def test_several_incidents_are_told_apart() -> None:
    sheet = text.render([OUTCOME, OUTCOME], PROGRAM, STAMP)
    assert sheet.count("SEV1 | crisis") == 2
    assert f"\n{'=' * 80}\n" in sheet


@given(infected())
def test_hostile_text_stays_within_80_columns_and_does_nothing(
    infect: Callable[[Outcome], Outcome],
) -> None:
    for line in shown(infect(OUTCOME)).splitlines():
        assert display_width(line) <= 80
        assert all(map(is_harmless, line))
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


def test_a_deadline_before_detection_has_a_negative_offset() -> None:
    early = PAUSE._replace(due=DETECTED - 35 * MINUTE, met=False)
    assert "T-35m" in shown(OUTCOME._replace(obligations=(early,)))
