"""Comments that accept findings: each that is new is a waiver without approver and end."""

from govcheck.gate.sides import compare_sides, open_sides
from govcheck.time.clock import DAY
from tests.load.trees import MemoryTree
from tests.mutations.mutations import shipped

AT = 1_795_392_000
REASON = "she joins in May"


def effects(base: MemoryTree, head: MemoryTree) -> list[tuple[str, str, str]]:
    before, after = open_sides(base, head)
    assert not before.blocking
    assert not after.blocking
    found = compare_sides(before, after, AT, (AT, AT + DAY)).effects
    assert all(one.before != one.after for one in found)
    return [(one.effect, one.kind, one.subject) for one in found]


def with_comment(tree: MemoryTree, path: str, key: str, comment: str) -> MemoryTree:
    text = tree.files[path].decode()
    line = next(one for one in text.splitlines() if one.startswith(key))
    return tree.with_files({path: text.replace(line, f"{line}  {comment}", 1).encode()})


def test_a_comment_that_is_new_wider_moved_or_gone() -> None:
    tree = shipped()
    path = next(path for path in sorted(tree.files) if path.startswith("policies/teams/"))
    one = with_comment(tree, path, "lead:", f"# govcheck: ignore[TEAM002] {REASON}")
    team = next(name for name in (e[2] for e in effects(tree, one)))
    assert effects(tree, one) == [("adds-waiver", "weaker", team)]
    assert effects(one, tree) == []
    named = with_comment(tree, path, "lead:", f"# govcheck: ignore[lead-outside-team] {REASON}")
    assert effects(one, named) == []
    wider = with_comment(tree, path, "lead:", f"# govcheck: ignore[TEAM002, TEAM001] {REASON}")
    assert effects(one, wider) == [("adds-waiver", "weaker", team)]
    assert effects(wider, one) == []
    without = with_comment(tree, path, "lead:", "# govcheck: ignore[TEAM002]")
    assert effects(tree, without) == []
    moved = one.with_files({path: b"# a comment that comes first\n" + one.files[path]})
    assert effects(one, moved) == []
    other = with_comment(tree, path, "id:", f"# govcheck: ignore[TEAM002] {REASON}")
    assert effects(one, other) == [("adds-waiver", "weaker", team)]


def test_a_comment_in_a_scenario_or_an_incident() -> None:
    tree = shipped()
    for folder in ("scenarios/", "incidents/"):
        path = next(path for path in sorted(tree.files) if path.startswith(folder))
        head = with_comment(tree, path, "id:", f"# govcheck: ignore[SCEN001] {REASON}")
        assert [one[:2] for one in effects(tree, head)] == [("adds-waiver", "weaker")], path
