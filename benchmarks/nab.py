"""Real surges: how many are called within an hour, and how many calls are false.

    python -m benchmarks.nab FOLDER [PERCENT]

FOLDER has the counts of mentions of ten brands, every five minutes for eight weeks, and
`labelled_windows.json` with their surges, as the Numenta Anomaly Benchmark publishes them. Every
mention becomes a row of Parquet, with facts drawn by chance (always the same); PERCENT of them are
taken (100 by default), as a sample. What `reposts_per_hour` says is how many mentions of the brand
there were in the hour before. Each brand has its own threshold, a multiple of its usual hour. A
call is somebody told of a mention of sev2 or worse after an hour without one; it is false where no
surge is labelled. A surge is called within an hour where that is so up to an hour after its label,
which is the middle of its window.
"""

import csv
import json
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyarrow as pa
from pyarrow import parquet

from govcheck.archives.meanings import by_name
from govcheck.archives.parquet import batches
from govcheck.duty.roster import Roster
from govcheck.engine.ruleset import All, Compare, CompiledRule, DecisionTable, Fact, In, Ruleset
from govcheck.replay.batch_side import RowBatch
from govcheck.replay.batches import BatchReplay
from govcheck.replay.replay import ArchiveReplay, ReplayRequest
from govcheck.simulate.program import Program

STEP: Final = 300
HOUR: Final = 3600
WEEK: Final = 7 * 24 * HOUR
TIMES: Final = (2, 3, 5, 8)
"""Thresholds, as multiples of a brand's usual hour."""
TONES: Final = ("positive", "neutral", "negative", "hostile")


def counts_of(path: Path) -> list[tuple[int, int]]:
    """The instant of each count and the count, of one brand."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(seconds(row["timestamp"]), int(row["value"])) for row in csv.DictReader(file)]


def seconds(text: str) -> int:
    """The instant of a text, which is in UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def policy(usual: float, times: int) -> Program:
    """Sev2 where a brand has so many times its usual mentions, sev1 where they are hostile."""
    facts = (
        Fact("reposts_per_hour", "number", minimum=0),
        Fact("sentiment", "choice", TONES, ordered=True),
    )
    many = Compare("reposts_per_hour", ">=", usual * times)
    rules = (
        CompiledRule("hostile", All((many, In("sentiment", frozenset({"hostile"})))), ("sev1",),
                     None, "rules", "rules.yaml", 1),
        CompiledRule("surge", many, ("sev2",), None, "rules", "rules.yaml", 2),
    )  # fmt: skip
    table = DecisionTable(
        "severity", "highest", ("sev4", "sev2", "sev1"), True, ("sev4",), None, rules, (),
        "rules", "rules.yaml", 1,
    )  # fmt: skip
    named = {fact.name: fact for fact in facts}
    named["severity"] = Fact("severity", "decision", table.results, ordered=True)
    roster = Roster("UTC", {}, {}, {}, {}, {}, {}, {}, {}, None)
    return Program("brand", (), Ruleset(named, (table,)), roster, {}, {})


def expanded(counts: Sequence[tuple[int, int]], percent: float, seed: int) -> Iterator[pa.Table]:
    """Every mention as a row, at a random second of its five minutes."""
    chance = random.Random(seed)
    at: list[int] = []
    before: list[float] = []
    tone: list[str] = []
    window = [count for _, count in counts]
    for number, (start, count) in enumerate(counts):
        hour = sum(window[max(0, number - 12) : number])
        for _ in range(count):
            second, sentiment = chance.randrange(STEP), chance.choices(TONES, (4, 4, 2, 1))[0]
            if chance.random() * 100 < percent:
                at.append(start + second)
                before.append(float(hour))
                tone.append(sentiment)
    order = sorted(range(len(at)), key=at.__getitem__)
    yield pa.table(
        {
            "detected_at": pa.array([at[n] for n in order], pa.timestamp("s", "UTC")),
            "reposts_per_hour": [before[n] for n in order],
            "sentiment": [tone[n] for n in order],
        }
    )


def calls_of(hits: Sequence[int]) -> list[int]:
    """The hours in which somebody is called: the first of some with a hit, one after the other."""
    return [hour for hour in hits if hour - HOUR not in set(hits)]


def main(arguments: Sequence[str]) -> int:
    """Print the figures."""
    folder = Path(arguments[0])
    percent = float(arguments[1]) if len(arguments) > 1 else 100.0
    windows = json.loads((folder / "labelled_windows.json").read_text(encoding="utf-8"))
    found = {times: [0, 0, 0] for times in TIMES}
    surges = weeks = rows = 0
    spent = 0.0
    for seed, path in enumerate(sorted(folder.glob("Twitter_volume_*.csv"))):
        counts = counts_of(path)
        usual = max(1.0, 12 * statistics.median(count for _, count in counts))
        spans = [tuple(map(seconds, window)) for window in windows[path.name]]
        surges += len(spans)
        weeks += (counts[-1][0] - counts[0][0]) / WEEK
        with TemporaryDirectory() as place:
            file = f"{place}/{path.stem}.parquet"
            for table in expanded(counts, percent, seed):
                parquet.write_table(table, file)
                rows += table.num_rows
            for times in TIMES:
                program = policy(usual, times)
                replay = ArchiveReplay(program, ReplayRequest(by="hour"))
                means = by_name(program.ruleset, "UTC")
                by_batch, number = BatchReplay(replay), 1
                begun = time.process_time()
                for batch in batches(file, means.wanted):
                    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
                    by_batch.add(RowBatch(path.stem, number, batch.num_rows, columns), means)
                    number += batch.num_rows
                spent += time.process_time() - begun
                hits = sorted({hour for hour, name, _ in replay.sum().arrivals if name != "sev4"})
                result = found[times]
                for start, end in spans:
                    first = next((hour for hour in hits if start - HOUR < hour < end), None)
                    result[0] += first is not None
                    result[1] += first is not None and first <= (start + end) // 2 + HOUR
                result[2] += sum(
                    not any(start - HOUR < hour < end for start, end in spans)
                    for hour in calls_of(hits)
                )
    print(f"{rows:,} mentions of ten brands, {surges} labelled surges, {weeks / 10:.1f} weeks each")
    print(f"{spent / rows / len(TIMES) * 1e9:.0f} ns of CPU time a mention, decided and counted")
    print("called at  surges called  within an hour  false calls a brand and week")
    for times, (called, soon, false) in found.items():
        print(
            f"{times:>7} x  {called:>5} of {surges}  {soon:>8} of {surges}  {false / weeks:>28.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
