"""What change control sees of a change, and what channels ask for of its posts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from posixpath import normpath
from types import MappingProxyType
from typing import Final, NamedTuple

from govcheck.agreement.tree import Number
from govcheck.authority.globs import is_executed, reaches, runs
from govcheck.change.compare import Change
from govcheck.change.control import Changed, Required, required
from govcheck.change.edits import edited_fields
from govcheck.gate.sitting import Sitting
from govcheck.load.policy import Policy
from govcheck.load.tree import FOLDERS
from govcheck.model.change_control import ChangeControl
from govcheck.model.channel import Channel, DraftApprovals
from govcheck.model.post import Post
from govcheck.opening.opened import Opened
from govcheck.translation import said

DRAFTED: Final = said("drafted the post")
"""Why an approval of somebody does not count."""


class PostApprovals(NamedTuple):
    """What channels ask for, and what of a change they settle, so that it takes no `otherwise`."""

    required: tuple[Required, ...] = ()
    documents: frozenset[str] = frozenset()
    """The posts, as `kind/id`."""
    paths: frozenset[str] = frozenset()
    """The files in which nothing else has changed."""


def post_approvals(base: Policy, head: Policy, changed: Changed, sitting: Sitting) -> PostApprovals:
    """What the channels ask for of every post that is new, changed or moved, or has other media.

    The standards are those of the base; of a channel that is new, those of the head. Whoever drafts
    a post, or did before, never approves it. Posts whose channels all ask for nobody, and posts
    that are deleted, are left to change control.
    """
    asked: dict[tuple[str, DraftApprovals, tuple[str, ...]], list[str]] = {}
    posts = {post.ref: post for post in base.posts}
    settled = set()
    for post in head.posts:
        before = posts.get(post.ref)
        if not _is_touched(post, before, changed):
            continue
        drafters = {post.drafted_by} | ({before.drafted_by} if before is not None else set())
        for name in dict.fromkeys(post.channels):
            standard = _standard(base, head, name)
            if standard is not None:
                settled.add(post.ref)
                key = (name, standard, tuple(sorted(drafters)))
                asked.setdefault(key, []).append(post.ref)
    return PostApprovals(
        tuple(
            _required(name, standard, drafters, refs, sitting)
            for (name, standard, drafters), refs in asked.items()
        ),
        frozenset(settled),
        frozenset(_paths(base, head, changed, settled)),
    )


def media_of(posts: Iterable[Post]) -> Iterator[str]:
    """The files that go out with posts, as git writes their paths."""
    for post in posts:
        for medium in post.media:
            yield normpath(medium.file).lstrip("/")


def _standard(base: Policy, head: Policy, name: str) -> DraftApprovals | None:
    """Whom a channel asks, if anybody."""
    channel = base.find(Channel, name) or head.find(Channel, name)
    asked = channel.standards.approvals if channel is not None and channel.standards else None
    return asked if asked is not None and asked.drafts and asked.by else None


def _is_touched(post: Post, before: Post | None, changed: Changed) -> bool:
    if before is None or post.ref in changed.documents:
        return True
    here, there = post.place().path, before.place().path
    if here != there or changed.paths & {*media_of((post, before))}:
        return True
    others = (ref for ref, homes in changed.homes.items() if here in homes)
    return here in changed.paths and not any(others)


def _required(
    channel: str,
    standard: DraftApprovals,
    drafters: tuple[str, ...],
    refs: list[str],
    sitting: Sitting,
) -> Required:
    barred = {
        who: DRAFTED for who in drafters if any(who in sitting.of(target) for target in standard.by)
    }
    targets = [one for target in standard.by for one in _without(target, barred, sitting)]
    return Required(
        f"channel/{channel}",
        Number(standard.drafts, tuple(dict.fromkeys(targets))),
        tuple(refs),
        f"channel/{channel}",
        barred=MappingProxyType(barred),
    )


def _without(target: str, barred: Mapping[str, str], sitting: Sitting) -> list[str]:
    """A target; where some of its people may not approve, the others by name."""
    people = sitting.of(target)
    if not people & barred.keys():
        return [target]
    return [f"person:{who}" for who in sorted(people - barred.keys())]


def _paths(
    base: Policy, head: Policy, changed: Changed, settled: AbstractSet[str]
) -> Iterator[str]:
    living: dict[str, set[str]] = {}
    for policy in (base, head):
        for document in policy.documents:
            living.setdefault(document.place().path, set()).add(document.ref)
    for path, found in living.items():
        others = (found - settled) & changed.documents
        if path in changed.paths and found & settled and not others:
            yield path
    media = {*media_of(post for post in head.posts if post.ref in settled)}
    media |= {*media_of(post for post in base.posts if post.ref in settled)}
    others = {*media_of(post for post in head.posts if post.ref not in settled)}
    yield from changed.paths & (media - others)


def requirements_of(base: Opened, head: Opened, changed: Changed, at: int) -> tuple[Required, ...]:
    """Everything that must be approved, as of an instant, by the rules of the base."""
    sitting = Sitting(base.program.roster, at)
    posts = post_approvals(base.policy, head.policy, changed, sitting)
    settled = posts.documents | posts.paths
    return (*required(base.policy.change_controls, changed, settled), *posts.required)


_WILD: Final = re.compile(r"[*?\[]")


def changed_of(
    base: Opened,
    head: Opened,
    change: Change,
    paths: frozenset[str],
    links: frozenset[str] = frozenset(),
) -> Changed:
    """What change control sees of a change of these files, `links` among them."""
    documents = frozenset(edit.document for edit in change.edits)
    homes: dict[str, set[str]] = {}
    for one in (base, head):
        for document in one.policy.documents:
            if document.place().path in paths:
                homes.setdefault(document.ref, set()).add(document.place().path)
    return Changed(
        documents,
        paths,
        {ref: frozenset(found) for ref, found in homes.items() if ref in documents},
        change.effects,
        governed(paths, base, head),
        links,
        frozenset(path for path in paths if is_executed(path)),
        edited_fields(change.comparison.edits),
    )


def governed(paths: frozenset[str], *sides: Opened) -> frozenset[str]:
    """The paths, of some, that belong to the policy of one of the sides, or that pipelines run."""
    templates = _templates(sides)
    return frozenset(
        path
        for path in paths
        if _is_home(path.partition("/")[0]) or path in templates or is_executed(path)
    )


def linked(paths: Iterable[str], controls: Iterable[ChangeControl], *sides: Opened) -> list[str]:
    """The links and submodules, of some, that would hide changes of governed files from the gate.

    What is changed there later changes none of the paths that rules and actions name.
    """
    templates = _templates(sides)
    globs = {glob for one in controls for rule in one.rules for glob in rule.when.paths or ()}
    return [
        path
        for path in paths
        if _is_home(path.partition("/")[0])
        or any(f"{one}/".startswith(f"{path}/") for one in templates)
        or any(_hides(path, glob) for glob in globs)
        or runs(path)
    ]


def _is_home(folder: str) -> bool:
    """Whether documents stand in a folder, be it only where no file system tells cases apart."""
    return folder.casefold() in FOLDERS


def _hides(path: str, glob: str) -> bool:
    """Whether files that a glob names could be behind a link.

    A glob that begins with a wildcard names no place: a link that it reaches is approved like any
    file that it matches.
    """
    return bool(_WILD.split(glob, maxsplit=1)[0]) and reaches(glob, path)


def _templates(sides: Iterable[Opened]) -> set[str]:
    """Every text that an action names, and all that goes out with a post, as git writes its path.

    `./a//b.md` is `a/b.md`.
    """
    policies = [one.policy for one in sides]
    return {
        normpath(action.template).lstrip("/")
        for policy in policies
        for playbook in policy.playbooks
        for action in playbook.actions
        if action.template is not None
    } | {path for policy in policies for path in media_of(policy.posts)}
