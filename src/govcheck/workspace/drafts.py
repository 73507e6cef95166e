"""Drafts that are checked: from the cache where they and the repository are as they were."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from govcheck.acceptance.judgement import Acceptance, judge
from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.finding import Finding
from govcheck.load.tree import FOLDERS, Tree
from govcheck.opening.findings import shown
from govcheck.source import Source
from govcheck.time.clock import local
from govcheck.workspace.validate import FindingsAnswer


class Drafted(NamedTuple):
    """What is found in some drafts, whatever the day.

    `posts` counts them, `sources` has the text that findings are about, `elsewhere` the files
    outside the policy's folders that were looked at, each with its digest.
    """

    findings: tuple[Finding, ...]
    acceptance: Acceptance
    timezone: str
    paths: frozenset[str]
    posts: int
    sources: dict[str, Source]
    elsewhere: Mapping[str, str] = {}

    def judged(self, at: int) -> FindingsAnswer:
        """The findings in the drafts as of an instant, those accepted marked so, in order."""
        day = local(at, self.timezone).date()
        wanted = [
            one for one in judge(self.findings, self.acceptance, day) if is_about(one, self.paths)
        ]
        return FindingsAnswer(
            sorted(wanted, key=attrgetter("span", "code", "message")),
            self.posts,
            shown(self.sources, wanted),
        )


def check_drafts(
    tree: Tree,
    files: Sequence[tuple[str, bytes]],
    at: int,
    columns: Mapping[str, str],
    constants: Mapping[str, str],
    cache: Cache,
) -> FindingsAnswer:
    """What is wrong with the posts of some files, beside the policy and its other posts."""
    snapshot = Snapshot(tree, FOLDERS)
    asked = (repr(len(files)), repr(sorted(columns.items())), repr(sorted(constants.items())))
    memo = Memo(cache, content_key("drafts", (*files, *snapshot.contents()), *asked))
    kept = memo.recall(Drafted)
    current = kept is not None and all(
        snapshot.digest(path) == digest for path, digest in kept.elsewhere.items()
    )
    if kept is not None and current:
        return kept.judged(at)
    from govcheck.cache.pack import Pack
    from govcheck.workspace.posts import drafted

    pack = Pack(cache, tree.root)
    found = drafted(snapshot, files, columns, constants, load=pack.load, cache=cache)
    pack.keep()
    return memo.keep(found._replace(elsewhere=snapshot.elsewhere())).judged(at)


def is_about(finding: Finding, paths: frozenset[str]) -> bool:
    """Whether a finding stands in one of some files, or has a related place there."""
    return finding.span.path in paths or any(one.span.path in paths for one in finding.related)
