"""Batches count what rows count one by one, whoever reads them and in however many parts."""

import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from govcheck.archives.archive_part import ArchivePart
from govcheck.archives.meanings import by_name
from govcheck.archives.rows import rows_of
from govcheck.load.repository import load_repository
from govcheck.load.tree import WorkTree
from govcheck.replay.classes import MentionClass
from govcheck.replay.differences import (
    Decider,
    Differences,
    Example,
    MentionDifference,
    Way,
    example,
)
from govcheck.replay.parts import ReplayJob, counted, parts_of
from govcheck.replay.replay import ArchiveReplay, Replayed, ReplayRequest, replayed
from govcheck.simulate.compile import compile_program
from govcheck.simulate.program import Program
from govcheck.workspace.counting import ReplayRun, counts

from .test_replay import some_facts

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")
from pyarrow import parquet  # noqa: E402 - of the extra that is there

ROOT = Path(__file__).parents[2]
SPRING = datetime(2026, 3, 28)  # noqa: DTZ001 - as an export has it, on the clocks of Berlin


@pytest.fixture(scope="module")
def program() -> Program:
    repository = load_repository(WorkTree(str(ROOT)), templates=False)
    return compile_program(repository.policy, repository.line)[0]


def without_a_rule(program: Program) -> Program:
    severity = next(one for one in program.ruleset.decisions if one.name == "severity")
    fewer = tuple(rule for rule in severity.rules if rule.id != "product-safety-mass")
    changed = severity._replace(rules=fewer)
    decisions = tuple(changed if one is severity else one for one in program.ruleset.decisions)
    return program._replace(ruleset=program.ruleset._replace(decisions=decisions))


