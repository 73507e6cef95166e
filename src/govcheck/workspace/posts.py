"""`post`: drafts checked beside the policy, and the calendar of those that are in it."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from govcheck.acceptance.grounds import acceptance
from govcheck.acceptance.judgement import judge
from govcheck.acceptance.selection import family
from govcheck.cache.store import Cache
from govcheck.finding import Finding
from govcheck.load.file import Loaded, load_file, load_table
from govcheck.load.post_table import TableReading
from govcheck.load.repository import LoadFile, Repository, load_repository
from govcheck.load.tree import Tree
from govcheck.model.networks import NETWORKS
from govcheck.model.post import Post
from govcheck.opening.findings import shown, sort_findings
from govcheck.time.clock import local
from govcheck.translation import said
from govcheck.workspace.examine import until_unread
from govcheck.workspace.validate import FindingsAnswer

if TYPE_CHECKING:  # at run time a cached program needs no compiler
    from govcheck.simulate.program import Program

_FAMILIES: Final = ("POST", "REF")


def check_posts(
    tree: Tree,
    files: Iterable[tuple[str, bytes]],
    at: int,
    *,
    columns: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    load: LoadFile = load_file,
    cache: Cache | None = None,
) -> FindingsAnswer:
    """What is wrong with the posts of some files, beside the policy and its other posts.

    With a `cache` the policy is not compiled again, on which posts have no influence.
    """
    base = load_repository(tree, load=load)
    reading = reading_of(base, columns or {}, constants or {})
    drafts = [_loaded(path, content, reading) for path, content in files]
    named = {loaded.source.path for loaded in drafts}
    others = [loaded for path, loaded in base.files.items() if path not in named]
    repository = Repository(tree, [*others, *drafts])
    found = [*repository.findings, *_checked(repository, _program(repository, cache))]
    about = sort_findings(finding for finding in found if _is_about(finding, named))
    day = local(at, repository.policy.timezone).date()
    judged = judge(about, acceptance(repository, complete=False), day)
    posts = sum(len(loaded.titles) for loaded in drafts)
    wanted = [finding for finding in judged if _is_about(finding, named)]
    return FindingsAnswer(
        sorted(wanted, key=attrgetter("span", "code", "message")),
        posts,
        shown(repository.sources, wanted),
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


def _program(repository: Repository, cache: Cache | None) -> "Program":
    if cache is not None and repository.readable is repository.policy:
        from govcheck.workspace.answers import compiled

        known = compiled(repository.tree, cache)
        if not known.blocking:
            return known.program
    from govcheck.opening.opened import compile_as_read

    return compile_as_read(repository)[0]


def _checked(repository: Repository, program: "Program") -> Iterable[Finding]:
    from govcheck.checks.levels import rule_of
    from govcheck.checks.of_policy import OF_POLICY
    from govcheck.checks.of_program import OF_PROGRAM

    for check in (*OF_POLICY, *OF_PROGRAM):
        rule = rule_of(repository.policy, check)
        if rule is None or family(check.rule.code) not in _FAMILIES:
            continue
        for problem in until_unread(check.look(repository.readable, program)):
            yield repository.finding(rule, problem)


def _is_about(finding: Finding, paths: Sequence[str] | set[str]) -> bool:
    return finding.span.path in paths or any(one.span.path in paths for one in finding.related)
