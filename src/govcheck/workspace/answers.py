"""What is asked of a tree again and again, and worked out once for the same files."""

from govcheck.cache.memo import cached
from govcheck.cache.snapshot import Snapshot
from govcheck.load.tree import INCIDENTS, POLICIES, SCENARIOS
from govcheck.workspace.examined import Compiled
from govcheck.workspace.trial import Tested


@cached("program", Compiled, (POLICIES,))
def compiled(snapshot: Snapshot) -> Compiled:
    """Compile the policy of a tree."""
    from govcheck.workspace.examine import compile_tree

    return compile_tree(snapshot)


@cached("tested", Tested, (POLICIES, INCIDENTS, SCENARIOS))
def tested(snapshot: Snapshot) -> Tested:
    """Run every scenario of a tree."""
    from govcheck.workspace.run import run_scenarios

    return run_scenarios(snapshot)
