"""`replay`: the files of archives, what their columns mean, and what the policy makes of them.

The mentions of the past are counted likewise, archive by archive: where they arrived.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from glob import glob, has_magic
from typing import BinaryIO, Final, NamedTuple

from govcheck.archives.archive_part import ArchivePart
from govcheck.archives.meanings import Meanings, by_name, meanings_of
from govcheck.archives.rows import rows_of
from govcheck.archives.tables import UnreadableArchive
from govcheck.authority.globs import matches
from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.errors import GovcheckError, cannot_read
from govcheck.finding import Finding, Severity
from govcheck.load.file import Loaded, load_file, place_finding
from govcheck.load.policy import Policy
from govcheck.load.tree import ARCHIVES, POLICIES, Tree, is_document
from govcheck.model.archive import Archive
from govcheck.nearest import did_you_mean
from govcheck.opening.findings import shown, sort_findings
from govcheck.posts.mentions import MentionCensus
from govcheck.replay.parts import PartCount, PartReplay, ReplayJob, parts_of
from govcheck.replay.replay import Replayed, ReplayRequest, replayed
from govcheck.simulate.program import Program
from govcheck.source import Source
from govcheck.standards import archives as checks
from govcheck.translation import said, told
from govcheck.workspace.counting import ReplayRun, counts

STDIN: Final = "-"
_CHECKS: Final = (
    checks.archive_unknown_fact,
    checks.archive_impossible_value,
    checks.archive_unknown_decision,
    checks.archive_column_misused,
    checks.archive_unreadable_time,
)


class ArchiveDocuments(NamedTuple):
    """The documents of `kind: archive`, and what is wrong with them."""

    archives: tuple[Archive, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]

    def faults(self, archive: Archive) -> tuple[Finding, ...]:
        """The errors in the file of a document."""
        path = archive.place().path
        errors = (one for one in self.findings if one.severity == Severity.ERROR)
        return tuple(one for one in errors if one.span.path == path)


class ReplayAnswer(NamedTuple):
    """What would have happened, and the files or documents that could not be read."""

    replayed: Replayed
    faults: tuple[str, ...]
    findings: tuple[Finding, ...]
    sources: dict[str, Source]


def archive_documents(tree: Tree, program: Program) -> ArchiveDocuments:
    """The documents below `archives/` of a tree, checked against a policy."""
    snapshot = Snapshot(tree, (ARCHIVES,))
    files: dict[str, Loaded] = {}
    for entry in snapshot.entries():
        if entry.kind == "file" and is_document(entry.path):
            try:
                files[entry.path] = load_file(entry.path, snapshot.read(entry.path))
            except OSError:
                continue
    documents = [document for loaded in files.values() for document in loaded.documents]
    policy = Policy(documents)
    findings = [finding for loaded in files.values() for finding in loaded.findings]
    for check in _CHECKS:
        for problem in check.look(policy, program):
            loaded = files[problem.at.path]
            root, title = loaded.roots[problem.at.index], loaded.titles[problem.at.index]
            findings.append(place_finding(loaded.source, root, check.rule, problem, title))
    sources = {path: loaded.source for path, loaded in files.items()}
    return ArchiveDocuments(policy.archives, sort_findings(findings), sources)


def replay_files(
    program: Program,
    documents: ArchiveDocuments,
    names: Sequence[str],
    asked: ReplayRequest,
    *,
    root: str,
    map_: str | None = None,
    before: Program | None = None,
    standard_input: BinaryIO | None = None,
    stdin_name: str = "<stdin>",
    run: ReplayRun | None = None,
) -> ReplayAnswer:
    """Replay the files that are named, or those of the document `map_`; globs name several.

    A file that cannot be read does not hide the others. Raises GovcheckError where no document is
    called `map_`, or where nothing is named at all.
    """
    mapped = None if map_ is None else _document(documents, map_)
    if not names and mapped is None:
        raise GovcheckError("name the files of an archive, or a document of one with `--map`")
    zone = program.roster.timezone
    meanings: dict[str, Meanings] = {"": by_name(program.ruleset, zone)}
    faults: list[str] = []
    findings: list[Finding] = []
    items: list[ArchivePart | PartCount] = []
    for name, problem in files_of(names, mapped, root):
        if problem is not None:
            faults.append(problem)
            continue
        archive = mapped or _matching(documents, name, root)
        called = "" if archive is None else archive.id
        if archive is not None:
            wrong = documents.faults(archive)
            if wrong:
                findings += wrong
                continue
            if called not in meanings:
                meanings[called] = meanings_of(archive, zone)
        place = [*meanings].index(called)
        if name == STDIN:
            assert standard_input is not None
            job = ReplayJob(program, before, asked, tuple(meanings.values()))
            items.append(_of_stream(job, standard_input, stdin_name, place))
        else:
            items += parts_of(name, name, place, meanings[called])
    job = ReplayJob(program, before, asked, tuple(meanings.values()))
    portion, wrong_files = counts(job, items, run or ReplayRun())
    found = sort_findings(findings)
    return ReplayAnswer(
        replayed(portion, program, compared=before is not None),
        (*faults, *wrong_files),
        found,
        shown(documents.sources, found),
    )


def _of_stream(job: ReplayJob, stream: BinaryIO, name: str, place: int) -> PartCount:
    """What the rows of a stream add up to, which is read once."""
    part, means = PartReplay(job), job.meanings[place]
    try:
        part.replay.add(rows_of(name, stream, means.wanted), means)
    except UnreadableArchive as error:
        return PartCount(part.replay.take(), (part.broken(name, error),))
    except (OSError, ValueError) as error:
        reason = cannot_read(name, error)
        return PartCount(part.replay.take(), (reason,))
    return PartCount(part.replay.take(), ())


def _document(documents: ArchiveDocuments, name: str) -> Archive:
    for archive in documents.archives:
        if archive.id == name:
            return archive
    known = [archive.id for archive in documents.archives]
    advice = did_you_mean(name, known) or said(
        "documents of `kind: archive` stand below `archives/`"
    )
    raise GovcheckError("no archive is called `{name}`; {advice}", name=name, advice=advice)


def files_of(
    names: Sequence[str], mapped: Archive | None, root: str
) -> Iterator[tuple[str, str | None]]:
    """The files that are meant, each once, and what is wrong with a name.

    A document, which may come from a stranger, names regular files of its repository alone.
    """
    seen: set[str] = set()
    stated: Iterable[str] = names
    within = None
    if not names and mapped is not None:
        if not mapped.files:
            yield (
                "",
                said("archive `{id}` names no files; name them on the command line", id=mapped.id),
            )
        stated = [os.path.relpath(os.path.join(root, one)) for one in mapped.files]
        within = os.path.realpath(root)
    for name in stated:
        if name == STDIN or os.path.exists(name) or not has_magic(name):
            found = [name]
        else:
            found = sorted(one for one in glob(name, recursive=True) if os.path.isfile(one))
            if not found:
                yield name, said("no file matches `{name}`", name=name)
        for one in found:
            if one not in seen:
                seen.add(one)
                yield one, _unfit(one, within)


def _unfit(name: str, within: str | None) -> str | None:
    """Why a file is not read; `within` is the folder in which it has to be."""
    if os.path.isdir(name):
        return said("`{name}` is a folder; name its files, like `{name}/*`", name=name)
    if within is None:
        return None
    if os.path.commonpath((within, os.path.realpath(name))) != within:
        return said("`{name}` is outside of the repository; name it on the command line", name=name)
    if os.path.exists(name) and not os.path.isfile(name):
        return said("`{name}` is not a regular file; name it on the command line", name=name)
    return None


def _matching(documents: ArchiveDocuments, name: str, root: str) -> Archive | None:
    """The document that names a file among its own; none where several do.

    Raises GovcheckError where several do.
    """
    path = os.path.relpath(os.path.abspath(name), root).replace(os.sep, "/")
    found = [
        archive
        for archive in documents.archives
        if any(matches(pattern, path) for pattern in archive.files)
    ]
    if len(found) > 1:
        ids = " and ".join(f"`{archive.id}`" for archive in found)
        raise GovcheckError(
            "the archives {ids} both name `{path}`; say which with `--map`", ids=ids, path=path
        )
    return found[0] if found else None


class PastMentions(NamedTuple):
    """A census of each archive, and what could not be read."""

    censuses: tuple[MentionCensus, ...] = ()
    faults: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    """Those of the faults that are about files, not about documents."""


def past_mentions(
    tree: Tree, cache: Cache, program: Program, channels: frozenset[str], end: int
) -> PastMentions:
    """What the archives of a tree say of the mentions before an instant."""
    documents = archive_documents(tree, program)
    named = [(one, [*files_of((), one, tree.root)]) for one in documents.archives if one.files]
    if not named:
        return PastMentions()
    contents = Snapshot(tree, (POLICIES, ARCHIVES)).contents()
    digests = [
        f"{archive.id} {name} {fault} {_digest(name)}"
        for archive, files in named
        for name, fault in files
    ]
    memo = Memo(cache, content_key("mentions", contents, str(end), *digests))
    stored = memo.recall(PastMentions)
    if stored is not None:
        return stored
    faults: list[str] = []
    unread: list[str] = []
    censuses = []
    for archive, files in named:
        wrong = documents.faults(archive)
        names = [] if wrong else [name for name, fault in files if fault is None]
        census, broken = _census(program, channels, archive, names, end)
        censuses.append(census)
        unfit = [fault for _, fault in files if fault is not None]
        files_faults = [_of_archive(archive, fault) for fault in (*unfit, *broken)]
        faults += [*(_of_archive(archive, one.message) for one in wrong), *files_faults]
        unread += files_faults
    return memo.keep(PastMentions(tuple(censuses), tuple(faults), tuple(unread)))


def _of_archive(archive: Archive, fault: str) -> str:
    return said("archive `{id}`: {fault}", id=archive.id, fault=fault)


def _census(
    program: Program, channels: frozenset[str], archive: Archive, names: list[str], end: int
) -> tuple[MentionCensus, list[str]]:
    from govcheck.archives.meanings import meanings_of
    from govcheck.archives.rows import rows_of
    from govcheck.archives.tables import UnreadableArchive
    from govcheck.replay.census import Census

    census, faults = Census(program, channels, end), []
    means = meanings_of(archive, program.roster.timezone)
    for name in names:
        try:
            with open(name, "rb") as file:
                census.add(rows_of(name, file, means.wanted), means)
        except UnreadableArchive as error:
            faults.append(said("`{called}` {reason}", called=name, reason=told(error)))
        except (OSError, ValueError) as error:
            faults.append(cannot_read(name, error))
    return census.sum, faults


def _digest(name: str) -> str:
    """Of the bytes of a file; empty where it cannot be read."""
    if not os.path.isfile(name):
        return ""
    try:
        with open(name, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
