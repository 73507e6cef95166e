"""What the pipelines run is governed, whether a rule names it or not."""

import subprocess
from pathlib import Path

import pytest

from tests.gate.story import (
    CONTROL,
    EVERYBODY,
    LOOSER,
    POLICY,
    RULE_FILE,
    Story,
    of,
    rules_of,
    why,
)

EXECUTED = [
    "requirements.txt",
    "requirements-gate.txt",
    "requirements/gate.txt",
    "constraints.txt",
    ".pre-commit-config.yaml",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    ".github/CODEOWNERS",
    ".github/workflows/gate.yml",
    ".github/actions/setup/action.yml",
    ".gitlab-ci.yml",
    ".gitlab/govcheck.yml",
    ".gitattributes",
    "site/.gitattributes",
    ".gitmodules",
]


@pytest.mark.parametrize("path", EXECUTED)
def test_what_the_pipelines_run_takes_what_change_control_takes(story: Story, path: str) -> None:
    story.commit({path: "anything\n"}, "change")
    gate = story.gate()
    assert not gate.allowed
    assert rules_of(gate) == ["control"]
    assert of(gate, "control").because == (path,)
    assert story.gate(story.approvals("ana-acme", "ben-acme", "clara-acme", "eva-acme")).allowed


@pytest.mark.parametrize("path", ["Requirements.txt", "src/requirements.txt", "CODEOWNERS.md"])
def test_what_they_do_not_run_is_nobodys_business(story: Story, path: str) -> None:
    story.commit({path: "anything\n"}, "change")
    assert story.gate().allowed


def test_a_rule_that_names_it_asks_for_what_it_says(tmp_path: Path) -> None:
    named = "  - {id: program, when: {paths: [requirements.txt]}, requires: person:ben}\notherwise:"
    story = Story(
        tmp_path,
        {**POLICY, "policies/control.yaml": CONTROL.replace("otherwise:", named)},
    )
    story.commit({"requirements.txt": "other==1\n"}, "change")
    assert rules_of(story.gate()) == ["program"]
    story.commit({"CODEOWNERS": "* @mallory\n"}, "change")
    gate = story.gate()
    assert rules_of(gate) == ["program", "control"]
    assert of(gate, "control").because == ("CODEOWNERS",)


def test_without_a_rule_for_change_control_it_takes_otherwise(tmp_path: Path) -> None:
    control = "\n".join(line for line in CONTROL.split("\n") if "id: control" not in line)
    story = Story(tmp_path, {**POLICY, "policies/control.yaml": control})
    story.commit({"requirements.txt": "other==1\n"}, "change")
    assert rules_of(story.gate()) == ["otherwise"]


def test_beside_a_change_of_change_control_it_is_one_requirement(story: Story) -> None:
    control = CONTROL.replace("{council: majority}", "{council: unanimity}")
    story.commit({"policies/control.yaml": control, "requirements.txt": "x\n"}, "change")
    gate = story.gate()
    assert rules_of(gate).count("control") == 1
    assert "requirements.txt" in of(gate, "control").because


def test_a_program_that_changes_after_it_was_approved(story: Story) -> None:
    first = story.commit({RULE_FILE: LOOSER, "requirements.txt": "one\n"}, "change")
    story.commit({"requirements.txt": "other\n"}, "change")
    gate = story.gate(story.approvals(*EVERYBODY, commit=first))
    assert not gate.allowed
    assert "changed since" in why(gate, "control", "ana")


@pytest.mark.parametrize("path", ["requirements.txt", ".github", ".github/workflows", ".gitlab"])
@pytest.mark.parametrize("kind", ["link:docs/free", "module:"])
def test_a_link_to_what_nobody_governs(story: Story, path: str, kind: str) -> None:
    what = kind if kind.startswith("link") else f"module:{story.base}"
    story.commit({path: what}, "change")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert gate.reasons == (f"`{path}` is a symbolic link or a submodule in the head",)


