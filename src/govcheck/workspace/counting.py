"""Counting the parts of archives: here, in several processes or by Spark, and resumed by part."""

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from govcheck.archives.archive_part import ArchivePart, RowTarget
from govcheck.cache.digest import blake2b
from govcheck.cache.key import content_key
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.values import dump_value, load_value
from govcheck.errors import GovcheckError, cannot_write
from govcheck.load.tree import FOLDERS, NAMED, Tree, replace_file
from govcheck.replay.parts import Engine, PartCount, ReplayJob, counted
from govcheck.replay.portion import Portion

ENDING: Final = ".part"
_CHECK: Final = 32
"""So many bytes before a part tell whether it is whole, and what it is of."""


class ArchiveFiles:
    """What tells the contents of files apart, read once each."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[object, str]] = {}

    def digest(self, path: str) -> str | None:
        """What tells a file's content apart from any other; None where it is not to be read."""
        if path not in self._read:
            from hashlib import file_digest  # which loads OpenSSL

            state = _state(path)
            try:
                with open(path, "rb") as file:
                    found = file_digest(file, blake2b).hexdigest()
            except OSError:
                return None
            self._read[path] = state, found
        return self._read[path][1]

    def is_still(self, path: str) -> bool:
        """Whether nobody has written to a file since it was read."""
        return path in self._read and self._read[path][0] == _state(path)


def _state(path: str) -> object:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


class RowFolder(NamedTuple):
    """Where all rows go with their results."""

    folder: str
    root: str
    """Of the policy, which nothing is written into."""
    about: Mapping[str, object] = {}
    """What files say of the policy."""


