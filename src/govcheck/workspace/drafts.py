"""Drafts that are checked: from the cache where they and the repository are as they were."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from govcheck.cache.key import content_key
from govcheck.cache.memo import Memo
from govcheck.cache.snapshot import Snapshot
from govcheck.cache.store import Cache
from govcheck.load.tree import FOLDERS, Tree
from govcheck.workspace.drafted import Drafted
from govcheck.workspace.validate import FindingsAnswer

if TYPE_CHECKING:  # at run time a plain draft needs neither
    from govcheck.load.repository import Repository
    from govcheck.simulate.program import Program


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
    from govcheck.workspace.plain_draft import DraftPlaces, DraftRules, plain_drafts

    key = content_key("draft-rules", snapshot.contents())
    compiled, places = Memo(cache, key), Memo(cache, f"{key}-places")
    rules = compiled.recall(DraftRules)
    if rules is not None:
        plain = plain_drafts(rules, files, snapshot, lambda: places.recall(DraftPlaces))
        if plain is not None:
            return plain.judged(at)
    from govcheck.cache.pack import Pack
    from govcheck.workspace.posts import drafted

    def keep(base: "Repository", program: "Program") -> None:
        from govcheck.workspace.draft_rules import draft_places, draft_rules

        made = draft_rules(base, program)
        if made is not None:
            compiled.keep(made)
            places.keep(draft_places(base))

    pack = Pack(cache, tree.root)
    found = drafted(
        snapshot, files, columns, constants, pack.load, cache, keep if rules is None else None
    )
    pack.keep()
    return memo.keep(found._replace(elsewhere=snapshot.elsewhere())).judged(at)
