"""Lanes decide, and count the rules of, whole batches as the engine decides each incident."""

import os
import random
from collections import Counter
from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from govcheck.archives.meanings import by_name
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
    Value,
    Within,
)
from govcheck.engine.ruleset import Any as Either
from govcheck.replay.classes import Classes
from govcheck.replay.portion import SidePortion
from govcheck.replay.replay import ReplaySide
from govcheck.simulate.program import Program
from tests.engine.build import EMPTY
from tests.engine.strategies import Given, given_cases
from tests.simulate.build import calendar, program, roster

pa = pytest.importorskip("pyarrow")
np = pytest.importorskip("numpy")

from govcheck.engine.clauses import MOST_CLAUSES, clauses_of  # noqa: E402
from govcheck.replay.batch_side import BatchSide, KeptRows, RowBatch  # noqa: E402
from govcheck.replay.bits import BitDecision  # noqa: E402
from govcheck.replay.clauses import MOST_IN_A_WORD, ClauseBlock  # noqa: E402
from govcheck.replay.rule_counts import RuleCounts  # noqa: E402

AT = np.array([1_767_225_600 + 3600 * n for n in range(6)])
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


@pytest.mark.parametrize(
    ("most", "clauses", "sample", "block"),
    [
        (MOST_IN_A_WORD, MOST_CLAUSES, 1 << 13, 1 << 14),
        (MOST_IN_A_WORD, MOST_CLAUSES, 1, 2),
        (2, 256, 1 << 13, 1),
        (63, 1, 1 << 13, 3),
    ],
)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_batch_is_decided_as_each_of_its_incidents(
    most: int, clauses: int, sample: int, block: int, data: st.DataObject
) -> None:
    """Also where the clauses of a rule take several words, and where a rule has too many.

    And where rows are different, as far as a sample shows, and decided in several blocks.
    """
    drawn: Given = data.draw(given_cases() | given_cases(most_unknown=1))
    ruleset, roster = drawn.ruleset, EMPTY
    stated = drawn.case.facts
    fewer = [{n: v for n, v in stated.items() if n != gone} for gone in stated]
    cases = [drawn.case, *(drawn.case._replace(facts=facts) for facts in fewer)]
    program = Program("drawn", (), ruleset, roster, {}, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("govcheck.replay.clauses.MOST_IN_A_WORD", most)
        patch.setattr("govcheck.engine.clauses.MOST_CLAUSES", clauses)
        patch.setattr("govcheck.replay.cells._SAMPLE", sample)
        patch.setattr("govcheck.replay.lanes._BLOCK", block)
        side = BatchSide(ReplaySide(program))
        means = by_name(ruleset, "UTC")
        columns = columns_of(cases)
        at = np.array([case.detected_at for case in cases])
        batch = RowBatch("rows", 1, len(cases), columns)
        kept = KeptRows(batch, np.arange(len(cases)), at, columns)
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


def _with_rules(
    *conditions: Predicate, facts: int = 1, results: tuple[str, str] = ("no", "yes")
) -> Program:
    """The second result where some condition holds; the highest, or the first."""
    rules = tuple(
        CompiledRule(f"r{number}", when, results[1:], None, "rules", "rules.yaml", 1)
        for number, when in enumerate(conditions)
    )
    table = DecisionTable(
        "severity",
        "first" if results[0] == "no" else "highest",
        results,
        results[0] != "no",
        results[:1],
        None,
        rules,
        (),
        "rules",
        "rules.yaml",
        1,
    )
    named = {f"f{number}": Fact(f"f{number}", "boolean") for number in range(facts)}
    named["b"] = Fact("b", "tags", ("x", *map(str, range(9))), many=True)
    named["severity"] = Fact("severity", "decision", results, ordered=results[0] != "no")
    return program(roster("ana"))._replace(ruleset=Ruleset(named, (table,)))


MANY = All(tuple(Either((HasTag("b", "x"), HasTag("b", str(n)))) for n in range(9)))


def _decided(policy: Program, columns: dict[str, object], rows: int) -> tuple[list[str], int]:
    """The severity of each row, and how many are settled."""
    side = BatchSide(ReplaySide(policy))
    kept = KeptRows(RowBatch("rows", 1, rows, columns), np.arange(rows), AT[:rows], columns)
    found = side.decide(kept, by_name(policy.ruleset, "UTC"), SidePortion())
    results = [side.kinds[kind].results["severity"][0] for kind in found.kinds]
    return results, int(found.settled.sum())


def test_only_what_a_rule_of_too_many_clauses_leaves_open_goes_to_the_engine() -> None:
    """All that is known of its facts settles it; what another fact settles, too."""
    policy = _with_rules(All((In("f0", frozenset({True})), MANY)))
    columns = {
        "b": pa.array([["x"], ["0", "2"], [str(n) for n in range(9) if n != 1], None, None, []]),
        "f0": pa.array([True, True, True, True, False, True]),
    }
    results, settled = _decided(policy, columns, 6)
    assert results[:3] == ["yes", "no", "no"]
    assert results[4:] == ["no", "no"]
    assert settled == 5


@pytest.mark.parametrize("facts", [63, 64, 65, 130])
def test_there_may_be_any_number_of_facts(facts: int) -> None:
    """Rows that are left open count as one only where the same facts are known, the last, too."""
    last = f"f{facts - 1}"
    doubt = Either((In(last, frozenset({True})), HasTag("b", "1")))
    policy = _with_rules(All((doubt, In("f0", frozenset({True})))), facts=facts)
    columns = {
        "b": pa.array([["1"], [], [], None]),
        "f0": pa.array([True, True, True, True]),
        last: pa.array([None, None, True, False]),
    }
    results, settled = _decided(policy, columns, 4)
    classes = Classes(policy)
    stated: list[dict[str, Value]] = [
        {"b": frozenset("1"), "f0": True},
        {"b": frozenset(), "f0": True},
        {"b": frozenset(), "f0": True, last: True},
        {"f0": True, last: False},
    ]
    expected = [classes.of(0, one).results["severity"][0] for one in stated]
    assert results == expected
    assert settled == 2


def test_a_rule_beside_256_others_of_the_same_result_is_not_alone() -> None:
    policy = _with_rules(*[HasTag("b", "x")] * 257, results=("sev4", "sev1"))
    columns = {"b": pa.array([["x"], ["x"], []])}
    side = BatchSide(ReplaySide(policy))
    kept = KeptRows(RowBatch("rows", 1, 3, columns), np.arange(3), AT[:3], columns)
    found = side.decide(kept, by_name(policy.ruleset, "UTC"), SidePortion())
    assert {(hit.alone, rows) for hit, rows in found.hits} == {(False, 2)}
    assert len(found.hits) == 257


@pytest.mark.parametrize("calendars", [1, 62, 63, 64, 65, 130])
def test_there_may_be_any_number_of_calendars(calendars: int) -> None:
    names = [f"c{n}" for n in range(calendars)]
    last = calendar(names[-1], (3, 5))
    hours = [*(calendar(name, (1, 2)) for name in names[:-1]), last]
    policy = _with_rules(All((*(Not(Within(name)) for name in names[:-1]), Within(last.id))))
    policy = policy._replace(roster=roster("ana", calendars=hours))
    assert _decided(policy, {}, 6) == (["no", "no", "no", "yes", "yes", "no"], 6)


@pytest.mark.parametrize("asked", [1, 2, 10, 11, 21, 55, 56, 80])
def test_any_number_of_tags_may_be_asked_for(asked: int) -> None:
    """Some tags are looked up together; where too many are asked for, each set by itself."""
    tags = [f"t{n}" for n in range(asked + 3)]
    chance = random.Random(asked)
    rules = [
        All((HasTag("b", chance.choice(tags[:asked])), Not(HasTag("b", chance.choice(tags)))))
        for _ in range(70)
    ]
    policy = _with_rules(*(HasTag("b", tag) for tag in tags[:asked]), *rules)
    facts = {**policy.ruleset.facts, "b": Fact("b", "tags", tuple(tags), many=True)}
    policy = policy._replace(ruleset=policy.ruleset._replace(facts=facts))
    sets = [frozenset(chance.sample(tags, chance.randrange(4))) for _ in range(300)]
    cells = [None if chance.random() < 0.2 else sorted(one) for one in sets]
    columns = {"b": pa.array(cells, pa.list_(pa.string()))}
    side = BatchSide(ReplaySide(policy))
    at = np.full(300, AT[0])
    kept = KeptRows(RowBatch("rows", 1, 300, columns), np.arange(300), at, columns)
    found = side.decide(kept, by_name(policy.ruleset, "UTC"), SidePortion())
    for row, cell in enumerate(cells):
        stated: dict[str, Value] = {} if cell is None else {"b": frozenset(cell)}
        (expected,) = decide(policy.ruleset, policy.roster, Case(int(AT[0]), stated))
        assert side.kinds[found.kinds[row]].results["severity"] == expected.result
        assert bool(found.settled[row]) is expected.settled


def test_what_lies_below_an_unknown_list_is_passed_over() -> None:
    policy = _with_rules(HasTag("b", "x"))
    items, starts = pa.array(["1", "x", "2", "x"]), pa.array([0, 1, 2, 3, 4], pa.int32())
    column = pa.ListArray.from_arrays(starts, items, mask=pa.array([False, True, False, False]))
    assert column.to_pylist() == [["1"], None, ["2"], ["x"]]
    results, settled = _decided(policy, {"b": column}, 4)
    assert (results[0], results[2:], settled) == ("no", ["no", "yes"], 3)


@pytest.mark.parametrize("policy", ["first", "highest", "collect"])
@pytest.mark.parametrize("weighted", [False, True])
def test_rules_are_counted_as_they_are_row_by_row(
    policy: Literal["first", "highest", "collect"], weighted: bool
) -> None:
    """Thousands of rows in several steps, by a plain loop over sets of rules."""
    chance = random.Random(f"{policy}{weighted}")
    results = ("low", "mid", "top")
    given = [chance.choice(results) for _ in range(200)]
    rules = tuple(
        CompiledRule(f"r{number}", In("f", frozenset({number})), (one,), None, "d", "p.yaml", 1)
        for number, one in enumerate(given)
    )
    usual = ("low",)
    table = DecisionTable(
        "d",
        policy,
        results,
        True,
        usual,
        None,
        rules,
        (),
        "d",
        "p.yaml",
        1,
    )
    bits = BitDecision(table, ClauseBlock([rule.when for rule in rules], 0))
    counts, expected = RuleCounts(bits), Counter[tuple[str, bool]]()

    def result(matching: set[int]) -> object:
        if policy == "first":
            return given[min(matching)] if matching else "low"
        if policy == "collect":
            return {given[one] for one in matching} or {"low"}
        return max((given[one] for one in matching), key=results.index, default="low")

    for size in (3000, 1, 1500):
        rows = [set(chance.sample(range(200), chance.choice((0, 1, 1, 2, 9)))) for _ in range(size)]
        weights = np.array([chance.choice((1, 2, 70)) for _ in rows]) if weighted else None
        whole = b"".join(sum(1 << one for one in row).to_bytes(32, "little") for row in rows)
        words = np.ascontiguousarray(np.frombuffer(whole, "<u8").reshape(size, 4).T)
        counts.add(words, bits.results(words), weights)
        for number, row in enumerate(rows):
            for one in {min(row)} if policy == "first" and row else row:
                alone = result(row) != result(row - {one})
                expected[f"r{one}", alone] += 1 if weights is None else int(weights[number])
    assert {(hit.rule.id, hit.alone): rows for hit, rows in counts.hits()} == dict(expected)
