"""`post`: drafts checked beside the policy, and the calendar of those that are in it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from govcheck.acceptance.grounds import acceptance
from govcheck.cache.store import Cache
from govcheck.catalogue.of_posts import OF_POSTS
from govcheck.checks.levels import findings_by
from govcheck.load.file import Loaded, load_file, load_table
from govcheck.load.post_table import TableReading
from govcheck.load.repository import LoadFile, Repository, load_repository
from govcheck.load.tree import Tree
from govcheck.model.networks import NETWORKS
from govcheck.model.post import Post
from govcheck.opening.findings import shown, sort_findings
from govcheck.translation import said
from govcheck.workspace.drafted import Drafted, is_about

if TYPE_CHECKING:  # at run time a cached program needs no compiler
    from govcheck.simulate.program import Program
    from govcheck.workspace.examined import Compiled


def drafted(
    tree: Tree,
    files: Iterable[tuple[str, bytes]],
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    load: LoadFile = load_file,
    cache: Cache | None = None,
    keep: "Callable[[Repository, Program], object] | None" = None,
) -> Drafted:
    """What is found in the posts of some files, beside the policy and its other posts.

    With a `cache` the policy is not compiled again, on which posts have no influence; `keep` then
    gets what other drafts are checked against, for which there is no draft.
    """
    base = load_repository(tree, load=load)
    reading = reading_of(base, columns, constants)
    drafts = [_loaded(path, content, reading) for path, content in files]
    named = frozenset(loaded.source.path for loaded in drafts)
    others = [loaded for path, loaded in base.files.items() if path not in named]
    repository = Repository(tree, [*others, *drafts])
    known = None if cache is None else _known(repository, cache)
    if known is None:
        from govcheck.opening.opened import compile_as_read

        program, _ = compile_as_read(repository)
    else:
        program = known.program
    if known is not None and keep is not None:
        keep(base, program)
    found = [*repository.findings, *findings_by(repository, program, OF_POSTS)]
    about = sort_findings(finding for finding in found if is_about(finding, named))
    accepted = acceptance(
        repository, complete=False, checks=None if known is None else known.acceptance.checks
    )
    return Drafted(
        about,
        accepted,
        repository.policy.timezone,
        named,
        sum(len(loaded.titles) for loaded in drafts),
        shown(repository.sources, about, named | accepted.paths),
    )


def reading_of(
    repository: Repository, columns: Mapping[str, str], constants: Mapping[str, str]
) -> TableReading:
    """How a table is read beside a policy: whom and what its words mean."""
    policy = repository.policy
    channels: dict[str, list[str]] = {}
    for channel in policy.channels:
        names = {channel.id, channel.network}
        for network in NETWORKS:
            if network.id == channel.network:
                names |= {network.name, *network.once}
        for name in {name.casefold() for name in names}:
            channels.setdefault(name, []).append(channel.id)
    for channel in policy.channels:
        channels[channel.id] = [channel.id]
    people = {name.casefold(): one.id for one in policy.people for name in (one.id, one.name)}
    only = {name: found[0] for name, found in channels.items() if len(found) == 1}
    return TableReading(columns, constants, only, people, policy.timezone)


def _loaded(path: str, content: bytes, reading: TableReading) -> Loaded:
    if path.casefold().endswith((".csv", ".tsv")):
        return load_table(path, content, reading)
    loaded = load_file(path, content)
    if not loaded.findings and not any(isinstance(one, Post) for one in loaded.documents):
        from govcheck.load.file import unreadable
        from govcheck.load.shape import MISPLACED

        return unreadable(
            path, MISPLACED, said("this file holds no post"), said("name one of `kind: post`")
        )
    return loaded


def _known(repository: Repository, cache: Cache) -> "Compiled | None":
    """The policy as it was compiled before, where it could be read and nothing blocks it."""
    if repository.readable is not repository.policy:
        return None
    from govcheck.workspace.answers import compiled

    known = compiled(repository.tree, cache)
    return None if known.blocking else known
