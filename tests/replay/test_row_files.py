"""Rows with their results: their own columns as they were, and what the engine says of each."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from govcheck.archives.archive_part import ArchivePart
from govcheck.archives.meanings import RowReader
from govcheck.archives.rows import MentionRow
from govcheck.cli.main import run
from govcheck.engine.decide import decide
from govcheck.engine.ruleset import Case
from govcheck.errors import GovcheckError
from govcheck.replay.consequences import night_of
from govcheck.replay.parts import ReplayJob, parts_of
from govcheck.simulate.outcome import PlayedIncident
from govcheck.simulate.play import play
from govcheck.simulate.program import Program
from govcheck.workspace.counting import ReplayRun, RowFolder, counts

from . import test_batches
from .test_batches import job_of, some_rows

pa = pytest.importorskip("pyarrow")
pytest.importorskip("numpy")
from pyarrow import parquet  # noqa: E402 - of the extra that is there

from govcheck.archives import parquet as parquet_batches  # noqa: E402
from govcheck.archives.tables import plain_cells  # noqa: E402

program = test_batches.program  # the fixture


def archive(rows: Sequence[dict[str, Any]], path: Path) -> Any:
    """Rows among columns of others' types, some of which nothing reads."""
    names = sorted({name for row in rows for name in row})
    numbers = range(len(rows))
    columns = {name: pa.array([row.get(name) for row in rows]) for name in names}
    columns["network"] = columns["network"].dictionary_encode()
    columns["Text of it"] = pa.array([f"# {number} \u00fc" for number in numbers])
    columns["paid"] = pa.array([Decimal(number) / 8 for number in numbers], pa.decimal128(9, 3))
    columns["nested"] = pa.array([{"a": [number]} if number % 3 else None for number in numbers])
    columns["seen"] = pa.array(numbers, pa.timestamp("ns"))
    columns["raw"] = pa.array([bytes([number % 256]) for number in numbers])
    table = pa.table(columns).replace_schema_metadata({"theirs": "kept"})
    parquet.write_table(table, path, row_group_size=25)
    return table


def parts(job: ReplayJob, path: Path) -> Iterator[ArchivePart]:
    """A part for each row group."""
    for part in parts_of("a.parquet", str(path), 0, job.meanings[0]):
        first = part.first
        for group in range(*(part.groups or (0, 0))):
            rows = parquet.ParquetFile(path).metadata.row_group(group).num_rows
            yield part._replace(first=first, rows=rows, groups=(group, group + 1))
            first += rows


def written(job: ReplayJob, path: Path, folder: Path, run: ReplayRun) -> dict[str, bytes]:
    rows = RowFolder(str(folder), str(folder.parent / "policy"), {"policy": {"revision": "abc"}})
    found, faults = counts(job, [*parts(job, path)], run._replace(rows=rows, policy="p"))
    assert not faults
    assert found.rows == parquet.ParquetFile(path).metadata.num_rows
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


def expected(program: Program, at: int, facts: dict[str, Any], prefix: str) -> dict[str, Any]:
    """What the engine decides of an incident, and whom a play of it tells."""
    found: dict[str, Any] = {}
    for one in decide(program.ruleset, program.roster, Case(at, facts)):
        name = prefix + one.decision.name
        many = one.decision.hit_policy == "collect"
        found[name] = [*one.result] if many else one.result[0]
        found[f"{name}_possible"] = [*one.possible]
        for end, possible in (("matched", False), ("may_match", True)):
            found[f"{name}_{end}"] = [
                f"{match.rule.document}/{match.rule.id}"
                for match in one.matched
                if match.possible is possible
            ]
    outcome = play(program, PlayedIncident("", "", Case(at, facts), at, at), explain=False)
    told: dict[str, bool] = {}
    for event in outcome.timeline:
        for person in event.people if event.event in ("notify", "convene") else ():
            night = night_of(event.at, program.roster.people[person.person].timezone)
            told[person.person] = told.get(person.person, False) or night is not None
    found[f"{prefix}told"] = sorted(told)
    found[f"{prefix}told_at_night"] = sorted(one for one, night in told.items() if night)
    found[f"{prefix}late"] = len(outcome.missed)
    found[f"{prefix}untold"] = len(outcome.untold)
    return found


