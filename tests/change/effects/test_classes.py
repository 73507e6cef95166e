"""What a change of the shipped policy amounts to: weaker, stricter, or nothing."""

import pytest

from govcheck.change.effect import Effect
from govcheck.gate.sides import compare_sides, open_sides
from govcheck.time.clock import DAY
from tests.mutations.mutations import shipped

AT = 1_795_392_000
APPROVALS = "change-control/approvals.yaml"
HOLDING = "playbooks/product-safety.yaml"
CRISIS = "escalations/crisis.yaml"
LEGAL = "{id: legal, notify: [role:legal-counsel], via: [phone, chat], always: true}"


def effects(file: str, old: str, new: str) -> tuple[Effect, ...]:
    tree = shipped()
    path = f"policies/{file}"
    text = tree.files[path].decode()
    assert old in text
    head = tree.with_files({path: text.replace(old, new, 1).encode()})
    before, after = open_sides(tree, head)
    assert not after.blocking
    found = compare_sides(before, after, AT, (AT, AT + 30 * DAY)).effects
    for one in found:
        assert one.doubt is not None or one.before != one.after, one
    return found


@pytest.mark.parametrize(
    ("file", "old", "new", "effect", "kind"),
    [
        (CRISIS, LEGAL, LEGAL.replace(", always: true", ""), "changes-escalation", "weaker"),
        (CRISIS, LEGAL, LEGAL.replace("phone, ", ""), "changes-escalation", "weaker"),
        (CRISIS, f"  - {LEGAL}\n", "", "changes-escalation", "weaker"),
        (CRISIS, "repeat: 2", "repeat: 1", "changes-escalation", "weaker"),
        (CRISIS, "repeat: 2", "repeat: 3", "changes-escalation", "stricter"),
        (
            APPROVALS,
            "requires: {council: majority}",
            "requires: {count: 1, of: [council:social-council]}",
            "changes-approval-rules",
            "weaker",
        ),
        (
            APPROVALS,
            "requires: {council: majority}",
            "requires: {council: two-thirds}",
            "changes-approval-rules",
            "stricter",
        ),
        (
            APPROVALS,
            "requires: {council: two-thirds, includes: [chair]}",
            "requires: {council: two-thirds}",
            "changes-approval-rules",
            "weaker",
        ),
        (APPROVALS, "network, playbook]", "network]", "changes-approval-rules", "weaker"),
        (
            "decisions/escalation.yaml",
            "then: crisis",
            "then: urgent",
            "changes-escalation",
            "weaker",
        ),
    ],
)  # fmt: skip
def test_the_class_of_a_change(file: str, old: str, new: str, effect: str, kind: str) -> None:
    assert kind in [one.kind for one in effects(file, old, new) if one.effect == effect]
    classes = {one.kind for one in effects(file, old, new) if one.effect == effect}
    assert classes == {kind}
