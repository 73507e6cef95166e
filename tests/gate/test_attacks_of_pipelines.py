"""Attempts to get past what is governed without a rule that names it."""

from pathlib import Path

from tests.gate.story import CONTROL, EVERYBODY, LOOSER, POLICY, RULE_FILE, Story, of, rules_of


def test_a_rule_about_kinds_or_effects_does_not_cover_a_program(tmp_path: Path) -> None:
    """A rule that asks for less cannot be stretched over the pipelines by another condition."""
    rule = (
        "  - {id: easy, when: {kinds: [decision], paths: [requirements.txt]},"
        " requires: person:ben}\n"
        "  - {id: easier, when: {effects: [lowers-severity], paths: [CODEOWNERS]},"
        " requires: person:ben}\n"
    )
    control = CONTROL.replace("otherwise:", f"{rule}otherwise:")
    story = Story(tmp_path, {**POLICY, "policies/control.yaml": control})
    files = {RULE_FILE: LOOSER, "requirements.txt": "x\n", "CODEOWNERS": "* @mallory\n"}
    story.commit({**files}, "change")
    gate = story.gate()
    assert {"easy", "easier", "control"} <= set(rules_of(gate))
    assert set(of(gate, "control").because) == {"requirements.txt", "CODEOWNERS"}


def test_a_rule_about_another_file_does_not_cover_it(tmp_path: Path) -> None:
    rule = '  - {id: docs, when: {paths: ["docs/**"]}, requires: person:ben}\n'
    control = CONTROL.replace("otherwise:", f"{rule}otherwise:")
    story = Story(tmp_path, {**POLICY, "policies/control.yaml": control})
    story.commit({"docs/x.md": "x\n", "requirements.txt": "x\n"}, "change")
    assert rules_of(story.gate()) == ["docs", "control"]


def test_the_head_cannot_name_it_for_itself(story: Story) -> None:
    rule = "  - {id: mine, when: {paths: [requirements.txt]}, requires: person:mallory}\n"
    control = CONTROL.replace("otherwise:", f"{rule}otherwise:")
    story.commit({"policies/control.yaml": control, "requirements.txt": "x\n"}, "change")
    gate = story.gate(story.approvals("ben-acme"))
    assert rules_of(gate) == ["control"]
    assert not gate.allowed


def test_moving_deleting_and_making_it_executable(story: Story) -> None:
    story.base = story.commit({"requirements.txt": "x\n"}, "main", author="eva@acme.test")
    story.commit({"requirements.txt": None, "other.txt": "x\n"}, "moved")
    assert rules_of(story.gate(head="moved")) == ["control"]
    blob = story.git("rev-parse", "main:requirements.txt")
    stream = (
        "commit refs/heads/mode\ncommitter C <c@example.org> 1795392000 +0000\ndata 1\nx\n"
        f"from {story.base}\nM 100755 {blob} requirements.txt\n\n"
    )
    story.git("fast-import", "--quiet", stdin=stream.encode())
    assert rules_of(story.gate(head="mode")) == ["control"]


def test_hiding_it_in_a_merge_of_the_base(story: Story) -> None:
    """A merge that adds a program is what it adds, whoever pressed what."""
    story.commit({"notes.md": "x\n"}, "change")
    main = story.commit({"README.md": "Acme!\n"}, "main", author="eva@acme.test")
    change = story.git("rev-parse", "change")
    files = {"README.md": "Acme!\n", "requirements.txt": "x\n"}
    story.commit({**files}, "change", author="ana@acme.test", parents=(change, main))
    gate = story.gate(story.approvals(*EVERYBODY))
    assert rules_of(gate) == ["control"]
    assert not gate.allowed
    assert "ana" not in of(gate, "control").approved_by


def test_a_folder_in_place_of_the_program(story: Story) -> None:
    story.base = story.commit({"requirements.txt": "x\n"}, "main", author="eva@acme.test")
    story.commit({"requirements.txt": None, "requirements.txt/x": "y\n"}, "change")
    assert rules_of(story.gate()) == ["control"]


def test_approvers_of_a_council_that_is_changed_at_once(story: Story) -> None:
    """Who is added by the head cannot be on a shortest way."""
    council = POLICY["policies/council.yaml"].replace(
        "quorum", "  - {person: mallory, represents: expert}\nquorum"
    )
    story.commit({"policies/council.yaml": council}, "change", author="robot@example.org")
    ways = story.gate(author=None).ways
    assert "mallory" not in {who for one in ways.choices for who in one.people}
