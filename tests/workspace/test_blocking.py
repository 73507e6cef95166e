"""What keeps a policy from being loaded is marked: exactly what `simulate` refuses it for."""

import pytest

from govcheck.load.tree import POLICIES
from govcheck.workspace.examine import compile_tree, examine
from tests.load.trees import MemoryTree
from tests.mutations.mutations import shipped

SHIPPED = shipped()
REACH = "policies/decisions/reach.yaml"
LAWSUIT = "policies/playbooks/legal-threat.yaml"
BOUNDARIES = "scenarios/boundaries.yaml"


def policy_alone(tree: MemoryTree) -> MemoryTree:
    own = {path: text for path, text in tree.files.items() if path.startswith(f"{POLICIES}/")}
    return MemoryTree(dict(own))


@pytest.mark.parametrize(
    ("path", "old", "new", "count"),
    [
        (REACH, "at_least", "at_leest", 4),
        (REACH, "followers:", "folowers:", 2),
        (LAWSUIT, "role:legal-counsel", "legal-counsel", 2),
        (LAWSUIT, "kind: playbook", "kind: playbok", 1),
        (LAWSUIT, "role:legal-counsel", "role:legal-council", 0),
        (BOUNDARIES, "kind: scenario", "kind: scenari", 0),
    ],
)
def test_what_blocks_is_what_keeps_the_program_from_being_used(
    path: str, old: str, new: str, count: int
) -> None:
    text = SHIPPED.files[path].decode()
    assert old in text
    tree = SHIPPED.with_files({path: text.replace(old, new).encode()})
    blocking = [one for one in examine(tree).findings if one.blocks]
    assert len(blocking) == count
    refused = compile_tree(policy_alone(tree)).blocking
    spans = {
        span
        for one in refused
        for span in (one.span, *(related.span for related in one.related if one.lacks))
    }
    assert {one.span for one in blocking} == spans


@pytest.mark.parametrize("path", sorted(path for path in SHIPPED.files if "/people/" in path))
def test_a_misspelt_kind_is_all_that_is_told(path: str) -> None:
    text = SHIPPED.files[path].replace(b"kind: person", b"kind: peson")
    found = examine(SHIPPED.with_files({path: text})).findings
    told = [one for one in found if one.severity == "error"]
    assert [one.code for one in told if one.blocks] == ["DOC001"]
    assert {one.code for one in told} <= {"DOC001", *ACCEPTED}


ACCEPTED = {one.code for one in examine(SHIPPED).findings}
"""What the shipped policy accepts by waivers and comments."""
