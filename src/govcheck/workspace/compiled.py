"""The compiled program of a tree: from the cache where the policy's files have not changed."""

from govcheck.load.tree import POLICIES, Tree
from govcheck.workspace.cache import Cache
from govcheck.workspace.compilation import Compiled
from govcheck.workspace.key import content_key
from govcheck.workspace.snapshot import Snapshot


def compiled(tree: Tree, cache: Cache) -> Compiled:
    """Compile the policy of a tree, or fetch what was compiled from the same files before."""
    snapshot = Snapshot(tree, (POLICIES,))
    key = content_key("program", snapshot.contents())
    stored = cache.recall(key, Compiled._make)
    if stored is not None:
        return stored
    from govcheck.workspace.examine import compile_tree

    fresh = compile_tree(snapshot)
    cache.remember(key, fresh)
    return fresh
