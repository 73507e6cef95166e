"""Counting the parts of archives: here, in several processes or by Spark, and resumed by part."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from govcheck.cache.key import content_key
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.values import dump_value, load_value
from govcheck.errors import GovcheckError, reason_of
from govcheck.load.tree import FOLDERS, Tree
from govcheck.replay.parts import (
    ArchivePart,
    Engine,
    PartCount,
    ReplayJob,
    counted,
)
from govcheck.replay.portion import Portion
from govcheck.translation import said

ENDING: Final = ".part"


class ReplayRun(NamedTuple):
    """How the parts of archives are counted."""

    engine: Engine = "arrow"
    workers: int = 1
    least: int = 0
    """So many bytes of files are worth a second process."""
    folder: str | None = None
    """Where what parts add up to is kept, so that a run that is broken off goes on there."""
    policy: str = ""
    """What tells policies apart, for the folder."""
    on_part: Callable[[int, int], None] = lambda _done, _all: None
    """Told how many parts are done, of how many."""
    python: str = ""
    """The interpreter that Spark runs."""


def policy_key(*trees: Tree) -> str:
    """What tells these policies apart from all others, and programs that understand them so."""
    files = (
        (f"{number}/{path}", content)
        for number, tree in enumerate(trees)
        for path, content in Snapshot(tree, FOLDERS).contents()
    )
    return content_key("policies", files)


def counts(
    job: ReplayJob, items: Sequence[ArchivePart | PartCount], run: ReplayRun
) -> tuple[Portion, tuple[str, ...]]:
    """What all parts add up to, in their order, and what is wrong with files.

    What is counted already stands among the items. Raises GovcheckError where the folder cannot be
    used, or where Spark does not start.
    """
    found: dict[int, PartCount] = {}
    todo: dict[int, ArchivePart] = {}
    for number, item in enumerate(items):
        if isinstance(item, PartCount):
            found[number] = item
            continue
        kept = _kept(job, item, run)
        if kept is None:
            todo[number] = item
        else:
            found[number] = kept
    numbers = [*todo]
    run.on_part(len(found), len(items))
    for place, count in _counted(job, [*todo.values()], run):
        found[numbers[place]] = count
        _keep(job, todo[numbers[place]], run, count)
        run.on_part(len(found), len(items))
    whole = Portion(job.asked.by, job.program.roster.timezone, job.asked.examples)
    for number in range(len(items)):
        whole.merge(found[number].portion)
    return whole, tuple(fault for number in range(len(items)) for fault in found[number].faults)


def _counted(
    job: ReplayJob, parts: Sequence[ArchivePart], run: ReplayRun
) -> Iterator[tuple[int, PartCount]]:
    if run.engine == "spark" and parts:
        from govcheck.replay.spark import counted_by_spark

        return counted_by_spark(job, parts, run.workers, run.python)
    files = {one.path for one in parts if os.path.isfile(one.path)}
    size = sum(map(os.path.getsize, files))
    workers = run.workers if size >= run.least else 1
    return counted(job._replace(by_duckdb=run.engine == "duckdb"), parts, workers)


def _place(job: ReplayJob, part: ArchivePart, run: ReplayRun) -> str | None:
    """Where what a part adds up to is kept, by all on which it depends."""
    if run.folder is None:
        return None
    try:
        found = os.stat(part.path)
    except OSError:
        return None
    asked = (run.policy, repr(job.asked), repr(job.meanings[part.meanings]), repr(part))
    key = content_key("replay", (), *asked, f"{found.st_size}/{found.st_mtime_ns}")
    return os.path.join(run.folder, key + ENDING)


def _kept(job: ReplayJob, part: ArchivePart, run: ReplayRun) -> PartCount | None:
    place = _place(job, part, run)
    if place is None or not os.path.exists(place):
        return None
    try:
        with open(place, "rb") as file:
            found = load_value(file.read())
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the part is counted again
        return None
    return found if isinstance(found, PartCount) else None


def _keep(job: ReplayJob, part: ArchivePart, run: ReplayRun, count: PartCount) -> None:
    place = _place(job, part, run)
    if place is None or run.folder is None or count.faults:
        return
    try:
        os.makedirs(run.folder, exist_ok=True)
        with open(place + ".new", "wb") as file:
            file.write(dump_value(count))
        os.replace(place + ".new", place)
    except OSError as error:
        raise GovcheckError(
            said("`{path}` cannot be written: {error}", path=run.folder, error=reason_of(error))
        ) from None
