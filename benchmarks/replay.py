"""How fast mentions are decided: masks against `decide` and against a plain loop, as ratios.

    python -m benchmarks.replay [RULES [ROWS]]

CPU time of one process. First one incident at a time, every fact known. Then ROWS of Parquet
(500,000) read, decided and counted as batches, against DuckDB reading the same columns into Arrow,
with all facts known and a fifth of them unknown: mentions of stories that are told again and again,
and mentions of which each is drawn by itself, so that hardly any two are alike. Each file is gone
through by a policy that has seen nothing yet, and then twice more. What a batch leaves open is
counted, not decided. Of a sample each answer is compared with `decide`.
"""

import random
import sys
import time
from collections.abc import Callable, Sequence
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from govcheck.duty.roster import Roster
from govcheck.engine.evaluate import compare, position
from govcheck.engine.masks import MaskedRuleset
from govcheck.engine.reference import decide_as_written as decide
from govcheck.engine.ruleset import (
    All,
    Case,
    Compare,
    CompiledRule,
    DecisionTable,
    Fact,
    HasTag,
    In,
    Predicate,
    Ruleset,
)

if TYPE_CHECKING:
    from govcheck.archives.meanings import Meanings
    from govcheck.replay.batch_side import BatchSide

NOBODY = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)
FACTS = (
    Fact("network", "choice", tuple(f"n{number}" for number in range(8))),
    Fact("author", "choice", tuple(f"a{number}" for number in range(6))),
    Fact("sentiment", "choice", ("positive", "neutral", "negative", "hostile"), ordered=True),
    Fact("topics", "tags", tuple(f"t{number}" for number in range(30)), many=True),
    Fact("followers", "integer", minimum=0),
    Fact("reposts", "number", minimum=0),
)
SEVERITIES = ("sev4", "sev3", "sev2", "sev1")


def some_ruleset(rules: int, chance: random.Random) -> Ruleset:
    """One decision of so many rules of two to four tests."""

    def test(fact: Fact) -> Predicate:
        if fact.many:
            return HasTag(fact.name, chance.choice(fact.values))
        if fact.ordered:
            return Compare(fact.name, ">=", chance.randint(1, 3))
        if fact.values:
            return In(fact.name, frozenset(chance.sample(fact.values, 2)))
        return Compare(fact.name, ">=", chance.choice((100, 1000, 5000, 20_000, 50_000)))

    made = tuple(
        CompiledRule(
            f"r{number}",
            All(tuple(test(fact) for fact in chance.sample(FACTS, chance.randint(2, 4)))),
            (chance.choice(SEVERITIES),),
            None,
            "rules",
            "rules.yaml",
            number,
        )
        for number in range(rules)
    )
    table = DecisionTable(
        "severity", "highest", SEVERITIES, True, ("sev4",), None, made, (), "rules", "rules.yaml", 1
    )
    severity = Fact("severity", "decision", SEVERITIES, True)
    return Ruleset({**{fact.name: fact for fact in FACTS}, "severity": severity}, (table,))


def some_case(chance: random.Random) -> Case:
    """An incident of which everything is known."""
    return Case(
        0,
        {
            "network": chance.choice(FACTS[0].values),
            "author": chance.choice(FACTS[1].values),
            "sentiment": chance.choice(FACTS[2].values),
            "topics": frozenset(chance.sample(FACTS[3].values, chance.randint(0, 3))),
            "followers": int(10 ** chance.uniform(0, 5)),
            "reposts": 10 ** chance.uniform(0, 4),
        },
    )


def plain_loop(ruleset: Ruleset) -> Callable[[Case], str]:
    """The rules one after the other, each up to its first test that fails."""
    decision = ruleset.decisions[0]
    facts = ruleset.facts
    rules = [(rule.when.parts, rule.results[0]) for rule in decision.rules]  # type: ignore[union-attr]
    rank = {result: number for number, result in enumerate(decision.results)}

    def run(case: Case) -> str:
        stated, best = case.facts, decision.otherwise[0]
        for parts, result in rules:
            for one in parts:
                value = stated[one.fact]
                if type(one) is In:
                    if value not in one.values:
                        break
                elif type(one) is HasTag:
                    if one.tag not in value:
                        break
                elif not compare(position(facts[one.fact], value), one.op, one.bound):
                    break
            else:
                if rank[result] > rank[best]:
                    best = result
        return best

    return run


def seconds(run: Callable[[Case], object], cases: Sequence[Case]) -> float:
    """CPU seconds an incident."""
    start = time.process_time()
    for case in cases:
        run(case)
    return (time.process_time() - start) / len(cases)


def some_rows(rows: int, unknown: float, path: str, *, alike: bool) -> None:
    """A table of mentions: of some thousand stories told again and again, or each by itself."""
    import numpy as np
    import pyarrow as pa
    from pyarrow import parquet

    chance, numbers = random.Random(11), np.random.default_rng(11)
    stories = [some_case(chance).facts for _ in range(20_000 if alike else rows)]
    story = numbers.zipf(1.2, rows) % len(stories) if alike else np.arange(rows)
    at = numbers.integers(1_767_225_600, 1_798_000_000, rows)
    columns: dict[str, Any] = {"detected_at": pa.array(at, pa.timestamp("s", "UTC"))}
    for fact in FACTS:
        values = [one[fact.name] for one in stories]
        told = pa.array([sorted(v) if isinstance(v, frozenset) else v for v in values])
        column = told.take(pa.array(story))
        if unknown:
            gone = pa.array(numbers.random(rows) < unknown)
            column = pa.compute.if_else(gone, pa.scalar(None, column.type), column)
        columns[fact.name] = column
    parquet.write_table(pa.table(columns), path, row_group_size=1 << 17)