class ReplayRun(NamedTuple):
    """How the parts of archives are counted."""

    engine: Engine = "arrow"
    workers: int = 1
    least: int = 0
    """So many bytes of files are worth a second process."""
    folder: str | None = None
    """Where what parts add up to is kept, so that a run that is broken off goes on there."""
    policy: str = ""
    """What tells policies apart, for the folders."""
    on_part: Callable[[int, int, int], None] = lambda _done, _all, _rows: None
    """Told how many parts are done, of how many, and how many rows are counted."""
    on_damage: Callable[[str], None] = lambda _path: None
    """Told which of what is kept is damaged; it is counted anew."""
    python: str = ""
    """The interpreter that Spark runs."""
    rows: RowFolder | None = None


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

    What is counted already stands among the items. Raises GovcheckError where a folder cannot be
    used, or where Spark does not start.
    """
    files = ArchiveFiles()
    if run.rows is not None:
        items = _targeted(job, items, files, run, run.rows)
    found: dict[int, PartCount] = {}
    todo: dict[int, ArchivePart] = {}
    for number, item in enumerate(items):
        if isinstance(item, PartCount):
            found[number] = item
            continue
        kept = _kept(job, item, files, run)
        if kept is None:
            todo[number] = item
        else:
            found[number] = kept
    numbers = [*todo]
    rows = sum(count.portion.rows for count in found.values())
    run.on_part(len(found), len(items), rows)
    for place, count in _counted(job, [*todo.values()], run):
        found[numbers[place]] = count
        _keep(job, todo[numbers[place]], files, run, count)
        rows += count.portion.rows
        run.on_part(len(found), len(items), rows)
    whole = Portion(job.asked.by, job.program.roster.timezone, job.asked.examples)
    for number in range(len(items)):
        whole.merge(found[number].portion)
    faults = (fault for number in range(len(items)) for fault in found[number].faults)
    return whole, tuple(dict.fromkeys(faults))  # parts of a file may have the same one


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


def _targeted(
    job: ReplayJob,
    items: Sequence[ArchivePart | PartCount],
    files: ArchiveFiles,
    run: ReplayRun,
    rows: RowFolder,
) -> list[ArchivePart | PartCount]:
    """The same, each part with the file into which its rows go."""
    digest_of = _digests()
    folder = _usable(rows)
    found: list[ArchivePart | PartCount] = []
    expected: dict[str, str] = {}
    asked = str((job.asked.start, job.asked.end))
    for number, item in enumerate(items, 1):
        if isinstance(item, PartCount):
            found.append(item)
            continue
        stem = os.path.splitext(os.path.basename(item.name))[0]
        name = f"{number:05}-{re.sub(r'[^A-Za-z0-9.-]+', '-', stem)[:80]}.parquet"
        digest = expected[name] = _key(job, item, files, run, asked) or ""
        about = {**rows.about, "archive": item.name, "first_row": item.first + 1}
        target = RowTarget(os.path.join(folder, name), json.dumps({"format": 1, **about}), digest)
        found.append(item._replace(target=target))
    for name in sorted(os.listdir(folder)):
        there = os.path.join(folder, name)
        if name.endswith(".parquet") and (digest_of(there) or "-") != expected.get(name):
            raise GovcheckError(
                "`{path}` is not of this run; name a new folder, or remove it", path=there
            )
    return found


def _digests() -> Callable[[str], str]:
    try:
        from govcheck.replay.row_files import digest_of
    except ImportError:
        raise GovcheckError(
            "rows are written by `pyarrow`: install the program with its extra `replay`"
        ) from None
    return digest_of


def _usable(rows: RowFolder) -> str:
    """The folder for rows, which is made if need be. Raises GovcheckError."""
    folder = rows.folder.rstrip(os.sep) or rows.folder
    real, root = os.path.realpath(folder), os.path.realpath(rows.root)
    place = os.path.relpath(real, root)
    stated = os.path.relpath(os.path.abspath(folder), os.path.abspath(rows.root))
    leads_out = place.startswith(os.pardir) and not stated.startswith(os.pardir)
    if os.path.islink(folder) or leads_out:
        raise GovcheckError("`{path}` is a symbolic link, which is not followed", path=folder)
    if place.split(os.sep)[0].lower() in (*NAMED, ".git"):
        raise GovcheckError("`{path}` is a folder of the policy; name another one", path=folder)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise GovcheckError(cannot_write(folder, error)) from None
    return folder


def _place(job: ReplayJob, part: ArchivePart, files: ArchiveFiles, run: ReplayRun) -> str | None:
    """Where what a part adds up to is kept, by all on which it depends."""
    key = None if run.folder is None else _key(job, part, files, run, repr(job.asked))
    return None if run.folder is None or key is None else os.path.join(run.folder, key + ENDING)


def _key(
    job: ReplayJob, part: ArchivePart, files: ArchiveFiles, run: ReplayRun, asked: str
) -> str | None:
    """What tells a part apart that is counted so; None where its file is not there."""
    content = files.digest(part.path)
    if content is None:
        return None
    bare = repr(part._replace(target=None))
    means = repr(job.meanings[part.meanings])
    return content_key("replay", (), run.policy, asked, means, bare, content)


def _kept(
    job: ReplayJob, part: ArchivePart, files: ArchiveFiles, run: ReplayRun
) -> PartCount | None:
    place = _place(job, part, files, run)
    if place is None or not os.path.exists(place):
        return None
    try:
        with open(place, "rb") as file:
            check, content = file.read(_CHECK), file.read()
        found = load_value(content) if check == _check(place, content) else None
    except Exception:  # noqa: BLE001 - whatever is wrong with it, the part is counted again
        found = None
    if not isinstance(found, PartCount):
        run.on_damage(place)
        return None
    if part.target is not None and _digests()(part.target.path) != part.target.digest:
        return None  # its rows are still to be written
    return found


def _keep(
    job: ReplayJob, part: ArchivePart, files: ArchiveFiles, run: ReplayRun, count: PartCount
) -> None:
    place = _place(job, part, files, run)
    if place is None or run.folder is None or count.faults or not files.is_still(part.path):
        return
    content = dump_value(count)
    try:
        os.makedirs(run.folder, exist_ok=True)
        replace_file(place, _check(place, content) + content)
    except OSError as error:
        raise GovcheckError(cannot_write(run.folder, error)) from None


def _check(place: str, content: bytes) -> bytes:
    """What stands before a part that is kept in a place."""
    return blake2b(os.path.basename(place).encode() + content, digest_size=_CHECK).digest()