def some_rows(program: Program, number: int, unknown: float, seed: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    kinds = [some_facts(program, chance, unknown) for _ in range(8)]
    rows = []
    for _ in range(number):
        facts: dict[str, Any] = dict(chance.choice(kinds))
        if chance.random() < 0.2:
            facts.update([*some_facts(program, chance, unknown).items()][:2])
        facts = {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name, value in facts.items()
        }
        odd = chance.random()
        if odd < 0.04:
            facts["topics"] = ["safety", "nope"] if odd < 0.02 else []
        elif odd < 0.08:
            facts["followers"] = -5
        elif odd < 0.12:
            facts["accounts_lost"], facts["accounts_held"] = 9, 3
        when = SPRING + timedelta(minutes=chance.randrange(60 * 24 * 4))
        rows.append({**facts, "detected_at": None if chance.random() < 0.02 else when})
    return rows


def written(rows: list[dict[str, Any]], path: Path, group: int) -> None:
    names = sorted({name for row in rows for name in row})
    table = pa.table({name: [row.get(name) for row in rows] for name in names})
    parquet.write_table(table, path, row_group_size=group)


def one_by_one(job: ReplayJob, path: Path) -> Replayed:
    replay = ArchiveReplay(job.program, job.asked, job.before)
    with path.open("rb") as file:
        replay.add(rows_of("a.parquet", file, job.meanings[0].wanted), job.meanings[0])
    return replay.sum()


def in_parts(job: ReplayJob, path: Path, run: ReplayRun) -> Replayed:
    parts: list[Any] = []
    for part in parts_of("a.parquet", str(path), 0, job.meanings[0]):
        first = part.first
        for group in range(*(part.groups or (0, 0))):
            rows = parquet.ParquetFile(path).metadata.row_group(group).num_rows
            parts.append(ArchivePart("a.parquet", str(path), 0, first, rows, (group, group + 1)))
            first += rows
    portion, faults = counts(job, parts, run)
    assert not faults
    return replayed(portion, job.program, compared=job.before is not None)


def job_of(program: Program) -> ReplayJob:
    means = by_name(program.ruleset, program.roster.timezone)
    asked = ReplayRequest(start=int(SPRING.replace(tzinfo=UTC).timestamp()) + 3600, by="hour")
    return ReplayJob(program, without_a_rule(program), asked, (means,))


@pytest.mark.parametrize("unknown", [0.0, 0.3])
def test_batches_count_what_rows_count_one_by_one(
    program: Program, tmp_path: Path, unknown: float
) -> None:
    job, path = job_of(program), tmp_path / "a.parquet"
    written(some_rows(program, 160, unknown, 4), path, 70)
    found = in_parts(job, path, ReplayRun())
    assert found == one_by_one(job, path)
    assert found.bad_values
    assert found.skipped
    assert found.against is not None


def test_each_engine_and_any_number_of_processes_says_the_same(
    program: Program, tmp_path: Path
) -> None:
    """To the byte, and once again from what parts were kept."""
    job, path = job_of(program), tmp_path / "a.parquet"
    written(some_rows(program, 60, 0.0, 5), path, 25)
    expected = in_parts(job, path, ReplayRun())
    pytest.importorskip("duckdb")
    assert in_parts(job, path, ReplayRun("duckdb")) == expected
    folder = str(tmp_path / "parts")
    assert in_parts(job, path, ReplayRun(workers=2, folder=folder)) == expected
    assert len([*Path(folder).iterdir()]) == 3
    next(iter(Path(folder).iterdir())).write_bytes(b"torn")
    assert in_parts(job, path, ReplayRun(folder=folder)) == expected


def test_spark_says_the_same(program: Program, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark needs")
    import sys

    job, path = job_of(program), tmp_path / "a.parquet"
    written(some_rows(program, 60, 0.0, 5), path, 25)
    spark = ReplayRun("spark", workers=2, python=sys.executable)
    assert in_parts(job, path, spark) == in_parts(job, path, ReplayRun())


def test_parts_come_in_their_order_and_keep_their_places(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    written([{"detected_at": None, "topics": ["safety"]}] * 5, path, 2)
    means = by_name(program.ruleset, program.roster.timezone)
    job = ReplayJob(program, None, ReplayRequest(), (means,))
    (part,) = parts_of("a.parquet", str(path), 0, means)
    assert (part.rows, part.groups) == (5, (0, 3))
    last = part._replace(first=4, rows=1, groups=(2, 3))
    found = [count.portion.skipped.skipped for _, count in counted(job, [last, part], 1)]
    assert [one.example for (one,) in found] == ["a.parquet:5", "a.parquet:1"]


def test_rows_are_looked_at_by_themselves_only_while_examples_are_wanted(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, path = job_of(program), tmp_path / "a.parquet"
    job = job._replace(asked=job.asked._replace(examples=1))
    loud = {"followers": 60_000, "injury": "none", "detected_at": SPRING + timedelta(days=1)}
    facts = program.ruleset.facts
    rows = [
        {**loud, "topics": ["safety"], "mention": mention, "network": network}
        for mention in facts["mention"].values
        for network in facts["network"].values
    ]
    written(rows, path, len(rows))
    looked: list[str] = []

    def counted_example(name: str, *classes: MentionClass) -> Example:
        looked.append(name)
        return example(name, *classes)

    monkeypatch.setattr("govcheck.replay.batches.example", counted_example)
    assert in_parts(job, path, ReplayRun()) == one_by_one(job, path)
    everything = job._replace(asked=job.asked._replace(examples=1000))
    against = one_by_one(everything, path).against
    assert against is not None
    ways = {tuple(one[:3] for one in shown.differences) for shown in against.examples}
    assert len(looked) == len(ways) > 0


@pytest.mark.parametrize("parts", [1, 4])
def test_examples_have_different_reasons_where_there_are_some(parts: int) -> None:
    """However the rows come in parts, and however many have the first reason."""
    rows = "aaaaaaaabaaaacbbbbaaddaa"
    way = (("severity", ("sev3",), ("sev2",)),)
    rare = (("severity", ("sev4",), ("sev3",)),)

    def shown(number: int, way: Way, rule: str) -> Example:
        ((name, before, after),) = way
        by = (Decider(rule, None),)
        return Example(str(number), (MentionDifference(name, before, after, (), by),))

    whole = Differences(5)
    size = len(rows) // parts
    for start in range(0, len(rows), size):
        part = Differences(5)
        for number, rule in enumerate(rows[start : start + size], start):
            one = rare if rule == "c" else way
            part.add(one, 1)
            part.show(one, shown(number, one, rule))
        whole.merge(part)
    assert [one.id for one in whole.examples()] == ["0", "13", "8", "20", "1"]


def test_what_matters_once_a_fact_is_known_is_told_apart(program: Program, tmp_path: Path) -> None:
    """A rule asks whether `channel` is known, and which kind of mention it is."""
    job, path = job_of(program), tmp_path / "a.parquet"
    facts = {"network": "x", "followers": 50, "topics": ["product"], "author": "customer"}
    at = SPRING + timedelta(days=1)
    kinds = ("news", "claim", "claim")
    written([{**facts, "detected_at": at, "mention": one} for one in kinds], path, 9)
    found = in_parts(job, path, ReplayRun())
    assert found == one_by_one(job, path)
    assert {one.fact: one.rows for one in found.undecided}["channel"] == 2
