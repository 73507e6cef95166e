"""What only has another id is compared under it; whatever else differs stays a change."""

import pytest

from govcheck.change.compare import Change
from govcheck.change.edits import edits
from govcheck.change.effect import Effect
from govcheck.change.renames.found import Rename, in_names_of
from govcheck.gate.sides import compare_sides, open_sides
from govcheck.load.repository import load_repository
from govcheck.time.clock import DAY
from govcheck.workspace.diff import diff_trees
from govcheck.workspace.renaming.rename import renamed
from tests.load.trees import MemoryTree
from tests.mutations.mutations import shipped

AT = 1_795_392_000
HORIZON = (AT, AT + 30 * DAY)
BASE = shipped()
POLICY = load_repository(BASE).policy
KINDS = [
    kind
    for kind in ("severity", *dict.fromkeys(one.kind_name for one in POLICY.documents))
    if kind not in ("representative", "advocate")
]


def with_name(tree: MemoryTree, kind: str, old: str, new: str) -> MemoryTree:
    found = renamed(tree, kind, old, new)
    kept = {path: one for path, one in tree.files.items() if path not in found.before}
    return MemoryTree({**kept, **found.after})


def edited(tree: MemoryTree, path: str, old: str, new: str) -> MemoryTree:
    text = tree.files[path].decode()
    assert old in text
    return tree.with_files({path: text.replace(old, new).encode()})


def changed(head: MemoryTree) -> Change:
    before, after = open_sides(BASE, head)
    return compare_sides(before, after, AT, HORIZON)


def said(effects: tuple[Effect, ...]) -> list[tuple[str, ...]]:
    return sorted((one.effect, one.kind, f"{one.before} {one.after}") for one in effects)


@pytest.mark.parametrize("kind", KINDS)
def test_another_id_is_all_that_differs(kind: str) -> None:
    old = max(POLICY.names(kind))
    head = with_name(BASE, kind, old, "zz-another")
    base, after = open_sides(BASE, head)
    named, found = in_names_of(base, after)
    assert found == (Rename(kind, old, "zz-another"),)
    assert edits(named.policy, after.policy) == ()


def test_several_at_once_that_name_each_other() -> None:
    head = with_name(BASE, "role", "spokesperson", "voice")
    head = with_name(head, "person", "clara", "clara-weiss")
    head = with_name(head, "council", "social-council", "board")
    change = changed(head)
    assert {one.after for one in change.comparison.renames.names} == {
        "voice",
        "clara-weiss",
        "board",
    }
    assert (change.effects, change.comparison.edits) == ((), ())
    assert "council/board" in {one.document for one in change.edits}


def test_one_more_edit_does_what_it_does_alone() -> None:
    path = "policies/escalations/crisis.yaml"
    head = with_name(BASE, "calendar", "office-berlin", "berlin")
    alone = changed(edited(BASE, path, "repeat: 2", "repeat: 1"))
    both = changed(edited(head, path, "repeat: 2", "repeat: 1"))
    assert both.comparison.renames.names == (Rename("calendar", "office-berlin", "berlin"),)
    assert both.comparison.edits == alone.comparison.edits != ()
    assert said(both.effects) == said(alone.effects) != []


def test_a_document_that_says_anything_else_as_well_is_another_one() -> None:
    head = with_name(BASE, "person", "clara", "clara-weiss")
    head = edited(head, "policies/people/clara-weiss.yaml", "name: ", "name: Dr. ")
    change = changed(head)
    assert change.comparison.renames.names == ()
    assert {"removes-member", "adds-member"} <= {one.effect for one in change.effects}


def test_a_place_where_the_old_one_stood_and_another_does_now_is_a_change() -> None:
    head = with_name(BASE, "person", "clara", "clara-weiss")
    head = edited(head, "policies/councils/social-council.yaml", "clara-weiss", "ben")
    change = changed(head)
    assert change.comparison.renames.names == (Rename("person", "clara", "clara-weiss"),)
    assert {one.document for one in change.comparison.edits} == {"council/social-council"}
    assert any(one.people >= {"ben"} for one in change.effects)


def test_whoever_runs_what_is_renamed_may_approve_it() -> None:
    head = with_name(BASE, "role", "spokesperson", "voice")
    found = diff_trees(BASE, head, ("base", "head"), AT, HORIZON)
    assert found.change.effects == ()
    assert found.asking is not None
    asked = {one.rule for one in found.asking.requirements}
    assert asked >= {"rules-of-change", "people", "running"}
    assert found.asking.one_sided == {}
    assert found.asking.ways.possible
    assert not any(one.excluded for one in found.asking.requirements)
