"""What is asked of a tree again and again, and worked out once for the same files."""

from typing import TYPE_CHECKING, Any

from govcheck.cache.memo import cached
from govcheck.cache.snapshot import Snapshot
from govcheck.load.tree import INCIDENTS, POLICIES, SCENARIOS
from govcheck.workspace.examined import Compiled

if TYPE_CHECKING:  # at run time only whoever tests imports it
    from govcheck.workspace.trial import Tested


@cached("program", Compiled, (POLICIES,))
def compiled(snapshot: Snapshot) -> Compiled:
    """Compile the policy of a tree."""
    from govcheck.workspace.examine import compile_tree

    return compile_tree(snapshot)


def _tested(*parts: Any) -> "Tested":
    from govcheck.workspace.trial import Tested

    return Tested(*parts)


@cached("tested", _tested, (POLICIES, INCIDENTS, SCENARIOS))
def tested(snapshot: Snapshot) -> "Tested":
    """Run every scenario of a tree."""
    from govcheck.workspace.run import run_scenarios

    return run_scenarios(snapshot)
