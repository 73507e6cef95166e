"""The mentions of the past: where they arrived and what they reached, archive by archive."""

import hashlib
import os
from typing import NamedTuple

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.errors import cannot_read
from govcheck.load.tree import ARCHIVES, POLICIES, Tree
from govcheck.model.archive import Archive
from govcheck.posts.mentions import MentionCensus
from govcheck.simulate.program import Program
from govcheck.translation import said, told
from govcheck.workspace.replay import archive_documents, files_of


class PastMentions(NamedTuple):
    """A census of each archive, and what could not be read."""

    censuses: tuple[MentionCensus, ...] = ()
    faults: tuple[str, ...] = ()


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
    censuses = []
    for archive, files in named:
        wrong = documents.faults(archive)
        names = [] if wrong else [name for name, fault in files if fault is None]
        census, broken = _census(program, channels, archive, names, end)
        censuses.append(census)
        unfit = [fault for _, fault in files if fault is not None]
        for fault in (*(one.message for one in wrong), *unfit, *broken):
            faults += [said("archive `{id}`: {fault}", id=archive.id, fault=fault)]
    return memo.keep(PastMentions(tuple(censuses), tuple(faults)))


def _census(
    program: Program, channels: frozenset[str], archive: Archive, names: list[str], end: int
) -> tuple[MentionCensus, list[str]]:
    from govcheck.replay.census import Census
    from govcheck.replay.meanings import meanings_of
    from govcheck.replay.rows import rows_of
    from govcheck.replay.tables import UnreadableArchive

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
