"""Repositories that try to show the gate something else than what will be merged."""

import subprocess
from pathlib import Path

import pytest

from govcheck.gate import sides
from govcheck.load.history import commits, merge
from govcheck.papers.gate import FORMATS, render
from tests.gate.story import EVERYBODY, LOOSER, POLICY, RULES, Story, of, rules_of, why

RULE_FILE = "policies/rules/severity.yaml"
PLAYBOOK = """\
{kind: playbook, id: answer,
 actions: [{id: say, do: Say it, owed_by: person:ben, within: 2h, template: texts/say.md}]}
"""


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path)


@pytest.fixture
def answering(tmp_path: Path) -> Story:
    """A policy with a text outside its own folders."""
    return Story(tmp_path, {**POLICY, "policies/answer.yaml": PLAYBOOK, "texts/say.md": "Sorry.\n"})


def test_a_million_empty_lines_before_a_trailer(story: Story) -> None:
    message = "x" + "\n" * 1_000_000 + "Co-authored-by: Ana <ana@acme.test>"
    story.commit({RULE_FILE: LOOSER}, "change", message=message)
    gate = story.gate(story.approvals(*EVERYBODY))
    assert why(gate, "weaker", "ana") == "wrote a commit of this change with others"


def test_a_trailer_that_goes_on_in_the_next_line(story: Story) -> None:
    message = "x\n\nCo-authored-by: Ana\n  <ana@acme.test>"
    story.commit({RULE_FILE: LOOSER}, "change", message=message)
    assert why(story.gate(story.approvals(*EVERYBODY)), "weaker", "ana")


def test_a_thousand_trailers_and_bytes_that_are_no_text(story: Story) -> None:
    trailers = "".join(f"Co-authored-by: P <p{n}@example.org>\n" for n in range(1000))
    message = f"\udcff\udcfe\n\n{trailers}Co-Authored-By:\t\udcff <ANA@acme.test>\r\n"
    head = story.commit({RULE_FILE: LOOSER}, "change", message=message)
    (commit,) = commits(str(story.folder), story.base, head)
    assert len(commit.co_authors) == 1001
    gate = story.gate(story.approvals(*EVERYBODY))
    assert why(gate, "weaker", "ana") == "wrote a commit of this change with others"
    assert len(gate.unmatched) == 1001  # and the robot who committed it


def test_a_mailmap_that_makes_somebody_else_the_author(story: Story) -> None:
    mailmap = "Other <other@example.org> <ana@acme.test>\n"
    files = {".mailmap": mailmap, RULE_FILE: LOOSER}
    story.commit({**files}, "change", author="ana@acme.test")
    story.git("config", "log.mailmap", "true")
    story.git("config", "mailmap.blob", "change:.mailmap")
    assert why(story.gate(story.approvals(*EVERYBODY)), "weaker", "ana")


def test_an_empty_commit_of_an_approver_is_theirs_too(story: Story) -> None:
    story.commit({RULE_FILE: LOOSER}, "change")
    story.commit({}, "change", author="ana@acme.test")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert why(gate, "weaker", "ana") == "wrote a commit of this change"


def test_a_graft_that_cuts_the_first_commit_off(story: Story) -> None:
    story.commit({RULE_FILE: LOOSER}, "change", author="ana@acme.test")
    head = story.commit({"README.md": "x\n"}, "change")
    (story.folder / "info").mkdir(exist_ok=True)
    (story.folder / "info" / "grafts").write_text(f"{head} {story.base}\n")
    assert why(story.gate(story.approvals(*EVERYBODY)), "weaker", "ana")


