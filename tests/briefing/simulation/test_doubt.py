"""What hangs on something unknown is said with its *if*, and what does not without one."""

from pathlib import Path
from typing import Any

import pytest

import govcheck
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.library.policy import OpenPolicy
from govcheck.render.page.layout import lines_of
from govcheck.render.page.names import PageNames
from govcheck.tongue import tongue

ROOT = Path(__file__).parents[3]
QUIET = {"author": "customer", "sentiment": "neutral", "followers": 10, "reposts_per_hour": 0,
         "injury": "none", "network": "forum", "relationship": "owner"}  # fmt: skip
LOUD = {**QUIET, "mention": "complaint", "sentiment": "hostile", "personal_data": "none",
        "topics": []}  # fmt: skip


@pytest.fixture(scope="module")
def policy() -> OpenPolicy:
    return govcheck.open(ROOT)


def said(policy: OpenPolicy, language: str = "en", **facts: Any) -> str:
    found = policy.simulate({"detected_at": "2026-11-30T02:10:00Z", "facts": facts})
    shown = page(OutcomeView(found._outcome, PageNames(found._program, tongue(language))))
    return " ".join(" ".join(lines_of(shown, lambda line, _part: line)).split())


def test_what_one_playbook_calls_for_anyway_has_no_if(policy: OpenPolicy) -> None:
    facts: dict[str, Any] = {**QUIET, "mention": "complaint", "personal_data": "confirmed"}
    assert "Ben Pause every scheduled post (if" in said(policy)
    shown = said(policy, **facts | {"reposts_per_hour": 500, "sentiment": "hostile"})
    assert "if it is a case of product safety" in shown
    assert "Ben Pause every scheduled post 03:" in shown


def test_what_several_may_call_for_names_them_all(policy: OpenPolicy) -> None:
    both = "(if it is a case of data leak, product safety or viral complaint)"
    assert f"Ben Pause every scheduled post {both}" in said(policy)
    german = "(nur bei: Datenleck, Produktsicherheit oder virale Beschwerde)"
    assert f"Ben Alle geplanten Beiträge anhalten {german}" in said(policy, "de")


def test_what_is_owed_later_has_its_if_too(policy: OpenPolicy) -> None:
    shown = said(policy, topics=["safety"])
    assert "Judge the claim and name a deadline (if it is a case of legal threat)" in shown


def test_of_later_things_those_that_are_certain_are_not_counted(policy: OpenPolicy) -> None:
    shown = said(policy, topics=["data-leak"], personal_data="confirmed")
    assert "Sofia: Notify the data protection authority;" in shown
    assert "1 more, Tue 1 Dec 03:10" in shown


@pytest.mark.parametrize(("shares", "certain"), [(None, False), (300, True)])
def test_a_severity_that_hangs_on_an_assumed_reach_is_to_be_safe(
    policy: OpenPolicy, shares: int | None, certain: bool
) -> None:
    facts: dict[str, Any] = {**LOUD, "reposts_per_hour": shares}  # fmt: skip
    shown = said(policy, **facts)
    assert shown.startswith("SEV 2 - " if certain else "SEV 2, to be safe - ")
    because = "The brand itself is the story"
    assert f"WHY SEV 2: {'' if certain else 'not known, so we act as if: '}{because}" in shown
    case = "Pause every scheduled post (if it is a case of viral complaint)"
    assert (case in shown) is not certain


def test_a_severity_that_reach_cannot_change_is_certain(policy: OpenPolicy) -> None:
    shown = said(policy, topics=["data-leak"], personal_data="confirmed")
    assert shown.startswith("SEV 1 - ")


def test_what_an_answer_would_do_is_said_in_words(policy: OpenPolicy) -> None:
    facts: dict[str, Any] = {**LOUD, "reposts_per_hour": None, "network": None}  # fmt: skip
    english, german = said(policy, **facts), said(policy, "de", **facts)
    assert "if shares an hour 20 to 200: SEV 3; escalation: Urgent team; reach: growing" in english
    assert "falls Teilungen/Std. 20 bis 200: Stufe 3; Eskalation: Eilteam; " in german
    assert "falls Teilungen/Std. weniger als 20: Stufe 4" in german
    account: dict[str, Any] = {
        "topics": ["account-takeover"],
        "accounts_lost": 4,
        "accounts_held": 8,
    }
    known = {**LOUD, **account, "mention": "question", "relationship": None}
    assert 'if to us is "a retailer": route: customer success' in said(policy, **known)
    shown = said(policy, **account)
    assert 'if mention is "spam": only playbooks ' in shown
    assert 'if injury is "somebody says so or confirmed": escalation: Crisis team; ' in shown


def test_hours_that_come_twice_say_which(policy: OpenPolicy) -> None:
    facts = {"mention": "claim", "topics": ["safety"]}
    found = policy.simulate({"detected_at": "2026-10-25T02:30:00+02:00", "facts": facts})
    shown = page(OutcomeView(found._outcome, PageNames(found._program, tongue("en"))))
    text = " ".join(" ".join(lines_of(shown, lambda line, _part: line)).split())
    assert "02:40 summer time Mei Pause every scheduled post" in text
    assert "02:30 winter time Clara or Marcus Publish the holding statement" in text
    assert "02:00 winter time Mei Save post" in text


@pytest.mark.parametrize(
    ("detected", "expected"),
    [
        ("2026-10-25T02:30:00+02:00", "The clock jumps from 03:00 to 02:00."),
        ("2027-03-28T01:50:00+01:00", "The clock jumps from 02:00 to 03:00."),
        ("2027-03-27T13:59:59+01:00", None),
        ("2027-03-27T14:00:00+01:00", "The clock jumps from 02:00 to 03:00."),
        ("2027-03-28T03:00:00+02:00", None),
    ],
)
def test_that_the_clock_is_changed_soon_is_said(
    policy: OpenPolicy, detected: str, expected: str | None
) -> None:
    found = policy.simulate({"detected_at": detected, "facts": {"mention": "claim"}})
    lines = [
        line.text
        for line in page(OutcomeView(found._outcome, PageNames(found._program, tongue("en")))).head
    ]
    assert [one for one in lines if "clock" in one] == ([] if expected is None else [expected])
