"""`gate`: whether the approvals of a change suffice, by the rules of its base."""

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from govcheck.change.control import Required
from govcheck.change.effect import Effect
from govcheck.checks.globs import matches, reaches
from govcheck.checks.pipelines import is_executed
from govcheck.errors import RevisionError
from govcheck.gate.identities import Identities, handle_of
from govcheck.gate.judge import Ballot, Wrote, count, judge, objections, ways_to, writers
from govcheck.gate.names import TargetNames, documents_called, people_called
from govcheck.gate.reviews import Platform, Review
from govcheck.gate.sitting import Sitting
from govcheck.gate.verdict import Gate
from govcheck.load.git import GitTree, resolve
from govcheck.load.history import (
    Commit,
    changed_above,
    changed_paths,
    commits,
    is_ancestor,
    is_shallow,
    known_commit,
    linked_paths,
    merge,
    only_merging,
)
from govcheck.load.tree import POLICIES
from govcheck.prove.query import Query
from govcheck.time.clock import DAY
from govcheck.workspace.broken import broken, losses
from govcheck.workspace.requirements import requirements_of
from govcheck.workspace.sides import (
    LoadedSide,
    changed_of,
    compare_sides,
    controls_of,
    governed,
    linked,
    load_sides,
)

HORIZON: Final = 365 * DAY
"""How far ahead effects on time are looked for, in seconds."""

