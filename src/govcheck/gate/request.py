"""A request to merge a head into a base: what it would need, before anybody has approved."""

from typing import Final, NamedTuple

from govcheck.authority.globs import is_executed
from govcheck.change.control import Required
from govcheck.change.effect import Effect
from govcheck.errors import RevisionError
from govcheck.gate.governed import changed_of, governed, linked, requirements_of
from govcheck.gate.judge import Gate
from govcheck.gate.reviews import Platform
from govcheck.gate.sides import change_between, open_sides
from govcheck.load.git import GitTree, resolve
from govcheck.load.history import changed_above, changed_paths, is_shallow, linked_paths, merge
from govcheck.load.tree import POLICIES
from govcheck.opening.opened import Opened
from govcheck.time.clock import DAY
from govcheck.translation import said, told

HORIZON: Final = 365 * DAY
"""How far ahead effects on time are looked for, in seconds."""

INTRODUCE: Final = said(
    "the base has no change control; add a document with `kind: change-control` below "
    "`policies/`, and merge that first request by the platform's own rights"
)


class Request(NamedTuple):
    """A request to merge a head into a base."""

    folder: str
    base: str
    head: str
    platform: Platform = "github"
    author: str | None = None
    pusher: str | None = None
    pushed_onto: str | None = None
    """What the head was before that push; None where it is not known."""


class Prepared(NamedTuple):
    """A request as far as it goes without anybody's approval."""

    gate: Gate
    required: tuple[Required, ...] = ()
    base: Opened | None = None
    head: Opened | None = None
    effects: tuple[Effect, ...] = ()
    merged: str = ""


def prepare(request: Request, at: int) -> Prepared:
    """What a request would need. Raises RevisionError where a revision is unknown."""
    folder = request.folder
    base, head = resolve(folder, request.base), resolve(folder, request.head)
    gate = Gate(base, head)
    if is_shallow(folder):
        reason = said("the clone is shallow, so that commits of the change may be missing")
        return _refused(
            gate, said("{reason}; fetch the whole history (`fetch-depth: 0`)", reason=reason)
        )
    try:
        merged = merge(folder, base, head)
    except RevisionError as error:
        return _refused(
            gate, said("it cannot be told what the merge would be: {error}", error=told(error))
        )
    if merged.conflict:
        return _refused(gate, said("the head cannot be merged into the base without a conflict"))
    trees = GitTree(folder, base), GitTree(folder, head, merged=merged.tree)
    return _compare(gate, folder, trees, merged.tree, at)


def _compare(
    gate: Gate, folder: str, trees: tuple[GitTree, GitTree], merged: str, at: int
) -> Prepared:
    before, after = open_sides(*trees)
    if before.blocking:
        reason = said("the policy of the base does not load, so that no rule of it counts")
        return _refused(gate, f"{reason}: {_first(before)}")
    controls = before.policy.change_controls
    if not controls:
        return _refused(gate, INTRODUCE)
    paths = paths_between(folder, gate.base, merged)
    if not any(entry.path.startswith(f"{POLICIES}/") for entry in trees[1].entries()):
        return _refused(gate, said("the head has no `policies/` any more"))
    if after.blocking:
        return _refused(gate, said("the head does not load: {reason}", reason=_first(after)))
    links = linked_paths(folder, gate.base, merged)
    hiding = linked(sorted(links.now), controls, before, after)
    if hiding:
        return _refused(
            gate, said("`{path}` is a symbolic link or a submodule in the head", path=hiding[0])
        )
    change, breaks = change_between(before, after, at, (at, at + HORIZON))
    gate = gate._replace(
        broken=tuple(one.words for one in breaks),
        lost=tuple(one.subject for one in breaks),
    )
    changes = changed_of(before, after, change, paths, links.ever)
    needs = requirements_of(before, after, changes, at)
    changed = bool(needs or governed(paths, before, after))
    return Prepared(gate._replace(changed=changed), needs, before, after, change.effects, merged)


def paths_between(folder: str, before: str, after: str) -> frozenset[str]:
    """What is not the same: below the policy's folder all, above it what the pipelines run."""
    above = (path for path in changed_above(folder, before, after) if is_executed(path))
    return frozenset((*changed_paths(folder, before, after), *above))


def _first(side: Opened) -> str:
    """The first of what keeps a side from loading, and where."""
    fault = side.blocking[0]
    return f"{fault.message} ({fault.span.path}:{fault.span.line})"


def _refused(gate: Gate, reason: str) -> Prepared:
    return Prepared(gate._replace(reasons=(reason,)))
