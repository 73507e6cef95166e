"""The page that is read at night."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import govcheck
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.library.policy import OpenPolicy
from govcheck.render.page.layout import WIDTH, lines_of
from govcheck.render.page.names import PageNames
from govcheck.render.width import display_width
from govcheck.simulate.outcome import Outcome
from govcheck.simulate.program import Program
from govcheck.simulate.skipped import NotAnswering
from govcheck.time.clock import HOUR
from govcheck.tongue import ENGLISH, LANGUAGES, Tongue, tongue
from tests.briefing.simulation.hostile import infected
from tests.briefing.simulation.samples import HOLDING, OUTCOME, PAUSE, PROGRAM, REPORT
from tests.report.harmless import is_harmless

ROOT = Path(__file__).parents[3]
INCIDENTS = sorted((ROOT / "incidents").glob("*.yaml"))


@pytest.fixture(scope="module")
def policy() -> OpenPolicy:
    return govcheck.open(ROOT)


def lines(outcome: Outcome, program: Program = PROGRAM, said: Tongue = ENGLISH) -> list[str]:
    view = OutcomeView(outcome, PageNames(program, said))
    return list(lines_of(page(view), lambda line, _part: line))


def text(outcome: Outcome, program: Program = PROGRAM) -> str:
    return " ".join(" ".join(lines(outcome, program)).split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", INCIDENTS, ids=lambda path: path.stem)
def test_whoever_is_called_within_the_hour_stands_there_with_a_number(
    policy: OpenPolicy, path: Path, language: str
) -> None:
    found = policy.simulate(path)
    outcome, program = found._outcome, found._program
    shown = lines(outcome, program, tongue(language))
    assert max(map(display_width, shown)) <= WIDTH
    words = " ".join(" ".join(shown).split())
    names = PageNames(program, tongue(language))
    detected = outcome.stated.case.detected_at
    decided = {one for said in outcome.verdicts if said.decision.name == "escalation"
               for one in said.result}  # fmt: skip
    steps = {step.id: step.via for plan in program.escalations.values()
             if plan.id in decided for step in plan.steps}  # fmt: skip
    called = " ".join(shown[: shown.index(names.tongue.say("DO"))])
    rings: set[str] = set()
    written: set[str] = set()
    for event in outcome.timeline:
        if event.event in ("notify", "convene") and event.at <= detected + HOUR:
            via = steps.get(event.step or "", ())
            for told in event.people:
                assert names.short(told.person) in words
                (rings if not via or "phone" in via else written).add(told.person)
    for who, known in program.roster.people.items():
        contacts = dict(known.contacts)
        if who in rings:
            assert contacts["phone"] in called, who
        elif who in written:
            assert contacts["phone"] not in called, who
            assert contacts["chat"] in called, who
    for said in outcome.forbidden:
        assert names.tongue.text(said) in words
    for owed in outcome.obligations:
        if not owed.met or owed.untold:
            assert names.tongue.text(owed.do) in words


def test_the_severity_is_certain_or_said_to_be_safe() -> None:
    assert lines(OUTCOME)[0].startswith("CRITICAL, to be safe - ")
    sure = tuple(one._replace(settled=True) for one in OUTCOME.verdicts)
    assert lines(OUTCOME._replace(verdicts=sure))[0].startswith("CRITICAL - ")


def test_what_is_assumed_is_said_where_it_matters(policy: OpenPolicy) -> None:
    facts = {
        "mention": "complaint",
        "topics": ["service"],
        "author": "customer",
        "followers": 10,
        "sentiment": "negative",
        "reposts_per_hour": 0,
        "injury": "none",
        "accounts_lost": 0,
        "personal_data": "none",
        "accounts_held": 8,
        "network": "facebook",
    }
    for stated, is_said in (({}, True), ({"our_own_post": False}, False)):
        found = policy.simulate({"detected_at": "2026-03-10T11:00:00Z", "facts": facts | stated})
        said = "Nobody has said otherwise, so assumed: our own post: no"
        assert (said in text(found._outcome, found._program)) is is_said
        assumed = {} if stated else {"our_own_post": False}
        assert found.to_json()["incident"]["assumed"] == assumed
        assert "our_own_post" not in found.to_json()["incident"]["unknown"]


def test_what_is_late_or_untold_says_so() -> None:
    assert "TOO LATE by 10 min." in text(OUTCOME._replace(obligations=(HOLDING,)))
    assert "NOBODY CAN do it in time." in text(OUTCOME._replace(obligations=(REPORT,)))
    untold = PAUSE._replace(untold=("role:legal-counsel",))
    assert "NOBODY TELLS legal counsel in time" in text(OUTCOME._replace(obligations=(untold,)))


def test_what_is_only_possible_has_its_if() -> None:
    maybe = PAUSE._replace(possible=True)
    assert "(if it is a case of product safety)" in text(OUTCOME._replace(obligations=(maybe,)))


def test_what_somebody_must_agree_to_says_so(policy: OpenPolicy) -> None:
    found = policy.simulate(ROOT / "incidents/airbag-video.yaml")
    said = text(found._outcome, found._program)
    assert "FIRST: Product safety AND Legal counsel must agree. Ask now." in said
    assert "DO NOT, until these agree: Product safety AND Legal counsel" in said


def test_without_anything_to_say_it_says_so() -> None:
    quiet = OUTCOME._replace(
        verdicts=(), timeline=(), obligations=(), approvals=(), quorums=(), forbidden=(),
        single_points=(), unknown=(), ask_next=(), notes=(),
    )  # fmt: skip
    said = text(quiet)
    assert "nobody: no escalation applies" in said
    assert "nothing is owed" in said
    assert "DO NOT" not in said


@given(st.sampled_from(LANGUAGES), infected())
def test_hostile_text_stays_within_80_columns_and_does_nothing(
    language: str, infect: Callable[[Outcome], Outcome]
) -> None:
    for line in lines(infect(OUTCOME), said=tongue(language)):
        assert display_width(line) <= WIDTH
        assert all(map(is_harmless, line))
        assert not line.lstrip().startswith("::")
        assert "##[" not in line


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "last resort: nobody - Ben Okafor is absent, Eva Roth has left"),
        ("de", "letzte Instanz: niemand - Ben Okafor ist abwesend, Eva Roth ist ausgeschieden"),
    ],
)
def test_a_last_resort_that_is_nobody_is_said_with_the_reason(language: str, expected: str) -> None:
    event = OUTCOME.timeline[0]._replace(
        event="nobody",
        step="last_resort",
        people=(),
        targets=("role:ceo",),
        skipped=(NotAnswering("ben", "absent"), NotAnswering("eva", "left")),
    )
    shown = lines(OUTCOME._replace(timeline=(*OUTCOME.timeline, event)), said=tongue(language))
    assert expected in " ".join(" ".join(shown).split())


@pytest.mark.parametrize(
    ("language", "skipped", "expected"),
    [
        ("en", [("ben", "absent")], "editor: nobody - Ben Okafor is absent"),
        ("de", [("ben", "absent")], "editor: niemand - Ben Okafor ist abwesend"),
        ("en", [("ben", "off-duty")], "editor: nobody - Ben Okafor is outside working hours"),
        (
            "de",
            [("ben", "off-duty")],
            "editor: niemand - Ben Okafor ist außerhalb der Arbeitszeit",
        ),
        ("en", [("ben", "off-duty")] * 3, "editor: nobody - all 3 are outside working hours"),
        ("en", [("rota:night", "closed")], "editor: nobody - no shift at that hour"),
        ("en", [("ben", "conflict")], "nobody - Ben Okafor has a conflict of interest"),
    ],
)
def test_a_step_that_reaches_nobody_is_said_where_its_turn_is(
    language: str, skipped: list[tuple[str, Any]], expected: str
) -> None:
    event = OUTCOME.timeline[0]._replace(
        event="nobody",
        step="editor",
        people=(),
        targets=("role:editor",),
        skipped=tuple(NotAnswering(*one) for one in skipped),
    )
    later = event._replace(at=event.at + 2 * HOUR)
    outcome = OUTCOME._replace(timeline=(event, *OUTCOME.timeline, later))
    shown = " ".join(" ".join(lines(outcome, said=tongue(language))).split())
    assert expected in shown
    assert shown.index(expected) < shown.index("Ben Okafor", shown.index(expected) + len(expected))
    assert shown.count("editor: n") <= 1  # the later one is counted
    counted = {"en": "1 more step reaches nobody", "de": "1 weiterer Schritt erreicht niemanden"}
    assert counted[language] in shown


def test_of_a_step_that_tells_others_only_the_target_is_said() -> None:
    first = OUTCOME.timeline[0]
    event = first._replace(
        event="nobody",
        people=(),
        targets=("role:lawyer",),
        skipped=(NotAnswering("eva", "absent"),),
    )
    shown = text(OUTCOME._replace(timeline=(first, event, *OUTCOME.timeline[1:])))
    assert "nobody - Eva Roth is absent" in shown
    assert f"step {first.step}: nobody" not in shown


def test_more_than_three_steps_that_reach_nobody_are_counted() -> None:
    first = OUTCOME.timeline[0]
    empty = [
        first._replace(
            event="nobody", step=f"s{number}", people=(), targets=(f"role:x{number}",),
            skipped=(NotAnswering("eva", "absent"),),
        )
        for number in range(5)
    ]  # fmt: skip
    shown = text(OUTCOME._replace(timeline=(*empty, *OUTCOME.timeline)))
    assert [f"x{number}: nobody" in shown for number in range(5)] == [True] * 3 + [False] * 2
    assert "3 more steps reach nobody" in shown  # with that of the example itself


def test_that_no_contact_is_known_is_said() -> None:
    known = PROGRAM.roster.people["ben"]
    assert "Ben Okafor no contact is known" in text(OUTCOME)
    people = {**PROGRAM.roster.people, "ben": known._replace(contacts=(("phone", "+1 555"),))}
    reached = PROGRAM._replace(roster=PROGRAM.roster._replace(people=people))
    assert "Ben Okafor +1 555" in text(OUTCOME, reached)