INTRODUCE: Final = (
    "the base has no change control; add a document with `kind: change-control` below"
    " `policies/`, and merge that first request by the platform's own rights"
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
    base: LoadedSide | None = None
    head: LoadedSide | None = None
    effects: tuple[Effect, ...] = ()
    merged: str = ""


def prepare(request: Request, at: int) -> Prepared:
    """What a request would need. Raises RevisionError where a revision is unknown."""
    folder = request.folder
    base, head = resolve(folder, request.base), resolve(folder, request.head)
    gate = Gate(base, head)
    if is_shallow(folder):
        reason = "the clone is shallow, so that commits of the change may be missing"
        return _refused(gate, f"{reason}; fetch the whole history (`fetch-depth: 0`)")
    try:
        merged = merge(folder, base, head)
    except RevisionError as error:
        return _refused(gate, f"it cannot be told what the merge would be: {error}")
    if merged.conflict:
        return _refused(gate, "the head cannot be merged into the base without a conflict")
    trees = GitTree(folder, base), GitTree(folder, head, merged=merged.tree)
    return _compare(gate, folder, trees, merged.tree, at)


def _compare(
    gate: Gate, folder: str, trees: tuple[GitTree, GitTree], merged: str, at: int
) -> Prepared:
    before, after = load_sides(*trees)
    if before.blocking:
        reason = "the policy of the base does not load, so that no rule of it counts"
        return _refused(gate, f"{reason}: {_first(before)}")
    controls = controls_of(before)
    if not controls:
        return _refused(gate, INTRODUCE)
    paths = _paths(folder, gate.base, merged)
    if not any(entry.path.startswith(f"{POLICIES}/") for entry in trees[1].entries()):
        return _refused(gate, "the head has no `policies/` any more")
    if after.blocking:
        return _refused(gate, f"the head does not load: {_first(after)}")
    links = linked_paths(folder, gate.base, merged)
    hiding = linked(sorted(links.now), controls, before, after)
    if hiding:
        return _refused(gate, f"`{hiding[0]}` is a symbolic link or a submodule in the head")
    change = compare_sides(before, after, at, (at, at + HORIZON))
    breaks = broken(before, after, Query(at, (at, at + HORIZON))) if change.edits else ()
    lost = losses(breaks, change.comparison.changed)
    change = change._replace(effects=(*lost, *change.effects))
    gate = gate._replace(broken=tuple(one.words for one in breaks))
    changes = changed_of(before, after, change, paths, links.ever)
    needs = requirements_of(controls, before, after, changes, at)
    changed = bool(needs or governed(paths, before, after))
    return Prepared(gate._replace(changed=changed), needs, before, after, change.effects, merged)


def _paths(folder: str, before: str, after: str) -> frozenset[str]:
    """What is not the same: below the policy's folder all, above it what the pipelines run."""
    above = (path for path in changed_above(folder, before, after) if is_executed(path))
    return frozenset((*changed_paths(folder, before, after), *above))


def _first(side: LoadedSide) -> str:
    """The first of what keeps a side from loading, and where."""
    fault = side.blocking[0]
    return f"{fault.message} ({fault.span.path}:{fault.span.line})"


def _refused(gate: Gate, reason: str) -> Prepared:
    return Prepared(gate._replace(reasons=(reason,)))


def gate_of(request: Request, prepared: Prepared, reviews: Iterable[Review], at: int) -> Gate:
    """Whether these reviews suffice for what is required."""
    gate, base, platform = prepared.gate, prepared.base, request.platform
    if base is None:
        return gate
    identities = Identities(base.repository.policy.people, platform)
    sitting = Sitting(base.side.program.roster, at)
    wrote = _writers(request, gate, identities)
    nameless = dict.fromkeys(
        (person.id for person in base.repository.policy.people if not handle_of(person, platform)),
        f"has no handle on {platform} in the base policy",
    )
    barred = {**nameless, **_recused(prepared.effects), **wrote.people}
    outdated = _Outdated(request, prepared)
    ballot: Ballot = count(reviews, identities, sitting, barred, outdated.reason)
    policy = base.repository.policy
    objecting = objections(prepared.required, ballot, sitting)
    blocking = any(control.objections == "block" for control in policy.change_controls)
    return gate._replace(
        requirements=judge(prepared.required, ballot, sitting, TargetNames(policy)),
        ways=ways_to(prepared.required, ballot, sitting),
        objecting=objecting,
        blocked=blocking and bool(objecting),
        people=people_called(policy, platform),
        called=documents_called(policy),
        unmatched=wrote.unmatched,
        notes=(*outdated.notes(), *_unknown(request)),
    )


def asking(
    base: LoadedSide, needs: tuple[Required, ...], effects: Iterable[Effect], at: int
) -> Gate:
    """Whom to ask for some requirements, as long as nobody is known to have written the change."""
    policy = base.repository.policy
    sitting = Sitting(base.side.program.roster, at)
    ballot = Ballot(frozenset(), _recused(effects), {}, {})
    return Gate(
        "",
        "",
        judge(needs, ballot, sitting, TargetNames(policy)),
        changed=bool(needs),
        ways=ways_to(needs, ballot, sitting),
        people=people_called(policy, "github"),
        called=documents_called(policy),
    )


def _unknown(request: Request) -> Iterator[str]:
    if not request.author:
        yield "who opened the request was not said (`--author`), so that they may have approved it"


def _writers(request: Request, gate: Gate, identities: Identities) -> Wrote:
    """Everybody who had a hand in it; who only merged the base into it has none."""
    found = commits(request.folder, gate.base, gate.head)
    merging = only_merging(request.folder, found)
    handles = [(request.author, "opened this request")] if request.author else []
    if request.pusher and not _only_merged(request, gate, merging):
        handles.append((request.pusher, "pushed this change"))
    return writers(identities, _addresses(found, merging), handles)


def _only_merged(request: Request, gate: Gate, merging: frozenset[str]) -> bool:
    """Whether the last push brought nothing but merges of the base."""
    onto = request.pushed_onto
    if onto is None or not known_commit(request.folder, onto):
        return False
    if not is_ancestor(request.folder, onto, gate.head):
        return False
    since = {one.id for one in commits(request.folder, onto, gate.head)}
    ours = {one.id for one in commits(request.folder, gate.base, gate.head)}
    return bool(since & ours) and merging.issuperset(since & ours)


def _addresses(found: Iterable[Commit], merging: frozenset[str]) -> Iterator[tuple[str, str]]:
    for commit in found:
        if commit.id not in merging:
            yield commit.author, "wrote a commit of this change"
        for address in commit.co_authors:
            yield address, "wrote a commit of this change with others"
        if commit.id not in merging:
            yield commit.committer, "committed a part of this change"


def _recused(effects: Iterable[Effect]) -> dict[str, str]:
    """Whoever the change is about, with the first effect that is."""
    found: dict[str, str] = {}
    for effect in effects:
        for person in effect.people:
            found.setdefault(person, f"the change is about them: {effect.effect}")
    return found


class _Outdated:
    """Whether an approval was of what is there now."""

    def __init__(self, request: Request, prepared: Prepared) -> None:
        self._request = request
        self._prepared = prepared
        self._known: dict[str, str | None] = {}
        self._undated = False

    def reason(self, review: Review) -> str | None:
        """Why an approval does not count any more."""
        if review.commit is None and self._request.platform == "gitlab":
            return self._by_time(review)
        commit = review.commit or ""
        if commit not in self._known:
            self._known[commit] = self._changed_since(commit)
        return self._known[commit]

    def notes(self) -> tuple[str, ...]:
        """What has to be known about how approvals were counted."""
        if not self._undated:
            return ()
        return (
            "the approvals do not say which commit they are of; they count because the project"
            " removes approvals when commits are added, or pass `versions` beside them",
        )

    def _by_time(self, review: Review) -> str | None:
        folder, gate = self._request.folder, self._prepared.gate
        found = commits(folder, gate.base, gate.head)
        merging = only_merging(folder, found)
        last = max((one.committed_at for one in found if one.id not in merging), default=0)
        if review.at is not None and review.at < last:
            return "approved before the last commit"
        self._undated = True
        return None

    def _changed_since(self, commit: str) -> str | None:
        folder, head = self._request.folder, self._prepared.gate.head
        if commit == head:
            return None
        if not known_commit(folder, commit):
            return "approved a commit that is not there any more"
        known = is_ancestor(folder, commit, head)
        what = "an older commit" if known else "a commit that is no part of the change any more"
        return self._differs(commit, f"approved {what}, and what is governed has changed since")

    def _differs(self, commit: str, reason: str) -> str | None:
        """The reason where what would be merged then and what is merged now are not the same."""
        folder, gate = self._request.folder, self._prepared.gate
        try:
            then = merge(folder, gate.base, commit)
        except RevisionError:
            return reason
        if then.conflict:
            return reason
        paths = _paths(folder, then.tree, self._prepared.merged)
        sides = [one for one in (self._prepared.base, self._prepared.head) if one is not None]
        globs = [
            glob
            for control in controls_of(sides[0])
            for rule in control.rules
            for glob in rule.when.paths or ()
        ]
        links = linked_paths(folder, then.tree, self._prepared.merged).ever
        named = {
            path
            for path in paths
            if any(matches(glob, path) or (path in links and reaches(glob, path)) for glob in globs)
        }
        return reason if governed(paths, *sides) | named else None
