"""Spark: the parts of an archive counted by its workers, each as this machine would count it.

What is shipped is the job as bytes and the names of files, which every worker has to see.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from govcheck.cache.values import dump_value, load_value
from govcheck.errors import GovcheckError
from govcheck.replay.archive_part import ArchivePart
from govcheck.replay.parts import PartCount, ReplayJob, begun, packed
from govcheck.translation import said


def counted_by_spark(
    job: ReplayJob, parts: Sequence[ArchivePart], workers: int, python: str
) -> Iterator[tuple[int, PartCount]]:
    """The number of each part and what it adds up to. Raises GovcheckError without Spark.

    A session that is there is used, else one on this machine with so many workers; `python` is the
    interpreter that they run.
    """
    session = _session(workers, python)
    content = packed(job)
    rows = [(number, dump_value(part)) for number, part in enumerate(parts)]
    frame = session.createDataFrame(rows, "number long, part binary")
    found = frame.repartition(max(len(rows), 1)).mapInArrow(
        _Counting(content), "number long, found binary"
    )
    for number, answer in found.toLocalIterator():
        yield number, load_value(bytes(answer))


class _Counting:
    """What each worker does with batches of parts."""

    def __init__(self, job: bytes) -> None:
        self._job = job

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        count = begun(self._job)
        for batch in batches:
            for number, part in zip(*(one.to_pylist() for one in batch.columns), strict=True):
                found = count(load_value(part))
                yield pa.RecordBatch.from_arrays(
                    [pa.array([number], pa.int64()), pa.array([found], pa.binary())],
                    ["number", "found"],
                )


def _session(workers: int, python: str) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise GovcheckError(
            said("`--engine spark` needs `pyspark`; install the program with its extra `spark`")
        ) from None
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    try:
        session = (
            SparkSession.builder.master(f"local[{workers}]")
            .appName("govcheck replay")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
    except Exception as error:  # the library has no class of its own for a lack of Java
        raise GovcheckError(said("Spark does not start; it needs Java 17 or later")) from error
    session.sparkContext.pythonExec = python  # else the first `python3` of the path
    return session
