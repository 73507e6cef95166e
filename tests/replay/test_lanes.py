"""Lanes decide, and count the rules of, whole batches as the engine decides each incident."""

import os
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.engine.decide import decide
from govcheck.engine.ruleset import (
    All,
    Case,
    Compare,
    CompiledRule,
    DecisionTable,
    Fact,
    HasTag,
    In,
    Not,
    Predicate,
    Ruleset,
)
from govcheck.engine.ruleset import Any as Either
from govcheck.papers.replay.wording import one_by_one
from govcheck.replay.classes import Classes
from govcheck.replay.meanings import by_name
from govcheck.replay.obstacles import Obstacles, obstacles
from govcheck.replay.portion import SidePortion
from govcheck.replay.replay import ReplaySide
from govcheck.simulate.program import Program
from govcheck.tongue import ENGLISH
from tests.engine.build import EMPTY
from tests.engine.strategies import Given, given_cases
from tests.simulate.build import program, roster

pa = pytest.importorskip("pyarrow")
np = pytest.importorskip("numpy")

from govcheck.engine.clauses import TooManyClauses, clauses_of  # noqa: E402
from govcheck.replay.batch_side import BatchSide, KeptRows, RowBatch  # noqa: E402
from govcheck.replay.clauses import MOST_IN_A_WORD, ClauseBlock  # noqa: E402
from govcheck.replay.lanes import lanes_of  # noqa: E402

EXAMPLES = int(os.environ.get("MASK_EXAMPLES", "60"))


def columns_of(cases: list[Case]) -> dict[str, object]:
    """The facts of some incidents as columns, with the instants."""
    names = sorted({name for case in cases for name in case.facts})
    columns = {}
    for name in names:
        values = [case.facts.get(name) for case in cases]
        columns[name] = pa.array(
            [sorted(value) if isinstance(value, frozenset) else value for value in values]
        )
    instants = [datetime.fromtimestamp(case.detected_at, UTC) for case in cases]
    columns["detected_at"] = pa.array(instants, pa.timestamp("s", "UTC"))
    return columns


@pytest.mark.parametrize("most", [MOST_IN_A_WORD, 2])
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_batch_is_decided_as_each_of_its_incidents(most: int, data: st.DataObject) -> None:
    """Also where the clauses of a rule take several words, as of more than two they do here."""
    drawn: Given = data.draw(given_cases() | given_cases(most_unknown=1))
    ruleset, roster = drawn.ruleset, EMPTY
    stated = drawn.case.facts
    fewer = [{n: v for n, v in stated.items() if n != gone} for gone in stated]
    cases = [drawn.case, *(drawn.case._replace(facts=facts) for facts in fewer)]
    program = Program("drawn", (), ruleset, roster, {}, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govcheck.replay.clauses.MOST_IN_A_WORD", most)
        side = BatchSide(ReplaySide(program))
    if side.lanes is None:
        return
    means = by_name(ruleset, "UTC")
    columns = columns_of(cases)
    at = np.array([case.detected_at for case in cases])
    kept = KeptRows(RowBatch("rows", 1, len(cases), columns), np.arange(len(cases)), at, columns)
    decided = side.decide(kept, means, SidePortion())
    hits: Counter[tuple[str, str, bool, bool]] = Counter()
    classes = Classes(program)
    for row, case in enumerate(cases):
        expected = decide(ruleset, roster, case)
        kind = side.kinds[decided.kinds[row]]
        assert kind.results == {one.decision.name: one.result for one in expected}
        if decided.settled[row]:
            assert all(one.settled for one in expected)
            residual = classes.of(case.detected_at, case.facts).residual
            assert not residual.open
            for hit in residual.hits:
                hits[hit.decision, hit.rule.id, hit.possible, hit.alone] += 1
    counted: Counter[tuple[str, str, bool, bool]] = Counter()
    for hit, rows in decided.hits:
        counted[hit.decision, hit.rule.id, hit.possible, hit.alone] += rows
    assert counted == hits


def test_rules_of_several_clauses_are_one_bit_each() -> None:
    several = Either((In("a", frozenset("x")), HasTag("b", "y"), Not(Compare("c", ">=", 1))))
    single = All((In("a", frozenset("z")), HasTag("b", "y")))
    block = ClauseBlock([single, several, *[several] * 20], 2)
    assert len(clauses_of(several)) == 3
    assert block.owner[:5] == [0, 1, 1, 1, 1]
    assert block.first == 2
    assert block.end == 4
    assert block.owner[61:66] == [-1, -1, -1, 16, 16], "the clauses of a rule are in one word"
    assert [test.bit for test in block.tests[:2]] == [128, 128]


def test_a_condition_of_too_many_clauses_is_left_to_the_engine() -> None:
    pairs = tuple(Either((HasTag("b", "x"), HasTag("b", str(n)))) for n in range(9))
    with pytest.raises(TooManyClauses):
        ClauseBlock([All(pairs)], 0)


def _with_rules(*conditions: Predicate, facts: int = 1) -> Program:
    rules = tuple(
        CompiledRule(f"r{number}", when, ("yes",), None, "rules", "rules.yaml", 1)
        for number, when in enumerate(conditions)
    )
    table = DecisionTable(
        "severity",
        "first",
        ("no", "yes"),
        False,
        ("no",),
        None,
        rules,
        (),
        "rules",
        "rules.yaml",
        1,
    )
    named = {f"f{number}": Fact(f"f{number}", "boolean") for number in range(facts)}
    named["b"] = Fact("b", "tags", ("x", *map(str, range(9))))
    return program(roster("ana"))._replace(ruleset=Ruleset(named, (table,)))


@pytest.mark.parametrize("pairs", [1, 5, 6, 7, 8, 9])
@pytest.mark.parametrize("facts", [1, 63, 64])
def test_it_is_said_just_where_mentions_are_decided_one_by_one(pairs: int, facts: int) -> None:
    many = All(tuple(Either((HasTag("b", "x"), HasTag("b", str(n)))) for n in range(pairs)))
    policy = _with_rules(HasTag("b", "1"), many, facts=facts)
    found = obstacles(policy)
    assert found.conditions == (("rules/r1",) if pairs > 8 else ())
    assert found.facts == (65 if facts == 64 else 0)
    assert (found == Obstacles()) is (lanes_of(policy) is not None)
    assert obstacles(_with_rules(), policy) == found
    assert len(one_by_one(found, ENGLISH)) == (pairs > 8) + (facts == 64)