@pytest.mark.parametrize("unknown", [0.0, 0.4, 0.3])
def test_each_row_says_what_the_engine_says_of_it(
    program: Program, tmp_path: Path, unknown: float
) -> None:
    job, path, out = job_of(program), tmp_path / "a.parquet", tmp_path / "out"
    own = archive(some_rows(program, 60, unknown, 8), path)
    written(job, path, out, ReplayRun())
    files = sorted(out.iterdir())
    assert [one.name for one in files] == [f"0000{n}-a.parquet" for n in (1, 2, 3)]
    found = pa.concat_tables(parquet.read_table(one) for one in files)
    theirs = found.select(own.column_names)
    assert theirs.equals(parquet.read_table(path))
    assert [field.type for field in theirs.schema] == [field.type for field in own.schema]
    metadata = parquet.read_schema(files[1]).metadata
    assert metadata[b"theirs"] == b"kept"
    about = json.loads(metadata[b"govcheck"])
    assert about == {
        "format": 1, "policy": {"revision": "abc"}, "archive": "a.parquet", "first_row": 26,
    }  # fmt: skip
    assert job.before is not None
    sides = [(program, "govcheck_"), (job.before, "govcheck_before_")]
    readers = [RowReader(one.ruleset, job.meanings[0]) for one, _ in sides]
    columns = [plain_cells(one.combine_chunks()) for one in own.columns]
    skipped = 0
    for number, result in enumerate(found.drop_columns(own.column_names).to_pylist()):
        cells = dict(zip(own.column_names, (one[number] for one in columns), strict=True))
        row = MentionRow("", cells)
        assert result["govcheck_place"] == f"a.parquet:{number + 1}"
        at = readers[0].instant(row)
        if isinstance(at, str) or at < (job.asked.start or 0):
            reason = at if isinstance(at, str) else "it is before `--from`"
            assert result.pop("govcheck_skipped") == reason
            del result["govcheck_place"]
            assert {value for name, value in result.items() if "govcheck" in name} == {None}
            skipped += 1
            continue
        assert result["govcheck_skipped"] is None
        for (policy, prefix), reader in zip(sides, readers, strict=True):
            for name in (f"{prefix}told", f"{prefix}told_at_night"):
                result[name].sort()
            wanted = expected(policy, at, dict(reader.read(row).facts), prefix)
            assert {name: result[name] for name in wanted} == wanted
            asked = set(result[f"{prefix}undecided"])
            assert asked <= set(policy.ruleset.facts) - set(reader.read(row).facts)
    assert 0 < skipped < 20


def test_the_same_bytes_whoever_reads_and_however_many(
    program: Program,
    tmp_path: Path,
) -> None:
    job, path = job_of(program), tmp_path / "a.parquet"
    archive(some_rows(program, 60, 0.2, 9), path)
    first = written(job, path, tmp_path / "first", ReplayRun())
    assert len(first) == 3
    pytest.importorskip("duckdb")
    assert written(job, path, tmp_path / "duck", ReplayRun("duckdb")) == first
    kept = ReplayRun(workers=2, folder=str(tmp_path / "kept"))
    again = tmp_path / "again"
    assert written(job, path, again, kept) == first
    (again / "00002-a.parquet").unlink()
    assert written(job, path, again, kept) == first, "what is missing is written once more"


