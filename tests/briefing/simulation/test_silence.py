"""On whose silence a call hangs, where several have to answer."""

from pathlib import Path

import govcheck
from govcheck.briefing.simulation.page.page import page
from govcheck.briefing.simulation.page.silence import (
    Answer,
    answers_to,
    if_answered,
    unless_answered,
)
from govcheck.briefing.simulation.view import OutcomeView
from govcheck.library.results import Simulation
from govcheck.render.page.layout import lines_of
from govcheck.render.page.names import PageNames
from govcheck.simulate.outcome import Told
from govcheck.tongue import ENGLISH, tongue
from tests.briefing.simulation.samples import OUTCOME, PROGRAM

NAMES = PageNames(PROGRAM, ENGLISH)
BOTH = Answer(0, (("ben",), ("mina", "max")))
EVA = Answer(0, (("eva",),))


def told(person: str, *targets: str) -> Told:
    return (
        OUTCOME.timeline[0].people[0]._replace(person=person, target=targets[0], also=targets[1:])
    )


def test_each_target_has_to_answer_only_where_the_step_says_so() -> None:
    people = (told("ben", "rota:a"), told("mina", "role:b"), told("max", "role:b"))
    event = OUTCOME.timeline[0]._replace(at=0, people=people)
    assert answers_to(event, joint=True) == [BOTH]
    apart = [Answer(0, (("ben",),)), Answer(0, (("mina",),)), Answer(0, (("max",),))]
    assert answers_to(event, joint=False) == apart
    alone = event._replace(people=people[1:])
    assert answers_to(alone, joint=True) == apart[1:]
    one = event._replace(people=(told("ben", "rota:a", "role:b"),))
    assert answers_to(one, joint=True) == apart[:1]


def test_it_is_said_who_has_to_answer_together() -> None:
    assert unless_answered([EVA], NAMES) == "only if Eva is silent"
    assert unless_answered([BOTH], NAMES) == "unless Ben and Mina or Max both answer"
    said = if_answered([BOTH, EVA], 2, NAMES)
    assert said.endswith("if Ben and Mina or Max both or Eva answer earlier")
    three = Answer(0, (("ben",), ("mina",), ("max",)))
    assert unless_answered([three], PageNames(PROGRAM, tongue("de"))) == (
        "entfällt nur, wenn Ben, Mina und Max alle antworten"
    )


def view_of(found: Simulation) -> OutcomeView:
    return OutcomeView(found._outcome, PageNames(found._program, ENGLISH))


def test_one_answer_of_two_that_are_needed_is_not_taken_for_both() -> None:
    root = Path(__file__).parents[3]
    policy = govcheck.open(root)
    found = policy.simulate(root / "incidents/stolen-account.yaml")
    said = " ".join(" ".join(lines_of(page(view_of(found)),
                                      lambda line, _part: line)).split())  # fmt: skip
    assert "there Fri 21:30 - unless Mei and Wei both answer" in said
    assert "at once if Mei and Wei both or Marcus answer earlier" in said
    assert "Lena Vogt +49 30 23125 007 - if nobody but Mei or Wei answered" in said
    for answers, is_told in (("mei",), True), (("wei",), True), (("mei", "wei"), False):
        acks = dict.fromkeys(answers, "1m")
        played = policy.simulate(root / "incidents/stolen-account.yaml", acknowledged=acks)
        steps = [one.step for one in played._outcome.timeline if one.event == "notify"]
        assert ("executive" in steps) is is_told


def test_an_answer_stands_before_the_calls_that_it_brings_on() -> None:
    root = Path(__file__).parents[3]
    found = govcheck.open(root).simulate(
        root / "incidents/airbag-video.yaml", acknowledged={"mei": "4m"}
    )
    shown = list(
        lines_of(
            page(view_of(found)),
            lambda line, _part: line,
        )
    )
    at = shown.index("  22:44  Mei answers")
    assert "Mei Tan" in shown[at - 1]
    assert shown[at + 1].startswith("         Product safety: Hana Sato")
