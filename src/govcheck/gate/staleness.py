"""Approvals that were of something else than what would be merged now."""

from govcheck.authority.globs import matches, reaches
from govcheck.errors import RevisionError
from govcheck.gate.governed import governed
from govcheck.gate.request import Prepared, Request, paths_between
from govcheck.gate.reviews import Review
from govcheck.load.history import (
    commits,
    is_ancestor,
    known_commit,
    linked_paths,
    merge,
    only_merging,
)
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
