import pytest

from govcheck.checks.incidents import bad_fact, expects_the_impossible
from govcheck.load.repository import load_repository
from govcheck.simulate.compile import compile_program
from tests.load.trees import SMALL, MemoryTree

INCIDENT = "kind: incident\nid: i\ntitle: T\ndetected_at: 2026-03-14T22:40:00Z\nfacts: "


def told(tree: MemoryTree) -> list[tuple[str, str, str]]:
    repository = load_repository(tree)
    program, _ = compile_program(repository.policy, repository.line)
    return [
        (problem.at.path, tree.under(repository.span(problem.at)), problem.message)
        for check in (bad_fact, expects_the_impossible)
        for problem in check.look(repository.policy, program)
    ]


@pytest.mark.parametrize(
    ("facts", "underlined"),
    [
        ("{followers: 3, folowers: 3}", "folowers"),
        ("{topics: [safety, sfaety]}", "[safety, sfaety]"),
        ("{followers: many}", "many"),
        ("{followers: -1}", "-1"),
        ("{followers: 1.5}", "1.5"),
        ("{followers: true}", "true"),
    ],
)
def test_a_fact_that_no_incident_may_state(facts: str, underlined: str) -> None:
    tree = SMALL.with_files({"incidents/i.yaml": INCIDENT + facts})
    [(path, text, message)] = told(tree)
    assert (path, text) == ("incidents/i.yaml", underlined)
    assert "`" in message


def test_facts_that_may_be_stated() -> None:
    tree = SMALL.with_files({"incidents/i.yaml": INCIDENT + "{followers: ~, topics: [praise]}"})
    assert told(tree) == []


def test_an_incident_within_a_scenario_is_checked_at_its_place() -> None:
    scenario = (
        "kind: scenario\nid: s\nexpect: {}\nincident:\n  title: T\n"
        "  detected_at: 2026-03-14T22:40:00Z\n  facts: {followers: 3, colour: red}\n"
    )
    tree = SMALL.with_files({"scenarios/s.yaml": scenario})
    assert [(path, text) for path, text, _ in told(tree)] == [("scenarios/s.yaml", "colour")]


def test_a_vocabulary_that_cannot_be_read_does_not_make_facts_unknown() -> None:
    tree = SMALL.with_files({"policies/facts.yaml": "kind: vocabulary\nid: facts\nfacts: 3\n"})
    assert told(tree) == []


@pytest.mark.parametrize(
    ("expect", "underlined"),
    [
        ("{decisions: {severity: high, tone: warm}}", "tone"),
        ("{decisions: {severity: huge}}", "huge"),
        ("{met: [acknowledge, holding]}", "holding"),
        ("{missed: ['council/none#2']}", "'council/none#2'"),
    ],
)
def test_an_expectation_that_can_never_come_out(expect: str, underlined: str) -> None:
    scenario = f"kind: scenario\nid: s\nincident: incidents/video.yaml\nexpect: {expect}\n"
    tree = SMALL.with_files({"scenarios/s.yaml": scenario})
    assert [(path, text) for path, text, _ in told(tree)] == [("scenarios/s.yaml", underlined)]