def test_spark_writes_the_same_bytes(
    program: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
    if shutil.which("java") is None:
        pytest.skip("there is no Java, which Spark needs")
    job, path = job_of(program), tmp_path / "a.parquet"
    archive(some_rows(program, 60, 0.2, 9), path)
    spark = ReplayRun("spark", workers=2, python=sys.executable)
    here = written(job, path, tmp_path / "here", ReplayRun())
    assert written(job, path, tmp_path / "there", spark) == here
    monkeypatch.setattr("govcheck.replay.spark._state", lambda _: (0, 0))  # as on no worker's disk
    assert written(job, path, tmp_path / "sent", spark) == here


def test_a_worker_of_another_program_counts_nothing(program: Program, tmp_path: Path) -> None:
    from govcheck.cache.values import dump_value, load_value
    from govcheck.replay.parts import packed
    from govcheck.replay.spark import _Counting, _program, _state

    class Job:
        value = packed(job_of(program))

    path = tmp_path / "a.parquet"
    archive(some_rows(program, 5, 0.2, 9), path)
    (part,) = parts(job_of(program), path)
    state = _state(part.path)

    def answers(program: str, state: object) -> list[tuple[str, bytes]]:
        batches = _Counting(Job, dump_value(part), program, state, None)(iter([None]))  # type: ignore[arg-type]
        return [
            (row["kind"], row["content"]) for batch in batches for row in batch.to_pylist()
        ]  # fmt: skip

    assert answers("another", state) == [("other", _program().encode())]
    assert answers(_program(), (1, 2)) == [("unseen", b"")]
    ((kind, content),) = answers(_program(), state)
    assert kind == "count"
    assert load_value(content).portion.rows == 5


def test_no_file_of_another_run_is_touched(
    program: Program,
    tmp_path: Path,
) -> None:
    job, path, out = job_of(program), tmp_path / "a.parquet", tmp_path / "out"
    archive(some_rows(program, 30, 0.2, 9), path)
    first = written(job, path, out, ReplayRun())
    assert written(job, path, out, ReplayRun()) == first
    later = job._replace(asked=job.asked._replace(start=None))
    with pytest.raises(GovcheckError, match="not of this run"):
        written(later, path, out, ReplayRun())
    (out / "mine.parquet").write_bytes(b"mine")
    with pytest.raises(GovcheckError, match=r"mine\.parquet` is not of this run"):
        written(job, path, out, ReplayRun())
    assert {one.name: one.read_bytes() for one in out.iterdir()} == {
        **first,
        "mine.parquet": b"mine",
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(__file__).parents[2]
    for name in ("policies", "archives", "templates", "archive"):
        shutil.copytree(root / name, tmp_path / "policy" / name)
    monkeypatch.chdir(tmp_path / "policy")
    monkeypatch.setenv("GOVCHECK_CACHE_DIR", "")
    monkeypatch.setenv("GOVCHECK_LANG", "en")
    return tmp_path / "policy"


def replayed(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["replay", *arguments])
    out, err = capfd.readouterr()
    return code, out, err


def test_a_table_of_text_has_all_its_columns(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    report = replayed(capfd, "--map", "listening-tool", "--format", "json")
    assert replayed(
        capfd, "--map", "listening-tool", "--format", "json", "--output", "rows"
    ) == report, "the report is the same"  # fmt: skip
    (file,) = (folder / "rows").iterdir()
    assert file.name == "00001-mentions-2026-autumn.parquet"
    rows = parquet.read_table(file).to_pylist()
    source = (folder / "archive/mentions-2026-autumn.csv").read_text("utf-8").splitlines()
    header = source[0].lstrip("\ufeff").split(";")
    assert [[row[name] for name in header] for row in rows] == [
        line.split(";") for line in source[1:]
    ]
    found = json.loads(report[1])
    assert len(rows) == found["archive"]["rows"]
    assert found["decisions"]["severity"] == {
        one: sum(row["govcheck_severity"] == one for row in rows)
        for one in ("sev4", "sev3", "sev2", "sev1")
    }
    told = sum(len(row["govcheck_told"]) for row in rows)
    assert told == sum(one["told"] for one in found["people"])


def test_lines_of_json_of_any_shape(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    lines: list[dict[str, object]] = [
        {"detected_at": "2026-11-03 23:40", "topics": ["safety"], "followers": 60000},
        {"detected_at": "never", "more": {"a": [1, None]}, "topics": "safety"},
    ]
    lines[0]["mention"] = "\ud800"
    text = "\n".join((json.dumps(lines[0]), "{torn", json.dumps(lines[1])))
    (folder / "a.jsonl").write_text(text)
    code, _, err = replayed(capfd, "a.jsonl", "--output", "rows/")
    assert code == 0, err
    (file,) = (folder / "rows").iterdir()
    first, torn, last = parquet.read_table(file).to_pylist()
    assert first["topics"] == '["safety"]'
    assert first["followers"] == "60000"
    assert first["mention"] == "\\ud800"
    assert first["more"] is None
    assert "safety" in first["govcheck_severity_matched"][0]
    assert torn["govcheck_skipped"] == "it is not JSON"
    assert torn["topics"] is None
    assert last["more"] == '{"a": [1, null]}'
    assert last["govcheck_severity"] is None
    assert last["govcheck_place"] == "a.jsonl:3"


def test_columns_of_one_name_are_told_apart(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content = "detected_at,topics,n,n,\n2026-11-03 23:40,safety,1,2,3\n"
    (folder / "a.csv").write_bytes(content.encode("utf-16"))
    code, _, err = replayed(capfd, "a.csv", "--output", "rows")
    assert code == 0, err
    (row,) = parquet.read_table(next((folder / "rows").iterdir())).to_pylist()
    assert [*row.items()][1:5] == [("topics", "safety"), ("n", "1"), ("n (2)", "2"), ("", "3")]


def test_a_report_is_no_folder(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("out.json", "out.md", "out.html", "out.TXT"):
        code, out, _ = replayed(capfd, "archive/*.csv", "--output", name)
        assert (code, out) == (0, "")
        assert (folder / name).is_file()
    (folder / "kept").write_text("")
    assert replayed(capfd, "archive/*.csv", "--output", "kept")[0] == 0
    assert "240" in (folder / "kept").read_text()


def test_what_no_rows_are_written_into(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (folder / "link").symlink_to(outside)
    (folder / "real").mkdir()
    (folder / "file").write_text("")
    for name, words in (
        ("policies/rows", "is a folder of the policy"),
        ("archives/", "is a folder of the policy"),
        ("real/../policies/", "is a folder of the policy"),
        ("link", "is a symbolic link"),
        ("link/", "is a symbolic link"),
        ("link/rows", "is a symbolic link"),
        ("file/rows", "cannot be written"),
    ):
        code, out, err = replayed(capfd, "archive/*.csv", "--output", name)
        assert (code, out) == (2, ""), err
        assert words in err
    assert not [*outside.iterdir()]
    code, _, err = replayed(capfd, "-", "--output", "rows")
    assert code == 2
    assert "name a file" in err


def test_no_link_is_written_through_and_no_half_file_stays(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, name = folder / "rows", "00001-mentions-2026-autumn.parquet"
    rows.mkdir()
    secret = folder.parent / "secret"
    secret.write_text("kept")
    (rows / f"{name}.new").symlink_to(secret)
    assert replayed(capfd, "--map", "listening-tool", "--output", "rows")[0] == 0
    assert secret.read_text() == "kept"
    assert [one.name for one in rows.iterdir()] == [name]

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet.ParquetWriter, "write_batch", full)
    code, out, err = replayed(capfd, "--map", "listening-tool", "--output", "full")
    assert code == 2
    assert "240" in out, "the report is whole all the same"
    assert "full/00001" in err
    assert "cannot be written: no space left on device" in err
    assert not [*(folder / "full").iterdir()]


def test_results_are_not_replayed_as_if_they_were_the_archive(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert replayed(capfd, "--map", "listening-tool", "--output", "rows")[0] == 0
    asked = ("rows/*.parquet", "--map", "listening-tool")
    assert replayed(capfd, *asked)[0] == 0
    code, _, err = replayed(capfd, *asked, "--output", "again")
    assert code == 2
    assert "has a column `govcheck_place`, as results are called" in err


def test_a_run_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """Of a large row group, by its parts; no process is left behind."""
    rows, kept = 5 * parquet_batches.BATCH, tmp_path / "kept"
    at = pa.array([1_775_000_000 + 60 * (n % 9000) for n in range(rows)], pa.timestamp("s", "UTC"))
    table = pa.table({"detected_at": at, "followers": pa.array(range(rows))})
    parquet.write_table(table, tmp_path / "a.parquet", row_group_size=rows)
    root = tmp_path / "policy"
    for name in ("policies", "templates"):
        shutil.copytree(Path(__file__).parents[2] / name, root / name)
    asked = ("replay", str(tmp_path / "a.parquet"), "--format", "json", "--workers", "2")
    command = [sys.executable, "-P", "-m", "govcheck", *asked]
    environment = {**os.environ, "GOVCHECK_CACHE_DIR": "", "GOVCHECK_LANG": "en"}

    def whole(*more: str) -> bytes:
        return subprocess.run(
            [*command, *more], cwd=root, env=environment, check=True, stdout=subprocess.PIPE
        ).stdout

    with subprocess.Popen(
        [*command, "--parts", str(kept)], cwd=root, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as killed:  # fmt: skip
        while not [*kept.glob("*.part")]:
            assert killed.poll() is None
            time.sleep(0.02)
        killed.kill()
        assert killed.stdout is not None
        assert not killed.stdout.read()  # which ends once its workers have ended, too
    done = {one: one.stat().st_mtime_ns for one in kept.glob("*.part")}
    if len(done) == 5:  # it was too fast
        done.popitem()[0].unlink()
    assert whole("--parts", str(kept)) == whole()
    assert len([*kept.glob("*.part")]) == 5
    assert {one: one.stat().st_mtime_ns for one in done} == done
