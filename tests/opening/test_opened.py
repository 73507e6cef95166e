"""A tree is opened in one way, and refused in one way."""

import pytest

from govcheck.load.tree import Tree
from govcheck.opening.opened import open_tree
from govcheck.opening.refusal import InvalidPolicy
from govcheck.workspace.examine import compile_tree
from govcheck.workspace.run import run_scenarios
from tests.load.trees import SMALL
from tests.mutations.mutations import shipped

UNKNOWN = "kind: team\nid: other\nname: Other\nlede: ana\n"
BROKEN: dict[str, str | bytes] = {
    "policies/broken.yaml": "kind: [\n",
    "policies/other.yaml": UNKNOWN,
}


def test_what_loads_is_given_back() -> None:
    found = open_tree(shipped())
    assert found.blocking == ()
    assert found.must_load() is found
    assert found.program == compile_tree(shipped()).program


@pytest.mark.parametrize("files", [{path: BROKEN[path]} for path in BROKEN] + [BROKEN])
def test_every_way_to_open_a_tree_finds_the_same(files: dict[str, str | bytes]) -> None:
    tree: Tree = SMALL.with_files(files)
    found = open_tree(tree)
    assert {one.span.path for one in found.blocking} == {*files}
    assert found.blocking == compile_tree(tree).blocking == run_scenarios(tree).blocking
    with pytest.raises(InvalidPolicy) as refused:
        found.must_load("`main`")
    assert refused.value.findings == found.blocking
    assert {*refused.value.sources} == {*files}
    assert str(refused.value).startswith("`main` does not load: policies/")