def test_attributes_of_the_head_do_not_decide_how_it_is_merged(
    story: Story, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """With `merge=union` both lines would be kept, where the platform sees a conflict."""
    text = RULES.replace("10000", "70")
    story.commit({RULE_FILE: text, ".gitattributes": "* merge=union\n"}, "change")
    story.commit({RULE_FILE: LOOSER}, "main", author="ana@acme.test")
    work = tmp_path_factory.mktemp("work") / "w"
    story.git("clone", "-q", "-b", "change", str(story.folder), str(work))
    assert merge(str(work), "origin/main", "HEAD").conflict


def test_a_git_that_cannot_merge_in_memory(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    story.commit({RULE_FILE: LOOSER}, "change")
    story.commit({"README.md": "more\n"}, "main")
    real = subprocess.run

    def old(command: list[str], **more: object) -> object:
        if "merge-tree" in command:
            usage = b"usage: git merge-tree <base-tree> <branch1> <branch2>\n"
            return subprocess.CompletedProcess(command, 129, b"", usage)
        return real(command, **more)  # type: ignore[call-overload]

    monkeypatch.setattr("govcheck.load.git.subprocess.run", old)
    gate = story.gate(story.approvals(*EVERYBODY))
    assert not gate.allowed
    assert "update the branch" in gate.reasons[0]
    assert "conflict" not in gate.reasons[0]


@pytest.mark.parametrize("name", ['quo"te.yaml', "tab\t.yaml", "\udcff\udcfe.yaml", "ä\u202e.yaml"])
def test_file_names_that_are_hard_to_write(story: Story, name: str) -> None:
    role = "{kind: role, id: other, name: Other}\n"
    story.commit({f"policies/rules/{name}": role}, "change")
    gate = story.gate()
    assert not gate.allowed
    for format_ in FORMATS:
        render(gate, format_).encode("utf-8")


def test_the_right_to_be_run_is_a_change_of_the_file(story: Story) -> None:
    blob = story.git("rev-parse", f"{story.base}:{RULE_FILE}")
    stream = (
        "commit refs/heads/change\ncommitter C <c@example.org> 1795392000 +0000\ndata 1\nx\n"
        f"from {story.base}\nM 100755 {blob} {RULE_FILE}\n\n"
    )
    story.git("fast-import", "--quiet", stdin=stream.encode())
    assert rules_of(story.gate()) == ["rules"]


def test_a_text_of_an_action_is_governed_wherever_it_is(answering: Story) -> None:
    answering.commit({"texts/say.md": "We did nothing.\n"}, "change")
    gate = answering.gate()
    assert rules_of(gate) == ["otherwise"]
    assert of(gate, "otherwise").because == ("texts/say.md",)


@pytest.mark.parametrize("path", ["./texts/say.md", "texts//say.md", "texts/./x/../say.md"])
def test_a_text_by_another_spelling_of_its_path(tmp_path: Path, path: str) -> None:
    playbook = PLAYBOOK.replace("texts/say.md", path)
    files = {**POLICY, "policies/answer.yaml": playbook, "texts/say.md": "Sorry.\n"}
    story = Story(tmp_path, files)
    story.commit({"texts/say.md": "We did nothing.\n"}, "change")
    assert rules_of(story.gate()) == ["otherwise"]


def test_a_text_that_becomes_a_link_to_what_nobody_governs(answering: Story) -> None:
    answering.commit({"texts/say.md": "link:../free/say.md", "free/say.md": "x"}, "change")
    gate = answering.gate(answering.approvals(*EVERYBODY))
    assert gate.reasons == ("`texts/say.md` is a symbolic link or a submodule in the head",)


def test_a_submodule_in_the_way_of_a_path_that_a_rule_names(story: Story) -> None:
    story.commit({"templates": f"module:{story.base}"}, "change")
    gate = story.gate(story.approvals(*EVERYBODY))
    assert gate.reasons == ("`templates` is a symbolic link or a submodule in the head",)


def test_a_link_elsewhere_is_nobodys_business(story: Story) -> None:
    story.commit({"docs/latest": "link:v1"}, "change")
    assert story.gate().allowed


def test_an_effect_that_could_not_be_computed(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sides.compare_sides

    def unsure(*arguments: object) -> object:
        change = real(*arguments)  # type: ignore[arg-type]
        doubtful = [one._replace(doubt="too many cases") for one in change.effects]
        return change._replace(effects=tuple(doubtful))

    story.commit({RULE_FILE: LOOSER}, "change")
    sure = story.gate()
    monkeypatch.setattr(sides, "compare_sides", unsure)
    assert rules_of(story.gate()) == rules_of(sure) == ["weaker", "rules"]