def test_a_policy_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    """The pipelines stand above it, at the top of the repository."""
    files = {f"company/governance/{path}": text for path, text in POLICY.items()}
    (tmp_path / "bare").mkdir()
    bare = Story(tmp_path / "bare", {})
    bare.commit({**files, "requirements.txt": "one\n"}, "main", author="eva@acme.test")
    bare.base = bare.git("rev-parse", "main")
    bare.commit({"requirements.txt": "other\n", "company/notes.md": "x"}, "change")
    work = tmp_path / "work"
    subprocess.run(["git", "clone", "-q", str(bare.folder), str(work)], check=True)
    inside = Story.__new__(Story)
    inside.folder, inside.base = work / "company" / "governance", bare.base
    gate = inside.gate(head="origin/change")
    assert rules_of(gate) == ["control"]
    assert of(gate, "control").because == ("../../requirements.txt",)


GLOBS = [
    # what a rule names, an entry of the tree, whether it is asked about
    ("**/x", "x", True),
    ("**/x", "a/x", True),
    ("**/x", "a/b", True),
    ("**", "a/b", True),
    ("*/x", "a", True),
    ("*/x", "a/b", False),
    ("*.md", "a", False),
    ("*.md", "a.md", True),
    ("?/x/**", "a", True),
    ("?/x/**", "ab", False),
    ("[ab]/**/x", "b/c/d", True),
    ("[ab]/**/x", "c/d", False),
]


@pytest.mark.parametrize(("glob", "path", "asked"), GLOBS)
@pytest.mark.parametrize("kind", ["link:elsewhere", "module:"])
def test_a_link_that_a_wildcard_reaches_is_asked_about(
    tmp_path: Path, glob: str, path: str, asked: bool, kind: str
) -> None:
    rule = f'  - {{id: named, when: {{paths: ["{glob}"]}}, requires: person:ben}}\notherwise:'
    control = CONTROL.replace("otherwise:", rule)
    story = Story(tmp_path, {**POLICY, "policies/control.yaml": control})
    what = kind if kind.startswith("link") else f"module:{story.base}"
    story.commit({path: what}, "change")
    gate = story.gate()
    assert gate.reasons == ()
    assert rules_of(gate) == (["named"] if asked else [])
    # What was behind it is gone with it, and a later commit of a submodule is another one.
    story.base = story.commit({path: what}, "main", author="eva@acme.test")
    story.commit({path: None}, "gone")
    assert rules_of(story.gate(head="gone")) == (["named"] if asked else [])


def test_a_file_that_becomes_a_link_and_a_link_that_becomes_a_file(tmp_path: Path) -> None:
    rule = '  - {id: named, when: {paths: ["**/x/y"]}, requires: person:ben}\notherwise:'
    control = CONTROL.replace("otherwise:", rule)
    files = {**POLICY, "policies/control.yaml": control, "a/x": "text\n", "a/z": "link:a"}
    story = Story(tmp_path, files)
    story.commit({"a/x": "link:../b"}, "one")
    assert rules_of(story.gate(head="one")) == ["named"]
    story.commit({"a/z": "text\n"}, "other")
    assert rules_of(story.gate(head="other")) == ["named"]
    story.commit({"a/x": "more text\n"}, "neither")
    assert rules_of(story.gate(head="neither")) == []


@pytest.mark.parametrize("what", ["link:elsewhere", "module:"])
@pytest.mark.parametrize("path", ["policies", "policies/rules", RULE_FILE, "scenarios", "schemas"])
def test_a_link_in_place_of_the_policy(story: Story, path: str, what: str) -> None:
    target = what if what.startswith("link") else f"module:{story.base}"
    gone = {name: None for name in POLICY if name == path or name.startswith(f"{path}/")}
    story.commit({**gone, path: target}, "change")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert not gate.allowed
    assert gate.reasons
