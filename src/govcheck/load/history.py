"""What git knows of a change: its commits, who wrote them, and the files that it touches.

Read only, like `govcheck.load.git`: nothing is checked out, fetched or written to a reference.
"""

import os
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from govcheck.errors import RevisionError
from govcheck.load.git import FailedError, resolve, run
from govcheck.translation import told

_CO_AUTHOR: Final = re.compile(
    r"^[ \t]*co-authored-by[ \t]*:(.*(?:\n[ \t].*)*)", re.IGNORECASE | re.MULTILINE
)
"""A trailer, wherever it stands, with the lines that continue it. Blanks only: a class that also
takes line breaks would try each of a million empty lines from each of them."""
_ADDRESS: Final = re.compile(r"<[ \t]*([^<>\s]+)[ \t]*>")
_CONFLICT: Final = 1
_MOST_MERGES: Final = 200
"""So many merges of the base are made again; more of them count as changes."""
_OWN_WAYS: Final = tuple(
    part
    for setting in (
        f"core.attributesFile={os.devnull}",
        "merge.default=text",
        "merge.renames=true",
        "merge.directoryRenames=conflict",
        "merge.renormalize=false",
    )
    for part in ("-c", setting)
)
"""What a user has chosen for their own merges, a program that merges included, decides nothing."""
_LINKS: Final = frozenset((b"120000", b"160000"))
_COMMIT: Final = re.compile(r"^(?:[0-9a-f]{40}|[0-9a-f]{64})$")


class Commit(NamedTuple):
    """A commit of a change, with the e-mail addresses of all who had a hand in it."""

    id: str
    author: str
    committer: str
    co_authors: tuple[str, ...]
    committed_at: int
    """What the commit says of itself, in seconds since 1970 UTC; anybody can write anything."""
    tree: str = ""
    parents: tuple[str, ...] = ()


class Merge(NamedTuple):
    """What a change makes of its base once it is merged."""

    tree: str
    """The id of the tree."""
    conflict: bool = False


def commits(folder: str, base: str, head: str) -> tuple[Commit, ...]:
    """The commits that the head has and the base has not, those of merged branches included."""
    text = run(
        folder, "log", "-z", "--no-mailmap", "--no-show-signature", "--no-notes",
        "--encoding=UTF-8", "--format=%H%n%T%n%P%n%ae%n%ce%n%ct%n%B", f"{base}..{head}", "--",
    ).decode("utf-8", "surrogateescape")  # fmt: skip
    return tuple(_commit(record) for record in text.split("\0") if record.strip())


def _commit(record: str) -> Commit:
    commit, tree, parents, author, committer, at, *message = record.lstrip("\n").split("\n")
    lines = (match[1] for match in _CO_AUTHOR.finditer("\n".join(message)))
    addresses = tuple(address for line in lines for address in _ADDRESS.findall(line))
    written_at = int(at) if at.isdigit() else 0
    return Commit(commit, author, committer, addresses, written_at, tree, tuple(parents.split()))


def only_merging(folder: str, found: Sequence[Commit]) -> frozenset[str]:
    """The commits of a change that do nothing but merge its base into it, as git would.

    `found` is every commit that the head has and the base has not. Such a merge has two parents,
    of which the base has one, and the tree that merging them gives. A conflict that somebody has
    resolved, anything that was added, and whatever a git that is too old cannot tell, is a change
    like any other.
    """
    ours = frozenset(commit.id for commit in found)
    merges = [one for one in found if len(one.parents) == 2 and not ours.issuperset(one.parents)]
    return frozenset(one.id for one in merges[:_MOST_MERGES] if _is_what_merging_gives(folder, one))


def _is_what_merging_gives(folder: str, commit: Commit) -> bool:
    try:
        merged = merge(folder, *commit.parents)
    except RevisionError:
        return False
    return not merged.conflict and merged.tree == commit.tree


