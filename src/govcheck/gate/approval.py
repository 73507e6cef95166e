"""Whether the approvals of a request suffice, by the rules of its base; and whom to ask.

Approvals that were of something else than what would be merged now do not count.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from govcheck.authority.globs import matches, reaches
from govcheck.change.control import Required
from govcheck.change.effect import Effect
from govcheck.errors import RevisionError
from govcheck.gate.governed import governed
from govcheck.gate.judge import (
    Ballot,
    Called,
    Gate,
    Wrote,
    count,
    judge,
    objections,
    ways_to,
    writers,
)
from govcheck.gate.request import Prepared, Request, paths_between
from govcheck.gate.reviews import Platform, Review
from govcheck.gate.sitting import Identities, Sitting, handle_of
from govcheck.load.history import (
    Commit,
    commits,
    is_ancestor,
    known_commit,
    linked_paths,
    merge,
    only_merging,
)
from govcheck.load.policy import Policy
from govcheck.opening.opened import Opened
from govcheck.targets import words
from govcheck.translation import said


class Staleness:
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
            said(
                "the approvals do not say which commit they are of; they count because the project"
                " removes approvals when commits are added, or pass `versions` beside them"
            ),
        )

    def _by_time(self, review: Review) -> str | None:
        folder, gate = self._request.folder, self._prepared.gate
        found = commits(folder, gate.base, gate.head)
        merging = only_merging(folder, found)
        last = max((one.committed_at for one in found if one.id not in merging), default=0)
        if review.at is not None and review.at < last:
            return said("approved before the last commit")
        self._undated = True
        return None

    def _changed_since(self, commit: str) -> str | None:
        folder, head = self._request.folder, self._prepared.gate.head
        if commit == head:
            return None
        if not known_commit(folder, commit):
            return said("approved a commit that is not there any more")
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
        paths = paths_between(folder, then.tree, self._prepared.merged)
        sides = [one for one in (self._prepared.base, self._prepared.head) if one is not None]
        globs = [
            glob
            for control in sides[0].policy.change_controls
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


def gate_of(request: Request, prepared: Prepared, reviews: Iterable[Review], at: int) -> Gate:
    """Whether these reviews suffice for what is required."""
    gate, base, platform = prepared.gate, prepared.base, request.platform
    if base is None:
        return gate
    identities = Identities(base.policy.people, platform)
    sitting = Sitting(base.program.roster, at)
    wrote = _writers(request, gate, identities)
    nameless = dict.fromkeys(
        (person.id for person in base.policy.people if not handle_of(person, platform)),
        f"has no handle on {platform} in the base policy",
    )
    barred = {**nameless, **_recused(prepared.effects), **wrote.people}
    outdated = Staleness(request, prepared)
    ballot: Ballot = count(reviews, identities, sitting, barred, outdated.reason)
    policy = base.policy
    objecting = objections(prepared.required, ballot, sitting)
    blocking = any(control.objections == "block" for control in policy.change_controls)
    called = documents_called(base, prepared.head)
    return gate._replace(
        requirements=judge(prepared.required, ballot, sitting),
        ways=ways_to(prepared.required, ballot, sitting),
        objecting=objecting,
        blocked=blocking and bool(objecting),
        people=people_called(policy, platform),
        called=called,
        one_sided=_one_sided(base, prepared.head, called),
        unmatched=wrote.unmatched,
        notes=(*outdated.notes(), *_unknown(request)),
    )


def asking(
    base: Opened, head: Opened, needs: tuple[Required, ...], effects: Iterable[Effect], at: int
) -> Gate:
    """Whom to ask for some requirements, as long as nobody is known to have written the change."""
    policy = base.policy
    sitting = Sitting(base.program.roster, at)
    ballot = Ballot(frozenset(), _recused(effects), {}, {})
    called = documents_called(base, head)
    return Gate(
        "",
        "",
        judge(needs, ballot, sitting),
        changed=bool(needs),
        ways=ways_to(needs, ballot, sitting),
        people=people_called(policy, "github"),
        called=called,
        one_sided=_one_sided(base, head, called),
    )


def _unknown(request: Request) -> Iterator[str]:
    if not request.author:
        yield said(
            "who opened the request was not said (`--author`), so that they may have approved it"
        )


def _writers(request: Request, gate: Gate, identities: Identities) -> Wrote:
    """Everybody who had a hand in it; who only merged the base into it has none."""
    found = commits(request.folder, gate.base, gate.head)
    merging = only_merging(request.folder, found)
    handles = [(request.author, said("opened this request"))] if request.author else []
    if request.pusher and not _only_merged(request, gate, merging):
        handles.append((request.pusher, said("pushed this change")))
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
            yield commit.author, said("wrote a commit of this change")
        for address in commit.co_authors:
            yield address, said("wrote a commit of this change with others")
        if commit.id not in merging:
            yield commit.committer, said("committed a part of this change")


def _recused(effects: Iterable[Effect]) -> dict[str, str]:
    """Whoever the change is about, with the first effect that is."""
    found: dict[str, str] = {}
    for effect in effects:
        for person in effect.people:
            found.setdefault(person, f"the change is about them: {effect.effect}")
    return found


def people_called(policy: Policy, platform: Platform) -> dict[str, Called]:
    """Everybody of a policy."""
    return {person.id: Called(person.name, handle_of(person, platform)) for person in policy.people}


def documents_called(base: Opened, head: Opened | None) -> dict[str, str]:
    """Every document by its name or its id in words: by `kind/id`, and by a file of its own.

    What is to be done is there by `playbook/id/action`. What both sides have is called as in
    the base.
    """
    found: dict[str, str] = {}
    for side in (base, head):
        documents = () if side is None else side.policy.documents
        names = {} if side is None else side.program.names
        files = Counter(document.place().path for document in documents)
        for document in documents:
            in_words = words(document.name_in_kind)
            called = names.get(document.ref) or getattr(document, "name", None) or in_words
            if document.kind_name == "waiver":
                called = said("the waiver {name}", name=in_words)
            name = found.setdefault(document.ref, called)
            path = document.place().path
            if files[path] == 1:
                found.setdefault(path, name)
        for playbook in () if side is None else side.policy.playbooks:
            for action in playbook.actions:
                found.setdefault(f"{playbook.ref}/{action.id}", action.do)
    return found


def _one_sided(base: Opened, head: Opened | None, called: Mapping[str, str]) -> dict[str, bool]:
    """The documents of one side alone, by `kind/id`, each with whether it is the head's.

    One that the other side has by the same name, under another id, is on both.
    """
    if head is None:
        return {}
    ours, theirs = ({one.ref for one in side.policy.documents} for side in (base, head))
    named = [
        {(ref.partition("/")[0], called[ref]) for ref in side}
        for side in (ours - theirs, theirs - ours)
    ]
    return {
        ref: ref in theirs
        for ref in sorted(ours ^ theirs)
        if (ref.partition("/")[0], called[ref]) not in named[0] & named[1]
    }
