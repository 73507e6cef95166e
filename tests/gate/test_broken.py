"""Promises that a change breaks: the first effects of it, and nothing that anybody can approve."""

from govcheck.gate.judge import Gate
from govcheck.time.clock import DAY
from govcheck.workspace.diff import diff_trees
from tests.mutations.mutations import shipped

AT = 1_795_392_000
CRISIS = "policies/escalations/crisis.yaml"
STEP = "{id: legal, notify: [role:legal-counsel], via: [phone, chat], always: true}"
LATER = "{id: legal, notify: [role:legal-counsel], via: [email], wait: 30m}"


def test_a_broken_promise_is_the_first_effect_and_weaker() -> None:
    tree = shipped()
    text = tree.files[CRISIS].decode()
    assert STEP in text
    head = tree.with_files({CRISIS: text.replace(STEP, LATER).encode()})
    diff = diff_trees(tree, head, ("a", "b"), AT, (AT, AT + 30 * DAY))
    assert "GUARD002" in {one.code for one in diff.breaks}
    first = diff.change.effects[: len(diff.breaks)]
    assert {(one.effect, one.kind) for one in first} == {("removes-guarantee", "weaker")}
    back = diff_trees(head, tree, ("b", "a"), AT, (AT, AT + 30 * DAY))
    assert back.breaks == ()


def test_no_approval_allows_what_breaks_a_promise() -> None:
    assert Gate("a", "b").allowed
    assert not Gate("a", "b", broken=("GUARD001 guarantee/x: it fails",)).allowed
