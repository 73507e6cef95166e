"""Drafts that are checked: from the cache where they and the repository are as they were."""

from collections.abc import Mapping, Sequence

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.load.tree import FOLDERS, Tree
from govcheck.workspace.drafted import Drafted
from govcheck.workspace.validate import FindingsAnswer


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
    if kept is not None and snapshot.has_still(kept.elsewhere):
        return kept.judged(at)
    from govcheck.workspace.plain_draft import DraftRules, is_clean

    compiled = Memo(cache, content_key("draft-rules", snapshot.contents()))
    rules = compiled.recall(DraftRules)
    if rules is not None and is_clean(rules, files, at):
        return FindingsAnswer([], len(files), {})
    from govcheck.cache.pack import Pack
    from govcheck.workspace.posts import drafted

    pack = Pack(cache, tree.root)
    keep = compiled.keep if rules is None else None
    found = drafted(snapshot, files, columns, constants, pack.load, cache, keep)
    pack.keep()
    return memo.keep(found._replace(elsewhere=snapshot.elsewhere())).judged(at)
