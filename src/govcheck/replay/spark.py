"""Spark: the parts of an archive counted by its workers, each as this machine would count it.

The job travels to them as bytes, and what a part adds up to comes back as batches of Arrow, with
the file of its rows where one is wanted: the driver alone writes. A file that a worker does not see
as the driver does is sent to it by Spark. The workers need this very program.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from importlib.resources import files
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final

from govcheck.archives.archive_part import ArchivePart
from govcheck.cache.values import dump_value, load_value
from govcheck.errors import GovcheckError
from govcheck.replay.parts import PartCount, ReplayJob, begun, packed
from govcheck.time.clock import tzdata_version
from govcheck.translation import said

_SCHEMA: Final = "kind string, content binary"
_COUNT, _ROWS, _UNSEEN, _OTHER = "count", "rows", "unseen", "other"
"""What a part adds up to; some bytes of the file of its rows; it is not there; not this program."""
_PIECE: Final = 1 << 20


def counted_by_spark(
    job: ReplayJob, parts: Sequence[ArchivePart], workers: int, python: str
) -> Iterator[tuple[int, PartCount]]:
    """The number of each part and what it adds up to, as they are done.

    A session that is there is used, else the one that `spark-submit` or Spark's settings name, else
    one on this machine with so many workers, which run the interpreter `python`. Raises
    GovcheckError where Spark does not start, or its workers cannot count.
    """
    session = _session(workers, python)
    context = session.sparkContext
    slots = workers if _is_local(context) else max(workers, context.defaultParallelism)
    with TemporaryDirectory(prefix="govcheck-") as folder, ThreadPoolExecutor(slots) as pool:
        cluster = _Cluster(session, context.broadcast(packed(job)), folder)
        asked = {pool.submit(cluster.count, part): number for number, part in enumerate(parts)}
        try:
            for one in as_completed(asked):
                yield asked.pop(one), one.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


class _Cluster:
    """The workers, and which files have been sent to them."""

    def __init__(self, session: Any, job: Any, folder: str) -> None:
        self._session = session
        self._job = job
        self._folder = folder
        self._sent: dict[str, str] = {}
        self._sending = Lock()

    def count(self, part: ArchivePart) -> PartCount:
        """What a part adds up to; its rows are written here."""
        found = self._asked(part, self._sent.get(part.path))
        if found is None:
            found = self._asked(part, self._send(part.path))
        if found is None:
            raise GovcheckError("Spark's workers do not see `{path}`", path=part.path)
        return found

    def _asked(self, part: ArchivePart, sent: str | None) -> PartCount | None:
        """The answer of a worker; None where the file is not there."""
        work = _Counting(self._job, dump_value(part), _program(), _state(part.path), sent)
        frame = self._session.range(0, 1, 1, 1).mapInArrow(work, _SCHEMA)
        from govcheck.replay.row_files import NewFile  # which needs the extra `replay`

        rows: Any = None if part.target is None else NewFile(part.target.path)
        found = other = None
        try:
            for kind, content in frame.toLocalIterator():
                if kind == _OTHER:
                    other = content.decode()
                elif kind == _ROWS and rows.fault is None:
                    try:
                        rows.sink.write(content)
                    except OSError as error:
                        rows.failed(error)
                elif kind == _COUNT:
                    found = load_value(bytes(content))
            if rows is not None and found is not None and (rows.fault or rows.sink.tell()):
                rows.end()
                more = () if rows.fault is None else (rows.fault,)
                found = found._replace(faults=(*found.faults, *more))
        except Exception as error:  # of Spark's own many kinds, and of Py4J's
            raise GovcheckError(
                "Spark cannot count `{called}`: {error}", called=part.name, error=_short(error)
            ) from error
        finally:
            if rows is not None:
                rows.drop()
        if other is not None:
            raise GovcheckError(
                "Spark's workers have another version of the program or of what it needs: "
                "{theirs}, not {ours}",
                theirs=other,
                ours=_program(),
            )
        return found

    def _send(self, path: str) -> str:
        """Have a file sent to whichever worker asks for it; how it is called there."""
        with self._sending:
            if path not in self._sent:
                name = f"archive-{len(self._sent)}"  # of two files one may be called like the other
                os.symlink(os.path.abspath(path), os.path.join(self._folder, name))
                self._session.sparkContext.addFile(f"file://{self._folder}/{name}")
                self._sent[path] = name
            return self._sent[path]


class _Counting:
    """What a worker does with a part."""

    def __init__(
        self, job: Any, part: bytes, program: str, state: tuple[int, int] | None, sent: str | None
    ) -> None:
        self._job = job
        self._part = part
        self._program = program
        self._state = state
        self._sent = sent

    def __call__(self, batches: Iterator[Any]) -> Iterator[Any]:
        import pyarrow as pa

        for _ in batches:
            for kind, content in self._answers():
                yield pa.RecordBatch.from_pydict(
                    {"kind": [kind], "content": pa.array([content], pa.binary())}
                )

    def _answers(self) -> Iterator[tuple[str, bytes]]:
        part: ArchivePart = load_value(self._part)
        if _program() != self._program:
            yield _OTHER, _program().encode()
            return
        if self._sent is not None:
            from pyspark import SparkFiles

            part = part._replace(path=SparkFiles.get(self._sent))
        elif self._state is not None and _state(part.path) != self._state:
            yield _UNSEEN, b""
            return
        with TemporaryDirectory(prefix="govcheck-") as folder:
            target = part.target
            if target is not None:
                target = target._replace(path=os.path.join(folder, "rows.parquet"))
            counted = begun(self._job.value)(part._replace(target=target))
            if target is not None and os.path.exists(target.path):
                with open(target.path, "rb") as file:
                    while content := file.read(_PIECE):
                        yield _ROWS, content
            yield _COUNT, counted


def _state(path: str) -> tuple[int, int] | None:
    """The size of a file and when it changed: by these it is known wherever it is seen."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