def is_shallow(folder: str) -> bool:
    """Whether the clone lacks history, so that nobody can tell what a range of commits has."""
    return run(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def is_ancestor(folder: str, commit: str, of: str) -> bool:
    """Whether a commit is part of another one's history, or is that one."""
    try:
        run(folder, "merge-base", "--is-ancestor", commit, of)
    except RevisionError:
        return False
    return True


def known_commit(folder: str, commit: str) -> bool:
    """Whether a text is the full id of a commit that is there; names and short ids are not."""
    if not _COMMIT.match(commit):
        return False
    try:
        return resolve(folder, commit) == commit
    except RevisionError:
        return False


def merge(folder: str, base: str, head: str) -> Merge:
    """The tree of the base with the head merged into it.

    Raises:
        RevisionError: They have no history in common, or git is too old to tell.
    """
    if is_ancestor(folder, base, head):
        return Merge(run(folder, "rev-parse", "--verify", f"{head}^{{tree}}").decode().strip())
    run(folder, "merge-base", base, head)
    # The attributes of whatever is checked out would have a say in how lines are merged; within
    # the folder of git itself there are none.
    inside = os.fsdecode(run(folder, "rev-parse", "--absolute-git-dir").removesuffix(b"\n"))
    try:
        merged = run(
            inside, f"--git-dir={inside}", "-c", "core.bare=true", "-c", "attr.tree=none",
            *_OWN_WAYS, "merge-tree", "--write-tree", "--no-messages", base, head,
        )  # fmt: skip
    except FailedError as error:
        if error.code == _CONFLICT:
            return Merge("", conflict=True)
        raise RevisionError(
            "git cannot merge without a work tree ({error}); update the branch, so that it "
            "contains the base",
            error=told(error),
        ) from None
    return Merge(merged.decode().split("\n")[0].strip())


def changed_paths(folder: str, before: str, after: str, *, whole: bool = False) -> tuple[str, ...]:
    """Every path below the folder that is not the same in two commits or trees.

    A moved file is both paths. Paths that are no UTF-8 keep their bytes as surrogates. `whole`
    takes those of the whole repository, each from its top.
    """
    listing = run(
        folder, "diff-tree", "-r", "-z", "--no-renames", "--name-only",
        "--no-relative" if whole else "--relative",
        "--no-ext-diff", "--no-textconv", before, after,
    )  # fmt: skip
    return tuple(
        sorted(name.decode("utf-8", "surrogateescape") for name in listing.split(b"\0")[:-1])
    )


def changed_above(folder: str, before: str, after: str) -> tuple[str, ...]:
    """Every path of the repository that is not the same and not below the folder, from there.

    Of a folder `governance`, what lies beside it begins with `../`.
    """
    prefix = os.fsdecode(run(folder, "rev-parse", "--show-prefix").removesuffix(b"\n"))
    if not prefix:
        return ()
    up = "../" * prefix.count("/")
    paths = changed_paths(folder, before, after, whole=True)
    return tuple(f"{up}{path}" for path in paths if not path.startswith(prefix))


class ChangedLinks(NamedTuple):
    """Changed paths with a symbolic link or a submodule: in the head, and in either side."""

    now: frozenset[str]
    ever: frozenset[str]


def linked_paths(folder: str, before: str, after: str) -> ChangedLinks:
    """The links and submodules among what is not the same in two commits or trees."""
    listing = run(
        folder, "diff-tree", "-r", "-z", "--no-renames", "--raw", "--relative",
        "--no-ext-diff", "--no-textconv", before, after,
    )  # fmt: skip
    fields = listing.split(b"\0")[:-1]
    modes = {
        name.decode("utf-8", "surrogateescape"): header.removeprefix(b":").split()[:2]
        for header, name in zip(fields[::2], fields[1::2], strict=True)
    }
    return ChangedLinks(
        frozenset(path for path, (_, now) in modes.items() if now in _LINKS),
        frozenset(path for path, both in modes.items() if _LINKS.intersection(both)),
    )