class BatchTimes(NamedTuple):
    """Nanoseconds a row of going through a file at first, and later; and of DuckDB reading it."""

    first: float
    later: float
    reading: float
    left: float
    """The share that is left open."""
    differs: bool


def batches(ruleset: Ruleset, path: str) -> BatchTimes:
    """What the rows of a file take, and whether answers differ."""
    import duckdb

    from govcheck.archives.meanings import by_name
    from govcheck.replay.batch_side import BatchSide
    from govcheck.replay.replay import ReplaySide
    from govcheck.simulate.program import Program

    program = Program("benchmark", (), ruleset, NOBODY, {}, {})
    means = by_name(ruleset, "UTC")
    side = BatchSide(ReplaySide(program))
    passes = [_pass(side, means, path) for _ in range(3)]
    names = ", ".join(["detected_at", *(fact.name for fact in FACTS)])
    reading = []
    for _ in range(3):
        with duckdb.connect(config={"threads": 1}) as connection:
            begun = time.process_time()
            for _ in connection.sql(f"select {names} from '{path}'").to_arrow_reader(1 << 16):
                pass
            reading.append(time.process_time() - begun)
    rows, left = passes[0][1:3]
    first, *later = (spent / rows * 1e9 for spent, *_ in passes)
    return BatchTimes(
        first,
        sum(later) / len(later),
        sorted(reading)[1] / rows * 1e9,
        left / rows,
        any(differs for *_, differs in passes),
    )


def _pass(side: "BatchSide", means: "Meanings", path: str) -> tuple[float, int, int, bool]:
    """The seconds that a file takes, its rows, those left open, and whether answers differ."""
    import numpy as np

    from govcheck.archives.parquet import batches as read
    from govcheck.replay.batch_side import KeptRows, RowBatch
    from govcheck.replay.instants import of_timestamps
    from govcheck.replay.portion import SidePortion

    ruleset = side.side.program.ruleset
    rows, left, differs = 0, 0, False
    spent = 0.0
    begun = time.process_time()
    for batch in read(path, means.wanted):
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        at = of_timestamps(columns["detected_at"], "UTC")
        numbers = np.arange(batch.num_rows)
        kept = KeptRows(RowBatch("rows", rows + 1, batch.num_rows, columns), numbers, at, columns)
        decided = side.decide(kept, means, SidePortion(), open_too=False)
        rows += batch.num_rows
        left += int((~decided.settled).sum())
        spent += time.process_time() - begun
        for row in range(0, batch.num_rows, batch.num_rows // 100):
            if decided.settled[row]:
                facts = side.side.reader(means).read(kept.row(row)).facts
                (expected,) = decide(ruleset, NOBODY, Case(int(at[row]), facts), matches=False)
                found = side.kinds[decided.kinds[row]].results["severity"]
                differs = differs or found != expected.result
        begun = time.process_time()
    return spent, rows, left, differs


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code is 1 where two answers differ."""
    rules = int(arguments[0]) if arguments else 200
    chance = random.Random(7)
    ruleset = some_ruleset(rules, chance)
    cases = [some_case(chance) for _ in range(5000)]
    masked, loop = MaskedRuleset(ruleset, NOBODY), plain_loop(ruleset)
    for case in cases[:2000]:
        expected = decide(ruleset, NOBODY, case)
        if masked.settled(case) != expected or loop(case) != expected[0].result[0]:
            print("the answers differ:", case)
            return 1
    engine = seconds(lambda case: decide(ruleset, NOBODY, case), cases[:1000])
    plain, fast = seconds(loop, cases), seconds(masked.settled, cases)
    print(f"{rules} rules, everything known, CPU time an incident")
    print(f"  decide      {engine * 1e6:8.1f} us")
    print(f"  plain loop  {plain * 1e6:8.1f} us")
    print(f"  masks       {fast * 1e6:8.1f} us")
    print(f"  masks are {engine / fast:.0f} times decide, {plain / fast:.1f} times the plain loop")
    rows = int(arguments[1]) if len(arguments) > 1 else 500_000
    for alike in (True, False):
        print(f"{rows:,} rows of Parquet, {'many of them' if alike else 'hardly any two'} alike")
        for unknown in (0.0, 0.2):
            with TemporaryDirectory() as folder:
                path = f"{folder}/rows.parquet"
                some_rows(rows, unknown, path, alike=alike)
                found = batches(ruleset, path)
            if found.differs:
                print("the answers differ")
                return 1
            print(f"  {unknown:.0%} unknown, {found.left:.1%} left open:")
            for name, mine in (("at first", found.first), ("later", found.later)):
                times = mine / found.reading
                print(
                    f"    {name:8} {mine:6.0f} ns a row, {times:.1f} times DuckDB reading it"
                    f" ({found.reading:.0f})"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
