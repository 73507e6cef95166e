"""No property passes because there is nothing that it speaks of, or because it cannot fail."""

from functools import cache

import pytest

from govcheck.horizon import works
from govcheck.horizon.consent import Consent, consent
from govcheck.load.repository import load_repository
from govcheck.prove.prove import RULES, prove
from govcheck.prove.replay import DoesNotReplay
from govcheck.prove.verdict import Query
from govcheck.simulate.compile import compile_program
from govcheck.time.clock import DAY
from govcheck.workspace.prove import prove_tree
from tests.load.trees import MemoryTree
from tests.mutations.judge import AT
from tests.mutations.mutations import shipped
from tests.prove.oracle.draw import draw
from tests.prove.time.policies import plays, proving

SEEDS = (0, 1, 2, 3, 4, 5, 7, 8, 9, 18, 26, 35, 38, 65, 171)
"""Drawn policies that refute between them whatever a policy can break."""
UNBREAKABLE = {
    "RULE001": "a decision without `otherwise` does not load",
    "CONDUCT001": "the simulation does nothing before its approvals are given",
    "CONDUCT002": "the simulation never counts whoever drafted",
}
VACUOUS = {
    *("RULE002", "RULE005", "GUARD001", "GUARD002", "ABSENCE003"),
    *(f"COVER00{number}" for number in (1, 3, 4, 5, 6, 7, 8, 9)),
    *(f"CONDUCT00{number}" for number in (1, 2, 3, 4)),
}
"""What speaks of something that a policy may lack, or that may never happen."""


@cache
def rulings() -> frozenset[tuple[str, str]]:
    """Which verdicts there are, by code."""
    found = set()
    for seed in SEEDS:
        drawn = draw(seed)
        repository = load_repository(MemoryTree(drawn.files))
        program, _ = compile_program(repository.policy, repository.line)
        question = Query(drawn.horizon[0], drawn.horizon, 1, absent_employer=True, absent_zone=True)
        verdicts = prove(program, repository.policy, question)
        found |= {(verdict.code, verdict.verdict) for verdict in verdicts}
    return frozenset(found)


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_a_policy_that_proves_it_and_one_that_refutes_it(code: str) -> None:
    assert (code, "proved") in rulings()
    assert ((code, "refuted") in rulings()) is (code not in UNBREAKABLE)


def test_what_speaks_of_nothing_is_vacuous() -> None:
    assert {code for code, ruling in rulings() if ruling == "vacuous"} >= VACUOUS


def test_nothing_about_the_shipped_policy_is_vacuous_or_skipped() -> None:
    proof = prove_tree(shipped(), Query(AT, (AT, AT + 365 * DAY)), lambda _verdict: None)
    asked = {rule.code for rule in RULES if not rule.code.startswith("ABSENCE")}
    assert {one.verdict.code for one in proof.proven} == asked
    assert {one.verdict.verdict for one in proof.proven} == {"proved", "refuted"}
    assert not proof.failed
    assert proof.unused == ()


def test_a_decision_without_otherwise_does_not_load() -> None:
    text = "{kind: decision, id: severity, decides: severity, hit_policy: highest, rules: []}"
    repository = load_repository(MemoryTree({"policies/all.yaml": text}))
    _, violations = compile_program(repository.policy, repository.line)
    assert repository.findings or violations


PLAYBOOK = """
kind: playbook
id: leak
actions: [{id: say, do: Say, owed_by: "person:boss", needs: [sign], publishes: true, within: 2h}]
approvals: [{id: sign, by: "person:ana", within: 1h}]
"""
PEOPLE = ("{kind: person, id: boss, name: Boss}", "{kind: person, id: ana, name: Ana}")


def test_a_playbook_that_published_too_early_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = works.Works.done
    monkeypatch.setattr(
        works.Works,
        "done",
        lambda self, action, view: done(self, action, view)._replace(at=view.detected),
    )
    with pytest.raises(DoesNotReplay):
        proving(*PEOPLE, PLAYBOOK, plays(), days=2, select="CONDUCT001")


def test_an_approval_of_ones_own_draft_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def own(*arguments: object) -> Consent:
        return consent(*arguments)._replace(own=[(0, 2**40)])  # type: ignore[arg-type]

    monkeypatch.setattr(works, "consent", own)
    (found,) = proving(*PEOPLE, PLAYBOOK, plays(), days=2, select="CONDUCT002")
    assert found.verdict == "refuted"
