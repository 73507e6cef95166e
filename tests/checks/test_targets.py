"""Whoever names an approver that nobody is, is told who may have been meant."""

import pytest

from govcheck.finding import Finding
from govcheck.workspace.examine import examine
from tests.load.trees import MemoryTree
from tests.mutations.mutations import shipped

SHIPPED = shipped()
CONTROL = "policies/change-control/approvals.yaml"
WAIVER = "policies/waivers/unknown-harm.yaml"


def found(tree: MemoryTree, code: str) -> list[Finding]:
    return [one for one in examine(tree).findings if one.code == code]


@pytest.mark.parametrize(
    ("written", "help_"),
    [
        ("legal-counsel", "did you mean `role:legal-counsel`?"),
        ("chiar", "did you mean `chair`?"),
        ("lenna", "did you mean `lena`?"),
    ],
)
def test_approvers_of_changes_and_waivers(written: str, help_: str) -> None:
    text = SHIPPED.files[CONTROL].decode().replace("includes: [chair]", f"includes: [{written}]", 1)
    (one,) = found(SHIPPED.with_files({CONTROL: text}), "CHNG004")
    assert one.help == help_
    waiver = SHIPPED.files[WAIVER].decode()
    line = next(line for line in waiver.splitlines() if line.startswith("approved_by:"))
    tree = SHIPPED.with_files({WAIVER: waiver.replace(line, f"approved_by: [{written}]", 1)})
    (one,) = found(tree, "WAIVER006")
    assert one.help == help_


def test_without_a_council_there_is_no_chair() -> None:
    tree = SHIPPED.with_files({})
    del tree.files["policies/councils/social-council.yaml"]
    told = found(tree, "WAIVER006")
    assert told
    for one in told:
        assert one.message == "the policy has no council whose `chair` could approve"
