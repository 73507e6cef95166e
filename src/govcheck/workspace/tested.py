"""`test`: the scenarios of a tree, run; from the cache where nothing has changed."""

from govcheck.load.tree import INCIDENTS, POLICIES, SCENARIOS, Tree
from govcheck.workspace.cache import Cache
from govcheck.workspace.key import content_key
from govcheck.workspace.snapshot import Snapshot
from govcheck.workspace.trial import Tested


def tested(tree: Tree, cache: Cache) -> Tested:
    """Run every scenario of a tree."""
    snapshot = Snapshot(tree, (POLICIES, INCIDENTS, SCENARIOS))
    key = content_key("tested", snapshot.contents())
    stored = cache.recall(key, Tested._make)
    if stored is not None:
        return stored
    from govcheck.workspace.run import run_scenarios

    fresh = run_scenarios(snapshot)
    cache.remember(key, fresh)
    return fresh