@cache
def _program() -> str:
    """What tells this program and that on which its answers depend apart from others, in short."""
    waiting = [files("govcheck")]
    found = []
    while waiting:
        for one in waiting.pop().iterdir():
            if one.is_dir():
                waiting.append(one)
            elif one.name.endswith(".py"):
                found.append(one.read_bytes())
    digest = blake2b(b"".join(sorted(found)), digest_size=6).hexdigest()
    names = [f"{name} {version(name)}" for name in ("govcheck", "pyarrow", "numpy", "holidays")]
    return f"{', '.join(names)}, tzdata {tzdata_version()} ({digest})"


def _short(error: Exception) -> str:
    """What an error of Spark's comes from: the last line of the traceback of a worker, or of it."""
    lines = [line.strip() for line in str(error).split("JVM stacktrace")[0].splitlines()]
    named = [one for one in lines if "Error:" in one or "Exception:" in one]
    return next(reversed(named or [one for one in lines if one]), type(error).__name__)


def _session(workers: int, python: str) -> Any:
    try:
        from pyspark import SparkConf, SparkContext
        from pyspark.sql import SparkSession
    except ImportError:
        raise GovcheckError(
            said("`--engine spark` needs `pyspark`; install the program with its extra `spark`")
        ) from None
    active = SparkSession.getActiveSession()
    if active is not None:
        return active
    try:
        SparkContext._ensure_initialized()  # noqa: SLF001 - else nothing is known of its settings
        builder = SparkSession.builder.appName("govcheck replay")
        if SparkConf().get("spark.master", "local[*]") == "local[*]":
            builder = builder.master(f"local[{workers}]").config("spark.ui.enabled", "false")
        session = (
            builder.config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
    except Exception as error:  # the library has no class of its own for a lack of Java
        raise GovcheckError(
            "Spark does not start, which needs Java 17 or later: {error}", error=_short(error)
        ) from error
    if _is_local(session.sparkContext):
        session.sparkContext.pythonExec = python  # else the first `python3` of the path
    return session


def _is_local(context: Any) -> bool:
    """Whether the workers are on this machine."""
    return str(context.master).split("[")[0] == "local"
