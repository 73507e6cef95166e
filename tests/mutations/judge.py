"""Whether anything notices a change to the policy."""

from functools import lru_cache

from govcheck.load.file import Loaded, load_file
from govcheck.workspace.examine import examine
from govcheck.workspace.run import run_scenarios
from tests.load.trees import MemoryTree
from tests.mutations.mutations import Mutation

AT = 1_795_392_000
"""The day on which the shipped repository is judged: 2026-11-23."""


def noticed_by(tree: MemoryTree, mutation: Mutation) -> list[str]:
    """What notices the change: the codes that `validate` finds, else the scenarios that fail."""
    changed = tree.with_files({})
    changed.files[mutation.path] = mutation.text.encode()
    found = examine(changed, _load).judged(AT)
    if found:
        return sorted({finding.code for finding in found})
    return [one.id for one in run_scenarios(changed).failed]


@lru_cache(maxsize=1000)
def _load(path: str, content: bytes) -> Loaded:
    return load_file(path, content)
