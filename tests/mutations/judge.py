"""Whether anything notices a change to the policy."""

from functools import lru_cache

from govcheck.load.file import Loaded, load_file
from govcheck.load.repository import load_repository
from govcheck.scenarios.compare import run
from govcheck.scenarios.compile import compile_scenarios
from govcheck.simulate.compile import compile_program
from govcheck.simulate.program import Program
from govcheck.workspace.examine import examine
from tests.load.trees import MemoryTree
from tests.mutations.mutations import Mutation

AT = 1_795_392_000
"""The day on which the shipped repository is judged: 2026-11-23."""


def changed(tree: MemoryTree, mutation: Mutation) -> MemoryTree:
    """The repository with the change made."""
    return tree.with_files({mutation.path: mutation.text.encode()})


def is_noticed(tree: MemoryTree) -> bool:
    """Whether `validate` finds anything, or else some scenario fails."""
    if examine(tree, _load).judged(AT):
        return True
    repository = load_repository(tree, load=_load)
    program, _ = compile_program(repository.policy, repository.line)
    scenarios, _ = compile_scenarios(repository.policy)
    return any(run(program, scenario).differences for scenario in scenarios)


def program_of(tree: MemoryTree) -> Program:
    """What the policy becomes."""
    return compile_program(load_repository(tree, load=_load).policy, lambda _place: 1)[0]


@lru_cache(maxsize=1000)
def _load(path: str, content: bytes) -> Loaded:
    return load_file(path, content)
